"""A report as SARIF 2.1.0, which code scanning reads."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from ritgraph.finding import Finding, Place, Report, Severity
from ritgraph.term import Prefixes
from ritgraph.validate.fingerprint import fingerprints
from ritgraph.validate.output.source_file import from_here, utf16

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, prefixes: Prefixes, _limit: int) -> str:
    """Write a report; a rule is known by its CURIE or its name, a finding by its fingerprint."""
    rules = sorted({finding.rule for finding in report.findings})
    marks = fingerprints(report.findings)
    run = {
        "tool": {
            "driver": {
                "name": "ritgraph",
                "version": version("ritgraph"),
                "rules": [_rule(rule, prefixes) for rule in rules],
            }
        },
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the root of the sources"}}},
        "results": [
            _result(finding, mark, rules.index(finding.rule), prefixes)
            for finding, mark in zip(report.findings, marks, strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, prefixes: Prefixes) -> dict[str, Any]:
    help_uri = {"helpUri": rule} if "://" in rule else {}
    return {"id": prefixes.compact(rule), **help_uri}


def _result(finding: Finding, mark: str, index: int, prefixes: Prefixes) -> dict[str, Any]:
    related = [
        {"id": number, **_location(place), "message": {"text": text}}
        for number, (text, place) in enumerate(
            (("it clashes with this", finding.also), ("the rule", finding.shape_place))
        )
        if place
    ]
    of_node = finding.place and finding.place.of_node
    return {
        "ruleId": prefixes.compact(finding.rule),
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": " ".join(filter(None, (finding.message, finding.hint)))},
        "locations": [_location(finding.place)] if finding.place else [],
        "relatedLocations": related,
        "partialFingerprints": {"ritgraph/v1": mark},
        **({"properties": {"placeOfNode": True}} if of_node else {}),
    }


def _location(place: Place) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": utf16(place, place.column, place.line),
        "endLine": place.end_line,
        "endColumn": utf16(place, place.end_column, place.end_line),
    }
    name = from_here(place.file)
    base = {} if place.file.is_absolute() and name.startswith("/") else {"uriBaseId": "%SRCROOT%"}
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": place.file.as_uri() if not base else quote(name), **base}
    }
    if place.line:
        physical["region"] = {key: number for key, number in region.items() if number}
    return {"physicalLocation": physical}
