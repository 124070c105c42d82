"""The two graphs of a validation (SHACL, section 1.4): the data graph and the shapes graph.

The ontology is part of the data graph, so that its subclasses count. The stores tell quickly what
is in the graphs; they spell some literals anew, so engines read the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ritgraph.errors import RitgraphError
from ritgraph.term import Prefixes
from ritgraph.turtle.files import format_of, raise_all, unreadable
from ritgraph.validate.blank_nodes import BlankNodes

SH = "http://www.w3.org/ns/shacl#"
PREFIXES = f"""
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <{SH}>
"""
# A shape that is a class is one for its instances; for OWL every owl:Class is an rdfs:Class.
_IMPLICIT = f"""{PREFIXES}
SELECT DISTINCT ?shape WHERE {{
    VALUES ?kind {{ sh:NodeShape sh:PropertyShape }}
    VALUES ?class {{ rdfs:Class owl:Class }}
    ?shape a/rdfs:subClassOf* ?kind ; a/rdfs:subClassOf* ?class .
    FILTER(isIRI(?shape))
    FILTER NOT EXISTS {{ ?shape sh:deactivated true }}
}}
"""
_DECLARED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?name ?iri WHERE { ?declaration sh:prefix ?name ; sh:namespace ?iri }
"""
_MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }"


class Graphs:
    """The files of the data graph and of the shapes graph, and what is in them.

    A file that is both is read for each of the two. Triples of named graphs count like all others.
    With ``infer``, the data graph has what follows by RDFS, too.

    >>> graphs = Graphs([], [])
    >>> graphs.read()
    >>> len(graphs.data), len(graphs.shapes)
    (0, 0)
    """

    def __init__(
        self, data_files: Iterable[Path], shape_files: Iterable[Path], infer: bool = False
    ) -> None:
        self.data_files: tuple[Path, ...] = tuple(data_files)
        self.shape_files: tuple[Path, ...] = tuple(shape_files)
        self.infer = infer
        self._errors: list[RitgraphError] = []

    def read(self) -> None:
        """Read all files that are not read yet.

        Raises:
            SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        """
        self.shapes  # noqa: B018 (it is read)
        self.data  # noqa: B018
        raise_all(self._errors)

    @cached_property
    def data(self) -> ox.Store:
        """The data graph."""
        store = self._loaded(self.data_files)
        return self._named_data if self.infer and not self._errors else store

    @cached_property
    def shapes(self) -> ox.Store:
        """The shapes graph."""
        return self._loaded(self.shape_files)

    @property
    def files(self) -> int:
        """How many files there are; one that is both counts once."""
        return len({*self.data_files, *self.shape_files})

    @property
    def triples(self) -> int:
        """How many triples the two graphs have."""
        return len(self.data) + len(self.shapes)

    @cached_property
    def blank_nodes(self) -> BlankNodes:
        """The names that findings use for the blank nodes of the files."""
        return BlankNodes(self.data_files, self.shape_files)

    @cached_property
    def implicit_classes(self) -> list[ox.NamedNode]:
        """The shapes that are classes, and so look at their instances (SHACL, section 2.1.3.3)."""
        return sorted((row["shape"] for row in _rows(self.shapes, _IMPLICIT)), key=str)

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes that the two graphs declare (SHACL, section 5.2.1)."""
        rows = [row for store in (self.data, self.shapes) for row in _rows(store, _DECLARED)]
        return Prefixes({row["name"].value: row["iri"].value for row in rows})

    def data_triples(self) -> Iterator[ox.Triple]:
        """Give the triples of the data graph, spelt as in the files, with those names."""
        if self.infer:
            yield from self._with_inferred
        else:
            yield from self.blank_nodes.data()

    def in_data(self, query: str) -> list[ox.QuerySolution]:
        """Ask the data graph; a blank node in the answer has the name that findings use."""
        rows = _rows(self.data, query)
        return _rows(self._named_data, query) if _has_blank(rows) else rows

    def in_shapes(self, query: str) -> list[ox.QuerySolution]:
        """Ask the shapes graph; a blank node in the answer has the name that findings use."""
        rows = _rows(self.shapes, query)
        return _rows(self.named_shapes, query) if _has_blank(rows) else rows

    @cached_property
    def named_shapes(self) -> ox.Store:
        """The shapes graph with those names; for when there is something to tell of its nodes."""
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in self.blank_nodes.shapes())
        return store

    @cached_property
    def _named_data(self) -> ox.Store:
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in self.data_triples())
        return store

    @cached_property
    def _with_inferred(self) -> Sequence[ox.Triple]:
        from ritgraph.validate.inference import inferred

        triples = list(self.blank_nodes.data())
        return triples + inferred(triples)

    def _loaded(self, files: Iterable[Path]) -> ox.Store:
        store, has_graphs = ox.Store(), False
        for path in files:
            try:
                format_ = format_of(path)
                store.load(path=path, format=format_)
                has_graphs |= format_.supports_datasets
            except (SyntaxError, OSError) as error:
                self._errors.append(unreadable(path, error))
        if has_graphs:
            store.update(_MERGE)
            for graph in list(store.named_graphs()):
                store.remove_graph(graph)
        return store


def _rows(store: ox.Store, query: str) -> list[ox.QuerySolution]:
    return list(store.query(query))  # type: ignore[arg-type]


def _has_blank(rows: list[ox.QuerySolution]) -> bool:
    return any(isinstance(term, ox.BlankNode) for row in rows for term in row)
