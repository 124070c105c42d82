"""What tests share: a small project about something else, and the command line in-process."""

from __future__ import annotations

import gc
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import ritgraph
from ritgraph.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from ritgraph.graph import KnowledgeGraph

OF_THE_TESTS = ("RITGRAPH_UPDATE_GOLDEN", "RITGRAPH_FUSEKI_JAR", "RITGRAPH_FOREIGN")
# A run of CI tries the same examples each time: what it says depends on the commit alone. Other
# runs search on; nothing here is a matter of time.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "search")

TINY = Path(__file__).parent / "projects" / "tiny"


@dataclass(frozen=True)
class Outcome:
    """What one command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the caller's settings out of the tests."""
    for name in os.environ:
        if name.startswith("RITGRAPH_") and name not in OF_THE_TESTS:
            monkeypatch.delenv(name)


@pytest.fixture
def count_forks(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType], list[int]]:
    """Count the forks that a module makes, of which the list has the numbers."""

    def counting(module: ModuleType) -> list[int]:
        numbers: list[int] = []
        fork = module.fork

        def counted(*given: object) -> int:
            numbers.append(fork(*given))
            return numbers[-1]

        monkeypatch.setattr(module, "fork", counted)
        return numbers

    return counting


@pytest.fixture
def garbage_waits() -> Iterator[None]:
    """Collect no garbage during a test with threads.

    What pyoxigraph gives belongs to one thread, and garbage is collected by any of them.
    """
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def tiny_project(tmp_path: Path) -> Path:
    """A writable copy of a project about lighthouses, which the package knows nothing about."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture
def tiny(tiny_project: Path) -> KnowledgeGraph:
    """The graph of the lighthouse project."""
    return ritgraph.open(tiny_project)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run the command line: ``run("query", "lights", root=tiny_project)``."""

    def command(*arguments: str, root: Path | None = None) -> Outcome:
        located = [] if root is None else ["--root", str(root)]
        code = main([*located, *arguments])
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return command


@pytest.fixture
def unmarked() -> Callable[..., tuple[str, tuple[int, int, int, int] | None]]:
    """Take marks out of a text; give the place between the given ones: line, column, to the same.

    «» is around what a finding must point at, and ⟦⟧ around what clashes with it.
    """

    def unmarked(text: str, marks: str = "«»") -> tuple[str, tuple[int, int, int, int] | None]:
        for mark in set("«»⟦⟧") - set(marks):
            text = text.replace(mark, "")
        if marks[0] not in text:
            return text, None
        before, rest = text.split(marks[0])
        token, after = rest.split(marks[1])
        ends = (before, before + token)
        lines = [(end.count("\n") + 1, len(end) - end.rfind("\n")) for end in ends]
        return before + token + after, (*lines[0], *lines[1])

    return unmarked
