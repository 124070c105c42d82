"""The commands that do the work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import rmtree

from suite.measure import OURS, Contender
from suite.peers import python
from suite.workload import HERE

Command = Sequence[str | Path]
PROGRAMS = HERE / "programs"
RITGRAPH: Command = (sys.executable, "-m", "ritgraph", "--quiet")


def our_program(work: str, *words: str | Path) -> Contender:
    """Give our program."""
    return Contender(OURS, {"": (sys.executable, PROGRAMS / "ours.py", work, *words)})


def peer_program(peer: str, work: str, *words: str | Path) -> Contender:
    """Give the program of a peer."""
    return Contender(
        peer, {"": (python(peer), PROGRAMS / f"by_{peer}.py", work, *words)}, peer=peer
    )


def whole_command(peer: str, command: Command, **more: object) -> Contender:
    """Give a peer that is one command."""
    return Contender(peer, {"": command}, peer=peer, **more)  # type: ignore[arg-type]


def oxigraph(command: str) -> Command:
    """Give a command of Oxigraph."""
    return (python("oxigraph").with_name("oxigraph"), command)


def emptied(name: str) -> Path:
    """Give a folder that is empty."""
    folder = HERE / ".work" / name
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def removing(store: Path) -> Callable[[], None]:
    """Remove a store before each turn."""
    return lambda: rmtree(store, ignore_errors=True)


def loading(store: Path, command: Command) -> Callable[[], None]:
    """Build a store before the first turn."""
    built: list[Path] = []

    def build() -> None:
        if not built:
            rmtree(store, ignore_errors=True)
            words = [str(word) for word in command]
            subprocess.run(words, check=True, capture_output=True)  # noqa: S603
            built.append(store)

    return build
