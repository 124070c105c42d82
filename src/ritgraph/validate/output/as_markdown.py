"""A report as Markdown, for a summary or a comment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ritgraph.finding import Finding, Report
from ritgraph.plain_text import in_markdown
from ritgraph.validate.output.as_text import by_message, line_of, summary
from ritgraph.validate.output.names import Names


def render(report: Report, names: Names, limit: int) -> str:
    """Write a report: what was checked, then a table for each rule."""
    groups = groupby(report.findings, key=lambda finding: (finding.severity, finding.rule))
    parts = ["## Validation", "", in_markdown(summary(report))]
    for (severity, rule), findings in groups:
        title = f"### {severity.value.capitalize()}: {in_markdown(names.named(rule))}"
        parts += ["", title, "", "| what | where |", "| --- | --- |"]
        parts += _rows(list(findings), names, limit)
    return "\n".join(parts) + "\n"


def _rows(findings: list[Finding], names: Names, limit: int) -> Iterator[str]:
    for message, alike in by_message(findings).items():
        shown = alike[:limit] if limit else alike
        for finding in shown:
            yield f"| {in_markdown(message)} | {in_markdown(line_of(finding, names))} |"
        if len(alike) > len(shown):
            yield f"| {in_markdown(message)} | and {len(alike) - len(shown):,} more |"
