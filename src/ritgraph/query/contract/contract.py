"""The contract of saved queries: what each says of itself is complete, and true.

A name that is hard to type and a prefix that nothing uses are warnings; what is missing or untrue
is a violation.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ritgraph.errors import InputError, RefusedError, SourceSyntaxError
from ritgraph.finding import Finding, Place, Severity
from ritgraph.query.contract.answers import answer_findings, check_findings
from ritgraph.query.contract.known_terms import prefix_findings, unknown_terms
from ritgraph.query.contract.profiles import profile_findings
from ritgraph.query.contract.query_finding import missing
from ritgraph.query.saved.saved_query import SavedQuery
from ritgraph.sparql.form import form
from ritgraph.sparql.guard import refuse_all_but_reading
from ritgraph.sparql.syntax import fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ritgraph.query.contract.answers import Ask
    from ritgraph.store.store import Store

_NAME = r"[^\W_][\w.-]*"


def check_queries(
    queries: Iterable[Path],
    checks: Iterable[Path],
    store: Store,
    ask: Ask,
    profiles: Iterable[Path] = (),
) -> Iterator[Finding]:
    """Find where saved queries break their contract, and those of checks and profiles theirs.

    ``ask`` runs a query with values. A file that cannot be read is a finding like any other. The
    rows of a check query are not looked at: they are findings of their own.

    Raises:
        SourceSyntaxError, SourceErrors, EndpointError: the graph itself cannot be read.
    """
    prefixes = store.prefixes  # asked here: a graph that cannot be read is no fault of a query
    readable: list[SavedQuery] = []
    kinds = (
        (queries, answer_findings),
        (checks, check_findings),
        (profiles, profile_findings),
    )
    for paths, run_findings in kinds:
        for path in paths:
            try:
                query = SavedQuery.read(path)
                _demand_sparql(query)
            except (SourceSyntaxError, InputError) as error:
                yield _unreadable(path, error)
                continue
            readable.append(query)
            yield from _header_findings(query)
            yield from _order_findings(query)
            yield from prefix_findings(query, prefixes)
            yield from run_findings(query, store, ask)
    yield from unknown_terms(readable, store)


def _demand_sparql(query: SavedQuery) -> None:
    """Raise a SourceSyntaxError if a file as it stands is no SPARQL, whatever values make of it."""
    try:
        refuse_all_but_reading(query.tokens, query.text, query.path)
    except RefusedError:
        return  # no engine may see it; that it does not run is told with its runs
    if found := fault(query.text, query.path):
        raise found


def _unreadable(path: Path, error: SourceSyntaxError | InputError) -> Finding:
    if isinstance(error, SourceSyntaxError):
        problem, line, column = error.problem, error.line, error.column
    else:
        problem, line, column = error.reason, None, None
    message = problem[:1].upper() + problem[1:]
    where = Place(path, line, column)
    return Finding(Severity.VIOLATION, "query-unreadable", message, place=where)


def _header_findings(query: SavedQuery) -> Iterator[Finding]:
    """Find what the header lacks, and a name that is hard to type."""
    header = query.header
    lacking = [f"'{key}'" for key in ("summary", "description", "tags") if not getattr(header, key)]
    if _is_select(query) and not header.columns:
        lacking.append("'columns'")
    for parameter in query.parameters:
        if parameter.required and parameter.name not in header.example:
            lacking.append(f"an example of '{parameter.name}'")
        if not parameter.help:
            lacking.append(f"help for '{parameter.name}'")
    for name, column in header.columns.items():
        lacking += [f"{what} for '{name}'" for what in column._fields if not getattr(column, what)]
    if lacking:
        message = f"The header lacks {', '.join(lacking)}."
        yield missing(query, "query-header", message, "Add what a person needs to ask it.")
    if not re.fullmatch(_NAME, query.name):
        message = f"The name '{query.name}' is hard to type at a prompt."
        yield missing(
            query,
            "query-name",
            message,
            "Name the file in words with hyphens.",
            severity=Severity.WARNING,
        )


def _order_findings(query: SavedQuery) -> Iterator[Finding]:
    """Find a SELECT of several rows without ORDER BY at its outermost level."""
    depth = 0
    for token, following in pairwise(query.tokens):
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
        if depth == 0 and token.is_word("ORDER") and following.is_word("BY"):
            return
    if _is_select(query) and query.header.expect.get("rows") != 1:
        message = "The rows come in no stated order, and each engine may choose another."
        hint = "End with ORDER BY, down to what tells every row from the others."
        word = form(query.tokens)
        yield missing(query, "query-order", message, hint, word.offset if word else 0)


def _is_select(query: SavedQuery) -> bool:
    word = form(query.tokens)
    return word is not None and word.is_word("SELECT")
