"""Real shells that complete: each reads the script that the command prints, then gets a TAB."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

READY = "ready> "
Screen = Callable[[list[str], str], str]


@pytest.fixture
def shell_environment(
    tmp_path: Path, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """An empty home, the command on the path, and the lighthouses as the graph."""
    home = tmp_path / "home"
    home.mkdir()
    scripts = Path(sys.executable).parent
    assert (scripts / "ritgraph").exists()
    kept = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    return kept | {
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "RITGRAPH_ROOT": str(tiny_project),
        "TERM": "dumb",
    }


@pytest.fixture
def screen(shell_environment: dict[str, str]) -> Screen:
    """Start an interactive shell, type a line when it is ready, and give all that it shows.

    The shell must end by itself when the line is entered.
    """

    def typed(shell: list[str], line: str) -> str:
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            shell,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=shell_environment,
            cwd=shell_environment["HOME"],
            start_new_session=True,
        ) as process:
            os.close(theirs)
            shown = b""
            try:
                while chunk := _read(ours):
                    ready = READY.encode() in shown
                    shown += chunk
                    if not ready and READY.encode() in shown:
                        os.write(ours, line.encode())
            finally:
                process.kill()
                os.close(ours)
        return shown.decode()

    return typed


def _read(descriptor: int) -> bytes:
    """Read what a shell shows; nothing when it has ended."""
    try:
        return os.read(descriptor, 4096)
    except OSError:  # that is how Linux says that the other end of a terminal is gone
        return b""
