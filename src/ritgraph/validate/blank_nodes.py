"""Names for blank nodes that are the same in each run, whichever engine has run.

They count as they appear in the triples of the files: ``_:b0``, ``_:b1`` and so on in the data,
``_:s0``, ``_:s1`` and so on in the shapes. The reader of positions counts alike within a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from ritgraph.errors import UnsupportedError
from ritgraph.turtle.files import RdfFiles

DATA, SHAPES = "b", "s"


class Origin(NamedTuple):
    """The file of a blank node, and how many others are named before it there."""

    file: Path
    number: int


class BlankNodes:
    """The blank nodes of the files of both graphs; files are read when it is first asked for them.

    >>> list(BlankNodes([], []).shapes())
    []
    """

    def __init__(self, data_files: Sequence[Path], shape_files: Sequence[Path]) -> None:
        self._data_files, self._shape_files = data_files, shape_files

    def data(self) -> Iterator[ox.Triple]:
        """Give the triples of the data graph with blank nodes named so."""
        return (triple for _, triple in self.data_with_paths())

    def data_with_paths(self) -> Iterator[tuple[Path, ox.Triple]]:
        """Give the same triples, each with the file that states it."""
        return _named(self._data_files, DATA)

    def shapes(self) -> Iterator[ox.Triple]:
        """Give the triples of the shapes graph with blank nodes named so."""
        return (triple for _, triple in _named(self._shape_files, SHAPES))

    def origin(self, name: str) -> Origin | None:
        """Give where a blank node comes from, by its name with ``_:``."""
        origins = self._in_shapes if name.startswith(f"_:{SHAPES}") else self._in_data
        return origins.get(name)

    @property
    def in_shapes(self) -> int:
        """How many blank nodes the shapes graph has."""
        return len(self._in_shapes)

    @cached_property
    def _in_data(self) -> dict[str, Origin]:
        return _origins(self._data_files, DATA)

    @cached_property
    def _in_shapes(self) -> dict[str, Origin]:
        return _origins(self._shape_files, SHAPES)


def _origins(files: Sequence[Path], letter: str) -> dict[str, Origin]:
    origins: dict[str, Origin] = {}
    first: dict[Path, int] = {}
    for path, triple in _named(files, letter):
        for node in (triple.subject, triple.object):
            if isinstance(node, ox.BlankNode) and str(node) not in origins:
                number = int(node.value[1:])
                origins[str(node)] = Origin(path, number - first.setdefault(path, number))
    return origins


def _named(files: Sequence[Path], letter: str) -> Iterator[tuple[Path, ox.Triple]]:
    names: dict[str, ox.BlankNode] = {}

    def named(term: Any) -> Any:
        if term.__class__ is ox.BlankNode:
            if term.value not in names:
                names[term.value] = ox.BlankNode(f"{letter}{len(names)}")
            return names[term.value]
        if term.__class__ is ox.Triple:
            raise UnsupportedError(f"SHACL cannot check a triple term: {term}")
        return term

    for path, (subject, predicate, value, graph) in RdfFiles(files).with_paths():
        yield path, ox.Triple(named(subject), predicate, named(value))
        named(graph)  # the reader of positions counts it, too
