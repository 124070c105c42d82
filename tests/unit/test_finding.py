"""Findings are ordered, and a report adds up what it holds."""

import dataclasses

import pytest

from ritgraph.finding import Finding, Report, Severity

VIOLATION = Finding(Severity.VIOLATION, "b", "It must.")
WARNING = Finding(Severity.WARNING, "a", "It should.")
INFO = Finding(Severity.INFO, "a", "It may.")


def test_findings_come_worst_first_and_by_rule() -> None:
    other = Finding(Severity.VIOLATION, "a", "It must.", focus="x")
    report = Report().including([INFO, VIOLATION, WARNING]).including([other])

    assert report.findings == (other, VIOLATION, WARNING, INFO)


def test_findings_of_one_rule_are_ordered_by_all_that_is_known() -> None:
    findings = [
        dataclasses.replace(VIOLATION, focus=focus, path=path, value=value)
        for focus in (None, "a", "b")
        for path in (None, "p")
        for value in (None, "v")
    ]

    assert Report().including(reversed(findings)).findings == tuple(findings)


@pytest.mark.parametrize(
    ("findings", "conforms"),
    [([], True), ([INFO, WARNING], True), ([VIOLATION], False), ([INFO, VIOLATION], False)],
)
def test_only_a_violation_breaks_conformance(findings: list[Finding], conforms: bool) -> None:
    assert Report().including(findings).conforms is conforms


def test_a_report_counts_by_severity() -> None:
    report = Report().including([VIOLATION, WARNING, WARNING])

    assert [report.count(severity) for severity in Severity] == [1, 2, 0]


def test_a_finding_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        VIOLATION.message = "Never mind."
