"""How much of a graph its shapes look at: a run that looked at nothing is no good news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node


def _instances(data: Graph, target: Node) -> Iterator[Node]:
    for kind in data.transitive_subjects(RDFS.subClassOf, target):
        yield from data.subjects(RDF.type, kind)


def _itself(data: Graph, target: Node) -> Iterator[Node]:
    if (target, None, None) in data or (None, None, target) in data:
        yield target


# SHACL, section 2.1.3: how each way to name a target leads to focus nodes.
_TARGETS: dict[URIRef, Callable[[Graph, Node], Iterable[Node]]] = {
    SH.targetClass: _instances,
    SH.targetNode: _itself,
    SH.targetObjectsOf: lambda data, target: data.objects(None, target),
    SH.targetSubjectsOf: lambda data, target: data.subjects(target, None),
}


@dataclass(frozen=True)
class Coverage:
    """Counts of shapes, of targets that matched something, and of the nodes that they matched.

    A property shape counts if it has an IRI: it is a rule that a report can name.
    """

    shapes: int
    targets_matched: int
    nodes_covered: int

    @classmethod
    def of(cls, data: Graph, shapes: Graph) -> Coverage:
        """Count what the shapes that are not deactivated look at.

        >>> Coverage.of(Graph(), Graph())
        Coverage(shapes=0, targets_matched=0, nodes_covered=0)
        """
        active = {shape for shape in _shapes(shapes) if not _is_deactivated(shapes, shape)}
        matches = [set(nodes) for shape in active for nodes in _targets(data, shapes, shape)]
        return cls(len(active), sum(map(bool, matches)), len(set().union(*matches)))


def _shapes(graph: Graph) -> set[Node]:
    shapes = set(graph.subjects(RDF.type, SH.NodeShape))
    for predicate in _TARGETS:
        shapes.update(graph.subjects(predicate))
    properties = {*graph.subjects(RDF.type, SH.PropertyShape), *graph.objects(None, SH.property)}
    return shapes | {shape for shape in properties if isinstance(shape, URIRef)}


def _is_deactivated(graph: Graph, shape: Node) -> bool:
    return any(
        isinstance(value, Literal) and value.value is True
        for value in graph.objects(shape, SH.deactivated)
    )


def _targets(data: Graph, shapes: Graph, shape: Node) -> Iterator[Iterable[Node]]:
    for predicate, find in _TARGETS.items():
        for target in shapes.objects(shape, predicate):
            yield find(data, target)
    if not {RDFS.Class, OWL.Class}.isdisjoint(shapes.objects(shape, RDF.type)):
        yield _instances(data, shape)
