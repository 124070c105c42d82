"""Answers: the rows of SELECT, the triples of CONSTRUCT and DESCRIBE, the yes or no of ASK.

An answer is computed while it is read; reading it a second time asks the engine again. The SPARQL
formats are written by the engine, not by Python loops.
"""

from __future__ import annotations

from operator import itemgetter

import pyoxigraph as ox

from ritgraph.errors import UnknownName
from ritgraph.query.value import to_python

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import IO, Any

    from ritgraph.query.value import Value
    from ritgraph.store.store import Store
    from ritgraph.term import Prefixes, Term

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml")
TRIPLE_FORMATS = ("turtle",)

_ENGINE_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
# SPARQL 1.1 Query Results JSON Format, section 3.2.2, and XML Format, section 2.3.2.
_TRUTH_FORMATS = {
    "json": '{{"head":{{}},"boolean":{}}}',
    "xml": '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    "<head></head><boolean>{}</boolean></sparql>",
} | dict.fromkeys(("table", "csv", "tsv"), "{}")


class Row(tuple["Value", ...]):
    """One row as Python values: by position, ``row.label``, or ``row["label"]``."""

    __slots__ = ()
    columns: tuple[str, ...] = ()

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            if key not in self.columns:
                raise KeyError(key)
            key = self.columns.index(key)
        return super().__getitem__(key)

    def as_dict(self) -> dict[str, Value]:
        """Give the row as column to value."""
        return dict(zip(self.columns, self, strict=True))


class Rows:
    """The rows of a SELECT query.

    >>> import ritgraph
    >>> rows = ritgraph.open().sparql("SELECT ?n WHERE { VALUES ?n { 1 2 } } ORDER BY ?n")
    >>> rows.columns, [row.n for row in rows]
    (('n',), [1, 2])
    """

    def __init__(self, ask: Callable[[], ox.QuerySolutions], prefixes: Prefixes) -> None:
        self._ask = ask
        self._unread: ox.QuerySolutions | None = ask()
        self._prefixes = prefixes
        self.columns = tuple(variable.value for variable in self._unread.variables)

    def __iter__(self) -> Iterator[Row]:
        """Give each row as Python values; an unbound one is None."""
        members: dict[str, Any] = {
            column: property(itemgetter(index)) for index, column in enumerate(self.columns)
        }
        row_class = type("Row", (Row,), {**members, "__slots__": (), "columns": self.columns})
        for terms in self.terms():
            yield row_class(map(to_python, terms))

    def terms(self) -> Iterator[tuple[Term | None, ...]]:
        """Give each row as RDF terms; an unbound one is None."""
        return map(tuple, self._solutions())

    def write(self, format_: str, stream: IO[bytes], width: int | None = None) -> int | None:
        """Write the rows in one of ROW_FORMATS; give their number where it is known (the table).

        A table is wrapped to ``width``, if it has one.

        Raises:
            UnknownName: there is no such format.
        """
        _check(format_, ROW_FORMATS)
        if format_ in _ENGINE_FORMATS:
            self._solutions().serialize(stream, _ENGINE_FORMATS[format_])
            return None
        from ritgraph.query.table import table

        cells = [[self._cell(term) for term in terms] for terms in self.terms()]
        for line in table(self.columns, cells, width):
            stream.write(f"{line}\n".encode())
        return len(cells)

    def _solutions(self) -> ox.QuerySolutions:
        solutions, self._unread = self._unread or self._ask(), None
        return solutions

    def _cell(self, term: Term | None) -> str:
        if isinstance(term, ox.NamedNode):
            return self._prefixes.compact(term.value)
        value = getattr(term, "value", term)
        return "" if value is None else str(value)


class Triples:
    """The triples of a CONSTRUCT or DESCRIBE query."""

    def __init__(self, ask: Callable[[], ox.QueryTriples], prefixes: Prefixes) -> None:
        self._ask = ask
        self._unread: ox.QueryTriples | None = ask()
        self._prefixes = prefixes

    def __iter__(self) -> Iterator[ox.Triple]:
        triples, self._unread = self._unread or self._ask(), None
        return iter(triples)

    def write(self, format_: str, stream: IO[bytes]) -> None:
        """Write the triples in one of TRIPLE_FORMATS; Turtle is canonical.

        Raises:
            UnknownName: there is no such format.
        """
        _check(format_, TRIPLE_FORMATS)
        from ritgraph.turtle.writer import turtle

        for part in turtle(self, self._prefixes):
            stream.write(part.encode())


def write_truth(truth: bool, format_: str, stream: IO[bytes]) -> None:
    """Write the answer of an ASK query in one of ROW_FORMATS.

    Raises:
        UnknownName: there is no such format.
    """
    _check(format_, ROW_FORMATS)
    stream.write(f"{_TRUTH_FORMATS[format_].format(str(truth).lower())}\n".encode())


def answer(
    store: Store, text: str, known: Mapping[str, str] | None = None
) -> Rows | Triples | bool:
    """Ask the store and wrap what it gives; ``known`` are prefixes that need no declaration.

    Raises:
        SyntaxError: the text is no SPARQL query.
    """
    result: Any = store.query(text, known)
    pending = [result]

    def ask() -> Any:
        return pending.pop() if pending else store.query(text, known)

    if isinstance(result, ox.QuerySolutions):
        return Rows(ask, store.prefixes)
    if isinstance(result, ox.QueryTriples):
        return Triples(ask, store.prefixes)
    return bool(result)


def _check(format_: str, formats: tuple[str, ...]) -> None:
    if format_ not in formats:
        raise UnknownName("format", format_, formats, f"This answer has {', '.join(formats)}.")
