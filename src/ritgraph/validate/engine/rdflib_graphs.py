"""Triples as the in-memory rdflib graphs that pySHACL works on.

pyoxigraph parses: it is faster than rdflib's own parser and keeps every lexical form, so that a
literal which does not fit its datatype reaches the shapes as it stands. pySHACL on a pyoxigraph
store, or through a bridge to one, would be slower by far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from ritgraph.errors import UnsupportedError
from ritgraph.serialise.canonical import Term
from ritgraph.term import XSD

_STRING = f"{XSD}string"
_PREFIX = re.compile(r"PREFIX ([A-Za-z][\w-]*): <([^<>\s]*)>\n")


class QueriedGraph(Graph):
    """A graph that parses a SPARQL text once, and not again for each node that it is asked about.

    >>> graph = QueriedGraph()
    >>> bool(graph.query("ASK { ?s ?p ?o }"))
    False
    """

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: object, **options: object) -> Result:
        """Run a query; the arguments are those of rdflib."""
        if isinstance(query_object, str):
            text = query_object
            query_object = self._prepared.get(text) or _prepare(text)
            self._prepared[text] = query_object
        return super().query(query_object, *args, **options)  # type: ignore[arg-type]


def _prepare(text: str) -> Query:
    r"""Parse a query, but for the prefixes before it, on which rdflib spends a third of its time.

    >>> _prepare("PREFIX ex: <http://example.com/>\nASK { ex:s ?p ?o }").algebra.name
    'AskQuery'
    """
    namespaces, start = {}, 0
    while line := _PREFIX.match(text, start):
        namespaces[line[1]], start = line[2], line.end()
    return prepareQuery(text[start:], initNs=namespaces)


def queried_graph(triples: Iterable[ox.Triple]) -> QueriedGraph:
    """Give triples as a graph for pySHACL."""
    graph = QueriedGraph()
    _fill(graph, triples)
    return graph


def rdflib_graph(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Graph:
    """Give triples as a graph of rdflib, with every literal spelt as it is.

    >>> triple = ox.Triple(*[ox.NamedNode("http://example.com/")] * 3)
    >>> len(rdflib_graph([triple], {}))
    1
    """
    graph = Graph()
    _fill(graph, triples)
    for name, namespace in prefixes.items():
        graph.bind(name, namespace)
    return graph


def _fill(graph: Graph, triples: Iterable[ox.Triple]) -> None:
    terms = _Terms()
    for subject, predicate, value in triples:
        graph.add((terms.term(subject), terms.iri(predicate.value), terms.term(value)))


class _Terms:
    """The terms of rdflib for those of pyoxigraph."""

    def __init__(self) -> None:
        self._iris: dict[str, URIRef] = {}

    def iri(self, iri: str) -> URIRef:
        known = self._iris.get(iri)
        if known is None:
            known = self._iris[iri] = URIRef(iri)
        return known

    def term(self, term: Term) -> Node:
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.BlankNode):
            return BNode(term.value)
        if isinstance(term, ox.Triple):
            raise UnsupportedError(f"rdflib has no triple terms: {term}")
        if term.language is not None:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == _STRING:
            return Literal(term.value)
        return Literal(term.value, datatype=self.iri(term.datatype.value), normalize=False)
