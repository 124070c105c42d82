"""A store on disk: opened as it was built, by many at once, and honest about its age."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ritgraph.errors import InputError
from ritgraph.project import Project
from ritgraph.store import disk, lock
from ritgraph.store.build import load
from ritgraph.store.disk import DiskStore
from ritgraph.store.embedded import EmbeddedStore

ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) }"


@pytest.fixture
def project(tiny_project: Path) -> Project:
    return Project.at(tiny_project)


@pytest.fixture
def folder(project: Project, tmp_path: Path) -> Path:
    """A store of the lighthouse project."""
    path = tmp_path / "store"
    load(project, path)
    return path


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that users without rights can reach."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def version(folder: Path) -> Path:
    """The folder of the one version that there is."""
    (only,) = (path for path in folder.iterdir() if path.is_dir())
    return only


def rows(store: DiskStore | EmbeddedStore) -> list[str]:
    return sorted(str(solution) for solution in store.select(ALL))


def test_a_store_answers_as_the_files_do(project: Project, folder: Path) -> None:
    memory = EmbeddedStore.load(project.graph_files)

    store = DiskStore.open(folder)

    assert len(store) == len(memory) > 0
    assert rows(store) == rows(memory) != []
    assert dict(store.prefixes) == dict(memory.prefixes) != {}
    assert store.ask("ASK { ?s ?p ?o }")


def test_a_store_is_opened_without_the_files(project: Project, folder: Path) -> None:
    before = rows(DiskStore.open(folder))
    shutil.rmtree(project.root)

    store = DiskStore.open(folder)

    assert rows(store) == before
    assert store.project is None


def test_a_store_knows_the_project_it_was_built_from(project: Project, folder: Path) -> None:
    assert DiskStore.open(folder).project == project


def test_without_declarations_prefixes_are_those_of_the_files(
    project: Project, tmp_path: Path
) -> None:
    shutil.rmtree(project.root / "ontology")
    (project.root / "ontology").mkdir()
    load(project, tmp_path / "store")

    store = DiskStore.open(tmp_path / "store")

    assert store.prefixes["light"] == "http://example.com/light/"
    assert dict(store.prefixes) == dict(EmbeddedStore.load(project.graph_files).prefixes)


def test_blank_nodes_of_two_files_stay_apart(project: Project, tmp_path: Path) -> None:
    for name in ("one.ttl", "two.ttl"):
        (project.root / "data" / name).write_text("_:x <http://e/p> 1 .", encoding="utf-8")
    load(project, tmp_path / "store")

    found = DiskStore.open(tmp_path / "store").select("SELECT ?x { ?x <http://e/p> 1 }")

    assert len(list(found)) == 2


def spoil(name: str) -> Callable[[Path], object]:
    """Ways to spoil a store."""

    def remove_graph(folder: Path) -> None:
        shutil.rmtree(version(folder) / "graph")

    def cut_graph(folder: Path) -> None:
        largest = max(
            (version(folder) / "graph").glob("*.sst"), key=lambda path: path.stat().st_size
        )
        os.truncate(largest, largest.stat().st_size // 2)

    def zero_graph(folder: Path) -> None:
        for path in (version(folder) / "graph").glob("*.sst"):
            path.write_bytes(bytes(path.stat().st_size))

    return {
        "no folder": shutil.rmtree,
        "an empty folder": lambda folder: (shutil.rmtree(folder), folder.mkdir()),
        "a file": lambda folder: (shutil.rmtree(folder), folder.touch()),
        "never finished": lambda folder: (folder / "current").unlink(),
        "a newer format": lambda folder: (folder / "current").write_text("ritgraph-store 2 x y"),
        "an older format": lambda folder: (folder / "current").write_text("ritgraph-store 0 1\n"),
        "a pointer cut short": lambda folder: (folder / "current").write_text("ritgraph-store"),
        "a pointer to elsewhere": lambda folder: (folder / "current").write_text(
            "ritgraph-store 1 ../..\n"
        ),
        "a pointer of bytes": lambda folder: (folder / "current").write_bytes(b"\xff\xfe"),
        "no version": lambda folder: shutil.rmtree(version(folder)),
        "no graph": remove_graph,
        "a graph cut short": cut_graph,
        "a graph of zeros": zero_graph,
    }[name]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no folder", "there is no store here. `ritgraph load "),
        ("an empty folder", "there is no store here. `ritgraph load "),
        ("a file", "it is a file; a store is a folder."),
        ("never finished", "there is no store here. `ritgraph load "),
        ("a newer format", "the store has format 2, and this version reads format 1. `ritgraph"),
        ("an older format", "the store has format 0, and this version reads format 1. `ritgraph"),
        ("a pointer cut short", "the store has format unknown, "),
        ("a pointer to elsewhere", "the store is damaged ("),
        ("a pointer of bytes", "the store is damaged ("),
        ("no version", "the store is damaged ("),
        ("no graph", "the store is damaged ("),
        ("a graph cut short", "the store is damaged ("),
        ("a graph of zeros", "the store is damaged ("),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(folder: Path, name: str, said: str) -> None:
    spoil(name)(folder)

    with pytest.raises(InputError) as raised:
        DiskStore.open(folder)

    assert str(raised.value).startswith(f"{folder}: {said}")
    assert "\n" not in str(raised.value)
    assert "ritgraph load" in str(raised.value) or name == "a file"


@pytest.mark.parametrize("content", [b"", b"root\t/\n", b"file\t1\n", b"\xff"])
def test_a_damaged_table_of_sources_is_told_in_one_line(folder: Path, content: bytes) -> None:
    (version(folder) / "sources.tsv").write_bytes(content)
    store = DiskStore.open(folder)

    with pytest.raises(InputError, match="the store is damaged") as raised:
        len(store)

    assert "\n" not in str(raised.value)


READER = """
import sys
from ritgraph.store.disk import DiskStore
for line in sys.stdin:
    store = DiskStore.open(sys.argv[1])
    print(len(list(store.select("SELECT * { ?s ?p ?o }"))), flush=True)
