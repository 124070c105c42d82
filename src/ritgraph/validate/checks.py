"""Checks that are saved queries: each row of the answer is a defect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ritgraph.errors import RitgraphError
from ritgraph.finding import Finding, Severity


def findings(
    rule: str, message: str, severity: Severity, rows: Iterable[Mapping[str, object]]
) -> list[Finding]:
    """Turn the rows of a check query into findings, one for each row.

    A row has a ``focus`` and a ``problem``; where the problem is unbound, ``message`` stands in.

    >>> rows = [{"focus": "http://example.com/light", "problem": "It has no keeper."}]
    >>> [finding.message for finding in findings("dark", "Is it kept?", Severity.WARNING, rows)]
    ['It has no keeper.']

    Raises:
        RitgraphError: the query does not have the two columns.
    """
    return [_finding(rule, message, severity, row) for row in rows]


def _finding(rule: str, message: str, severity: Severity, row: Mapping[str, object]) -> Finding:
    missing = [f"?{column}" for column in ("focus", "problem") if column not in row]
    if missing:
        raise RitgraphError(
            f"The check '{rule}' does not select {' and '.join(missing)}; "
            "a check query selects ?focus and ?problem."
        )
    focus, problem = row["focus"], row["problem"]
    return Finding(
        severity,
        rule,
        message if problem is None else str(problem),
        focus=None if focus is None else str(focus),
    )
