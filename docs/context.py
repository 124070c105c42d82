"""Write ontology/context.jsonld anew: the JSON-LD context of the graph, from what it declares.

Every prefix is in it, and every class and property that the ontology declares. A term is the local
name where no other has it; otherwise it is the short form with a prefix. What the values of a
property are taken for is read from the shapes, and where these leave it open, from the graph.

    python docs/context.py [FILE]
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox

import ritgraph
from ritgraph.project import Project
from ritgraph.serialise.context import laid_out

ROOT = Path(__file__).resolve().parents[1]
ALIASES = {"id": "@id", "type": "@type"}
LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
TEXT = "http://www.w3.org/2001/XMLSchema#string"
DECLARED = """SELECT DISTINCT ?term ?is_class {
    GRAPH <urn:graph> { ?term a ?type }
    VALUES (?type ?is_class) {
        (owl:Class true) (owl:ObjectProperty false) (owl:DatatypeProperty false)
        (owl:AnnotationProperty false)
    }
}"""
# What ontology and shapes say that the values of a property are.
SAID = """SELECT DISTINCT ?term ?kind {
    { GRAPH <urn:graph> { ?term a owl:ObjectProperty } BIND ("@id" AS ?kind) }
    UNION { ?shape sh:path ?term ; sh:nodeKind sh:IRI BIND ("@id" AS ?kind) }
    UNION { ?shape sh:path ?term ; sh:datatype ?kind }
}"""
# What they are.
FOUND = """SELECT DISTINCT ?term ?kind {
    GRAPH <urn:graph> { ?thing ?term ?value }
    BIND (IF(isLiteral(?value), DATATYPE(?value), "@id") AS ?kind)
}"""
# Which properties have one value: a shape says so, and no thing has two.
SINGLE = """SELECT DISTINCT ?term {
    ?shape sh:path ?term ; sh:maxCount 1
    FILTER NOT EXISTS {
        GRAPH <urn:graph> { ?thing ?term ?value , ?other }
        FILTER ( !sameTerm(?value, ?other) )
    }
}"""


class Ontology:
    """What a project declares, and what its shapes say about it."""

    def __init__(self, project: Project) -> None:
        self._store = ox.Store()
        for path in project.shape_files:
            self._store.load(path=path, format=ox.RdfFormat.TURTLE)
        for path in project.graph_files:
            graph = ox.NamedNode("urn:graph")
            self._store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=graph)
        self.prefixes = ritgraph.open(project.root).prefixes
        self.declared = self._pairs(DECLARED)
        self._said, self._found = self._pairs(SAID), self._pairs(FOUND)
        self._single = self._pairs(SINGLE)

    def kind(self, term: str) -> str:
        """Say what the values of a property are; an empty text if there are several kinds."""
        kinds = self._said.get(term) or self._found.get(term, set())
        return min(kinds) if len(kinds) == 1 else ""

    def is_single(self, term: str) -> bool:
        """Tell whether a property has one value at most."""
        return term in self._single

    def _pairs(self, query: str) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for term, *more in self._store.query(query, prefixes=dict(self.prefixes)):
            found[term.value].update(value.value for value in more)
        return found


def context(project: Project) -> dict[str, object]:
    """Give the definitions of the context: prefixes, then classes, then properties."""
    ontology = Ontology(project)
    prefixes = ontology.prefixes
    curies = {iri: prefixes.compact(iri) for iri in ontology.declared if "#type" not in iri}
    local = Counter(curie.partition(":")[2] for curie in curies.values())
    terms: list[dict[str, object]] = [{}, {}]
    for iri, curie in curies.items():
        name = curie.partition(":")[2]
        term = curie if local[name] > 1 or name in prefixes or name in ALIASES else name
        is_class = "true" in ontology.declared[iri]
        terms[not is_class][term] = curie if is_class else definition(ontology, iri, curie)
    spaces = {name: prefixes[name] for name in sorted(prefixes)}
    return (
        {"@version": 1.1} | ALIASES | spaces | sorted_by_name(terms[0]) | sorted_by_name(terms[1])
    )


def definition(ontology: Ontology, iri: str, curie: str) -> object:
    """Say how a property is written, in the shortest way."""
    kind = ontology.kind(iri)
    found: dict[str, object] = {"@id": curie}
    containers = ["@language"] if kind == LANGUAGE else []
    if kind not in ("", LANGUAGE, TEXT):
        found["@type"] = ontology.prefixes.compact(kind)
    if not ontology.is_single(iri) and kind == "@id":
        containers.append("@set")
    if containers:
        found["@container"] = containers[0] if len(containers) == 1 else containers
    return found if len(found) > 1 else curie


def sorted_by_name(terms: dict[str, object]) -> dict[str, object]:
    """Sort terms by their local names."""
    return dict(sorted(terms.items(), key=lambda item: (item[0].rpartition(":")[2], item[0])))


def main(target: Path) -> None:
    """Write the context of the graph into a file."""
    text = laid_out(context(Project.at(ROOT)), indent=2)
    document = f'{{\n  "@context": {text}\n}}\n'
    json.loads(document)
    target.write_text(document, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "ontology" / "context.jsonld")
