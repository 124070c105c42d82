"""Building a store: whole or not at all, whatever happens meanwhile."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread

import pyoxigraph as ox
import pytest

from ritgraph.cli.load import main
from ritgraph.errors import (
    InputError,
    OutputError,
    ProjectError,
    RitgraphError,
    SourceErrors,
    SourceSyntaxError,
)
from ritgraph.project import Project
from ritgraph.store import build, lock
from ritgraph.store.build import LOCK, load
from ritgraph.store.disk import DiskStore
from ritgraph.store.embedded import EmbeddedStore
from ritgraph.store.reading import Progress

HEIGHT = "SELECT ?light { ?light <http://example.com/new> 1 }"


@pytest.fixture
def project(tiny_project: Path) -> Project:
    return Project.at(tiny_project)


@pytest.fixture
def folder(project: Project, tmp_path: Path) -> Path:
    """A store that is one statement older than the project."""
    path = tmp_path / "store"
    load(project, path)
    add(project, "new.ttl", "<http://example.com/a> <http://example.com/new> 1 .")
    return path


def add(project: Project, name: str, text: str) -> Path:
    path = project.root / "data" / name
    path.write_text(text, encoding="utf-8")
    return path


def versions(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()]


def is_old(folder: Path) -> bool:
    """Whether the store lacks the statement; that it has one version, and can be asked, too."""
    store = DiskStore.open(folder)
    assert len(list(store.select("SELECT * { ?s ?p ?o }"))) == len(store) > 50
    return not list(store.select(HEIGHT))


def command(project: Project, *arguments: str, quiet: bool = False, reload: bool = False) -> int:
    options = Namespace(
        root=str(project.root), store=None, endpoint=None, quiet=quiet, reload=reload, help=False
    )
    return main(arguments, options)


def test_the_command_says_what_it_built(
    project: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a" / "store"
    triples = len(EmbeddedStore.load(project.graph_files))

    assert command(project, str(folder)) == 0

    size = sum(path.stat().st_size for path in versions(folder)[0].rglob("*")) / 1e6
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(f"{triples} triples of 2 files in {folder} ({size:.1f} MB, ")
    assert err.endswith(" s)\n")
    assert err.count("\n") == 1


def test_triples_that_two_files_state_count_once(project: Project, tmp_path: Path) -> None:
    for name in ("one.ttl", "two.ttl"):
        add(project, name, "<http://e/a> <http://e/p> 1 .")

    loaded = load(project, tmp_path / "store")

    assert loaded.triples == len(EmbeddedStore.load(project.graph_files))
    assert loaded.files == 4


def test_batches_make_one_graph(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_BATCH", 7)
    seen: list[Progress] = []

    loaded = load(project, tmp_path / "store", seen.append)

    assert loaded.triples == len(EmbeddedStore.load(project.graph_files))
    total = sum(path.stat().st_size for path in project.graph_files)
    assert len(seen) > 9
    assert seen == sorted(seen)
    assert (seen[0].done, seen[0].files, seen[0].triples) == (0, 0, 0)
    assert seen[-1] == Progress(total, total, 2, loaded.triples)


def test_without_a_change_there_is_nothing_to_do(
    project: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "store"
    command(project, str(folder), quiet=True)
    before = versions(folder)

    assert command(project, str(folder)) == 0

    assert versions(folder) == before
    out, err = capfd.readouterr()
    assert (out, err) == (
        "",
        f"{folder} is up to date: {len(DiskStore.open(folder))} triples of 2 files\n",
    )


def test_with_reload_it_is_built_anyway(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    command(project, str(folder), quiet=True)
    before = versions(folder)

    assert command(project, str(folder), quiet=True, reload=True) == 0

    assert len(versions(folder)) == 1
    assert versions(folder) != before


def test_quiet_says_nothing(
    project: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert command(project, str(tmp_path / "store"), quiet=True) == 0
    assert command(project, str(tmp_path / "store"), quiet=True) == 0

    assert capfd.readouterr() == ("", "")


def test_a_changed_file_has_it_built(project: Project, folder: Path) -> None:
    assert is_old(folder)

    assert load(project, folder).built

    assert not is_old(folder)


def test_the_same_graph_in_another_place_has_it_built(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    load(project, folder)
    moved = Project.at(shutil.copytree(project.root, tmp_path / "moved"))

    assert load(moved, folder).built

    assert DiskStore.open(folder).project == moved


@pytest.mark.parametrize("content", ["", "ritgraph-store 9 1\n", "ritgraph-store 1 7\n"])
def test_what_cannot_be_opened_is_built_anew(project: Project, folder: Path, content: str) -> None:
    (folder / "current").write_text(content, encoding="utf-8")

    load(project, folder)

    assert not is_old(folder)
    assert len(versions(folder)) == 1


def test_every_broken_file_is_told_and_the_old_store_stays(project: Project, folder: Path) -> None:
    bad = add(project, "bad.ttl", "<http://e/a> <http://e/b> 1 .\n<http://e/ä> a x y .\n")
    worse = add(project, "worse.ttl", "nonsense")

    with pytest.raises(SourceErrors) as raised:
        load(project, folder)

    first, second = raised.value.errors
    assert isinstance(first, SourceSyntaxError)
    assert (first.path, first.line, first.column) == (bad, 2, 16)
    assert isinstance(second, SourceSyntaxError)
    assert second.path == worse
    assert is_old(folder)
    assert len(versions(folder)) == 1


def test_a_broken_file_is_told_in_the_same_words_as_in_memory(
    project: Project, folder: Path
) -> None:
    add(project, "bad.ttl", "<http://e/a> <http://e/b> 1 .\n<http://e/ä> a x y .\n")
    with pytest.raises(SourceSyntaxError) as in_memory:
        EmbeddedStore.load(project.graph_files)

    with pytest.raises(SourceSyntaxError) as on_disk:
        load(project, folder)

    assert str(on_disk.value) == str(in_memory.value)


def test_a_file_that_cannot_be_read_is_told(project: Project, folder: Path) -> None:
    (project.root / "data" / "gone.ttl").symlink_to("nowhere.ttl")

    with pytest.raises(InputError, match=r"gone\.ttl: No such file or directory$"):
        load(project, folder)

    assert is_old(folder)


def write_file(root: Path) -> Path:
    (root / "file").write_text("mine", encoding="utf-8")
    return root / "file"


def write_folder(root: Path) -> Path:
    (root / "mine").mkdir()
    (root / "mine" / "1795").mkdir()
    return root / "mine"


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (write_file, "it is a file; name a folder"),
        (write_folder, "it is neither empty nor a store; choose another folder"),
        (lambda root: root, "it is neither empty nor a store; choose another folder"),
        (lambda root: root / "data", "it lies in data/, which holds the graph's files"),
        (lambda root: root / "data" / "x" / "y", "it lies in data/, which holds the graph's files"),
        (
            lambda root: root / "ontology" / "s",
            "it lies in ontology/, which holds the graph's files",
        ),
        (lambda root: write_file(root) / "store", "cannot be written: Not a directory"),
    ],
    ids=["a file", "not a store", "project", "data", "in data", "in ontology", "below a file"],
)
def test_a_folder_that_is_not_for_a_store_is_refused_and_left_alone(
    project: Project, place: Callable[[Path], Path], problem: str
) -> None:
    folder = place(project.root)
    before = sorted(project.root.rglob("*"))

    with pytest.raises(OutputError) as raised:
        load(project, folder)

    assert str(raised.value) == f"{folder}: {problem}"
    assert sorted(project.root.rglob("*")) == before


def test_a_project_without_turtle_files_makes_no_store(project: Project, tmp_path: Path) -> None:
    for path in project.graph_files:
        path.unlink()

    with pytest.raises(ProjectError, match="has no Turtle files in ontology/ and data/"):
        load(project, tmp_path / "store")

    assert not (tmp_path / "store").exists()


def test_what_is_not_ours_in_the_folder_of_a_store_stays(project: Project, folder: Path) -> None:
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    (folder / "notes").mkdir()

    load(project, folder)

    assert (folder / "notes").is_dir()
    assert (folder / ".gitignore").is_file()


def test_two_do_not_build_at_once(project: Project, folder: Path) -> None:
    held = lock.hold_alone(folder / LOCK)
    assert held is not None

    with pytest.raises(OutputError, match="another process is building this store") as raised:
        load(project, folder)
    os.close(held)

    assert "\n" not in str(raised.value)
    assert is_old(folder)
    assert load(project, folder).built


# What a child does until it is killed, or cannot go on. `at` is the moment.
CHILD = """
import os, resource, signal, sys
from ritgraph.errors import RitgraphError
from ritgraph.project import Project
from ritgraph.store import build

