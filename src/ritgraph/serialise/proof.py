"""Proof that a document says what its statements say, and nothing else: it is read again.

What is ground is compared by number and by the sum of the hashes of its lines, in whatever order
they come; what has blank nodes, up to isomorphism. A large document is read by a fork of this
process while it is written, which takes the other core of the machine.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple, Protocol

import pyoxigraph as ox

from ritgraph.errors import RitgraphError
from ritgraph.forking import can_fork, close, fork, pipes, read_all, wait_for, widen
from ritgraph.serialise.canonical import fingerprint
from ritgraph.serialise.statements import Lines, Statements, Tally, triples_of

_IN_MEMORY = 16_000_000


class Content(NamedTuple):
    """What a document was found to say: ground lines, and those with blank nodes."""

    tally: Tally
    blank: list[str]


class Reader(Protocol):
    """What reads a document that is handed to it in pieces."""

    def write(self, data: bytes) -> object:
        """Take a piece."""

    def content(self) -> Content:
        """Give what the document says.

        Raises:
            SyntaxError: it is not of its format.
        """

    def close(self) -> None:
        """Stop reading, if that has not come to its end."""


def difference(statements: Statements, found: Content) -> str:
    """Say how what was found in a document differs from the statements, all of which it was given.

    >>> difference(Statements(), Content(Tally(), ["_:a <urn:b> _:c"]))
    'it has 1 statement instead of 0'
    """
    tally, blank = statements.tally, statements.blank
    expected, written = tally.number + len(blank), found.tally.number + len(found.blank)
    if written != expected:
        noun = "statement" if written == 1 else "statements"
        return f"it has {written:,} {noun} instead of {expected:,}"
    if found.tally != tally:
        return "a statement is another"
    if blank and fingerprint(set(triples_of(found.blank))) != fingerprint(blank):
        return "its blank nodes are connected otherwise"
    return ""


def reader(format_: ox.RdfFormat, *, aside: bool) -> Reader:
    """Begin to read a document; ``aside`` if that is worth a process of its own.

    >>> from contextlib import closing
    >>> with closing(reader(ox.RdfFormat.N_TRIPLES, aside=False)) as lines:
    ...     _ = lines.write(b"<urn:a> <urn:b> _:c .")
    ...     lines.content().blank
    ['<urn:a> <urn:b> _:c']
    """
    return _Aside(format_) if aside and can_fork() else _Afterwards(format_)


class _Afterwards:
    """Holds the document, and reads it when all of it is there."""

    def __init__(self, format_: ox.RdfFormat) -> None:
        self._format = format_
        self._held = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (it is kept)
        self.write = self._held.write
        self.close = self._held.close

    def content(self) -> Content:
        self._held.seek(0)
        return _content(self._format, self._held)


class _Aside:
    """A fork that reads the document from a pipe."""

    def __init__(self, format_: ox.RdfFormat) -> None:
        with pipes(2) as (source, sink, self._result, answer):
            self._pid = fork(lambda: _answer(format_, source, answer), {source, answer})
            close(source, answer)
        widen(sink)
        self._sink = sink
        self._stream = open(sink, "wb", closefd=False)  # noqa: SIM115 (it is kept)

    def write(self, data: bytes) -> int:
        try:
            return self._stream.write(data)
        except BrokenPipeError:  # it has found an error, which it tells at the end
            return len(data)

    def content(self) -> Content:
        self._end()
        answer = read_all(self._result)
        self.close()
        if not answer:
            raise RitgraphError(
                "The process that was to prove the export died; perhaps memory ran out."
                " Nothing was written."
            )
        found = pickle.loads(answer)  # noqa: S301 (written by a fork of this process)
        if isinstance(found, Content):
            return found
        raise SyntaxError(found)

    def close(self) -> None:
        self._end()
        close(self._result)
        if self._pid:
            pid, self._pid = self._pid, 0
            wait_for(pid)

    def _end(self) -> None:
        with suppress(BrokenPipeError):
            self._stream.close()
        close(self._sink)


def _answer(format_: ox.RdfFormat, source: int, answer: int) -> None:
    """Read and tell, in the fork."""
    found: Content | str
    with open(source, "rb") as stream:
        try:
            found = _content(format_, stream)
        except SyntaxError as error:
            found = error.msg
    with open(answer, "wb") as told:
        told.write(pickle.dumps(found))


def _content(format_: ox.RdfFormat, stream: IO[bytes]) -> Content:
    tally = Tally()
    lines = Lines(tally.add)
    lines.read(ox.parse(stream, format_))
    return Content(tally, lines.blank)
