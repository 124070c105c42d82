"""The triples of CONSTRUCT and DESCRIBE in the formats of RDF.

Turtle and TriG are canonical. N-Triples and N-Quads are written as the triples come, in the order
of the engine. RDF/XML and JSON-LD are sorted, and written only if all of it can be.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from ritgraph.errors import UnsupportedError
from ritgraph.serialise.turtle import turtle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO

    from ritgraph.store.store import Store

_STREAMED = {"ntriples": ox.RdfFormat.N_TRIPLES, "nquads": ox.RdfFormat.N_QUADS}
# NCName (Namespaces in XML 1.0, section 3): what the element of a property ends in.
_START = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = rf"[{_START}][{_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*\Z"
# What XML 1.0 has no way to say (section 2.2 there).
_NO_XML = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_CHOOSE = "Choose turtle, trig, ntriples or nquads."


def write_triples(
    triples: Iterable[ox.Triple], format_: str, store: Store, stream: IO[bytes]
) -> None:
    """Write triples in one of TRIPLE_FORMATS, with the store's prefixes where it has such.

    Raises:
        UnsupportedError: the format cannot carry one of the triples; nothing was written.
    """
    if format_ in _STREAMED:
        ox.serialize(triples, stream, _STREAMED[format_])
    elif format_ == "jsonld":
        stream.write(_whole(sorted(triples, key=str), ox.RdfFormat.JSON_LD, {}))
    elif format_ == "rdfxml":
        stream.write(_rdf_xml(sorted(triples, key=str), store.prefixes))
    else:
        # What is Turtle is TriG, and means the default graph (TriG 1.1, section 2.1).
        stream.writelines(part.encode() for part in turtle(triples, store.prefixes))


def _rdf_xml(triples: list[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    properties = {iri for triple in triples for iri in _properties(triple)}
    for iri in sorted(properties):
        if not re.search(_NAME, iri):
            raise UnsupportedError(f"RDF/XML cannot name the property <{iri}>. {_CHOOSE}")
    used = {
        name: namespace
        for name, namespace in prefixes.items()
        if any(iri.startswith(namespace) for iri in properties)
    }
    written = _whole(triples, ox.RdfFormat.RDF_XML, used)
    if found := re.search(_NO_XML, written.decode()):
        raise UnsupportedError(f"RDF/XML cannot hold the character {found[0]!a}. {_CHOOSE}")
    # A bare carriage return would be read as a line feed (XML 1.0, section 2.11).
    return written.replace(b"\r", b"&#13;")


def _properties(triple: ox.Triple) -> Iterator[str]:
    yield triple.predicate.value
    if isinstance(triple.object, ox.Triple):
        yield from _properties(triple.object)


def _whole(triples: list[ox.Triple], format_: ox.RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    try:
        return (ox.serialize(triples, format=format_, prefixes=dict(prefixes)) or b"") + b"\n"
    except OSError as error:
        raise UnsupportedError(f"{error}. {_CHOOSE}") from None
