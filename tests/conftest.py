"""What tests share: a small project about something else, and the command line in-process."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import ritgraph
from ritgraph.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from ritgraph.graph import KnowledgeGraph

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
    for name in ("RITGRAPH_ROOT", "RITGRAPH_LANG"):
        monkeypatch.delenv(name, raising=False)


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
