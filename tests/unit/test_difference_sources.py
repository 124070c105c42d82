"""What is compared: files, folders, and what git has."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import ritgraph
from ritgraph.difference.sources import Place, Source, sources
from ritgraph.errors import InputError, RitgraphError, UnknownName, UnsupportedError
from ritgraph.project import Project, is_graph_file

TURTLE = "<urn:a> <urn:height> %s ."


def git(folder: Path, *words: str) -> None:
    """Run git as nobody in particular."""
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tiny_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project about lighthouses below the top of a repository, changed since the first commit.

    The current folder is the project.
    """
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    top = tiny_project.parent
    git(top, "init", "--initial-branch=main")
    (tiny_project / "draft").mkdir()
    (tiny_project / "draft" / "tall light.ttl").write_text(TURTLE % 1)
    git(top, "add", ".")
    git(top, "commit", "--message=Begin")
    git(top, "tag", "first")
    lights = tiny_project / "data" / "lights.ttl"
    lights.write_text(lights.read_text().replace("ex:height 42", "ex:height 43"))
    (tiny_project / "draft" / "tall light.ttl").write_text(TURTLE % 2)
    monkeypatch.chdir(tiny_project)
    return tiny_project


def found(old: str | None = None, new: str | None = None) -> tuple[Source, Source]:
    return sources(old, new, Place(Path(), Project.around(".")))


def names(source: Source) -> list[str]:
    return [Path(file.name).as_posix() for file in source.files]


@pytest.mark.parametrize("revision", ["HEAD", "main", "first", "HEAD^{tree}^{commit}", "main@{0}"])
def test_a_revision_is_ontology_and_data(repository: Path, revision: str) -> None:
    if revision.startswith("HEAD^"):
        with pytest.raises(RitgraphError, match="There is no revision"):
            found(revision)
        return
    old, new = found(revision)

    assert names(old) == [f"{revision}:data/lights.ttl", f"{revision}:ontology/lights.ttl"]
    assert b"ex:height 42" in (old.files[0].content or b"")
    assert new.name == "working tree"
    assert [Path(name).name for name in names(new)] == ["lights.ttl", "lights.ttl"]
    assert old.is_whole
    assert new.is_whole


def test_without_names_it_is_head_and_the_working_tree(repository: Path) -> None:
    assert [source.name for source in found()] == ["HEAD", "working tree"]


def test_a_folder_of_a_revision(repository: Path) -> None:
    old, new = found("HEAD:tiny/draft", "draft")

    assert names(old) == ["HEAD:tiny/draft/tall light.ttl"]
    assert names(new) == ["draft/tall light.ttl"]
    assert not old.is_whole


@pytest.mark.parametrize(
    "name", ["first:./draft", "first:tiny/draft", "first:tiny/draft/tall light.ttl"]
)
def test_a_path_of_a_revision_alone_is_compared_with_what_is_there(
    repository: Path, name: str
) -> None:
    old, new = found(name)

    assert old.files[0].content == (TURTLE % 1).encode()
    assert names(new) == ["draft/tall light.ttl"]


@pytest.mark.parametrize("name", ["draft", "draft/tall light.ttl"])
def test_a_path_alone_is_compared_with_what_it_was(repository: Path, name: str) -> None:
    old, new = found(name)

    assert old.files[0].name == "HEAD:tiny/draft/tall light.ttl"
    assert names(new) == ["draft/tall light.ttl"]


def test_what_exists_is_a_path_and_no_revision(repository: Path) -> None:
    Path("main").mkdir()
    Path("main/a.ttl").write_text(TURTLE % 1)

    assert names(found("main", "draft")[0]) == ["main/a.ttl"]


