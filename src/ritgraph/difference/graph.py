"""A graph to be compared: its ground statements as lines of N-Triples, and those with blank nodes.

The engine writes the lines, so that every lexical form is kept and nothing is made of a statement
that both graphs have.
"""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.errors import RitgraphError
from ritgraph.serialise.isomorphism import is_blank
from ritgraph.serialise.statements import Lines, triples_of
from ritgraph.turtle.files import of_any_graph, unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ritgraph.difference.sources import RdfFile


class Graph:
    """The statements of files, of whatever named graph they are, and the prefixes declared there.

    A line has no full stop. A blank node belongs to its file. ``errors`` says which files could
    not be read, and why.

    >>> from ritgraph.difference.sources import RdfFile
    >>> text = b"<urn:a> <urn:p> 1.0 , 1.00 , [ <urn:q> 2 ] ."
    >>> graph = Graph([RdfFile("a.ttl", ox.RdfFormat.TURTLE, text)])
    >>> len(graph.ground), len(graph.blank)
    (2, 2)
    """

    def __init__(self, files: Iterable[RdfFile]) -> None:
        self.ground: set[str] = set()
        self.blank: set[ox.Triple] = set()
        self.errors: list[RitgraphError] = []
        self._namespaces: dict[str, str] = {}
        lines = Lines(self.ground.update)
        for file in files:
            try:
                self._read(file, lines)
            except (SyntaxError, OSError) as error:
                self.errors.append(unreadable(file.name, error))
        if not self.errors:
            for triple in triples_of(lines.blank):
                self._add(triple)

    def __len__(self) -> int:
        return len(self.ground) + len(self.blank)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the files; the order of the files does not matter."""
        return dict(sorted(self._namespaces.items()))

    def _read(self, file: RdfFile, lines: Lines) -> None:
        where = {"path": file.name} if file.content is None else {"input": file.content}
        parser = ox.parse(**where, format=file.format, rename_blank_nodes=True)
        lines.read(of_any_graph(parser, file.format))
        for name, namespace in parser.prefixes.items():
            known = self._namespaces.setdefault(name, namespace)
            self._namespaces[name] = min(known, namespace)

    def _add(self, triple: ox.Triple) -> None:
        """Keep a triple with a blank node; a triple term may well have none."""
        if is_blank(triple):
            self.blank.add(triple)
        else:
            self.ground.add(str(triple))
