"""Checks that are saved queries: each row of the answer is a defect."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pyoxigraph as ox

from ritgraph.errors import InputError, ProjectError, RitgraphError, SourceSyntaxError
from ritgraph.finding import Finding, Severity
from ritgraph.query.answer.rows import Rows
from ritgraph.query.labels import labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ritgraph.query.contract.answers import Ask
    from ritgraph.query.saved.saved_query import Catalogue, SavedQuery
    from ritgraph.store.store import Store


def run_checks(store: Store, checks: Catalogue, lang: str, ask: Ask) -> tuple[int, list[Finding]]:
    """Ask the check queries; give how many were asked, and a finding for each row.

    Files that cannot be read are left out: the contract tells of them.

    Raises:
        ProjectError: one is no SELECT query.
        RitgraphError: one does not have the two columns.
    """
    asked = 0
    found: list[Finding] = []
    for name in checks:
        with suppress(SourceSyntaxError, InputError):
            found += _run_check(store, checks[name], lang, ask)
            asked += 1
    return asked, found


def _run_check(store: Store, check: SavedQuery, lang: str, ask: Ask) -> Iterator[Finding]:
    """Ask one; each finding has the label of its focus in ``lang``."""
    answer = ask(check, {})
    if not isinstance(answer, Rows):
        raise ProjectError(f"The check '{check.name}' is no SELECT query.")
    rows = [row.as_dict() for row in answer]
    focuses = {ox.NamedNode(iri) for row in rows if ":" in (iri := str(row.get("focus")))}
    names = labels(store, focuses, lang) if focuses else {}
    severity = Severity(check.header.severity)
    for finding in findings(check.name, check.header.summary, severity, rows):
        yield replace(finding, focus_label=names.get(finding.focus or ""))


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
