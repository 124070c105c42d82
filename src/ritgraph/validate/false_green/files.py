"""Files that a run does not read, that hold nothing, or that are shapes and data at once."""

from __future__ import annotations

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
    data = checked.graphs.data_files
    resolved = {path.resolve(): path for path in data}
    sizes = {path.stat().st_size for path in checked.graphs.shape_files} - {0}
    contents = {path.read_bytes(): path for path in data if path.stat().st_size in sizes}
    for path in checked.graphs.shape_files:
        twin = resolved.get(path.resolve())
        if twin is None and contents:
            twin = contents.get(path.read_bytes())
        if twin is not None:
            found = checked.finding("shapes-are-data", file=path.name)
            also = None if twin.resolve() == path.resolve() else Place(twin, 1, 1)
            yield replace(found, place=Place(path, 1, 1), also=also)


def empty_files(checked: Checked) -> Iterator[Finding]:
    """Find files without a triple."""
    for path in dict.fromkeys((*checked.graphs.data_files, *checked.graphs.shape_files)):
        if path.stat().st_size < _SHORT and _is_empty(path):
            found = checked.finding("empty-file", severity=Severity.WARNING, file=path.name)
            yield replace(found, place=Place(path, 1, 1))


def files_not_read(checked: Checked, folders: Iterable[Path]) -> Iterator[Finding]:
    """Find files in the folders of a graph that were not read, by their ending."""
    read = {path.resolve() for path in (*checked.graphs.data_files, *checked.graphs.shape_files)}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            severity = None if hidden else _severity(path)
            if severity and path.is_file() and path.resolve() not in read:
                found = checked.finding("file-not-read", severity=severity, file=path.name)
                yield replace(found, place=Place(path, 1, 1))


def _is_empty(path: Path) -> bool:
    return next(ox.parse(path=path, format=format_of(path)), None) is None


def _severity(path: Path) -> Severity | None:
    if path.suffix.lower() in FORMATS:
        return Severity.VIOLATION
    harmless = path.suffix.lower() in _PROSE or path.name.startswith(_BEGINNINGS)
    return None if harmless else Severity.WARNING