at, root, folder = sys.argv[1:]
build._BATCH = 7

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def die_before(name):
    setattr(build, name, lambda *_, **__: die())

def die_in_reading(progress):
    if at == "reading" and progress.triples > 20:
        die()
    if at == "full" and progress.triples > 20:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))

def die_in_second_sweep(folder, sweep=build._sweep, calls=[]):
    calls.append(folder)
    die() if len(calls) == 2 else sweep(folder)

if at.isdecimal():
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(at), int(at)))
elif at == "_sweep":
    build._sweep = die_in_second_sweep
elif at.startswith("_") or at == "replacing":
    die_before(at)
try:
    build.load(Project.at(root), folder, die_in_reading)
except RitgraphError as error:
    print(error)
"""


def child(at: str, project: Project, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD, at, str(project.root), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("at", "old", "left"),
    [
        ("_build", True, 1),
        ("_fill", True, 2),
        ("reading", True, 2),
        ("_put_in_order", True, 2),
        ("_reach_the_disk", True, 2),
        ("replacing", True, 2),
        ("_sweep", False, 2),
    ],
)
def test_a_killed_build_leaves_a_store_that_works_and_the_next_sweeps(
    project: Project, folder: Path, at: str, old: bool, left: int
) -> None:
    done = child(at, project, folder)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(versions(folder)) == left
    assert is_old(folder) == old
    load(project, folder, reload=True)
    assert not is_old(folder)
    assert len(versions(folder)) == 1


def test_a_first_build_that_was_killed_can_be_done_again(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    assert child("reading", project, folder).returncode == -signal.SIGKILL
    with pytest.raises(InputError, match="there is no store here"):
        DiskStore.open(folder)

    assert load(project, folder).built

    assert len(versions(folder)) == 1


@pytest.mark.parametrize("at", ["full", "0", "20000"])
def test_a_disk_that_takes_no_more_is_told_in_one_line(
    project: Project, folder: Path, at: str
) -> None:
    """The limit on a file's size is a full disk that needs no rights; 0 is full from the start."""
    done = child(at, project, folder)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{folder}: cannot be written: File too large\n"
    assert is_old(folder)
    assert len(versions(folder)) == 1


