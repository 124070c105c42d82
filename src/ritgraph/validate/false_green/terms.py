"""Terms that nobody defines: a misspelt one makes a rule, or a fact, that is never looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from ritgraph.errors import SourceSyntaxError, nearest
from ritgraph.finding import Finding, Severity
from ritgraph.sparql.names import names
from ritgraph.sparql.tokens import tokenise
from ritgraph.validate.false_green.checked import Checked, text
from ritgraph.validate.graphs import PREFIXES, SH
from ritgraph.validate.slip import one_slip_from
from ritgraph.validate.targets import RDF_TYPE
from ritgraph.vocabulary import namespace_of, published

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

_OWN = "https://w3id.org/ritgraph/validate#"
_MEMBER = "http://www.w3.org/1999/02/22-rdf-syntax-ns#_"
_DECLARED = "SELECT DISTINCT ?term WHERE { VALUES ?term { %s } ?term ?property ?value }"
# What can be meant by a misspelt term: what is declared, in whatever way.
_DECLARING = f"""{PREFIXES}
SELECT DISTINCT ?term WHERE {{
    {{
        VALUES ?kind {{
            owl:Class rdfs:Class rdfs:Datatype rdf:Property owl:ObjectProperty
            owl:DatatypeProperty owl:AnnotationProperty
        }}
        ?term a ?kind
    }} UNION {{
        ?term rdfs:subClassOf|rdfs:subPropertyOf|rdfs:domain|rdfs:range|rdfs:isDefinedBy ?other
    }}
    FILTER(isIRI(?term))
}}
"""
_CLASSES = "SELECT DISTINCT ?term WHERE { ?thing a ?term FILTER(isIRI(?term)) }"
_PREDICATES = "SELECT DISTINCT ?term WHERE { ?subject ?term ?object }"
_USES = f"""
SELECT ?subject ?predicate ?object ?term WHERE {{
    VALUES ?term {{ %s }}
    {{ ?subject {RDF_TYPE} ?term BIND({RDF_TYPE} AS ?predicate) BIND(?term AS ?object) }}
    UNION {{ ?subject ?term ?object BIND(?term AS ?predicate) }}
}}
"""
# Where a shape names a class or a property: by a parameter, or as a step of a path.
_NAMED_BY_SHAPES = f"""{PREFIXES}
SELECT DISTINCT ?subject ?predicate (?term AS ?object) ?term WHERE {{
    {{
        VALUES ?predicate {{
            sh:class sh:targetClass sh:targetSubjectsOf sh:targetObjectsOf sh:path
            sh:equals sh:disjoint sh:lessThan sh:lessThanOrEquals
        }}
        ?subject ?predicate ?term
    }} UNION {{
        ?shape sh:path/(
            rdf:first|rdf:rest|sh:inversePath|sh:alternativePath|
            sh:zeroOrMorePath|sh:oneOrMorePath|sh:zeroOrOnePath
        )* ?subject .
        ?subject ?predicate ?term
        FILTER(isBlank(?subject) && ?predicate != rdf:rest)
    }}
    FILTER(isIRI(?term))
}}
"""
_QUERIES = f"""{PREFIXES}
SELECT ?subject ?predicate ?object WHERE {{
    VALUES ?predicate {{ sh:select sh:ask }}
    ?subject ?predicate ?object FILTER(isLiteral(?object))
}}
"""


def unknown_terms_in_data(checked: Checked) -> Iterator[Finding]:
    """Find classes and properties in the data that nobody defines; a finding for each use."""
    known = _Known(checked)
    if unknown := known.lacks({*checked.targets.classes, *checked.targets.predicates}):
        for row in checked.graphs.in_data(_USES % _listed(unknown)):
            yield known.finding(row["term"], row)


def unknown_terms_in_shapes(checked: Checked) -> Iterator[Finding]:
    """Find classes and properties that shapes, and the queries in them, speak of in vain."""
    graphs, known = checked.graphs, _Known(checked)
    store: Any = graphs.shapes
    used = {row["term"] for query in (_CLASSES, _PREDICATES) for row in store.query(query)}
    if unknown := known.lacks(used):
        for row in graphs.in_shapes(_USES % _listed(unknown)):
            yield known.finding(row["term"], row)
    if unknown := known.lacks({row["term"] for row in store.query(_NAMED_BY_SHAPES)}):
        for row in graphs.in_shapes(_NAMED_BY_SHAPES):
            if row["term"] in unknown:
                yield known.finding(row["term"], row)
    asked = {term for row in store.query(_QUERIES) for term in _asked(checked, row)}
    if unknown := known.lacks(asked):
        for row in graphs.in_shapes(_QUERIES):
            for term in _asked(checked, row):
                if term in unknown:
                    yield replace(known.finding(term, row), wrong=None, right=None)


def _asked(checked: Checked, row: ox.QuerySolution) -> list[ox.NamedNode]:
    """Give the terms that a query in a shape names; what is no SPARQL is told elsewhere."""
    known = checked.graphs.prefixes
    try:
        found = names(tokenise(row["object"].value), known)
        iris = dict.fromkeys(name.iri for name in found if not name.is_function)
    except SourceSyntaxError:
        return []
    return [ox.NamedNode(iri) for iri in iris if ":" in iri and iri not in known.values()]


class _Known:
    """Tells which terms are defined: in the graph, or in a vocabulary that rdflib carries."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._names: dict[str, set[str]] = {}
        self._meant: dict[str, tuple[str, str | None]] = {}

    def lacks(self, terms: set[Any]) -> set[Any]:
        """Give those of the terms that nobody defines."""
        data: Any = self._checked.graphs.data
        left = {term for term in terms if isinstance(term, ox.NamedNode)}
        left -= {row["term"] for row in data.query(_DECLARED % _listed(left))}
        return {term for term in left - self._by_shapes if not _is_published(term.value)}

    @cached_property
    def _by_shapes(self) -> set[Any]:
        """What the shapes speak of; where there is no ontology, that has to do for one."""
        shapes: Any = self._checked.graphs.shapes
        rows = () if self._checked.ontology_files else shapes.query(_NAMED_BY_SHAPES)
        return {row["term"] for row in rows}

    def finding(self, term: Term, row: ox.QuerySolution) -> Finding:
        """Make a finding; a warning if there is no ontology, or nothing of the namespace."""
        namespace = namespace_of(text(term))
        there = self._in_namespace(namespace)
        hint, meant = self._offer(text(term), namespace)
        return self._checked.finding(
            "unknown-term",
            (row["subject"], row["predicate"], row["object"]),
            Severity.VIOLATION if there and self._checked.ontology_files else Severity.WARNING,
            hint=hint,
            wrong=term,
            right=ox.NamedNode(meant) if meant else None,
            term=self._checked.compact(term),
        )

    def _offer(self, iri: str, namespace: str) -> tuple[str, str | None]:
        """Ask whether one of the nearest terms was meant; and give the one that must have been."""
        if iri not in self._meant:
            there, name = self._in_namespace(namespace), iri[len(namespace) :]
            near = [ox.NamedNode(namespace + one) for one in nearest(name, sorted(there))]
            meant = one_slip_from(name, there)
            hint = self._checked.offer([self._checked.compact(one) for one in near])
            self._meant[iri] = hint, meant and namespace + meant
        return self._meant[iri]

    def _in_namespace(self, namespace: str) -> set[str]:
        if namespace not in self._names:
            iris = [iri for iri in self._declared if namespace_of(iri) == namespace]
            self._names[namespace] = {iri[len(namespace) :] for iri in iris} | published(namespace)
        return self._names[namespace]

    @cached_property
    def _declared(self) -> set[str]:
        data: Any = self._checked.graphs.data
        rows = [row["term"] for row in data.query(_DECLARING)]
        return {text(term) for term in (*rows, *self._by_shapes)}


def _is_published(iri: str) -> bool:
    namespace = namespace_of(iri)
    is_member = iri.startswith(_MEMBER) and iri[len(_MEMBER) :].isdigit()
    return namespace in (SH, _OWN) or is_member or iri[len(namespace) :] in published(namespace)


def _listed(terms: set[Any]) -> str:
    return " ".join(sorted(map(str, terms)))
