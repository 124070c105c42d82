"""Forks of this process, and the pipes that tie them to it."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import warnings
from _thread import RLock, start_new_thread
from contextlib import contextmanager, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    Found = TypeVar("Found")

# The ends of pipes that are open in this process; a fork closes those that it has no use for, else
# nobody would see the end of what the others write.
_open_ends: set[int] = set()
_forking = RLock()
_WIDE = 1 << 20


def can_fork() -> bool:
    """Tell whether a fork of this process can do any work.

    A fork has none of the other threads, and one of them may hold a lock that it needs.
    """
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    return alone and hasattr(os, "fork")


@contextmanager
def pipes(number: int) -> Iterator[list[int]]:
    """Open pipes, as read end and write end in turn; no other fork begins meanwhile.

    If what follows fails, they are closed again.
    """
    ends: list[int] = []
    try:
        with _forking:
            for _ in range(number):
                ends += os.pipe()
                _open_ends.update(ends)
            yield ends
    except BaseException:
        close(*ends)
        raise


def widen(end: int) -> None:
    """Let a pipe hold much, so that neither side waits for the other's every piece, if it can."""
    import fcntl

    with suppress(AttributeError, OSError):  # another system, or no more such pipes
        fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _WIDE)


def close(*ends: int) -> None:
    """Close ends of pipes, unless they are closed already."""
    for end in ends:
        if end in _open_ends:
            _open_ends.discard(end)
            os.close(end)


def read_all(end: int) -> bytes:
    """Read a pipe until the other side closes it.

    >>> with pipes(1) as (source, sink):
    ...     _ = os.write(sink, b"all of it")
    ...     close(sink)
    ...     read_all(source)
    b'all of it'
    >>> close(source)
    """
    return b"".join(iter(lambda: os.read(end, _WIDE), b""))


def fork(work: Callable[[], None], own: set[int]) -> int:
    """Run ``work`` in a fork of this process and give its number; the fork never comes back.

    ``own`` are the ends that the fork needs; those it has to close itself.
    """
    parent = os.getpid()
    try:
        # Python warns since version 3.12 that a fork has none of the other threads, so that a lock
        # that one of them holds stays held. If it is one that the engine needs, the time limit
        # ends the wait. As an exception the warning would lose the number of the process.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            _settle(own)
            work()
            os._exit(0)
    finally:
        if os.getpid() != parent:
            os._exit(1)
    return pid


def wait_for(pid: int) -> None:
    """Wait for the end of a fork; a program that we are part of may collect it itself."""
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)


@contextmanager
def aside(work: Callable[[], Found]) -> Iterator[Callable[[], Found]]:
    """Begin a work in a fork, which takes the other core; what is given waits for what it finds.

    Should there be none, or should it fail in whatever way, the work is done when it is waited for.

    >>> with aside(lambda: 6 * 7) as found:
    ...     found()
    42
    """
    pid = 0
    with suppress(OSError), pipes(2) as (result, telling, living, life):
        pid = fork(lambda: _tell(work, telling, living), {telling, living})
        close(telling, living)
    if not pid:  # there are too many processes, or open files
        yield work
        return

    def wait() -> Found:
        with suppress(EOFError, pickle.UnpicklingError):
            found: Found = pickle.loads(read_all(result))  # noqa: S301 (written by a fork of this process)
            return found
        return work()

    try:
        yield wait
    finally:
        close(result, life)
        wait_for(pid)


def end_with_parent(living: int) -> None:
    """End this process as soon as its parent lets go of a pipe, or dies in whatever way."""
    os.read(living, 1)
    os._exit(1)


def _tell(work: Callable[[], object], telling: int, living: int) -> None:
    start_new_thread(end_with_parent, (living,))
    with suppress(Exception):  # who waits will meet it, too
        found = pickle.dumps(work())
        with open(telling, "wb") as stream:
            stream.write(found)


def _settle(own: set[int]) -> None:
    gc.freeze()  # what the parent has thrown away is not ours to clean up
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    close(*_open_ends - own)
