"""A store whose answers may take only so long, and have only so many rows.

An engine cannot be told to stop. So a fork of this process asks, which has the store in its memory
already, and writes the answer to a pipe; whatever the engine is doing, that process can be killed,
and its memory is free again. Rows travel as TSV, triples as N-Triples: both are written and read by
the engine, keep every term, and have one line for each.
"""

from __future__ import annotations

import io
import os
import select
from time import monotonic

import pyoxigraph as ox

from ritgraph.errors import LimitError, ParameterError
from ritgraph.store.fork import ROWS, TRIPLES, TRUE, Fork
from ritgraph.store.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ritgraph.store.store import Answer
    from ritgraph.term import Prefixes

_CHUNK = 65536
# What a system can wait for: some weeks, in milliseconds.
_LONGEST = 2_000_000.0


class Limited(Store):
    """Another store, with limits on each answer.

    ``timeout`` is the number of seconds that a reader may have to wait for one answer, all its
    waiting taken together; a reader that takes its time loses nothing. ``max_rows`` is the number
    of rows or triples that an answer may have; so many are handed on, and then the answer fails.
    None is no limit. Prefixes and the number of triples are the other store's, without limits.

    >>> from ritgraph.store.embedded import EmbeddedStore
    >>> store = Limited(EmbeddedStore.load([]), timeout=30)
    >>> store.ask("ASK { FILTER(1 < 2) }")
    True

    Raises:
        ParameterError: a limit is not above 0.
    """

    def __init__(
        self, store: Store, timeout: float | None = None, max_rows: int | None = None
    ) -> None:
        for name, limit in (("timeout", timeout), ("max_rows", max_rows)):
            if limit is not None and not limit > 0:
                raise ParameterError(name, f"'{name}' must be above 0, or None for no limit.")
        if timeout is not None and timeout > _LONGEST:
            raise ParameterError("timeout", f"'timeout' must be below {_LONGEST:,.0f} seconds.")
        if max_rows is not None and max_rows != int(max_rows):
            raise ParameterError("max_rows", "'max_rows' must be a whole number.")
        self._store = store
        self._timeout = timeout
        self._max_rows = max_rows

    def query(self, text: str, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL query (see ``Store.query``) in another process.

        Raises:
            SyntaxError: the text is no SPARQL query.
            LimitError: the answer takes too long, or has too many rows; this can also come while
                the answer is read.
            UnsupportedError: this system has no processes that share their memory.
        """
        fork = Fork(lambda: self._store.query(text, prefixes))
        answer = _Limits(fork, self._timeout, self._max_rows)
        kind = answer.receive(1)
        if kind not in (ROWS, TRIPLES):
            answer.receive(1)  # the end, which tells that all went well
            return kind == TRUE
        answer.begin_lines(1 if kind == ROWS else 0)
        reader: Any = _Reader(answer)
        if kind == ROWS:
            return ox.parse_query_results(reader, ox.QueryResultsFormat.TSV)
        quads = ox.parse(reader, ox.RdfFormat.N_TRIPLES, lenient=True)
        return (quad.triple for quad in quads)

    @property
    def unlimited(self) -> Store:
        """The other store."""
        return self._store

    @property
    def prefixes(self) -> Prefixes:
        """The prefixes of the other store."""
        return self._store.prefixes

    def __len__(self) -> int:
        return len(self._store)


class _Reader:
    """What the engine reads an answer from: it asks for 256 bytes at a time."""

    def __init__(self, answer: _Limits) -> None:
        self.read = io.BufferedReader(answer, _CHUNK).read1


class _Limits(io.RawIOBase):
    """The bytes of an answer as they come, until a limit is reached.

    When it is closed, or nobody holds it any more, the process that answers ends.
    """

    def __init__(self, fork: Fork, timeout: float | None, max_rows: int | None) -> None:
        super().__init__()
        self._fork = fork
        self._timeout = timeout
        self._left = timeout
        self._max_rows = max_rows
        self._lines_left: int | None = None
        self._held = b""
        self._poll = select.poll()
        self._poll.register(fork.answer, select.POLLIN)

    def begin_lines(self, headlines: int) -> None:
        """Count lines from here on; the first ones are no rows."""
        if self._max_rows is not None:
            self._lines_left = self._max_rows + headlines

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._within_limit(self._held or self.receive(len(buffer)))
        buffer[: len(data)] = data
        return len(data)

    def receive(self, size: int) -> bytes:
        """Wait for some bytes; none are the end of a whole answer.

        Raises:
            LimitError: they do not come in time, or the process that answers came to grief.
            Exception: what went wrong in the process that answers.
        """
        try:
            if self._fork.complete:
                return b""
            if not self._is_ready():
                raise LimitError(
                    f"The query was stopped after {self._timeout:g} s."
                    " Narrow it, or allow more time."
                )
            data = os.read(self._fork.answer, size)
            if not data:
                self._fork.finish()
        except BaseException:
            self.close()
            raise
        return data

    def close(self) -> None:
        if not self.closed:
            self._fork.end()
        super().close()

    def _is_ready(self) -> bool:
        """Wait until there is something to read, and take that from the time that is left."""
        if self._left is None:
            return bool(self._poll.poll())
        began = monotonic()
        ready = self._poll.poll(max(self._left, 0) * 1000)
        self._left -= monotonic() - began
        return bool(ready)

    def _within_limit(self, data: bytes) -> bytes:
        """Give the lines that are still allowed, and hold back the others.

        Raises:
            LimitError: none is allowed any more.
        """
        if self._lines_left is None or not data:
            return data
        if not self._lines_left:
            self.close()
            raise LimitError(
                f"The answer was cut off after {self._max_rows:,} row{'s'[self._max_rows == 1 :]}:"
                " it has more. Narrow the query, or allow more rows."
            )
        lines = min(data.count(b"\n"), self._lines_left)
        self._lines_left -= lines
        if self._lines_left:
            return data
        end = 0
        for _ in range(lines):
            end = data.index(b"\n", end) + 1
        self._held = data[end:]
        return data[:end]
