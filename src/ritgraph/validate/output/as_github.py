"""A report as annotations of GitHub Actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ritgraph.finding import Finding, Report, Severity
from ritgraph.plain_text import VISIBLE
from ritgraph.term import Prefixes
from ritgraph.validate.output.as_text import summary
from ritgraph.validate.output.source_file import from_here

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# GitHub shows so many of each kind for a step, and drops the rest without a word.
_SHOWN = 10


def render(report: Report, prefixes: Prefixes, _limit: int) -> str:
    """Write a report; what is not annotated is counted."""
    return "".join(f"{line}\n" for line in _lines(report, prefixes))


def _lines(report: Report, prefixes: Prefixes) -> Iterator[str]:
    seen: Counter[Severity] = Counter()
    for finding in report.findings:
        seen[finding.severity] += 1
        if seen[finding.severity] <= _SHOWN:
            yield _annotation(finding, prefixes)
    for severity, number in seen.items():
        if number > _SHOWN:
            yield f"{number - _SHOWN:,} more of severity {severity.value} are not annotated."
    yield summary(report)


def _annotation(finding: Finding, prefixes: Prefixes) -> str:
    facts: dict[str, object] = {}
    if place := finding.place:
        facts = {"file": from_here(place.file), "line": place.line, "col": place.column}
        facts |= {"endLine": place.end_line}
        # A column of the end on another line would be taken for one of the first line.
        facts |= {"endColumn": place.end_column if place.end_line == place.line else None}
    facts["title"] = prefixes.compact(finding.rule)
    known = [f"{key}={_property(str(fact))}" for key, fact in facts.items() if fact]
    message = " ".join(filter(None, (finding.message, finding.hint)))
    return f"::{_COMMANDS[finding.severity]} {','.join(known)}::{_escaped(message)}"


def _escaped(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.translate(VISIBLE)


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
