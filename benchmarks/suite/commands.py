"""The commands that do the work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shutil import rmtree

from suite.measure import OURS, Contender
from suite.peers import jena, packages, python
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


def by_jena(work: str, *words: str | Path) -> Contender:
    """Give our program for Jena, which Java compiles first; that is not timed."""
    *java, _ = jena("")
    return Contender("Jena", {"": (*java, PROGRAMS / "ByJena.java", work, *words)}, peer="jena")


def by_comunica(work: str, *words: str | Path) -> Contender:
    """Give our program for Comunica."""
    program = (_of_comunica("node"), PROGRAMS / "by_comunica.mjs", packages("comunica"))
    command = (*program, work, *words)
    return Contender("Comunica", {"": command}, peer="comunica")


def saved_query(name: str, values: Mapping[str, object]) -> Command:
    """Give our command for a saved query, which writes CSV."""
    words = (
        word
        for key, value in values.items()
        for one in (value if isinstance(value, list) else [value])
        for word in (f"--{key}", str(one))
    )
    return (*RITGRAPH, "query", name, *words, "-f", "csv")


def oxigraph(command: str) -> Command:
    """Give a command of Oxigraph."""
    return (python("oxigraph").with_name("oxigraph"), command)


def comunica() -> Command:
    """Give the command of Comunica that reads files."""
    return (_of_comunica("node"), _of_comunica("comunica-sparql-file"))


def _of_comunica(name: str) -> Path:
    return packages("comunica") / "node_modules" / ".bin" / name


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
