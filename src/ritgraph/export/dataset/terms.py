"""The words in which files of a dataset are described."""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.term import RDF, XSD

DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
VOID = "http://rdfs.org/ns/void#"

PREFIXES = {
    "dcat": DCAT,
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": DCTERMS,
    "filetype": "http://publications.europa.eu/resource/authority/file-type/",
    "foaf": FOAF,
    "formats": "http://www.w3.org/ns/formats/",
    "rdf": RDF,
    "spdx": SPDX,
    "void": VOID,
    "xsd": XSD,
}

# By the name of a format: its name for people, that of the EU's authority table of file types
# (op.europa.eu), and that of the W3C's list of unique IRIs for file formats.
FORMAT_WORDS = {
    "turtle": ("Turtle", "RDF_TURTLE", "Turtle"),
    "trig": ("TriG", "RDF_TRIG", "TriG"),
    "ntriples": ("N-Triples", "RDF_N_TRIPLES", "N-Triples"),
    "nquads": ("N-Quads", "RDF_N_QUADS", "N-Quads"),
    "rdfxml": ("RDF/XML", "RDF_XML", "RDF_XML"),
    "jsonld": ("JSON-LD", "JSON_LD", "JSON-LD"),
    "jsonld-expanded": ("JSON-LD, expanded", "JSON_LD", "JSON-LD"),
}


def say(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    """Say one thing of another.

    >>> str(say("urn:a", FOAF + "page", ox.NamedNode("urn:b")))
    '<urn:a> <http://xmlns.com/foaf/0.1/page> <urn:b>'
    """
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def iri(text: str) -> ox.NamedNode:
    """Give an IRI as a term."""
    return ox.NamedNode(text)


def typed(text: object, datatype: str) -> ox.Literal:
    """Give a literal with a datatype of XML Schema."""
    return ox.Literal(str(text), datatype=ox.NamedNode(XSD + datatype))
