"""The graph on disk: built once by ``ritgraph load``, opened without reading a file of Turtle.

The folder of a store holds ``current``, which names the version in use; one folder for each version
(``graph/`` of the engine, ``sources.tsv``, and ``readers``, which those who read hold); and
``ritgraph.lock``, which the one who builds holds and by which a store is known. A version is never
changed once ``current`` names it, so any number of processes may read while another builds.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ritgraph.errors import InputError, ProjectError, place
from ritgraph.project import Project
from ritgraph.store.lock import hold_together
from ritgraph.store.sources import Sources
from ritgraph.store.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ritgraph.errors import StrPath
    from ritgraph.store.sources import Changes
    from ritgraph.store.store import Answer

FORMAT = 1
CURRENT = "current"
GRAPH = "graph"
SOURCES = "sources.tsv"
READERS = "readers"


class DiskStore(Store):
    """One version of a store on disk, opened for reading; it stays whole while this object lives.

    What takes the place of files is the same as in memory, see ``EmbeddedStore``.
    """

    def __init__(self, store: ox.Store, folder: Path, version: Path, held: int) -> None:
        self.folder = folder
        self._store = store
        self._version = version
        self._held = held

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        close(self._held)

    @classmethod
    def open(cls, folder: StrPath) -> DiskStore:
        """Open the version in use; the time it takes does not depend on its size.

        Raises:
            InputError: there is no store, it is damaged, or it is of another format.
        """
        top = Path(folder)
        version, held = _hold_current(top)
        try:
            return cls(ox.Store.read_only(str(version / GRAPH)), top, version, held)
        except (OSError, RuntimeError) as error:
            os.close(held)
            raise damaged(top, str(error)) from None

    def __len__(self) -> int:
        return self.sources.triples

    def query(self, text: str, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL query (see ``Store.query``)."""
        return self._store.query(text, prefixes=dict(prefixes) if prefixes else None)

    @cached_property
    def sources(self) -> Sources:
        """What the store was built from.

        Raises:
            InputError: the store is damaged.
        """
        try:
            return Sources.parse((self._version / SOURCES).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise damaged(self.folder, str(error)) from None

    @property
    def project(self) -> Project | None:
        """The project that the store was built from; None if it is no longer there."""
        try:
            return Project.at(self.sources.root)
        except ProjectError:
            return None

    def changes(self, project: Project) -> Changes:
        """Tell which files of a project are not as this store has them."""
        return self.sources.changes(project)

    def warning(self, project: Project) -> str:
        """Say in one line that the files have changed since; nothing if they have not."""
        changes = self.changes(project)
        if not changes:
            return ""
        where = place(self.folder)
        return (
            f"The store in {where} is older than the files: {changes}."
            f" `ritgraph load {where}` builds it anew, or add --reload."
        )

    def _undeclared_prefixes(self) -> dict[str, str]:
        return self.sources.prefixes


def current_version(folder: Path) -> Path:
    """Find the folder of the version in use.

    Raises:
        InputError: there is no store, it is damaged, or it is of another format.
    """
    try:
        words = (folder / CURRENT).read_text(encoding="utf-8").split()
        if words[:1] == ["ritgraph-store"] and words[1:2] != [str(FORMAT)]:
            raise _of_another_format(folder, " ".join(words[1:2]))
        if len(words) != 3 or words[0] != "ritgraph-store" or not words[2].isdecimal():
            raise ValueError(f"{CURRENT} names no version")
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(folder) from None
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise damaged(folder, str(error)) from None
    return folder / words[2]


def current_text(version: Path) -> str:
    """Write the content of ``current`` that names a version."""
    return f"ritgraph-store {FORMAT} {version.name}\n"


def damaged(folder: Path, problem: str) -> InputError:
    """Say that a store cannot be read, and what to do."""
    first = problem.strip().partition("\n")[0] or "it cannot be read"
    return InputError(
        folder,
        f"the store is damaged ({first}). `ritgraph load --reload {place(folder)}` builds it anew.",
    )


def _hold_current(folder: Path) -> tuple[Path, int]:
    """Hold the version in use, so that no loader sweeps it away."""
    while True:
        version = current_version(folder)
        try:
            held = hold_together(version / READERS)
        except OSError as error:
            if current_version(folder) == version:
                raise damaged(folder, str(error)) from None
            continue
        # A loader may have swept this version between the look and the hold.
        if current_version(folder) == version:
            return version, held
        os.close(held)


def _of_another_format(folder: Path, form: str) -> InputError:
    return InputError(
        folder,
        f"the store has format {form or 'unknown'}, and this version reads format {FORMAT}."
        f" `ritgraph load {place(folder)}` builds it anew; a newer ritgraph may read it.",
    )


def _missing(folder: Path) -> InputError:
    if folder.exists() and not folder.is_dir():
        return InputError(folder, "it is a file; a store is a folder.")
    return InputError(
        folder, f"there is no store here. `ritgraph load {place(folder)}` builds one."
    )
