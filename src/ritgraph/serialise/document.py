"""A graph in one of the formats, as a document that is written piece by piece."""

from __future__ import annotations

from types import MappingProxyType
from typing import Protocol

from ritgraph.serialise.context import Context
from ritgraph.serialise.context_file import read_context
from ritgraph.serialise.jsonld import CompactedDocument, ExpandedDocument
from ritgraph.serialise.ntriples import NTriplesDocument
from ritgraph.serialise.rdfxml import RdfXmlDocument
from ritgraph.serialise.turtle import TurtleDocument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ritgraph.serialise.formats import Format
    from ritgraph.serialise.statements import Statements


class Document(Protocol):
    """A body, which is written first, and a head, which stands before it."""

    @property
    def declarations(self) -> Sequence[str]:
        """What must stand before the part of the body that was given so far, in that order."""

    def body(self, subjects: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        """Write these subjects of ``Statements``, and the blank nodes."""

    def head(self) -> str:
        """Give what stands before the body, once all of that is given."""


def document(
    format_: Format,
    statements: Statements,
    prefixes: Mapping[str, str],
    exact: Mapping[str, str] = MappingProxyType({}),
    context: Path | None = None,
) -> Document:
    r"""Begin to write statements, which must be sorted as the format has it.

    ``exact`` gives the spelling of literals that the words of N-Triples do not keep. ``context`` is
    a JSON-LD context; without one, JSON-LD is compacted with the prefixes.

    >>> import pyoxigraph as ox
    >>> from ritgraph.serialise.formats import FORMATS
    >>> from ritgraph.serialise.statements import Statements
    >>> statements = Statements(ox.parse("<urn:a> <urn:b> 01 .", ox.RdfFormat.TURTLE))
    >>> "".join(document(FORMATS["turtle"], statements, {}).body(statements.subjects()))
    '<urn:a>\n    <urn:b> 01 .\n'

    Raises:
        UnsupportedError: the format cannot carry one of the statements, or the context is of a kind
            that is not written.
        SourceSyntaxError, InputError: the context cannot be read.
    """
    if format_.by_line:
        return NTriplesDocument(statements, exact)
    if format_.name == "rdfxml":
        return RdfXmlDocument(statements, prefixes, exact)
    if format_.name == "jsonld-expanded":
        return ExpandedDocument(statements, exact)
    if format_.name == "jsonld":
        names = read_context(context) if context else Context.of_prefixes(prefixes)
        return CompactedDocument(statements, names, exact)
    return TurtleDocument(statements, prefixes, exact)