def test_what_a_killed_writer_of_the_pointer_left_is_swept(project: Project, folder: Path) -> None:
    (folder / ".current.4711.tmp").write_text("ritg", encoding="utf-8")

    load(project, folder)

    assert not list(folder.glob(".current*"))


def test_a_build_that_is_interrupted_leaves_nothing(project: Project, folder: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.triples:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(project, folder, interrupt)

    assert is_old(folder)
    assert len(versions(folder)) == 1


def test_ctrl_c_is_heard_while_the_store_is_put_in_order() -> None:
    done = Event()
    threads: list[Thread] = []

    class Slow:
        def optimize(self) -> None:
            threads.append(current_thread())
            os.kill(os.getpid(), signal.SIGINT)
            done.wait(30)

        def flush(self) -> None: ...

        def query(self, _: str) -> list[list[ox.Literal]]:
            return [[ox.Literal(1)]]

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        build._put_in_order(Slow())  # type: ignore[arg-type]
    took = time.monotonic() - start
    done.set()

    assert threads != [main_thread()]  # where the engine would not let the signal through
    assert took < 5


def test_what_goes_wrong_while_the_store_is_put_in_order_is_told() -> None:
    class Full:
        def optimize(self) -> None:
            raise OSError("IO error: No space left on device: While appending")

    with pytest.raises(OSError, match="No space left"):
        build._put_in_order(Full())  # type: ignore[arg-type]


INTERRUPTED = """
import sys
from ritgraph.project import Project
from ritgraph.store.build import load

def tell(progress):
    if progress.triples:
        print(flush=True)

try:
    load(Project.at(sys.argv[1]), sys.argv[2], tell)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_ends_a_long_load_within_a_second(project: Project, folder: Path) -> None:
    lines = (f"<http://e/{n}> <http://e/p> {n} , {n}.5 , {n}.25 .\n" for n in range(300_000))
    add(project, "long.ttl", "".join(lines))
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(project.root), str(folder)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()  # the first batch is read
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
        took = time.monotonic() - start

    assert code == 130
    assert took < 3  # a second, on a machine that does much else
    assert is_old(folder)
    assert len(versions(folder)) == 1


NOBODY = """
import os, sys
import pyoxigraph
from ritgraph.errors import OutputError
from ritgraph.project import Project
from ritgraph.store.build import load
project = Project.at(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
for folder in sys.argv[2:]:
    try:
        load(project, folder, reload=True)
    except OutputError as error:
        print(error)
"""


def test_a_folder_that_may_not_be_written_is_told_in_one_line(project: Project) -> None:
    public = Path(tempfile.mkdtemp())
    root, new, old = public / "tiny", public / "new", public / "old"
    shutil.copytree(project.root, root)
    load(Project.at(root), old)
    for path in [public, *public.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)

    done = subprocess.run(
        [sys.executable, "-c", NOBODY, *map(str, (root, new, old))],
        capture_output=True,
        text=True,
        check=False,
    )
    for path in [public, *public.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(public)

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        f"{folder}: cannot be written: Permission denied" for folder in (new, old)
    ]


def test_every_error_of_a_load_ends_with_exit_code_2(project: Project, folder: Path) -> None:
    add(project, "bad.ttl", "nonsense")

    with pytest.raises(RitgraphError) as raised:
        command(project, str(folder))

    assert raised.value.exit_code == 2
