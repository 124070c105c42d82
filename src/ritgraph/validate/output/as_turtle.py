"""A report as SHACL defines it (SHACL, section 3.6), in Turtle that is the same in each run.

A check that is no shape has an IRI of its own. What is found of a file has no focus node.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ritgraph.finding import Finding, Report, Severity
from ritgraph.serialise.turtle import turtle
from ritgraph.term import XSD, Prefixes, parse_term
from ritgraph.validate.property_path import path_node

_SH = "http://www.w3.org/ns/shacl#"
_CHECKS = "https://w3id.org/ritgraph/validate#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SEVERITIES = {
    Severity.VIOLATION: "Violation",
    Severity.WARNING: "Warning",
    Severity.INFO: "Info",
}


def render(report: Report, prefixes: Prefixes, _limit: int) -> str:
    """Write a report; what is not shown for its language is left out."""
    known = {**prefixes, "ritv": _CHECKS, "sh": _SH, "xsd": XSD}
    return "".join(turtle(_triples(report), known))


def _triples(report: Report) -> Iterator[ox.Triple]:
    whole = ox.BlankNode("report")
    conforms = "false" if report.findings else "true"
    yield ox.Triple(whole, _TYPE, _sh("ValidationReport"))
    boolean = ox.NamedNode(f"{XSD}boolean")
    yield ox.Triple(whole, _sh("conforms"), ox.Literal(conforms, datatype=boolean))
    for number, finding in enumerate(report.findings):
        result = ox.BlankNode(f"result{number}")
        yield ox.Triple(whole, _sh("result"), result)
        yield ox.Triple(result, _TYPE, _sh("ValidationResult"))
        yield from _about(finding, result)


def _about(finding: Finding, result: ox.BlankNode) -> Iterator[ox.Triple]:
    yield ox.Triple(result, _sh("resultSeverity"), _sh(_SEVERITIES[finding.severity]))
    yield ox.Triple(result, _sh("resultMessage"), ox.Literal(finding.message))
    component = finding.component or finding.rule
    if ":" not in component:
        component = _CHECKS + component
    yield ox.Triple(result, _sh("sourceConstraintComponent"), ox.NamedNode(component))
    if finding.path:
        steps: list[ox.Triple] = []
        path = finding.path if finding.path[0] in "<^(" else f"<{finding.path}>"
        yield ox.Triple(result, _sh("resultPath"), path_node(path, steps))
        yield from steps
    for name, text in (("focusNode", finding.focus), ("value", finding.value)):
        if text is not None:
            yield ox.Triple(result, _sh(name), parse_term(text))
    if finding.shape:
        yield ox.Triple(result, _sh("sourceShape"), parse_term(finding.shape))


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)
