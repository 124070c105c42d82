"""A report as JUnit XML: a test case for each rule and file with findings."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ritgraph.finding import Finding, Report, Severity
from ritgraph.validate.output.as_text import line_of, summary
from ritgraph.validate.output.names import Names
from ritgraph.validate.output.source_file import from_here

# XML 1.0, section 2.2: what a document cannot hold.
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, names: Names, _limit: int) -> str:
    """Write a report; violations are failures, and the rest is told as output of its case."""
    cases: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        file = from_here(finding.place.file) if finding.place else "-"
        cases[names.compact(finding.rule), file].append(finding)
    failed = sum(any(map(_fails, findings)) for findings in cases.values())
    counts = {"tests": str(len(cases) + 1), "failures": str(failed), "errors": "0"}
    suite = Element("testsuite", {"name": "ritgraph validate", **counts})
    SubElement(suite, "testcase", {"classname": "ritgraph", "name": summary(report)})
    for (rule, file), findings in sorted(cases.items()):
        case = SubElement(suite, "testcase", {"classname": _clean(rule), "name": _clean(file)})
        for kind, chosen in (
            ("failure", [one for one in findings if _fails(one)]),
            ("system-out", [one for one in findings if not _fails(one)]),
        ):
            if chosen:
                about = {"message": _clean(chosen[0].message)} if kind == "failure" else {}
                lines = dict.fromkeys(f"{one.message}\n  {line_of(one, names)}" for one in chosen)
                SubElement(case, kind, about).text = _clean("\n".join(lines))
    indent(suite)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{tostring(suite, encoding='unicode')}\n"


def _fails(finding: Finding) -> bool:
    return finding.severity is Severity.VIOLATION


def _clean(text: str) -> str:
    return _NO_CHARACTER.sub("\ufffd", text)
