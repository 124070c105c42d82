"""Which files make up a knowledge graph: the three folders, and what is in each.

A project is a folder with ``ontology/`` (what exists), ``data/`` (what is known) and ``queries/``
(what is asked). Hidden files and folders are never part of it.
"""

from __future__ import annotations

import os
from collections import namedtuple
from pathlib import Path

from ritgraph.errors import InputError, ProjectError

FOLDERS = ("ontology", "data", "queries")


class Project(namedtuple("Project", "root")):
    """A folder that holds a knowledge graph; every list of files is sorted by POSIX path.

    >>> [path.name for path in Project.shipped().query_files if path.stem == "participants"]
    ['participants.rq']
    """

    root: Path

    @classmethod
    def shipped(cls) -> Project:
        """Give the graph that travels with the package, or the checkout that it is run from."""
        package = Path(__file__).parent
        carried = package / "graph_files"
        return cls.at(carried if carried.is_dir() else package.parents[1])

    @classmethod
    def at(cls, path: str | os.PathLike[str]) -> Project:
        """Take a folder that must be a project.

        Raises:
            ProjectError: it is no folder, or one of the three folders is missing in it.
        """
        root = Path(path).absolute()
        if not root.is_dir():
            raise ProjectError(f"{path} is not a folder. Name one that has {_listed(FOLDERS)}.")
        if missing := [name for name in FOLDERS if not (root / name).is_dir()]:
            raise ProjectError(
                f"{path} is not a knowledge graph: it has no {_listed(missing)}."
                f" A graph has {_listed(FOLDERS)}."
            )
        return cls(root)

    @classmethod
    def around(cls, path: str | os.PathLike[str]) -> Project | None:
        """Find the nearest project that ``path`` lies in, or None."""
        start = Path(path).absolute()
        for folder in (start, *start.parents):
            if all((folder / name).is_dir() for name in FOLDERS):
                return cls(folder)
        return None

    @property
    def ontology_files(self) -> tuple[Path, ...]:
        """The Turtle files that say what exists, without the shapes."""
        return self._files("ontology", ".ttl", without=("shapes",))

    @property
    def shape_files(self) -> tuple[Path, ...]:
        """The Turtle files of SHACL shapes."""
        return self._files("ontology/shapes", ".ttl", without=("dataset",))

    @property
    def dataset_shape_files(self) -> tuple[Path, ...]:
        """The Turtle files of shapes that hold for the description of a published dataset."""
        return self._files("ontology/shapes/dataset", ".ttl")

    @property
    def data_files(self) -> tuple[Path, ...]:
        """The Turtle files that say what is known."""
        return self._files("data", ".ttl")

    @property
    def graph_files(self) -> tuple[Path, ...]:
        """The Turtle files whose triples are the graph: ontology and data."""
        return self.ontology_files + self.data_files

    @property
    def query_files(self) -> tuple[Path, ...]:
        """The saved queries that people ask; the stem of a file is the query's name.

        Raises:
            ProjectError: two files have the same stem.
        """
        return self._named("queries", without=("checks", "dataset", "profiles"))

    @property
    def check_files(self) -> tuple[Path, ...]:
        """The queries whose rows are faults of the data.

        Raises:
            ProjectError: two files have the same stem.
        """
        return self._named("queries/checks")

    @property
    def dataset_query_files(self) -> tuple[Path, ...]:
        """The queries whose triples describe a published dataset.

        Raises:
            ProjectError: two files have the same stem.
        """
        return self._named("queries/dataset")

    @property
    def profile_files(self) -> dict[str, tuple[Path, ...]]:
        """The queries of each profile; the folder that they lie in is its name.

        Raises:
            ProjectError: a query lies in no such folder.
        """
        profiles: dict[str, tuple[Path, ...]] = {}
        top = self.root / "queries" / "profiles"
        for path in self._files("queries/profiles", ".rq"):
            name, *rest = path.relative_to(top).parts
            if not rest:
                raise ProjectError(
                    f"{self._shown(path)} belongs to no profile."
                    " Put it in a folder of queries/profiles/ that has the profile's name."
                )
            profiles[name] = (*profiles.get(name, ()), path)
        return profiles

    @property
    def context_file(self) -> Path | None:
        """The JSON-LD context that the project publishes, if it has one."""
        path = self.root / "ontology" / "context.jsonld"
        return path if path.is_file() else None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of Turtle files."""
        return self.root / "ontology", self.root / "data"

    def _named(self, folder: str, without: tuple[str, ...] = ()) -> tuple[Path, ...]:
        files = self._files(folder, ".rq", without)
        first: dict[str, Path] = {}
        for path in files:
            if (other := first.setdefault(path.stem, path)) is not path:
                raise ProjectError(
                    f"Two queries have the name '{path.stem}':"
                    f" {self._shown(other)} and {self._shown(path)}. Rename one of them."
                )
        return files

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _files(self, folder: str, ending: str, without: tuple[str, ...] = ()) -> tuple[Path, ...]:
        # os.walk gives text, and is quick.
        return files_below(os.path.join(self.root, folder), ending, without)  # noqa: PTH118


def is_graph_file(path: str) -> bool:
    """Tell whether a file is part of the graph, by its POSIX path from the project's folder.

    >>> is_graph_file("data/lights.ttl"), is_graph_file("ontology/shapes/light.ttl")
    (True, False)
    """
    top, *folders = path.split("/")
    is_shape = top == "ontology" and folders[:1] == ["shapes"] and len(folders) > 1
    is_hidden = any(name.startswith(".") for name in folders)
    is_there = top in ("ontology", "data") and bool(folders)
    return is_there and path.endswith(".ttl") and not is_hidden and not is_shape


def files_below(
    top: str, endings: str | tuple[str, ...], without: tuple[str, ...] = ()
) -> tuple[Path, ...]:
    """List the files below a folder that are not hidden, leaving out its subfolders ``without``.

    >>> [path.name for path in files_below(str(Path(__file__).parent), "atomic.py")]
    ['atomic.py']

    Raises:
        InputError: a folder cannot be read.
    """
    found: list[str] = []
    for here, folders, names in os.walk(top, onerror=_tell):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not (here == top and name in without)
        ]
        found += (
            f"{here}{os.sep}{name}"
            for name in names
            if name.endswith(endings) and not name.startswith(".")
        )
    return tuple(sorted(map(Path, found), key=Path.as_posix))


def _tell(error: OSError) -> None:
    """Raise what keeps a folder from being read; one that is not there has no files."""
    if not isinstance(error, FileNotFoundError):
        raise InputError(error.filename, error.strerror or str(error))


def _listed(names: tuple[str, ...] | list[str]) -> str:
    """Write folder names as a person would: ``a/, b/ and c/``."""
    *others, last = [f"{name}/" for name in names]
    return f"{', '.join(others)} and {last}" if others else last
