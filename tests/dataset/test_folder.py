"""A dataset takes the place of an older one as a whole, or not at all."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ritgraph.errors import InputError, OutputError, RitgraphError
from ritgraph.export.dataset import exchange
from ritgraph.graph import KnowledgeGraph

Snapshot = dict[str, bytes]


def contents(folder: Path) -> Snapshot:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def unchanged(folder: Path) -> Callable[[], None]:
    """The old dataset is intact, and nothing was left beside it."""
    before = contents(folder)
    assert len(before) > 15

    def unchanged() -> None:
        assert contents(folder) == before
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]

    return unchanged


def test_a_dataset_replaces_an_older_one(lights: KnowledgeGraph, folder: Path) -> None:
    folder.chmod(0o750)
    before = contents(folder)

    published = lights.export_dataset(folder)

    after = contents(folder)
    assert (published.files, published.size) == (len(after), sum(map(len, after.values())))
    assert before["graph.nt"] != after["graph.nt"]
    assert folder.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_what_is_no_longer_part_of_it_goes(lights: KnowledgeGraph, folder: Path) -> None:
    (folder / "old.ttl").write_text("")
    with (folder / "SHA256SUMS").open("a") as sums:
        sums.write("e3b0  old.ttl\n")

    lights.export_dataset(folder)

    assert not (folder / "old.ttl").exists()


def test_a_link_stays_a_link(lights: KnowledgeGraph, folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)

    lights.export_dataset(link)

    assert link.is_symlink()
    assert "example.com/new" in (folder / "graph.nt").read_text()


def test_folders_above_are_made(lights: KnowledgeGraph, tmp_path: Path) -> None:
    lights.export_dataset(tmp_path / "a" / "b" / "c")

    assert (tmp_path / "a" / "b" / "c" / "void.ttl").is_file()


# --- What can go wrong ---


@pytest.mark.parametrize("third", [3, 12, 17])
@pytest.mark.parametrize(
    ("fault", "raised"),
    [(OSError(errno.ENOSPC, "No space left on device"), OutputError), (KeyboardInterrupt(),) * 2],
)
def test_a_fault_at_any_file_leaves_the_old_dataset(
    lights: KnowledgeGraph,
    folder: Path,
    unchanged: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    third: int,
    fault: BaseException,
    raised: type[BaseException] | BaseException,
) -> None:
    calls = []

    def fsync(_: int) -> None:
        calls.append(1)
        if len(calls) == third:
            raise fault

    monkeypatch.setattr("ritgraph.export.dataset.writing.os.fsync", fsync)

    with pytest.raises(raised if isinstance(raised, type) else type(raised)) as caught:
        lights.export_dataset(folder)
    monkeypatch.undo()

    assert len(calls) == third
    if isinstance(fault, OSError):
        assert str(caught.value) == f"{folder}: cannot be written: No space left on device"
    unchanged()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_ends_in_the_middle_leaves_the_old_dataset(
    lights: KnowledgeGraph, folder: Path, number: signal.Signals
) -> None:
    before = contents(folder)
    program = f"""
import os, sys, time
from ritgraph.cli import main
from ritgraph.export.dataset import writing
calls = []
def fsync(_):
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), {number.value})
        time.sleep(30)
writing.os.fsync = fsync
main(["--root", sys.argv[1], "export", "--dataset", sys.argv[2]])
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, lights.project.root, folder],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode in (-number, 128 + number)
    assert contents(folder) == before
    if number == signal.SIGTERM:
        assert ended.stderr == "ritgraph: ended by a signal\n"
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_file_that_holds_something_else_is_found(
    lights: KnowledgeGraph,
    folder: Path,
    unchanged: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ritgraph.export.on_disk.pieces", lambda _: iter([b"other"]))

    with pytest.raises(RitgraphError, match="does not hold what was written to it"):
        lights.export_dataset(folder)
    monkeypatch.undo()

    unchanged()


@pytest.mark.parametrize("name", ["index.html", "w3id/mine", ".well-known/void", "link"])
def test_files_of_others_are_not_replaced(
    lights: KnowledgeGraph, folder: Path, tmp_path: Path, name: str
) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(tmp_path) if name == "link" else path.write_text("mine")

    with pytest.raises(OutputError) as caught:
        lights.export_dataset(folder)

    assert str(caught.value) == (
        f"{folder}: it holds {name}, which no export wrote; move it to another folder"
    )
    assert path.exists()


def test_a_folder_that_is_no_dataset_is_refused(lights: KnowledgeGraph, tmp_path: Path) -> None:
    for name, why in {
        "tiny": "it is neither empty nor a dataset; choose another folder",
        "tiny/data": "it lies in data/, which holds the graph's files",
        "tiny/ontology/d": "it lies in ontology/, which holds the graph's files",
        "tiny/queries": "it lies in queries/, which holds the graph's files",
        "tiny/data/lights.ttl": "it lies in data/, which holds the graph's files",
        "tiny/texts/notice.txt": "it is a file; name a folder",
    }.items():
        with pytest.raises(OutputError) as caught:
            lights.export_dataset(tmp_path / name)
        assert str(caught.value) == f"{tmp_path / name}: {why}"


def test_an_empty_folder_is_taken(lights: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    lights.export_dataset(tmp_path / "empty")

    assert (tmp_path / "empty" / "dcat.ttl").is_file()


@pytest.mark.parametrize(
    "base", ["", "files", "ftp://e.org/", "https://e.org/a b", "https://e.org/?q"]
)
def test_an_address_that_is_none_is_refused(
    lights: KnowledgeGraph, tmp_path: Path, base: str
) -> None:
    with pytest.raises(RitgraphError, match="is no address that files can lie at"):
        lights.export_dataset(tmp_path / "d", base)


# --- Two folders change places ---


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    new, old = tmp_path / "new", tmp_path / "old"
    for path in (new, old):
        path.mkdir()
        (path / "name").write_text(path.name)
    return new, old


@pytest.mark.parametrize("in_one_step", [True, False])
def test_folders_change_places(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, in_one_step: bool
) -> None:
    new, old = two
    if not in_one_step:
        monkeypatch.setattr(exchange, "_exchanged", lambda *_: False)

    exchange.put_in_place(new, old)

    assert ((old / "name").read_text(), (new / "name").read_text()) == ("new", "old")
    assert {path.name for path in new.parent.iterdir()} == {"new", "old"}


@pytest.mark.skipif(sys.platform != "linux", reason="another system has other words")
def test_this_system_can_do_it_in_one_step(two: tuple[Path, Path]) -> None:
    assert exchange._exchanged(*two)


def test_if_the_second_step_fails_the_first_is_undone(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = two
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path == new:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, target)

    monkeypatch.setattr(exchange, "_exchanged", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)

    with pytest.raises(OSError, match="Input/output error"):
        exchange.put_in_place(new, old)

    assert (old / "name").read_text() == "old"


# --- A check ---


def test_a_check_names_what_differs_and_changes_nothing(
    lights: KnowledgeGraph, folder: Path, unchanged: Callable[[], None]
) -> None:
    lines = lights.check_dataset(folder)

    assert "graph.nt: differs" in lines
    assert "void.ttl: differs" in lines
    assert "queries.ttl: differs" not in lines
    unchanged()

    lights.export_dataset(folder)
    assert lights.check_dataset(folder) == []
    (folder / "dcat.ttl").unlink()
    (folder / "more.txt").touch()
    assert lights.check_dataset(folder) == [
        "dcat.ttl: missing",
        "more.txt: not part of the dataset",
    ]


def test_a_check_needs_a_folder(lights: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        lights.check_dataset(tmp_path / "nowhere")
