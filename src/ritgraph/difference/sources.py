"""What two graphs are read from: files, folders, and files as they were at a git revision."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ritgraph.errors import (
    InputError,
    RitgraphError,
    UnknownName,
    UnsupportedError,
    did_you_mean,
    nearest,
)
from ritgraph.git import contents, files_of, git, object_of, references
from ritgraph.project import Project, is_graph_file
from ritgraph.turtle.files import FORMATS, format_of, is_rdf_file, rdf_files_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

WORKING_TREE = "working tree"
# What stands behind the name of a branch or tag: gitrevisions(7).
_SUFFIX = re.compile(r"[~^@:].*", re.DOTALL)


class RdfFile(NamedTuple):
    """A file by its name as a person would write it; ``content`` if it is not read from there."""

    name: str
    format: ox.RdfFormat
    content: bytes | None = None


class Source(NamedTuple):
    """The files that a graph is made of; whether they are all of what is around."""

    name: str
    files: tuple[RdfFile, ...]
    is_whole: bool = False


class Place(NamedTuple):
    """Where names are looked up: a folder, and the project that it is or lies in."""

    folder: Path
    project: Project | None

    @property
    def root(self) -> Path:
        """The folder whose files are meant when only a revision is named."""
        return self.project.root if self.project else self.folder


def sources(old: str | None, new: str | None, place: Place) -> tuple[Source, Source]:
    """Find what is to be compared; without names, HEAD with the working tree.

    A revision alone is compared with the working tree, a path alone with what it was at HEAD, and
    ``REV:PATH`` alone with the path as it is. Of a path that is gone, nothing is left.

    Raises:
        InputError, UnknownName, UnsupportedError, RitgraphError: as ``source`` does.
    """
    if new is not None:
        return source(old or "", place), source(new, place)
    if old is None:
        return source("HEAD", place), _working_tree(place)
    if old and (path := Path(old)).exists():
        top = git(path if path.is_dir() else path.parent, "rev-parse", "--show-toplevel")
        # The place of a link is in the folder that it lies in, wherever it leads.
        here = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
        inside = here.relative_to(Path(top.decode().rstrip("\n")).resolve())
        former = f"HEAD:{'' if inside == Path() else inside.as_posix()}"
        return source(former, Place(path.resolve().parent, place.project)), source(old, place)
    if former_source := _gone(old, place):
        return former_source, Source(old, ())
    former_source = source(old, place)
    if former_source.is_whole:
        return former_source, _working_tree(place)
    now = _path_now(old.partition(":")[2], place)
    return former_source, source(now, place) if Path(now).exists() else Source(now, ())


def _gone(name: str, place: Place) -> Source | None:
    """Find what a path that there is no more was at HEAD; None if there was none."""
    if not name or ":" in name or "\0" in name or Path(name).is_absolute():
        return None
    former = f"HEAD:./{name}"
    try:
        is_revision = object_of(place.folder, f"{name}^{{commit}}")
        return None if is_revision or not object_of(place.folder, former) else source(former, place)
    except RitgraphError:
        return None


def source(name: str, place: Place) -> Source:
    """Find what is meant by a name: a path if there is one, else a revision, or ``REV:PATH``.

    Raises:
        InputError: the path cannot be read, or has no RDF file.
        UnknownName: nothing has this name.
        UnsupportedError, RitgraphError: it can only be a revision, and git cannot be asked.
    """
    path = Path(name)
    if name and path.exists():
        return Source(name, _files(rdf_files_below(path) if path.is_dir() else [path]))
    if not name or "\0" in name:
        raise UnknownName("file, folder or revision", name, ())
    return _at_revision(name, place)


def _working_tree(place: Place) -> Source:
    """Give ontology and data as they are now; outside a project, all RDF files of the folder."""
    paths = place.project.graph_files if place.project else rdf_files_below(place.folder)
    return Source(WORKING_TREE, _files(paths), is_whole=True)


def _path_now(path: str, place: Place) -> str:
    """Say where in the working tree a path lies that git counts from the top, or from here."""
    if path.startswith(("./", "../")):
        return str(place.folder / path)
    top = Path(git(place.folder, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    return os.path.relpath(top / path)


def _files(paths: Iterable[Path]) -> tuple[RdfFile, ...]:
    return tuple(RdfFile(str(path), format_of(path)) for path in paths)


def _at_revision(name: str, place: Place) -> Source:
    revision, colon, path = name.partition(":")
    try:
        commit = None if colon else object_of(place.root, f"{name}^{{commit}}")
        identifier = commit or object_of(place.folder, name)
    except RitgraphError as error:
        if _looks_like_a_path(name):
            raise _no_file(name) from None
        if isinstance(error, UnsupportedError):
            raise
        said = str(error).removeprefix("git: ")
        raise RitgraphError(f"There is no file or folder '{name}', and git says: {said}.") from None
    if commit:
        return _of_commit(name, commit, place)
    if identifier is None:
        raise _unknown(name, revision, path, place)
    if not colon:
        raise InputError(name, "git knows it, but not as a revision with files")
    return _of_object(name, identifier, place)


def _of_commit(name: str, commit: str, place: Place) -> Source:
    is_meant: Callable[[str], bool] = is_graph_file if place.project else _is_shown
    listed = {path: at for path, at in files_of(place.root, commit).items() if is_meant(path)}
    if not listed:
        there = "neither ontology nor data" if place.project else "no RDF file"
        raise InputError(name, f"there is {there} in {place.root} at this revision")
    files = _read({f"{name}:{path}": at for path, at in listed.items()}, place)
    return Source(name, files, is_whole=True)


def _of_object(name: str, identifier: str, place: Place) -> Source:
    """Give the files of a folder at a revision, or the one file."""
    if git(place.folder, "cat-file", "-t", identifier).strip() == b"blob":
        return Source(name, _read({name: identifier}, place))
    folder = name if name.endswith((":", "/")) else f"{name}/"
    listed = files_of(place.folder, identifier, "--full-tree")
    below = {f"{folder}{path}": at for path, at in listed.items() if _is_shown(path)}
    if not below:
        raise InputError(name, f"there is no RDF file in this folder ({', '.join(FORMATS)})")
    return Source(name, _read(below, place))


def _read(identifiers: Mapping[str, str], place: Place) -> tuple[RdfFile, ...]:
    files = sorted(identifiers.items())
    formats = [format_of(Path(path)) for path, _ in files]
    texts = contents(place.folder, (identifier for _, identifier in files))
    parts = zip(files, formats, texts, strict=True)
    return tuple(RdfFile(path, format_, text) for (path, _), format_, text in parts)


def _is_shown(path: str) -> bool:
    *folders, name = path.split("/")
    return is_rdf_file(name) and not any(folder.startswith(".") for folder in folders)


def _looks_like_a_path(name: str) -> bool:
    return ":" not in name and is_rdf_file(Path(name).name)


def _unknown(name: str, revision: str, path: str, place: Place) -> RitgraphError:
    if path and (commit := object_of(place.folder, f"{revision}^{{commit}}")):
        known = files_of(place.folder, commit, "--full-tree")
        folders = {str(above) for file in known for above in Path(file).parents}
        offer = did_you_mean(nearest(path, [*known, *sorted(folders - {"."})]))
        return InputError(name, f"there is no '{path}' at this revision. {offer}".rstrip(" "))
    if _looks_like_a_path(name):
        return _no_file(name)
    bare = _SUFFIX.sub("", name)
    known_names = references(place.folder)
    if bare in known_names or (bare != name and object_of(place.folder, f"{bare}^{{commit}}")):
        return RitgraphError(f"There is no revision '{name}': '{bare}' does not reach so far.")
    names = known_names if ":" in name else [*known_names, *_beside(name)]
    kind = "git revision" if ":" in name else "file, folder or git revision"
    return UnknownName(kind, bare or name, names)


def _no_file(name: str) -> InputError:
    offer = did_you_mean(nearest(name, _beside(name)))
    return InputError(name, f"no such file or folder. {offer}".rstrip(" "))


def _beside(name: str) -> list[str]:
    """List what lies in the folder where a file is looked for."""
    folder = Path(name).parent
    try:
        return [str(path) for path in folder.iterdir()]
    except OSError:
        return []
