"""A bar on a terminal, and nowhere else."""

import fcntl
import io
import os
import pty
import struct
import termios

import pytest

from ritgraph.cli.progress import ProgressBar, line
from ritgraph.store.reading import Progress

HALF = Progress(done=50, total=100, files=3, triples=1200)
DONE = Progress(done=100, total=100, files=6, triples=2400)


class Terminal(io.StringIO):
    """Standard error as a terminal that remembers what was drawn."""

    def isatty(self) -> bool:
        return True


class GoneTerminal(Terminal):
    """A terminal whose window was closed."""

    def flush(self) -> None:
        raise BrokenPipeError


@pytest.fixture(autouse=True)
def usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_the_bar_is_redrawn_in_its_place_and_gone_at_the_end() -> None:
    terminal = Terminal()

    with ProgressBar(quiet=False, stream=terminal) as bar:
        bar(HALF)
        bar(DONE)

    begin, half, done, blank, end = terminal.getvalue().split("\r")
    assert (begin, end) == ("", "")
    assert half.startswith(" 50 % [############------------] 3 files, 1,200 triples, ")
    assert done.startswith("100 % [########################] 6 files, 2,400 triples, ")
    assert blank == " " * len(done)


def test_a_shorter_line_leaves_nothing_of_a_longer_one() -> None:
    terminal = Terminal()

    with ProgressBar(quiet=False, stream=terminal) as bar:
        bar(DONE)
        bar(HALF)
        _, long, short = terminal.getvalue().split("\r")

    assert len(short) == len(long) > len(short.rstrip())


def test_the_bar_is_gone_after_an_error() -> None:
    terminal = Terminal()

    def fail_half_way() -> None:
        with ProgressBar(quiet=False, stream=terminal) as bar:
            bar(HALF)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert terminal.getvalue().endswith(" \r")


@pytest.mark.parametrize(
    ("quiet", "stream", "term"),
    [(True, Terminal, "xterm"), (False, io.StringIO, "xterm"), (False, Terminal, "dumb")],
    ids=["quiet", "no terminal", "a terminal that cannot redraw"],
)
def test_otherwise_nothing_is_drawn(
    quiet: bool, stream: type[io.StringIO], term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    shown = stream()

    with ProgressBar(quiet, shown) as bar:
        bar(HALF)

    assert shown.getvalue() == ""


def test_a_bar_that_cannot_be_drawn_does_not_stop_the_work() -> None:
    with ProgressBar(quiet=False, stream=GoneTerminal()) as bar:
        bar(HALF)
        bar(DONE)


def test_the_bar_is_never_wider_than_the_terminal() -> None:
    leader, follower = pty.openpty()
    os.set_blocking(leader, False)
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))

    with os.fdopen(follower, "w") as terminal, ProgressBar(quiet=False, stream=terminal) as bar:
        bar(HALF)
        drawn = os.read(leader, 4096).decode()
    os.close(leader)

    assert drawn == "\r" + line(HALF, 0)[:29]


def test_a_graph_without_a_byte_is_read_as_soon_as_it_is_begun() -> None:
    assert line(Progress(0, 0, 0, 0), 0).startswith("100 %")
