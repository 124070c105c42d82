"""A fork of this process that asks a store and writes the answer to a pipe.

Three pipes tie the two together: the answer; the verdict, which says whether the answer is whole or
what went wrong; and the line of life, on which nothing is ever written: when the parent lets go of
it, or dies in whatever way, the fork ends too.
"""

from __future__ import annotations

import os
import pickle
import signal
from _thread import start_new_thread
from itertools import islice

import pyoxigraph as ox

from ritgraph.errors import LimitError, UnsupportedError
from ritgraph.forking import close, end_with_parent, fork, pipes, read_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO, Any

    from ritgraph.store.store import Answer
    from ritgraph.term import Term

    Ask = Callable[[], Answer]

# The first byte of an answer says what it is.
ROWS, TRIPLES, TRUE, FALSE = b"R", b"T", b"1", b"0"

# So many rows are sent one by one, as soon as the engine has found them; then it fills buffers.
_AT_ONCE = 1000


class Fork:
    """A process that asks, and writes the answer to the pipe ``answer``; ``end`` must follow."""

    def __init__(self, ask: Ask) -> None:
        """Start it.

        Raises:
            UnsupportedError: this system has no fork.
            LimitError: there are too many processes or open files.
        """
        if not hasattr(os, "fork"):
            raise UnsupportedError(
                "This system cannot stop a query: it has no os.fork. Set no limit."
            )
        self.complete = False
        self._parent: int | None = os.getpid()
        try:
            with pipes(3) as ends:
                self.answer, answering, self._verdict, judging, living, self._life = ends
                own = {answering, judging, living}
                self._pid = fork(lambda: _work(ask, answering, judging, living), own)
                close(*own)
        except OSError as error:
            raise LimitError(f"No process can be started: {error.strerror}.") from None

    def finish(self) -> None:
        """Make sure, at the end of the answer, that it is whole.

        Raises:
            Exception: what went wrong in the other process.
            LimitError: the system has ended it.
        """
        verdict = read_all(self._verdict)
        code = self.end(wait=True)
        if not verdict:
            raise LimitError(
                f"The process that answered the query died (exit code {code});"
                " perhaps memory ran out. Narrow the query."
            )
        error = pickle.loads(verdict)  # noqa: S301 (written by a fork of this process)
        if error is not None:
            raise error
        self.complete = True

    def end(self, wait: bool = False) -> int | None:
        """End the process, or wait for its end, and give its exit code if nobody else has got it.

        Nothing happens when that is done already, or in another fork, which has a copy of this.
        """
        if self._parent != os.getpid():
            return None
        self._parent = None
        close(self.answer, self._verdict, self._life)
        try:
            pid, status = os.waitpid(self._pid, 0 if wait else os.WNOHANG)
            if not pid:
                os.kill(self._pid, signal.SIGKILL)
                _, status = os.waitpid(self._pid, 0)
        except ChildProcessError:
            return None  # the program that we are part of collects its processes itself
        return os.waitstatus_to_exitcode(status)


def _work(ask: Ask, answering: int, judging: int, living: int) -> None:
    """Answer and judge, in the fork."""
    start_new_thread(end_with_parent, (living,))
    error: BaseException | None = None
    try:
        with open(answering, "wb") as stream:
            _write(ask(), stream)
    except BaseException as raised:
        error = raised
    with open(judging, "wb") as stream:
        stream.write(_pickled(error))


def _write(answer: Answer, stream: IO[bytes]) -> None:
    if isinstance(answer, ox.QuerySolutions):
        names = [f"?{variable.value}" for variable in answer.variables]
        _send(stream, ROWS, "\t".join(names).encode(), b"\n")
        for solution in islice(answer, _AT_ONCE):
            _send(stream, "\t".join(map(_written, solution)).encode(), b"\n")
        body: Any = _Body(stream)
        answer.serialize(body, ox.QueryResultsFormat.TSV)
    elif isinstance(answer, bool | ox.QueryBoolean):
        stream.write(TRUE if answer else FALSE)
    else:
        _send(stream, TRIPLES)
        for triple in islice(answer, _AT_ONCE):
            _send(stream, f"{triple} .\n".encode())
        ox.serialize(answer, stream, ox.RdfFormat.N_TRIPLES)


def _send(stream: IO[bytes], *parts: bytes) -> None:
    stream.writelines(parts)
    stream.flush()


def _written(term: Term | None) -> str:
    if isinstance(term, ox.Triple):
        return f"<<( {term} )>>"
    return "" if term is None else str(term)


class _Body:
    """A stream without its first line, which would name the columns a second time."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._begun = False
        self.flush = stream.flush

    def write(self, data: bytes) -> int:
        body = data
        if not self._begun:
            _, newline, body = data.partition(b"\n")
            self._begun = bool(newline)
        self._stream.write(body)
        return len(data)


def _pickled(error: BaseException | None) -> bytes:
    """Pack an error so that it surely can be unpacked."""
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)  # noqa: S301 (our own)
    except Exception:
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    return packed
