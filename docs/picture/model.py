"""Reads classes and their properties from the ontology and the shapes."""

from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

import ritgraph
from ritgraph.project import Project

SH = "http://www.w3.org/ns/shacl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Row(NamedTuple):
    """Properties that lead from a class to the same classes; without any, to texts and numbers."""

    labels: str
    targets: tuple[str, ...]
    kind: str = "property"


class Shape(NamedTuple):
    """A class as it is drawn."""

    curie: str
    label: str
    theme: str
    definition: str
    rows: tuple[Row, ...]


class Model:
    """What the ontology and the shapes say of classes; each file is a graph of its own."""

    def __init__(self, root: Path) -> None:
        project = Project.at(root)
        self.prefixes = ritgraph.open(root).prefixes
        self.store = Store()
        for path in (*project.ontology_files, *project.shape_files):
            theme = NamedNode(f"file:{path.relative_to(root / 'ontology').as_posix()}")
            self.store.load(path=path, format=RdfFormat.TURTLE, to_graph=theme)

    def iri(self, curie: str) -> NamedNode:
        """The IRI of a short form such as rit:Pilot."""
        prefix, name = curie.split(":")
        return NamedNode(self.prefixes[prefix] + name)

    def curie(self, node: NamedNode) -> str:
        """The short form of an IRI."""
        spaces = [(len(self.prefixes[p]), p) for p in self.prefixes]
        fits = [(n, p) for n, p in spaces if node.value.startswith(self.prefixes[p])]
        length, prefix = max(fits)
        return f"{prefix}:{node.value[length:]}"

    def objects(self, node: NamedNode | BlankNode, term: str) -> list[Any]:
        """The values of a property, in order."""
        quads = self.store.quads_for_pattern(node, NamedNode(term), None)
        return sorted((quad.object for quad in quads), key=str)

    def text(self, node: NamedNode, term: str) -> str:
        """The English text of a property."""
        return next(o.value for o in self.objects(node, term) if o.language == "en")

    def theme(self, node: NamedNode) -> str:
        """The file of the ontology that declares a term."""
        quads = self.store.quads_for_pattern(node, NamedNode(RDFS + "isDefinedBy"), None)
        return Path(next(iter(quads)).graph_name.value.removeprefix("file:")).stem

    def targets(self, shape: NamedNode | BlankNode) -> set[str]:
        """The classes that a shape names, itself or through the shapes that it is made of."""
        found = {self.curie(target) for target in self.objects(shape, SH + "class")}
        for part in self.objects(shape, SH + "node"):
            found |= self.targets(part)
        for choice in self.objects(shape, SH + "or"):
            for part in self.members(choice):
                found |= self.targets(part)
        return found

    def members(self, link: NamedNode | BlankNode) -> list[Any]:
        """The members of a list."""
        found = []
        while link != NamedNode(RDF + "nil"):
            found += self.objects(link, RDF + "first")
            link = self.objects(link, RDF + "rest")[0]
        return found

    def paths(self, shape: NamedNode) -> list[NamedNode]:
        """The properties that a shape speaks of, one or several of which one is enough."""
        path = self.objects(shape, SH + "path")[0]
        choices = [path, *(self.objects(path, SH + "alternativePath"))]
        several = [p for choice in choices[1:] for p in self.members(choice)]
        return [p for p in several or choices if isinstance(p, NamedNode)]

    def fields(self, curie: str) -> list[tuple[NamedNode, tuple[str, ...]]]:
        """The properties of a class in the order of its shapes, each with the classes it leads to.

        A narrower property of ours in the same theme, such as rit:follows, stands beside the wider.
        """
        found: dict[NamedNode, set[str]] = defaultdict(set)
        shapes = self.store.quads_for_pattern(None, NamedNode(SH + "targetClass"), self.iri(curie))
        parts = {p for quad in shapes for p in self.objects(quad.subject, SH + "property")}
        for part in sorted(parts, key=lambda p: (int(self.objects(p, SH + "order")[0].value), p)):
            for path in self.paths(part):
                if self.theme(path) == "label":
                    continue
                found[path] |= self.targets(part)
                for narrower in self.narrower(path) if found[path] else ():
                    if self.theme(narrower) == self.theme(self.iri(curie)):
                        found[narrower] |= found[path]
        return [(path, tuple(sorted(targets))) for path, targets in found.items()]

    def narrower(self, path: NamedNode) -> list[NamedNode]:
        """The properties of ours that are narrower than another."""
        quads = self.store.quads_for_pattern(None, NamedNode(RDFS + "subPropertyOf"), path)
        found = sorted((quad.subject for quad in quads), key=str)
        return [term for term in found if self.curie(term).startswith("rit:")]

    def classes(self) -> set[str]:
        """The classes of the data: those with a shape of their own that are not of OWL."""
        quads = self.store.quads_for_pattern(None, NamedNode(SH + "targetClass"), None)
        found = {quad.object for quad in quads}
        return {self.curie(node) for node in found if self.theme(node) != "meta"}

    def shape(self, curie: str, known: set[str]) -> Shape:
        """What is drawn of a class; what it has from a wider class stands there."""
        node = self.iri(curie)
        wider = [self.curie(o) for o in self.objects(node, RDFS + "subClassOf")]
        wider = [c for c in wider if c in known]
        inherited = {field for c in wider for field in self.fields(c)}
        fields = [field for field in self.fields(curie) if field not in inherited]
        merged: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for path, targets in fields:
            label = self.text(path, SKOS + "prefLabel")
            merged[targets].append(label.removesuffix(" of the statement"))
        rows = [Row("is a kind of", (c,), "subclass") for c in wider]
        rows += [Row(", ".join(v), k) for k, v in merged.items() if k]
        rows += [Row(", ".join(v), k) for k, v in merged.items() if not k]
        return Shape(
            curie,
            self.text(node, SKOS + "prefLabel"),
            self.theme(node),
            self.text(node, SKOS + "definition"),
            tuple(rows),
        )
