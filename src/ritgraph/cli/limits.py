"""How long a command may take, and that Ctrl-C ends it at once.

The engine cannot be told to stop, and while it works Python does not see a signal. So threads of
their own keep the time and wait for Ctrl-C, which they can because the engine lets other threads
run; and they end the process, which stops everything and gives all memory back.
"""

from __future__ import annotations

import os
import signal
import sys
from _thread import TIMEOUT_MAX, allocate_lock, start_new_thread
from argparse import ArgumentTypeError

from ritgraph.errors import LimitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ritgraph.cli.parser import Parser

DEFAULT_SECONDS = 30.0

_DONE = b"\0"
# What ends a command from without: Ctrl-C, `kill` or `timeout`, and a terminal that is closed.
_ENDINGS = {
    getattr(signal, name): said
    for name, said in (
        ("SIGINT", "interrupted"),
        ("SIGTERM", "ended by a signal"),
        ("SIGHUP", "ended, as its terminal was closed"),
    )
    if hasattr(signal, name)
}


def add_limit_options(parser: Parser) -> None:
    """Add the limits: ``timeout`` in seconds and ``max_rows``, each None for no limit."""
    add_timeout_option(parser)
    parser.add_argument(
        "--max-rows",
        metavar="N",
        type=rows,
        help="stop, with exit code 3, when the answer has more rows or triples than N",
    )


def add_timeout_option(parser: Parser) -> None:
    """Add the limit ``timeout`` in seconds, None for no limit."""
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=seconds,
        default=DEFAULT_SECONDS,
        help=f"stop after so many seconds, with exit code 3 (else {DEFAULT_SECONDS:g}; 0: never)",
    )


def seconds(text: str) -> float | None:
    """Read a number of seconds; 0 is no limit.

    >>> seconds("0.5"), seconds("0")
    (0.5, None)

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number < TIMEOUT_MAX:
        raise ArgumentTypeError(f"'{text}' is no number of seconds such as 30 or 0.5; 0: no limit")
    return number or None


def rows(text: str) -> int | None:
    """Read a number of rows; 0 is no limit.

    >>> rows("1000"), rows("0")
    (1000, None)

    Raises:
        ArgumentTypeError: it is none.
    """
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"'{text}' is no number of rows such as 1000; 0: no limit")
    return int(text) or None


class stop_after:  # noqa: N801 (used as a statement: with stop_after(30))
    """Within this context the process ends after so many seconds, or when Ctrl-C is pressed.

    It ends with one line on standard error and exit code 3, or 130; whatever it was writing stays
    as far as it was written, and files that would have replaced others are removed. None is no
    limit of time. Ctrl-C is left to Python outside the main thread, and on Windows.

    >>> with stop_after(30):
    ...     6 * 7
    42
    """

    def __init__(self, limit: float | None) -> None:
        self._limit = limit
        self._running = allocate_lock()
        self._ending = allocate_lock()
        self._over = False
        self._pipe: tuple[int, int] | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        if self._limit is not None:
            self._running.acquire()
            start_new_thread(self._keep_time, (self._limit,))
        # Who has told Python to treat Ctrl-C otherwise, or to ignore it, means it.
        if os.name != "nt" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._watch_signals()

    def __exit__(self, *_: object) -> None:
        # A thread that ends the process holds this lock, and we do not come back from here.
        with self._ending:
            self._over = True
        if self._limit is not None:
            self._running.release()
        if self._pipe is not None:
            for number, handler in self._before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(self._wakeup_before)
            os.write(self._pipe[1], _DONE)

    def _watch_signals(self) -> None:
        """Have signals written to a pipe, which happens whatever the main thread is doing."""
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        try:
            self._wakeup_before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        except ValueError:  # this is not the main thread
            os.close(reading)
            os.close(writing)
            return
        self._pipe = reading, writing
        for number in _ENDINGS:
            # Who has told the system to ignore one, as nohup does, means it.
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                self._before[number] = signal.signal(number, lambda *_: None)
        start_new_thread(self._wait_for_signals, self._pipe)

    def _wait_for_signals(self, reading: int, writing: int) -> None:
        while (number := os.read(reading, 1)) != _DONE:
            if said := _ENDINGS.get(ord(number)):
                self._end(said, 128 + ord(number))
        os.close(reading)
        os.close(writing)

    def _keep_time(self, limit: float) -> None:
        if not self._running.acquire(timeout=limit):
            what_to_do = "Narrow the question, or allow more time"
            self._end(f"stopped after {limit:g} s (--timeout). {what_to_do}.", LimitError.exit_code)

    def _end(self, message: str, code: int) -> None:
        """End the process, unless all is done."""
        with self._ending:
            if self._over:
                return
            try:
                # It is there if a file is being written; an import could wait for the main thread.
                if atomic := sys.modules.get("ritgraph.atomic"):
                    atomic.remove_unfinished()
                os.write(2, f"ritgraph: {message}\n".encode())
            finally:
                os._exit(code)
