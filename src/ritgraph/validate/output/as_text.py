"""A report as text for a person: what is wrong, for which things, and how much was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ritgraph.finding import Finding, Place, Report, Severity
from ritgraph.plain_text import VISIBLE
from ritgraph.validate.output.names import Names
from ritgraph.validate.output.source_file import line_at

_WIDTH = 100


def render(report: Report, names: Names, limit: int = 0) -> str:
    """Write a report, grouped by rule and then by message, so that one cause is read once.

    >>> report = Report(queries=2)
    >>> print(render(report, Names({}, {})), end="")
    Checked 2 saved queries. 0 violations, 0 warnings, 0 infos.
    """
    groups = groupby(report.findings, key=lambda finding: (finding.severity, finding.rule))
    paragraphs = [
        "\n".join(_group(severity, names.named(rule), list(findings), names, limit))
        for (severity, rule), findings in groups
    ]
    return "\n\n".join([*paragraphs, summary(report)]).translate(VISIBLE) + "\n"


def by_message(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Put together what has one message; what several constraints say of one place is told once."""
    messages: dict[str, dict[object, Finding]] = {}
    for finding in findings:
        alike = messages.setdefault(" ".join(finding.message.split()), {})
        alike.setdefault((finding.focus, finding.path, finding.value, finding.place), finding)
    return {message: list(alike.values()) for message, alike in messages.items()}


def line_of(finding: Finding, names: Names) -> str:
    """Say in a line where a finding stands, and what it is about."""
    place = str(finding.place or "")
    hint = " ".join((finding.hint or "").split())
    return "  ".join(filter(None, (place, _about(finding, names), hint)))


def summary(report: Report) -> str:
    """Say in a line how much was looked at, and what was found."""
    files, triples = _count(report.files, "file"), _count(report.triples, "triple")
    shapes, nodes = _count(report.shapes, "shape"), _count(report.nodes_covered, "focus node")
    targets = f"{report.targets_matched:,} of {_count(report.targets, 'target')} matched"
    found = ", ".join(_count(report.count(severity), severity.value) for severity in Severity)
    if report.accepted:
        found += f"; {report.accepted:,} known before"
    checks = f"; {_count(report.checks, 'check')}" if report.checks else ""
    queries = [_count(report.queries, "saved query", "saved queries")] if report.queries else []
    graph = [f"{files}, {triples}: {shapes}, {targets}, {nodes}{checks}"] if report.files else []
    return f"Checked {'; '.join([*graph, *queries])}. {found}."


def _group(
    severity: Severity, rule: str, findings: list[Finding], names: Names, limit: int
) -> Iterator[str]:
    messages = by_message(findings)
    count = sum(map(len, messages.values()))
    number = f" ({count:,} findings)" if count > 1 else ""
    stated = next((f", stated at {one.shape_place}" for one in findings if one.shape_place), "")
    yield f"{severity.value.capitalize()} {rule}{number}{stated}"
    for message, alike in messages.items():
        yield f"    {message}"
        shown = alike[:limit] if limit else alike
        for finding in shown:
            yield from (f"        {line}" for line in _finding(finding, names))
        if len(alike) > len(shown):
            yield f"        and {len(alike) - len(shown):,} more; --max-findings 0 shows all"


def _finding(finding: Finding, names: Names) -> Iterator[str]:
    if line := line_of(finding, names):
        yield line
    if finding.place and finding.place.line:
        yield from _excerpt(finding.place)
        if finding.place.of_node:
            yield "    only its focus node was looked for: this format does not tell more"
    if finding.also:
        yield f"    it clashes with {finding.also}"


def _excerpt(place: Place) -> Iterator[str]:
    """Give the line of a place, cut to what fits, and carets under what stands there."""
    line, column = line_at(place), place.column or 1
    if not line or place.end_column is None:
        return
    end = place.end_column if place.end_line == place.line else len(line) + 1
    start = max(0, min(column - 1 - _WIDTH // 3, len(line) - _WIDTH))
    start = max(start, len(line) - len(line.lstrip())) if column > start + 1 else start
    cut = line[start : start + _WIDTH]
    before = "".join("\t" if mark == "\t" else " " for mark in line[start : column - 1])
    carets = "^" * max(1, min(end - column, len(cut) - len(before)))
    yield f"    | {cut}"
    yield f"    | {before}{carets}"


def _about(finding: Finding, names: Names) -> str:
    """Name the thing with its label, the property and the value, as far as they are known."""
    if finding.focus is None:
        return ""
    focus = names.compact(finding.focus)
    about = f"{finding.focus_label} ({focus})" if finding.focus_label else focus
    if finding.path:
        about += f", {names.term(finding.path)}"
    if finding.value is not None and finding.value != finding.focus:
        about += f": {names.term(finding.value)}"
    return about


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"
