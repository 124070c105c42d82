"""A report as GitLab reads it under Code Quality."""

from __future__ import annotations

import json

from ritgraph.finding import Report, Severity
from ritgraph.term import Prefixes
from ritgraph.validate.fingerprint import fingerprints
from ritgraph.validate.output.source_file import from_here

_SEVERITIES = {Severity.VIOLATION: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, prefixes: Prefixes, _limit: int) -> str:
    """Write a report; a finding without a file is put down to the folder of the run."""
    marks = fingerprints(report.findings)
    issues = [
        {
            "description": finding.message,
            "check_name": prefixes.compact(finding.rule),
            "fingerprint": mark,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": from_here(finding.place.file) if finding.place else ".",
                "lines": {"begin": (finding.place and finding.place.line) or 1},
            },
        }
        for finding, mark in zip(report.findings, marks, strict=True)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"
