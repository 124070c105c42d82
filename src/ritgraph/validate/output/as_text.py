"""A report as text for a person: what is wrong, for which things, and how much was looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ritgraph.finding import Finding, Place, Report, Severity
from ritgraph.term import Prefixes
from ritgraph.validate.output.source_file import line_at

_IRI = re.compile(r"<([^<>]*)>")
_WIDTH = 100
# A terminal must not take part of a file, or of a message, for a command.
VISIBLE = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")


def render(report: Report, prefixes: Prefixes, limit: int = 0) -> str:
    """Write a report, grouped by rule and then by message, so that one cause is read once.

    >>> report = Report(shapes=2, nodes_covered=1, files=1, triples=1200)
    >>> print(render(report, Prefixes({})), end="")
    Checked 1 file, 1,200 triples: 2 shapes, 1 focus node. 0 violations, 0 warnings, 0 infos.
    """
    groups = groupby(report.findings, key=lambda finding: (finding.severity, finding.rule))
    paragraphs = [
        "\n".join(_group(severity, prefixes.compact(rule), list(findings), prefixes, limit))
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


def line_of(finding: Finding, prefixes: Prefixes) -> str:
    """Say in a line where a finding stands, and what it is about."""
    place = str(finding.place or "")
    hint = " ".join((finding.hint or "").split())
    return "  ".join(filter(None, (place, _about(finding, prefixes), hint)))


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
    severity: Severity, rule: str, findings: list[Finding], prefixes: Prefixes, limit: int
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
            yield from (f"        {line}" for line in _finding(finding, prefixes))
        if len(alike) > len(shown):
            yield f"        and {len(alike) - len(shown):,} more; --max-findings 0 shows all"


def _finding(finding: Finding, prefixes: Prefixes) -> Iterator[str]:
    if line := line_of(finding, prefixes):
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


def _about(finding: Finding, prefixes: Prefixes) -> str:
    """Name the thing with its label, the property and the value, as far as they are known."""
    if finding.focus is None:
        return ""
    focus = _term(finding.focus, prefixes)
    about = f"{finding.focus_label} ({focus})" if finding.focus_label else focus
    if finding.path:
        about += f", {_term(finding.path, prefixes)}"
    if finding.value is not None and finding.value != finding.focus:
        about += f": {_term(finding.value, prefixes)}"
    return about


def _term(text: str, prefixes: Prefixes) -> str:
    """Shorten the IRIs in a term or property path; what stands in quotes stays as it is."""
    quoted, mark, rest = text.rpartition('"') if text.startswith('"') else ("", "", text)
    short = _IRI.sub(lambda match: prefixes.compact(match[1]), prefixes.compact(rest))
    return " ".join(f"{quoted}{mark}{short}".split("\n"))


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"
