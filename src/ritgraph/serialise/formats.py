"""The formats that a graph can be written in, and the document that each of them makes.

Media types and file endings are those registered with IANA. Everything is written as the default
graph, so that Turtle is TriG, and N-Triples is N-Quads (TriG 1.1, section 2.1; N-Quads, section 2).
"""

from __future__ import annotations

from collections import namedtuple
from importlib import import_module

import pyoxigraph as ox

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, Protocol

    class Document(Protocol):
        """A graph in a format: its body, and what comes before it, which is known after it."""

        @property
        def declarations(self) -> Sequence[str]:
            """What the part of the body that was given so far needs before it to be read."""

        def body(self, subjects: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
            """Write these subjects of ``Statements``, and the blank nodes, piece by piece."""

        def head(self) -> str:
            """Give what comes before the body."""


class Format(namedtuple("Format", "name ending media_type engine module document by_line")):
    """A format: its name, its file ending, its media type, and who reads and who writes it."""

    __slots__ = ()
    name: str
    ending: str
    media_type: str
    engine: ox.RdfFormat
    module: str
    document: str
    by_line: bool  # whether subjects are sorted as lines are

    def write(
        self,
        statements: Any,
        prefixes: Mapping[str, str],
        exact: Mapping[str, str],
        context: Any = None,
    ) -> Document:
        """Begin a document; ``statements`` must be sorted as this format has it.

        Raises:
            UnsupportedError: the format cannot carry one of the triples.
        """
        make = getattr(import_module(f"ritgraph.serialise.{self.module}"), self.document)
        document: Document = make(statements, prefixes, exact)
        return document


_ALL = (
    Format(
        *("turtle", "ttl", "text/turtle", ox.RdfFormat.TURTLE),
        *("turtle", "TurtleDocument", False),
    ),
    Format(
        *("trig", "trig", "application/trig", ox.RdfFormat.TRIG),
        *("turtle", "TurtleDocument", False),
    ),
    Format(
        *("ntriples", "nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        *("ntriples", "NTriplesDocument", True),
    ),
    Format(
        *("nquads", "nq", "application/n-quads", ox.RdfFormat.N_QUADS),
        *("ntriples", "NTriplesDocument", True),
    ),
    Format(
        *("rdfxml", "rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        *("rdfxml", "RdfXmlDocument", False),
    ),
)
FORMATS = {format_.name: format_ for format_ in _ALL}
