"""Build a store on disk beside the old one, and put it in its place in one step.

Whatever interrupts a build, the old version stays in use; what the build left behind is swept away
by the next one.
"""

from __future__ import annotations

import os
import time
from collections import namedtuple
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ritgraph.atomic import replacing
from ritgraph.errors import InputError, OutputError, ProjectError, RitgraphError, SourceErrors
from ritgraph.project import FOLDERS
from ritgraph.store import disk
from ritgraph.store.disk import DiskStore
from ritgraph.store.lock import CAN_LOCK, hold_alone
from ritgraph.store.reading import Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ritgraph.errors import StrPath
    from ritgraph.project import Project
    from ritgraph.store.reading import Progress
    from ritgraph.store.sources import Sources

LOCK = "ritgraph.lock"
# The engine takes longer for fewer, larger batches, needs more memory, and hears no Ctrl-C in one.
_BATCH = 50_000


class Loaded(namedtuple("Loaded", "triples files size built")):
    """A store as it stands after a load; ``size`` is in bytes on disk."""

    triples: int
    files: int
    size: int
    built: bool


def load(
    project: Project,
    folder: StrPath,
    progress: Callable[[Progress], object] | None = None,
    reload: bool = False,
) -> Loaded:
    """Build the store in ``folder`` from a project's files, unless it is up to date.

    ``reload`` builds it in any case. ``progress`` is called between batches of triples.

    Raises:
        SourceSyntaxError, InputError, SourceErrors: files that cannot be read.
        ProjectError: the project has no Turtle files.
        OutputError: the folder is not a store, cannot be written, or another process builds there.
    """
    top = Path(folder)
    with _errors_of(top):
        _refuse_what_is_not_ours(top, project)
        if not project.graph_files:
            raise ProjectError(f"{project.root} has no Turtle files in ontology/ and data/.")
        if not reload and (sources := _sources_if_up_to_date(top, project)):
            return _loaded(top, sources, built=False)
        with _alone(top):
            _sweep(top)
            sources = _build(top, project, progress or (lambda _: None))
            _sweep(top)
        return _loaded(top, sources, built=True)


def _refuse_what_is_not_ours(folder: Path, project: Project) -> None:
    if not folder.exists():
        names: set[str] = set()
    elif folder.is_dir():
        names = {path.name for path in folder.iterdir()}
    else:
        raise OutputError(folder, "it is a file; name a folder")
    for name in FOLDERS:
        if folder.resolve().is_relative_to((project.root / name).resolve()):
            raise OutputError(folder, f"it lies in {name}/, which holds the graph's files")
    if names and LOCK not in names:
        raise OutputError(folder, "it is neither empty nor a store; choose another folder")


def _sources_if_up_to_date(folder: Path, project: Project) -> Sources | None:
    try:
        store = DiskStore.open(folder)
        same = store.sources.root == str(project.root) and not store.changes(project)
        return store.sources if same else None
    except InputError:
        return None


def _build(folder: Path, project: Project, progress: Callable[[Progress], object]) -> Sources:
    version = folder / str(time.time_ns())
    version.mkdir()
    try:
        (version / disk.READERS).touch()
        sources = _fill(version / disk.GRAPH, Reading(project), progress)
        (version / disk.SOURCES).write_text(str(sources), encoding="utf-8")
        for path in (*version.rglob("*"), version, folder):
            _reach_the_disk(path)
        with replacing(folder / disk.CURRENT) as file:
            file.write(disk.current_text(version).encode())
        _reach_the_disk(folder)
    except BaseException:
        if not _is_current(folder, version):
            _remove(version)
        raise
    return sources


def _fill(graph: Path, reading: Reading, progress: Callable[[Progress], object]) -> Sources:
    store = ox.Store(graph)
    quads = iter(reading)
    progress(reading.progress)
    while not reading.finished:
        store.bulk_extend(islice(quads, _BATCH))
        progress(reading.progress)
    if reading.errors:
        raise reading.errors[0] if len(reading.errors) == 1 else SourceErrors(reading.errors)
    return reading.sources(_put_in_order(store))


def _put_in_order(store: ox.Store) -> int:
    """Compact a store and count its triples, in a thread, so that Ctrl-C is heard meanwhile."""
    from threading import Thread

    outcome: list[int | Exception] = []

    def work() -> None:
        try:
            store.optimize()
            store.flush()
            for solution in store.query("SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"):  # type: ignore[union-attr]
                outcome.append(int(solution[0].value))
        except Exception as error:
            outcome.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join()
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    held = hold_alone(folder / LOCK)
    if held is None:
        raise OutputError(folder, "another process is building this store; wait until it is done")
    try:
        yield
    finally:
        os.close(held)


def _sweep(folder: Path) -> None:
    """Remove the versions that are neither in use nor held by a reader."""
    for unfinished in folder.glob(f".{disk.CURRENT}.*.tmp"):
        unfinished.unlink()
    if not CAN_LOCK:
        return
    for version in folder.iterdir():
        ours = version.name.isdecimal() and (version / disk.READERS).is_file()
        if not ours or version.is_symlink() or _is_current(folder, version):
            continue
        with suppress(OSError):
            held = hold_alone(version / disk.READERS)
            if held is not None:
                _remove(version)
                os.close(held)


def _is_current(folder: Path, version: Path) -> bool:
    try:
        return (folder / disk.CURRENT).read_bytes().split()[-1:] == [version.name.encode()]
    except (FileNotFoundError, IsADirectoryError):
        return False


def _remove(version: Path) -> None:
    from shutil import rmtree

    rmtree(version, ignore_errors=True)


def _reach_the_disk(path: Path) -> None:
    """Wait until a file or folder would outlive a loss of power."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _loaded(folder: Path, sources: Sources, built: bool) -> Loaded:
    version = disk.current_version(folder)
    size = sum(_size(path) for path in version.rglob("*"))
    return Loaded(sources.triples, len(sources.files), size, built)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


@contextmanager
def _errors_of(folder: Path) -> Iterator[None]:
    """Tell what goes wrong with the folder as an error of this package."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if isinstance(error, RitgraphError):
            raise
        # The engine's errors have no other place for the reason than the end of a long text.
        reason = getattr(error, "strerror", None) or str(error).rpartition(": ")[2]
        raise OutputError(folder, f"cannot be written: {reason}") from None
