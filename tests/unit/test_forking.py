"""Work in a fork: what it finds comes back; what it cannot do is done here."""

import os
import signal
from pathlib import Path

import pytest

from ritgraph.forking import aside

OPEN = Path("/proc/self/fd")


def test_a_fork_finds_what_it_is_to_find() -> None:
    before = len(list(OPEN.iterdir()))
    with aside(lambda: (os.getpid(), "x" * 1_000_000)) as found:
        number, text = found()

    assert number != os.getpid()
    assert len(text) == 1_000_000
    assert len(list(OPEN.iterdir())) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(number, 0)


def test_what_a_fork_raises_is_raised_here() -> None:
    def work() -> None:
        raise ValueError(f"in {os.getpid()}")

    with (
        pytest.raises(ValueError, match=f"in {os.getpid()}"),
        aside(work) as found,
    ):
        found()


def test_the_work_of_a_fork_that_dies_is_done_here() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    with aside(work) as found:
        assert found() == here


def test_where_no_process_can_be_started_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> int:
        raise BlockingIOError("too many processes")

    before = len(list(OPEN.iterdir()))
    monkeypatch.setattr(os, "fork", refuse)

    with aside(os.getpid) as found:
        assert found() == os.getpid()
    assert len(list(OPEN.iterdir())) == before


def test_a_fork_that_nobody_waits_for_ends(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    go, gone = os.pipe()

    def work() -> None:
        os.read(go, 1)  # nothing is ever written
        mark.write_text("It went on.")

    with pytest.raises(KeyError), aside(work):
        raise KeyError

    assert not mark.exists()
    os.close(go)
    os.close(gone)
