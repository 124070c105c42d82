"""A fork of this process that asks a store and writes the answer to a pipe.

Three pipes tie the two together: the answer; the verdict, which says whether the answer is whole or
what went wrong; and the line of life, on which nothing is ever written: when the parent lets go of
it, or dies in whatever way, the fork ends too.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import warnings
from _thread import RLock, start_new_thread
from itertools import islice

import pyoxigraph as ox

from ritgraph.errors import LimitError, UnsupportedError

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

# The ends of pipes that are open in this process; a fork closes those that it has no use for, else
# nobody would see the end of the others' answers.
_open_ends: set[int] = set()
_forking = RLock()


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
        ends: list[int] = []
        try:
            with _forking:
                for _ in range(3):
                    ends += os.pipe()
                    _open_ends.update(ends)
                self.answer, answering, self._verdict, judging, living, self._life = ends
                self._pid = _fork(lambda: _work(ask, answering, judging, living))
                _close(answering, judging, living)
        except BaseException as error:
            _close(*ends)
            if isinstance(error, OSError):
                raise LimitError(f"No process can be started: {error.strerror}.") from None
            raise

    def finish(self) -> None:
        """Make sure, at the end of the answer, that it is whole.

        Raises:
            Exception: what went wrong in the other process.
            LimitError: the system has ended it.
        """
        verdict = b"".join(iter(lambda: os.read(self._verdict, 65536), b""))
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
        _close(self.answer, self._verdict, self._life)
        try:
            pid, status = os.waitpid(self._pid, 0 if wait else os.WNOHANG)
            if not pid:
                os.kill(self._pid, signal.SIGKILL)
                _, status = os.waitpid(self._pid, 0)
        except ChildProcessError:
            return None  # the program that we are part of collects its processes itself
        return os.waitstatus_to_exitcode(status)


def _fork(work: Callable[[], None]) -> int:
    """Run ``work`` in a fork of this process and give its number; the fork never comes back."""
    parent = os.getpid()
    try:
        # Python warns since version 3.12 that a fork has none of the other threads, so that a lock
        # that one of them holds stays held. If it is one that the engine needs, the time limit
        # ends the wait. As an exception the warning would lose the number of the process.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            work()
    finally:
        if os.getpid() != parent:
            os._exit(1)
    return pid


def _work(ask: Ask, answering: int, judging: int, living: int) -> None:
    """Answer and judge, in the fork."""
    gc.freeze()  # what the parent has thrown away is not ours to clean up
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    own = {answering, judging, living}
    _close(*_open_ends - own)
    start_new_thread(_end_with_parent, (living,))
    error: BaseException | None = None
    try:
        with open(answering, "wb") as stream:
            _write(ask(), stream)
    except BaseException as raised:
        error = raised
    _open_ends.discard(answering)
    with open(judging, "wb") as stream:
        stream.write(_pickled(error))
    os._exit(0)


def _end_with_parent(living: int) -> None:
    os.read(living, 1)
    os._exit(1)


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


def _close(*ends: int) -> None:
    for end in ends:
        if end in _open_ends:
            _open_ends.discard(end)
            os.close(end)
