"""Answers: the rows of SELECT, the triples of CONSTRUCT and DESCRIBE, the yes or no of ASK.

An answer is computed while it is read; reading it a second time asks the engine again. The SPARQL
formats are written by the engine, not by Python loops.
"""

from __future__ import annotations

from io import BytesIO
from operator import itemgetter

import pyoxigraph as ox

from ritgraph.errors import LimitError, UnsupportedError
from ritgraph.query.answer.formats import row_format
from ritgraph.query.answer.value import to_python
from ritgraph.serialise.formats import find_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import IO, Any

    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]

    from ritgraph.errors import StrPath
    from ritgraph.query.answer.asked import Asked
    from ritgraph.query.answer.value import Value
    from ritgraph.store.store import Store
    from ritgraph.term import Term

_ENGINE_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


class Row(tuple["Value", ...]):
    """One row as Python values: by position, ``row.label``, or ``row["label"]``."""

    __slots__ = ()
    _columns: tuple[str, ...] = ()

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            if key not in self._columns:
                raise KeyError(key)
            key = self._columns.index(key)
        return super().__getitem__(key)

    def as_dict(self) -> dict[str, Value]:
        """Give the row as column to value."""
        return dict(zip(self._columns, self, strict=True))


class Rows:
    """The rows of a SELECT query.

    >>> import ritgraph
    >>> rows = ritgraph.open().sparql("SELECT ?n WHERE { VALUES ?n { 1 2 } } ORDER BY ?n")
    >>> rows.columns, [row.n for row in rows]
    (('n',), [1, 2])
    """

    def __init__(
        self,
        solutions: ox.QuerySolutions,
        ask_again: Callable[[], ox.QuerySolutions],
        store: Store,
        asked: Asked | None = None,
    ) -> None:
        """Hold what a store has answered; ``asked`` is the saved query, if it was one."""
        self._unread: ox.QuerySolutions | None = solutions
        self._ask_again = ask_again
        self._store = store
        self._asked = asked
        self.columns = tuple(variable.value for variable in solutions.variables)

    def __iter__(self) -> Iterator[Row]:
        """Give each row as Python values; an unbound one is None."""
        members: dict[str, Any] = {
            column: property(itemgetter(index)) for index, column in enumerate(self.columns)
        }
        row_class = type("Row", (Row,), {**members, "__slots__": (), "_columns": self.columns})
        for terms in self.terms():
            yield row_class(map(to_python, terms))

    def terms(self) -> Iterator[tuple[Term | None, ...]]:
        """Give each row as RDF terms; an unbound one is None."""
        return map(tuple, self._solutions())

    def write(
        self, format_: str, stream: IO[bytes], width: int | None = None, lang: str = "en"
    ) -> int | None:
        """Write the rows in one of ROW_FORMATS; give their number where it is known.

        A table is wrapped to ``width``, if it has one. In a table and in Markdown, things have
        labels in the language ``lang``, and so in GeoJSON. All but Parquet is written while it is
        computed.

        Raises:
            UnknownName: there is no such format.
            LimitError: a limit is reached; the rows before it are written.
            UnsupportedError: Parquet is asked for, and polars is not installed; or CSVW, which is
                two files (see ``write_csvw``); or GeoJSON, which cannot hold a geometry.
        """
        format_ = row_format(format_)
        if format_ == "csvw":
            raise UnsupportedError("CSVW is a CSV and its metadata beside it: name a file with -o.")
        if format_ in _ENGINE_FORMATS:
            self._solutions().serialize(stream, _ENGINE_FORMATS[format_])
            return None
        if format_ == "parquet":
            frame, held = self.to_polars(), BytesIO()
            # Not to the stream itself: polars would make an error of its own of a closed pipe.
            frame.write_parquet(held)
            stream.write(held.getbuffer())
            return frame.height
        number = 0
        limit: LimitError | None = None

        def counted() -> Iterator[tuple[Term | None, ...]]:
            nonlocal number, limit
            try:
                for terms in self.terms():
                    number += 1
                    yield terms
            except LimitError as error:
                limit = error

        for line in self._lines(format_, counted(), width, lang):
            stream.write(f"{line}\n".encode())
        if limit is not None:  # what came before it is written
            raise limit
        return number

    def write_csvw(self, path: StrPath) -> int:
        """Write the rows as a CSV file, and as ``path-metadata.json`` what describes it (CSVW).

        Gives the number of rows.

        Raises:
            OutputError: a file cannot be written; what stood there stays.
        """
        from ritgraph.query.answer.csvw import write_csvw

        return write_csvw(self.columns, self.terms(), self._asked, self._store, path)

    def to_polars(self) -> pl.DataFrame:
        """Give the rows as a polars frame with typed columns (see ``query.answer.frames``).

        >>> import ritgraph
        >>> rows = ritgraph.open().sparql("SELECT * WHERE { VALUES (?a ?b) { (1 'x') (UNDEF 2) } }")
        >>> rows.to_polars().schema
        Schema([('a', Int64), ('b', String)])

        Raises:
            UnsupportedError: polars is not installed.
        """
        _need("polars")
        from ritgraph.query.answer.frames import frame

        tsv = self._solutions().serialize(format=ox.QueryResultsFormat.TSV)
        return frame(self.columns, tsv or b"", self._asked.types if self._asked else {})

    def to_arrow(self) -> pa.Table:
        """Give the rows as an Arrow table, typed as the polars frame.

        Raises:
            UnsupportedError: polars or pyarrow is not installed.
        """
        _need("polars", "pyarrow")
        return self.to_polars().to_arrow()

    def to_pandas(self) -> pd.DataFrame:
        """Give the rows as a pandas frame; its types are those of Arrow, so nothing is rounded.

        Raises:
            UnsupportedError: polars, pandas or pyarrow is not installed.
        """
        _need("polars", "pyarrow", "pandas")
        return self.to_polars().to_pandas(use_pyarrow_extension_array=True)

    def _solutions(self) -> ox.QuerySolutions:
        solutions, self._unread = self._unread or self._ask_again(), None
        return solutions

    def _lines(
        self,
        format_: str,
        rows: Iterator[tuple[Term | None, ...]],
        width: int | None,
        lang: str,
    ) -> Iterator[str]:
        if format_ == "jsonl":
            from ritgraph.query.answer.json_lines import json_lines

            return json_lines(self.columns, rows)
        if format_ == "geojson":
            from ritgraph.query.answer.as_geojson import geojson

            return geojson(self.columns, rows, self._store, lang)
        from ritgraph.query.answer.cells import cells

        if format_ == "md":
            from ritgraph.query.answer.markdown import markdown

            return markdown(self.columns, cells(rows, self._store, lang))
        from ritgraph.query.answer.table import table

        shown = (list(map(str, row)) for row in cells(rows, self._store, lang))
        return table(self.columns, shown, width)


