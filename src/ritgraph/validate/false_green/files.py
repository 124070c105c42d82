"""Files that a run does not read, that hold nothing, or that are shapes and data at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from ritgraph.finding import Finding, Place, Severity
from ritgraph.turtle.files import FORMATS, format_of
from ritgraph.validate.false_green.checked import Checked

# What else may lie in a folder of the graph.
_PROSE = (".md", ".txt", ".csv")
_BEGINNINGS = ("README", "LICENSE")
# A file without a triple is short, but for its comments.
_SHORT = 10_000


def no_data(checked: Checked) -> Iterator[Finding]:
    """Find that there is nothing but the ontology to look at."""
    if not checked.own_data:
        yield checked.finding("no-data", severity=Severity.WARNING)


def shapes_are_data(checked: Checked) -> Iterator[Finding]:
    """Find shapes files that are data files as well, or copies of one."""
    data = {path: path.stat() for path in checked.graphs.data_files}
    shapes = {path: path.stat() for path in checked.graphs.shape_files}
    same = {(status.st_dev, status.st_ino): path for path, status in data.items()}
    sizes = {status.st_size for status in shapes.values()} - {0}
    alike = {p.read_bytes(): p for p, status in data.items() if status.st_size in sizes}
    for path, status in shapes.items():
        twin = same.get((status.st_dev, status.st_ino))
        copied = alike.get(path.read_bytes()) if alike and twin is None else None
        if twin or copied:
            found = checked.finding("shapes-are-data", file=path.name)
            also = Place(copied, 1, 1) if copied else None
            yield replace(found, place=Place(path, 1, 1), also=also)


def empty_files(checked: Checked) -> Iterator[Finding]:
    """Find files without a triple."""
    for path in dict.fromkeys((*checked.graphs.data_files, *checked.graphs.shape_files)):
        if path.stat().st_size < _SHORT and _is_empty(path):
            found = checked.finding("empty-file", severity=Severity.WARNING, file=path.name)
            yield replace(found, place=Place(path, 1, 1))


def files_not_read(
    checked: Checked, folders: Iterable[Path], apart: Iterable[Path] = ()
) -> Iterator[Finding]:
    """Find files in the folders of a graph that were not read, by their ending."""
    read = {*map(str, (*checked.graphs.data_files, *checked.graphs.shape_files, *apart))}
    for folder in folders:
        for here, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for path in (
                Path(here, name) for name in sorted(names) if f"{here}/{name}" not in read
            ):
                if severity := _severity(path):
                    found = checked.finding("file-not-read", severity=severity, file=path.name)
                    yield replace(found, place=Place(path, 1, 1))


def _is_empty(path: Path) -> bool:
    return next(ox.parse(path=path, format=format_of(path)), None) is None


def _is_context(path: Path) -> bool:
    """Tell whether a file is a JSON-LD context: it says nothing itself."""
    try:
        return path.name == "context.jsonld" and _is_empty(path)
    except (SyntaxError, OSError):
        return False


def _severity(path: Path) -> Severity | None:
    if path.name.startswith("."):
        return None
    if path.suffix.lower() in FORMATS:
        return None if _is_context(path) else Severity.VIOLATION
    harmless = path.suffix.lower() in _PROSE or path.name.startswith(_BEGINNINGS)
    return None if harmless else Severity.WARNING
