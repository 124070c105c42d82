"""Hold the answers of a saved query against what its header says of them.

A query runs without parameters, unless it requires one, and with those of its ``example``. How many
rows ``expect`` states is about the first of these runs: ``{rows: 13}``, or from and to as in
``{rows: [1, 20]}``. Where it states nothing there is at least one. A column that is always empty is
one too many.
"""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from ritgraph.errors import (
    LimitError,
    ParameterError,
    RefusedError,
    SourceSyntaxError,
    UnknownName,
    UnsupportedError,
    did_you_mean,
    nearest,
)
from ritgraph.query.answer.rows import Rows
from ritgraph.query.contract.column_type import COLUMN_TYPES, fits, type_of, type_problem
from ritgraph.query.contract.query_finding import untrue
from ritgraph.query.saved.header import place_of
from ritgraph.sparql.form import form
from ritgraph.sparql.tokens import position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from ritgraph.finding import Finding
    from ritgraph.query.answer.rows import Triples
    from ritgraph.query.saved.saved_query import SavedQuery
    from ritgraph.store.store import Store
    from ritgraph.term import Prefixes, Term

    Ask = Callable[[SavedQuery, Mapping[str, Any]], Rows | Triples | bool]

# What can be wrong with a run that the query is to blame for; the last is the engine's own error.
_FAULTS = (
    *(SourceSyntaxError, ParameterError, UnknownName, RefusedError, LimitError, UnsupportedError),
    RuntimeError,
)
_FORM = "Write {rows: 13}, or {rows: [1, 20]} for from 1 to 20."


class _Seen:
    """What the runs of a query gave, taken together."""

    def __init__(self, query: SavedQuery, prefixes: Prefixes) -> None:
        self._types = {name: column.type for name, column in query.header.columns.items()}
        self._prefixes = prefixes
        self._fitting: dict[tuple[str, Any, str], bool] = {}
        self.numbers: list[int] = []
        self.columns: tuple[str, ...] = ()
        self.empty: set[str] = set()
        # How many values of a type that its column does not have.
        self.misfits: Counter[tuple[str, str]] = Counter()

    def add(self, found: Rows | Triples | bool) -> None:
        """Take in the answer of one run, without keeping it."""
        if not isinstance(found, Rows):
            self.numbers.append(1 if isinstance(found, bool) else sum(1 for _ in found))
            return
        types = [self._types.get(column) or "term" for column in found.columns]
        types = ["term" if type_problem(one, self._prefixes) else one for one in types]
        if not self.columns:
            self.columns, self.empty = found.columns, set(found.columns)
        self.numbers.append(0)
        for row in found.terms():
            self.numbers[-1] += 1
            for column, type_, term in zip(found.columns, types, row, strict=True):
                if term is None:
                    continue
                self.empty.discard(column)
                if type_ != "term" and not self._fits(type_, term):
                    self.misfits[column, type_of(term, self._prefixes)] += 1

    def _fits(self, type_: str, term: Term) -> bool:
        """Ask once for all terms of a kind."""
        key = (type_, type(term), term.datatype.value if isinstance(term, ox.Literal) else "")
        if key not in self._fitting:
            self._fitting[key] = fits(type_, term, self._prefixes)
        return self._fitting[key]


def answer_findings(query: SavedQuery, store: Store, ask: Ask) -> Iterator[Finding]:
    """Run a saved query, and find what its header says wrongly of the answers."""
    prefixes = store.prefixes
    needs = {parameter.name for parameter in query.parameters if parameter.required}
    example = query.header.example
    runs: list[Mapping[str, Any]] = [] if needs else [{}]
    runs += [example] if example and needs <= set(example) else []
    seen = _Seen(query, prefixes)
    for values in runs:
        try:
            seen.add(ask(query, values))
        except _FAULTS as error:
            yield _failed(query, values, error)
            return
    yield from _row_findings(query, seen.numbers)
    yield from _column_findings(query, seen.columns)
    yield from _type_findings(query, prefixes, seen.misfits)
    if any(seen.numbers):
        for column in sorted(_always_empty(query, store, seen.empty)):
            yield untrue(
                query,
                "query-empty-column",
                f"The column '{column}' is empty in every row.",
                "Look for a typo where it is bound, choose a better example, or drop the column.",
                place_of(query.text, "columns", column),
            )


