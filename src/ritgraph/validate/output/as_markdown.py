"""A report as Markdown, for a summary or a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ritgraph.finding import Finding, Report
from ritgraph.validate.output.as_text import VISIBLE, by_message, line_of, summary
from ritgraph.validate.output.names import Names

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&-])")


def render(report: Report, names: Names, limit: int) -> str:
    """Write a report: what was checked, then a table for each rule."""
    groups = groupby(report.findings, key=lambda finding: (finding.severity, finding.rule))
    parts = ["## Validation", "", _text(summary(report))]
    for (severity, rule), findings in groups:
        title = f"### {severity.value.capitalize()}: {_text(names.named(rule))}"
        parts += ["", title, "", "| what | where |", "| --- | --- |"]
        parts += _rows(list(findings), names, limit)
    return "\n".join(parts) + "\n"


def _rows(findings: list[Finding], names: Names, limit: int) -> Iterator[str]:
    for message, alike in by_message(findings).items():
        shown = alike[:limit] if limit else alike
        for finding in shown:
            yield f"| {_text(message)} | {_text(line_of(finding, names))} |"
        if len(alike) > len(shown):
            yield f"| {_text(message)} | and {len(alike) - len(shown):,} more |"


def _text(text: str) -> str:
    """Let nothing in a text be taken for Markdown or HTML, nor end its line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split())).translate(VISIBLE)
