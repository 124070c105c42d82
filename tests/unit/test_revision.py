"""A folder as it was at a git revision, and what has come since."""

import os
import subprocess
from pathlib import Path

import pytest

from ritgraph.errors import InputError, RitgraphError, UnsupportedError
from ritgraph.finding import Finding, Report, Severity
from ritgraph.validate.revision import brought_since, folder_at

OLD = Finding(Severity.VIOLATION, "dark", "It is dark.", focus="http://e/a")
NEW = Finding(Severity.VIOLATION, "dark", "It is dark.", focus="http://e/b")


def git(folder: Path, *words: str) -> None:
    """Run git as nobody in particular."""
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a file in a folder that was changed since."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / "light.ttl").write_text("before")
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--message=Begin")
    (graph / "light.ttl").write_text("after")
    return graph


def test_files_are_as_they_were(repository: Path) -> None:
    with folder_at(repository, "main") as former:
        assert (former / "light.ttl").read_text() == "before"
        assert former.name == "graph"

    assert not former.exists()
    assert (repository / "light.ttl").read_text() == "after"


def test_an_unknown_revision_is_one_line(repository: Path) -> None:
    with pytest.raises(RitgraphError, match=r"^git: .*$"), folder_at(repository, "nowhere"):
        pass


def test_an_option_is_no_revision(repository: Path) -> None:
    with pytest.raises(RitgraphError, match=r"^git: "), folder_at(repository, "--help"):
        pass


def test_a_folder_that_is_new_is_told(repository: Path) -> None:
    new = repository.parent / "new"
    new.mkdir()

    with pytest.raises(InputError, match="it was not there at main"), folder_at(new, "main"):
        pass


def test_a_folder_without_git_is_told(tmp_path: Path) -> None:
    with pytest.raises(RitgraphError, match="not a git repository"), folder_at(tmp_path, "main"):
        pass


def test_git_may_be_missing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(UnsupportedError, match="git is not installed"), folder_at(repository, "x"):
        pass


def test_only_what_is_new_is_left() -> None:
    left = brought_since(Report(findings=(OLD, NEW)), Report(findings=(OLD,)))

    assert (left.findings, left.accepted) == ((NEW,), 1)