def check_findings(query: SavedQuery, store: Store, ask: Ask) -> Iterator[Finding]:
    """Find columns of a check query that its header leaves out or makes up."""
    try:
        found = ask(query, {})
    except _FAULTS as error:
        yield _failed(query, {}, error)
        return
    yield from _column_findings(query, found.columns if isinstance(found, Rows) else ())
    yield from _type_findings(query, store.prefixes, Counter())


def _always_empty(query: SavedQuery, store: Store, empty: set[str]) -> set[str]:
    """Give the columns that stay empty for whatever values the parameters have.

    The text as it stands asks for that: a parameter without a value is a variable.
    """
    left = set(empty)
    for solution in store.select(query.text) if left else ():
        left = {column for column in left if solution[column] is None}
        if not left:
            break
    return left


def _failed(query: SavedQuery, values: Mapping[str, Any], error: Exception) -> Finding:
    """Say that a run ended in an error; it is the query's own place if that is known."""
    where = place_of(query.text, "example" if values else "summary")
    problem = str(error)
    if isinstance(error, SourceSyntaxError):
        where, problem = (error.line, error.column), error.problem
    how = "with its example" if values else "without parameters"
    hint = "Mend the query, or the example."
    return untrue(query, "query-run", f"It does not run {how}: {problem}", hint, where)


def _row_findings(query: SavedQuery, numbers: Sequence[int]) -> Iterator[Finding]:
    """Compare how many rows the first run gave with what ``expect`` says."""
    where = place_of(query.text, "expect")
    for key in query.header.expect:
        if key != "rows":
            offer = did_you_mean(nearest(key, ["rows"])) or "It has 'rows' alone."
            yield untrue(query, "query-rows", f"'expect' has no key '{key}'.", offer, where)
    stated = query.header.expect.get("rows", [1, float("inf")])
    bounds = stated if isinstance(stated, list) else [stated, stated]
    if len(bounds) != 2 or any(type(one) not in (int, float) for one in bounds):
        message = f"'rows' cannot be {stated}."
        yield untrue(query, "query-rows", message, _FORM, where)
    elif numbers and not bounds[0] <= numbers[0] <= bounds[1]:
        hint = "Mend the query, or say in 'expect' what is right."
        says = f"'expect' says {' to '.join(map(str, dict.fromkeys(bounds)))}"
        expected = says if "rows" in query.header.expect else "there is no 'expect: {rows: 0}'"
        message = f"It gives {numbers[0]} rows, and {expected}."
        yield untrue(query, "query-rows", message, hint, where)


def _column_findings(query: SavedQuery, selected: Sequence[str]) -> Iterator[Finding]:
    """Compare the columns that come with those that the header declares, if it declares any."""
    declared = list(query.header.columns)
    if not declared:
        return
    word = form(query.tokens)
    here = position(query.text, word.offset if word else 0)
    for name in declared:
        if name not in selected:
            offer = did_you_mean(nearest(name, set(selected) - set(declared)))
            message = f"The column '{name}' is declared and not selected."
            where = place_of(query.text, "columns", name)
            yield untrue(query, "query-columns", message, offer or "Delete the line.", where)
    for name in selected:
        if name not in declared:
            message = f"The column '{name}' is selected and not declared."
            yield untrue(query, "query-columns", message, "Declare it in 'columns'.", here)
    if sorted(declared) == sorted(selected) and declared != list(selected):
        message = "The columns are declared in another order than they are selected in."
        yield untrue(query, "query-columns", message, f"Declare {', '.join(selected)}.", here)


def _type_findings(
    query: SavedQuery, prefixes: Prefixes, misfits: Mapping[tuple[str, str], int]
) -> Iterator[Finding]:
    """Say which types do not exist, and which columns hold something else than they declare."""
    columns = query.header.columns
    for name, column in columns.items():
        if column.type and (problem := type_problem(column.type, prefixes)):
            hint = f"A column is {', '.join(COLUMN_TYPES)}, or a datatype as prefix:name."
            where = place_of(query.text, "columns", name)
            yield untrue(query, "query-column-type", problem, hint, where)
    for (name, found), number in sorted(misfits.items()):
        times = "once" if number == 1 else f"{number} times"
        yield untrue(
            query,
            "query-column-type",
            f"The column '{name}' holds {found} {times}, and is declared as {columns[name].type}.",
            f"If that is right, declare it as {columns[name].type} or {found}.",
            place_of(query.text, "columns", name),
        )
