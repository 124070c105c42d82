"""A finding about a saved query, at a place in its file."""

from __future__ import annotations

from ritgraph.finding import Finding, Place, Severity
from ritgraph.sparql.tokens import position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.query.saved.saved_query import SavedQuery


def missing(
    query: SavedQuery,
    rule: str,
    message: str,
    hint: str,
    at: int = 0,
    severity: Severity = Severity.VIOLATION,
) -> Finding:
    """Say that something is not there; ``at`` is an offset in the file."""
    line, column = position(query.text, at)
    where = Place(query.path, line, column)
    return Finding(severity, rule, message, place=where, hint=hint)


def untrue(
    query: SavedQuery, rule: str, message: str, hint: str, where: tuple[int, int]
) -> Finding:
    """Make a violation: something is wrong; ``where`` is its line and column."""
    return Finding(Severity.VIOLATION, rule, message, place=Place(query.path, *where), hint=hint)