def test_outside_a_project_a_revision_is_all_rdf_files(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("draft")
    place = Place(Path(), None)

    old, new = sources(None, None, place)

    assert names(old) == ["HEAD:tall light.ttl"] or names(old) == ["HEAD:./tall light.ttl"]
    assert names(new) == ["tall light.ttl"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("mian", None, "There is no file, folder or git revision 'mian'. Did you mean 'main'?"),
        ("frist", None, "There is no file, folder or git revision 'frist'. Did you mean 'first'?"),
        ("mian~2", None, "Did you mean 'main'?"),
        ("mian:data", None, "There is no git revision 'mian'. Did you mean 'main'?"),
        ("main~7", None, "There is no revision 'main~7': 'main' does not reach so far."),
        ("--help", None, "There is no file, folder or git revision '--help'."),
        ("--is-inside-work-tree", None, "There is no file, folder or git revision '--is-inside-"),
        ("--output=x", "main", "There is no file, folder or git revision '--output=x'."),
        ("^main", None, "There is no file, folder or git revision '^main'. Did you mean 'main'?"),
        ("main..first", None, "There is no file, folder or git revision 'main..first'."),
        ("", "main", "There is no file, folder or revision ''."),
        ("dratf", "main", "Did you mean 'draft'?"),
        ("daft/a.ttl", "main", "daft/a.ttl: no such file or folder."),
        ("draft/tall ligth.ttl", "main", "no such file or folder. Did you mean 'draft/tall light"),
        ("HEAD:tiny/drat", None, "HEAD:tiny/drat: there is no 'tiny/drat' at this revision. Did you"
         " mean 'tiny/draft'"),
        ("HEAD:tiny/queries", None, "HEAD:tiny/queries: there is no RDF file in this folder"),
        ("HEAD:tiny/queries/lights.rq", None, "its ending is not that of an RDF file"),
        ("queries", "main", "queries: there is no RDF file in this folder"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_with_what_is(
    repository: Path, old: str, new: str | None, message: str
) -> None:
    with pytest.raises(RitgraphError) as raised:
        found(old, new)

    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value.exit_code == 2


def test_a_revision_without_the_graph_is_told(repository: Path) -> None:
    top = repository.parent
    git(top, "checkout", "--orphan", "empty")
    git(top, "rm", "-r", "-f", "--cached", ".")
    git(top, "commit", "--allow-empty", "--message=Nothing")

    with pytest.raises(InputError, match=r"^empty: there is neither ontology nor data in "):
        found("empty")


def test_links_are_not_followed(repository: Path) -> None:
    (repository / "data" / "link.ttl").symlink_to("lights.ttl")
    git(repository, "add", ".")
    git(repository, "commit", "--message=Link")

    assert len(found("HEAD")[0].files) == 2


def test_without_a_repository_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(RitgraphError, match=r"^There is no file or folder 'main', and git"):
        found("main")
    with pytest.raises(RitgraphError, match="not a git repository"):
        found()


def test_without_git_revisions_are_unsupported_and_files_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    Path("a.ttl").write_text(TURTLE % 1)

    assert names(found("a.ttl", "a.ttl")[0]) == ["a.ttl"]
    with pytest.raises(InputError, match=r"^b\.ttl: no such file or folder\."):
        found("b.ttl", "a.ttl")
    with pytest.raises(UnsupportedError, match="git is not installed"):
        found("main", "a.ttl")


def test_the_graph_files_are_those_of_the_project() -> None:
    root = Project.shipped().root
    everything = [path.relative_to(root).as_posix() for path in root.glob("[do]*/**/*")]
    in_graph = {path.relative_to(root).as_posix() for path in Project.shipped().graph_files}

    assert len(in_graph) > 100
    assert set(filter(is_graph_file, everything)) == in_graph


def test_diff_in_python(repository: Path) -> None:
    difference = ritgraph.diff("first")

    assert [str(triple.object.value) for triple in difference.added] == ["43"]
    assert not ritgraph.diff("HEAD", "main")
    with pytest.raises(UnknownName, match="'main'"):
        ritgraph.diff("mian")


@pytest.mark.parametrize(
    "name", ["draft/tall light.ttl", "draft", "HEAD:./draft/tall light.ttl", "HEAD:./draft"]
)
def test_of_what_is_gone_nothing_is_left(repository: Path, name: str) -> None:
    """The repository is a folder higher than the current one."""
    shutil.rmtree(repository / "draft")

    before, now = found(name)

    assert [name.rpartition("/")[2] for name in names(before)] == ["tall light.ttl"]
    assert names(now) == []
