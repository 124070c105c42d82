"""Turtle files as the in-memory rdflib graphs that pySHACL works on.

pyoxigraph parses: it is faster than rdflib's own parser and keeps every lexical form, so that a
literal which does not fit its datatype reaches the shapes as it stands. pySHACL on a pyoxigraph
store, or through a bridge to one, would be slower by far.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from ritgraph.errors import RitgraphError, UnsupportedError
from ritgraph.term import XSD
from ritgraph.turtle.canonical import Term
from ritgraph.turtle.files import TurtleFiles

_STRING = f"{XSD}string"


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


@dataclass(frozen=True)
class Graphs:
    """The data graph, which holds the ontology too, and the shapes graph."""

    data: Graph
    shapes: Graph
    files: int
    triples: int
    blank: Mapping[str, tuple[Path, int]]

    @classmethod
    def read(cls, data_files: Sequence[Path], shape_files: Sequence[Path]) -> Graphs:
        """Read each file once; a file that is among both goes into both graphs.

        Blank nodes are numbered as they appear, file after file, so that two runs name them alike;
        ``blank`` tells the file of each, and how many others are named before it there.

        Raises:
            SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        """
        data, shapes = QueriedGraph(), QueriedGraph()
        graphs = [(frozenset(data_files), data), (frozenset(shape_files), shapes)]
        files = TurtleFiles(dict.fromkeys([*data_files, *shape_files]))
        terms = _Terms()
        blank: dict[str, tuple[Path, int]] = {}
        first: dict[Path, int] = {}
        for path, triple in files.with_paths():
            statement = (
                terms.term(triple.subject),
                terms.iri(triple.predicate.value),
                terms.term(triple.object),
            )
            for node in terms.new_nodes():
                number = first.setdefault(path, len(blank))
                blank[f"_:{node}"] = (path, len(blank) - number)
            for paths, graph in graphs:
                if path in paths:
                    graph.add(statement)
        triples = len(data) + len(shapes)
        _copy_prefixes(data, shapes)
        return cls(data, shapes, len(files.paths), triples, blank)


def rdflib_graph(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Graph:
    """Give triples as a graph of rdflib, with every literal spelt as it is.

    >>> triple = ox.Triple(*[ox.NamedNode("http://example.com/")] * 3)
    >>> len(rdflib_graph([triple], {}))
    1
    """
    graph, terms = Graph(), _Terms()
    for subject, predicate, object_ in triples:
        graph.add((terms.term(subject), terms.iri(predicate.value), terms.term(object_)))
    for name, namespace in prefixes.items():
        graph.bind(name, namespace)
    return graph


class _Terms:
    """The terms of rdflib for those of pyoxigraph."""

    def __init__(self) -> None:
        self._iris: dict[str, URIRef] = {}
        self._nodes: dict[str, BNode] = {}
        self._new: list[BNode] = []

    def new_nodes(self) -> list[BNode]:
        """Give the blank nodes that have come since this was asked last."""
        new, self._new = self._new, []
        return new

    def iri(self, iri: str) -> URIRef:
        return self._iris.setdefault(iri, URIRef(iri))

    def term(self, term: Term) -> Node:
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.BlankNode):
            if term.value not in self._nodes:
                self._new.append(BNode(f"b{len(self._nodes)}"))
                self._nodes[term.value] = self._new[-1]
            return self._nodes[term.value]
        if isinstance(term, ox.Triple):
            raise UnsupportedError(f"SHACL cannot check a triple term: {term}")
        if term.language is not None:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == _STRING:
            return Literal(term.value)
        return Literal(term.value, datatype=self.iri(term.datatype.value), normalize=False)


def _prepare(text: str) -> Query:
    query = prepareQuery(text)
    if query.algebra.datasetClause:
        raise RitgraphError("a query in a shape cannot name the graphs that it asks (FROM)")
    return query


def _copy_prefixes(data: Graph, shapes: Graph) -> None:
    """Copy prefix declarations (SHACL, section 5.2.1), for the queries inside the shapes."""
    for ontology, declaration in data.subject_objects(SH.declare):
        shapes.add((ontology, SH.declare, declaration))
        for triple in data.triples((declaration, None, None)):
            shapes.add(triple)
        if (ontology, RDF.type, OWL.Ontology) in data:
            shapes.add((ontology, RDF.type, OWL.Ontology))
