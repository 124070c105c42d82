"""What a finding is known by, from run to run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from ritgraph.finding import Finding, Report

_BLANK = re.compile(r"_:[A-Za-z0-9]+")


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Give each finding a mark that stays when files are reordered or laid out anew.

    It tells rule, component, focus node, path and value, and neither places nor messages. A blank
    node may be named otherwise in the next run, so its name is left out; what is alike then is
    numbered.

    >>> from ritgraph.finding import Severity
    >>> one = Finding(Severity.INFO, "dark", "It is dark.", focus="_:b0")
    >>> other = Finding(Severity.INFO, "dark", "It is very dark.", focus="_:b7")
    >>> fingerprints([one]) == fingerprints([other]), len(set(fingerprints([one, other])))
    (True, 2)
    """
    seen: Counter[str] = Counter()
    marks = []
    for finding in findings:
        facts = (finding.rule, finding.component, finding.focus, finding.path, finding.value)
        text = "\0".join(_unnamed(fact or "") for fact in facts)
        seen[text] += 1
        marks.append(sha256(f"{text}\0{seen[text]}".encode()).hexdigest()[:32])
    return marks


def without(report: Report, known: Counter[str]) -> Report:
    """Take known findings out of a report, and count them; what is taken is subtracted there.

    >>> without(Report(), Counter()).accepted
    0
    """
    left = []
    for finding, mark in zip(report.findings, fingerprints(report.findings), strict=True):
        if known[mark]:
            known[mark] -= 1
        else:
            left.append(finding)
    number = len(report.findings) - len(left)
    return replace(report, findings=tuple(left), accepted=report.accepted + number)


def _unnamed(term: str) -> str:
    """Leave out the name of a blank node, but nothing of a literal."""
    return term if term.startswith('"') else _BLANK.sub("_:", term)
