"""What a dataset is made of: parts, each in some formats, each of these a file."""

from __future__ import annotations

from typing import NamedTuple

from ritgraph.export.source import Source
from ritgraph.serialise.formats import FORMATS, Format

_COMPRESSED = ("turtle", "ntriples")
# What is read by tools of its own is there in the formats that these read.
_OF_ONTOLOGY = ("turtle", "rdfxml", "jsonld")


class Part(NamedTuple):
    """Triples that are published on their own, in one or several formats."""

    name: str
    source: Source
    formats: tuple[Format, ...] = (FORMATS["turtle"],)
    compressed: tuple[Format, ...] = ()

    @classmethod
    def graph(cls, name: str, source: Source) -> Part:
        """Give the graph: in every format, and compressed in those that are loaded as a whole.

        >>> from ritgraph.export.source import TripleSource
        >>> [format_.ending for format_ in Part.graph("lights", TripleSource([], {})).compressed]
        ['ttl', 'nt']
        """
        compressed = tuple(FORMATS[name] for name in _COMPRESSED)
        return cls(name, source, tuple(FORMATS.values()), compressed)

    @classmethod
    def ontology(cls, name: str, source: Source) -> Part:
        """Give the ontology, for editors and contexts."""
        return cls(name, source, tuple(FORMATS[name] for name in _OF_ONTOLOGY))


class DataFile(NamedTuple):
    """One file of a part, as it was written."""

    name: str
    part: str
    format: Format
    compressed: bool
    size: int
    sha256: str
    triples: int
