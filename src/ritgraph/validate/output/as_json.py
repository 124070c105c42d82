"""A report as one JSON object, for other programs."""

from __future__ import annotations

import json
from typing import Any

from ritgraph.finding import Finding, Place, Report, Severity
from ritgraph.term import Prefixes
from ritgraph.validate.fingerprint import fingerprints
from ritgraph.validate.output.source_file import from_here

_COVERAGE = (
    *("files", "triples", "shapes", "targets", "targets_matched", "nodes_covered"),
    *("checks", "queries"),
)


def render(report: Report, _prefixes: Prefixes, _limit: int) -> str:
    """Write a report; two runs on the same files give the same bytes."""
    marks = fingerprints(report.findings)
    content = {
        "conforms": report.conforms,
        "engine": report.engine,
        "coverage": {_camel(name): getattr(report, name) for name in _COVERAGE},
        "accepted": report.accepted,
        "labels": dict(report.labels),
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "findings": [
            _finding(finding, mark) for finding, mark in zip(report.findings, marks, strict=True)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, mark: str) -> dict[str, Any]:
    texts = ("rule", "message", "focus", "focus_label", "path", "value", "component", "hint")
    facts: dict[str, Any] = {"severity": finding.severity.value}
    facts |= {_camel(name): getattr(finding, name) for name in texts}
    for name in ("place", "also", "shape_place"):
        facts[_camel(name)] = _place(getattr(finding, name))
    return {key: fact for key, fact in facts.items() if fact is not None} | {"fingerprint": mark}


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    names = ("line", "column", "end_line", "end_column")
    known = {_camel(name): getattr(place, name) for name in names if getattr(place, name)}
    return {"file": from_here(place.file), **known, **({"ofNode": True} if place.of_node else {})}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