"""


def test_several_processes_read_while_another_builds(project: Project, folder: Path) -> None:
    triples = len(DiskStore.open(folder))
    seen = []
    with ExitStack() as stack:
        readers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", READER, str(folder)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(3)
        ]
        for reader in readers:
            assert reader.stdin
            reader.stdin.write("again\n" * 40)
            reader.stdin.close()
        for _ in range(8):
            load(project, folder, reload=True)
        for reader in readers:
            assert reader.stdout
            seen += [int(line) for line in reader.stdout]

    assert seen == [triples] * 120
    assert [reader.returncode for reader in readers] == [0, 0, 0]


def test_a_version_stays_while_somebody_reads_it(project: Project, folder: Path) -> None:
    reader = DiskStore.open(folder)
    old = version(folder)
    before = rows(reader)

    load(project, folder, reload=True)
    assert old.is_dir()
    assert rows(reader) == before

    del reader
    load(project, folder, reload=True)
    assert version(folder) != old


def swept_before_it_is_found(path: Path, sweep: Callable[[], object]) -> int:
    sweep()
    return lock.hold_together(path)


def swept_before_it_is_held(path: Path, sweep: Callable[[], object]) -> int:
    descriptor = os.open(path, os.O_RDONLY)
    sweep()
    return descriptor


@pytest.mark.parametrize("hold", [swept_before_it_is_found, swept_before_it_is_held])
def test_a_version_that_is_swept_while_it_is_opened_is_not_used(
    project: Project,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    hold: Callable[[Path, Callable[[], object]], int],
) -> None:
    held: list[Path] = []

    def hold_slowly(path: Path) -> int:
        held.append(path.parent)
        if len(held) > 1:
            return lock.hold_together(path)
        return hold(path, lambda: load(project, folder, reload=True))

    monkeypatch.setattr(disk, "hold_together", hold_slowly)

    assert rows(DiskStore.open(folder)) != []
    assert len(held) == 2
    assert not held[0].exists()
    assert held[1] == version(folder)


NOBODY = """
import os, sys
import pyoxigraph
from ritgraph.store.disk import DiskStore
if os.getuid() == 0:
    os.setuid(65534)
try:
    open(os.path.join(sys.argv[1], "mine"), "w")
except PermissionError:
    print(len(list(DiskStore.open(sys.argv[1]).select("SELECT * { ?s ?p ?o }"))))
"""


def test_a_store_is_read_where_nobody_may_write(project: Project, public_folder: Path) -> None:
    folder = public_folder / "store"
    triples = load(project, folder).triples
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.read_bytes() for path in everything if path.is_file()}

    done = subprocess.run(
        [sys.executable, "-c", NOBODY, str(folder)], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == (f"{triples}\n", "")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    for path in everything:
        path.chmod(0o755)


def test_a_store_is_not_stale_at_first(project: Project, folder: Path) -> None:
    store = DiskStore.open(folder)

    assert not store.changes(project)
    assert store.warning(project) == ""


def test_a_file_that_was_only_touched_does_not_make_a_store_stale(
    project: Project, folder: Path
) -> None:
    for path in project.graph_files:
        os.utime(path, (1, 1))

    assert not DiskStore.open(folder).changes(project)


def test_each_kind_of_change_makes_a_store_stale(project: Project, folder: Path) -> None:
    first, second, *_ = project.graph_files
    text = first.read_bytes()
    first.write_bytes(text.replace(b"height", b"weight"))  # as long as it was
    assert first.read_bytes() != text
    os.utime(first, (1, 1))
    second.unlink()
    (project.root / "data" / "ett nytt\tå.ttl").write_text("", encoding="utf-8")

    store = DiskStore.open(folder)

    assert tuple(store.changes(project)) == (
        (first.relative_to(project.root).as_posix(),),
        ("data/ett nytt\tå.ttl",),
        (second.relative_to(project.root).as_posix(),),
    )
    assert store.warning(project).startswith(
        f"The store in {folder} is older than the files: 1 changed, 1 new, 1 gone ("
    )
    assert store.warning(project).endswith(
        f"`ritgraph load {folder}` builds it anew, or add --reload."
    )


def test_a_file_with_any_name_is_known_again(project: Project, tmp_path: Path) -> None:
    name = os.fsdecode("tab\t å \n\\n ".encode() + b"\xff.ttl")
    (project.root / "data" / name).write_text("", encoding="utf-8")
    load(project, tmp_path / "store")

    store = DiskStore.open(tmp_path / "store")

    assert f"data/{name}" in store.sources.files
    assert not store.changes(project)


def test_a_store_that_was_moved_with_its_project_is_not_stale(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    moved = Project.at(shutil.copytree(project.root, tmp_path / "elsewhere"))
    shutil.rmtree(project.root)

    assert not DiskStore.open(folder).changes(moved)
