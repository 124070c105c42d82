"""A report as text for a person: what is wrong, for which things, and how much was looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ritgraph.finding import Finding, Report, Severity
from ritgraph.term import Prefixes

_IRI = re.compile(r"<([^<>]*)>")


def render(report: Report, prefixes: Prefixes) -> str:
    """Write a report, grouped by rule and then by message, so that one cause is read once.

    >>> report = Report(shapes=2, nodes_covered=1, files=1, triples=1200)
    >>> print(render(report, Prefixes({})), end="")
    Checked 1 file, 1,200 triples: 2 shapes, 1 focus node. 0 violations, 0 warnings, 0 infos.
    """
    groups = groupby(report.findings, key=lambda finding: (finding.severity, finding.rule))
    paragraphs = [
        "\n".join(_group(severity, prefixes.compact(rule), list(findings), prefixes))
        for (severity, rule), findings in groups
    ]
    return "\n\n".join([*paragraphs, _summary(report)]) + "\n"


def _group(
    severity: Severity, rule: str, findings: list[Finding], prefixes: Prefixes
) -> Iterator[str]:
    number = f" ({len(findings)} findings)" if len(findings) > 1 else ""
    yield f"{severity.value.capitalize()} {rule}{number}"
    for message, alike in _by_message(findings).items():
        yield f"    {message}"
        for finding in alike:
            if where := _place(finding, prefixes):
                yield f"        {where}"


def _by_message(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    messages: dict[str, list[Finding]] = {}
    for finding in findings:
        messages.setdefault(" ".join(finding.message.split()), []).append(finding)
    return messages


def _place(finding: Finding, prefixes: Prefixes) -> str:
    """Say where: the thing with its label, the property and the value, as far as they are known."""
    if finding.focus is None:
        where = str(finding.place or "")
        return f"{where}  {finding.hint}" if finding.hint else where
    focus = _term(finding.focus, prefixes)
    where = f"{finding.focus_label} ({focus})" if finding.focus_label else focus
    if finding.path:
        where += f", {_term(finding.path, prefixes)}"
    if finding.value is not None and finding.value != finding.focus:
        where += f": {_term(finding.value, prefixes)}"
    return where


def _term(text: str, prefixes: Prefixes) -> str:
    """Shorten the IRIs in a term or property path; what stands in quotes stays as it is."""
    quoted, mark, rest = text.rpartition('"') if text.startswith('"') else ("", "", text)
    short = _IRI.sub(lambda match: prefixes.compact(match[1]), prefixes.compact(rest))
    return " ".join(f"{quoted}{mark}{short}".split("\n"))


def _summary(report: Report) -> str:
    files, triples = _count(report.files, "file"), _count(report.triples, "triple")
    shapes, nodes = _count(report.shapes, "shape"), _count(report.nodes_covered, "focus node")
    found = ", ".join(_count(report.count(severity), severity.value) for severity in Severity)
    checks = f"{_count(report.checks, 'check')}, " if report.checks else ""
    queries = [_count(report.queries, "saved query", "saved queries")] if report.queries else []
    graph = [f"{files}, {triples}: {shapes}, {checks}{nodes}"] if report.files else []
    return f"Checked {'; '.join([*graph, *queries])}. {found}."


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"
