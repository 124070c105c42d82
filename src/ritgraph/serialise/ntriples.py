"""A graph as sorted lines of N-Triples: the canonical form of RDFC-1.0 (section 4.4.3 there).

The same text is N-Quads, all of it in the default graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from ritgraph.serialise.canonical import labelled
from ritgraph.serialise.statements import Statements


class NTriplesDocument:
    """A graph as N-Triples; it takes subjects ``by_line``, and needs no head.

    >>> statements = Statements(ox.parse("<urn:a> <urn:p> [ <urn:q> 1.0 ] .", ox.RdfFormat.TURTLE))
    >>> print("".join(NTriplesDocument(statements).body(statements.subjects())), end="")
    <urn:a> <urn:p> _:c14n0 .
    _:c14n0 <urn:q> "1.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .
    """

    declarations = ()

    def __init__(
        self, statements: Statements, exact: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._exact = exact
        self._blank: defaultdict[str, list[str]] = defaultdict(list)
        blank = ox.serialize(labelled(statements.blank), format=ox.RdfFormat.N_TRIPLES) or b""
        for line in blank.decode().split(" .\n")[:-1]:
            subject, _, statement = line.partition(" ")
            self._blank[subject].append(statement)

    def head(self) -> str:
        """Give what comes before the body: nothing."""
        return ""

    def body(self, subjects: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        """Give the lines of one subject after those of another."""
        blank = self._blank
        for subject, about in subjects:
            if subject in blank:
                about = sorted(about + blank.pop(subject))
            yield self._lines(subject, about)
        for subject in sorted(blank):
            yield self._lines(subject, sorted(blank[subject]))

    def _lines(self, subject: str, about: Iterable[str]) -> str:
        if self._exact:
            about = map(self._respelt, about)
        return "".join([f"{subject} {statement} .\n" for statement in about])

    def _respelt(self, statement: str) -> str:
        predicate, space, word = statement.partition(" ")
        return predicate + space + self._exact.get(word, word)