class Triples:
    """The triples of a CONSTRUCT or DESCRIBE query."""

    def __init__(
        self,
        triples: Iterable[ox.Triple],
        ask_again: Callable[[], Iterable[ox.Triple]],
        store: Store,
    ) -> None:
        self._unread: Iterable[ox.Triple] | None = triples
        self._ask_again = ask_again
        self._store = store

    def __iter__(self) -> Iterator[ox.Triple]:
        triples, self._unread = self._unread or self._ask_again(), None
        return iter(triples)

    def write(self, format_: str, stream: IO[bytes]) -> None:
        """Write the triples in one of TRIPLE_FORMATS; Turtle and TriG are canonical.

        Raises:
            UnknownName: there is no such format.
            UnsupportedError: the format cannot carry one of the triples; nothing was written.
        """
        found = find_format(format_, "This answer has")
        from ritgraph.query.answer.triples import write_triples

        write_triples(self, found, self._store, stream)


def answer(
    store: Store,
    text: str,
    known: Mapping[str, str] | None = None,
    asked: Asked | None = None,
) -> Rows | Triples | bool:
    """Ask the store and wrap what it gives; ``known`` are prefixes that need no declaration.

    ``asked`` is the saved query that the text is of, if it is of one.

    Raises:
        SyntaxError: the text is no SPARQL query.
    """

    def ask() -> Any:
        return store.query(text, known)

    result: Any = ask()
    if isinstance(result, ox.QuerySolutions):
        return Rows(result, ask, store, asked)
    if isinstance(result, bool | ox.QueryBoolean):
        return bool(result)
    return Triples(result, ask, store)


def _need(*packages: str) -> None:
    from importlib import import_module

    for package in packages:
        try:
            import_module(package)
        except ImportError:
            raise UnsupportedError(
                f"Data frames need {package}: pip install 'ritgraph[frames]'"
            ) from None
