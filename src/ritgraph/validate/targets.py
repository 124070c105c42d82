"""What the shapes look at: their targets, and the focus nodes that these match (SHACL, 2.1.3)."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox

from ritgraph.validate.graphs import PREFIXES, SH, Graphs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# A property shape counts if it has an IRI: it is a rule that a report can name.
_SHAPES = f"""{PREFIXES}
SELECT DISTINCT ?shape WHERE {{
    {{ ?shape a sh:NodeShape }}
    UNION {{ ?shape sh:targetClass|sh:targetNode|sh:targetSubjectsOf|sh:targetObjectsOf ?target }}
    UNION {{
        {{ ?shape a sh:PropertyShape }} UNION {{ ?parent sh:property ?shape }}
        FILTER(isIRI(?shape))
    }}
    FILTER NOT EXISTS {{ ?shape sh:deactivated true }}
}}
"""
_TARGETS = f"""{PREFIXES}
SELECT DISTINCT ?shape ?path ?term WHERE {{
    VALUES ?path {{ sh:targetClass sh:targetNode sh:targetSubjectsOf sh:targetObjectsOf }}
    ?shape ?path ?term
    FILTER NOT EXISTS {{ ?shape sh:deactivated true }}
}}
"""
_CLASSES = """
SELECT ?term (COUNT(*) AS ?number) WHERE { ?thing a ?term FILTER(isIRI(?term)) } GROUP BY ?term
"""
_PREDICATES = "SELECT DISTINCT ?term WHERE { ?subject ?term ?object }"
_SUBCLASSES = f"""{PREFIXES}
SELECT ?class ?parent WHERE {{
    ?class rdfs:subClassOf ?parent FILTER(isIRI(?class) && isIRI(?parent))
}}
"""


class Target(NamedTuple):
    """What a shape looks at; ``path`` is the property that says so, rdf:type if it is a class."""

    shape: Term
    path: ox.NamedNode
    term: Term

    @property
    def kind(self) -> str:
        """Class, Node, SubjectsOf or ObjectsOf."""
        return "Class" if self.path == RDF_TYPE else self.path.value.removeprefix(f"{SH}target")


class Targets:
    """What the active shapes look at, and what there is of it.

    >>> targets = Targets(Graphs([], []))
    >>> len(targets.shapes), targets.all, targets.nodes_covered
    (0, [], 0)
    """

    def __init__(self, graphs: Graphs) -> None:
        self._graphs = graphs
        self.shapes = {row["shape"] for row in graphs.in_shapes(_SHAPES)}
        explicit = [Target(*row) for row in graphs.in_shapes(_TARGETS)]
        implicit = [Target(class_, RDF_TYPE, class_) for class_ in graphs.implicit_classes]
        self.all = sorted((*explicit, *implicit), key=lambda target: tuple(map(str, target)))

    @cached_property
    def classes(self) -> dict[Term, int]:
        """The classes that things of the data graph have, with how many have each."""
        rows = self._graphs.in_data(_CLASSES)
        return {row["term"]: int(row["number"].value) for row in rows}

    @cached_property
    def predicates(self) -> set[Term]:
        """The predicates of the data graph."""
        return {row["term"] for row in self._graphs.in_data(_PREDICATES)}

    @cached_property
    def targeted_classes(self) -> set[Term]:
        """The classes that shapes look at."""
        return {target.term for target in self.all if target.kind == "Class"}

    @cached_property
    def matched(self) -> frozenset[Target]:
        """The targets that match something."""
        populated = set().union(*map(self.with_wider, self.classes))
        return frozenset(target for target in self.all if self._matches(target, populated))

    @cached_property
    def nodes_covered(self) -> int:
        """How many nodes of the data graph some shape looks at."""
        query = f"SELECT (COUNT(DISTINCT ?node) AS ?number) WHERE {{ {self._focus_nodes} }}"
        [row] = self._graphs.in_data(query)
        return int(row["number"].value)

    def covers_instance_of(self, class_: Term) -> bool:
        """Tell whether some shape looks at a thing of a class."""
        return bool(self._graphs.data.query(f"ASK {{ ?node a {class_} . {self._focus_nodes} }}"))

    @cached_property
    def _focus_nodes(self) -> str:
        """A SPARQL pattern that binds ?node to each focus node."""
        parts = [
            f"{{ VALUES ?class {{ {self._narrower_classes()} }} ?node a ?class }}",
            *self._parts("SubjectsOf", "{ ?node %s ?object }"),
            *self._parts("ObjectsOf", "{ ?subject %s ?node }"),
            *self._parts("Node", "{ VALUES ?node { %s } }"),
        ]
        return " UNION ".join(parts)

    def with_wider(self, class_: Term) -> set[Term]:
        """Give a class and all that it is a subclass of, near and far."""
        found, waiting = {class_}, [class_]
        while waiting:
            new = self._parents.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return found

    @cached_property
    def _parents(self) -> dict[Term, set[Term]]:
        parents = defaultdict(set)
        for row in self._graphs.in_data(_SUBCLASSES):
            parents[row["class"]].add(row["parent"])
        return parents

    def _narrower_classes(self) -> str:
        """List the classes in use whose instances are focus nodes."""
        wanted = self.targeted_classes
        found = [one for one in self.classes if not wanted.isdisjoint(self.with_wider(one))]
        return " ".join(sorted(str(one) for one in found if isinstance(one, ox.NamedNode)))

    def _parts(self, kind: str, pattern: str) -> list[str]:
        terms = sorted({str(target.term) for target in self.matched if target.kind == kind})
        return [pattern % term for term in terms]

    def _matches(self, target: Target, populated: set[Term]) -> bool:
        if target.kind == "Class":
            return target.term in populated
        if target.kind == "Node":
            return self.mentions(target.term)
        return target.term in self.predicates

    def mentions(self, node: Term) -> bool:
        """Tell whether a node is subject or object of a triple of the data graph."""
        data = self._graphs.data
        found = next(data.quads_for_pattern(None, None, node), None)
        if found is None and isinstance(node, ox.NamedNode):
            found = next(data.quads_for_pattern(node, None, None), None)
        return found is not None
