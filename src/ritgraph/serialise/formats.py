"""The formats that a graph can be written in: their names, file endings and media types.

Everything is written as the default graph, so that Turtle is TriG, and N-Triples is N-Quads (TriG
1.1, section 2.1; N-Quads, section 2). Media types and endings are those registered with IANA.
"""

from __future__ import annotations

from collections import namedtuple

import pyoxigraph as ox

from ritgraph.errors import UnknownName


class Format(namedtuple("Format", "name ending media_type engine")):
    """A format that a graph can be written in; ``engine`` is what reads it.

    >>> FORMATS["rdfxml"].media_type
    'application/rdf+xml'
    """

    __slots__ = ()
    name: str
    ending: str
    media_type: str
    engine: ox.RdfFormat

    @property
    def by_line(self) -> bool:
        """Whether a document is sorted as its lines are."""
        return self.engine in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)


_ALL = (
    Format("turtle", "ttl", "text/turtle", ox.RdfFormat.TURTLE),
    Format("trig", "trig", "application/trig", ox.RdfFormat.TRIG),
    Format("ntriples", "nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    Format("nquads", "nq", "application/n-quads", ox.RdfFormat.N_QUADS),
    Format("rdfxml", "rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
    Format("jsonld", "jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
    Format("jsonld-expanded", "expanded.jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
)
FORMATS = {format_.name: format_ for format_ in _ALL}
ENDINGS = {format_.ending: format_.name for format_ in _ALL} | {
    "json": "jsonld",
    "xml": "rdfxml",
    "owl": "rdfxml",
}


def is_format(name: str) -> bool:
    """Tell whether a name or file ending means one of these formats.

    >>> is_format("TTL"), is_format("csv")
    (True, False)
    """
    return name.lower() in FORMATS or name.lower() in ENDINGS


def find_format(name: str, they_are: str = "There are") -> Format:
    """Give the format that a name or file ending means; ``they_are`` begins the list of them.

    >>> find_format("nt").name
    'ntriples'

    Raises:
        UnknownName: there is no such format.
    """
    found = ENDINGS.get(name.lower(), name.lower())
    if found not in FORMATS:
        raise UnknownName("format", name, FORMATS, f"{they_are} {', '.join(FORMATS)}.")
    return FORMATS[found]
