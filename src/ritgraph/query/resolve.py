"""Find the thing that a person means: by IRI, CURIE, code or label.

This is the one place where names become things; parameters and ``describe`` use it alike.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from ritgraph.errors import ParameterError, UnknownName
from ritgraph.term import to_sparql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ritgraph.store.store import Store

_ABSOLUTE = r"[A-Za-z][A-Za-z0-9+.-]*://.*|urn:.*"
_PROLOGUE = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_OF_CLASS = "FILTER EXISTS {{ ?thing a / rdfs:subClassOf* {} }}"
_BY_IRI = """
SELECT DISTINCT ?thing
WHERE {
    VALUES ?thing { %s }
    FILTER(
        EXISTS { ?thing ?p1 ?o1 } || EXISTS { ?s2 ?thing ?o2 } || EXISTS { ?s3 ?p3 ?thing }
    )
"""
# A code (SKOS, section 6) stands for what points to it, except for other concepts and for
# statements about statements (RDF Schema, section 5.3). A notation of anything else is its own.
_BY_CODE = """
SELECT DISTINCT ?thing
WHERE {
    ?coded skos:notation ?notation .
    FILTER(STR(?notation) = %s)
    OPTIONAL {
        ?coded a skos:Concept .
        ?user ?property ?coded .
        FILTER(!STRSTARTS(STR(?property), STR(skos:)) && !STRSTARTS(STR(?property), STR(rdf:)))
        FILTER NOT EXISTS { ?user a skos:Concept }
    }
    BIND(COALESCE(?user, ?coded) AS ?thing)
"""
_BY_OWN_CODE = """
SELECT DISTINCT ?thing
WHERE {
    ?thing skos:notation ?notation .
    FILTER(STR(?notation) = %s)
"""
_BY_PREFERRED_LABEL = """
SELECT DISTINCT ?thing
WHERE {
    ?thing skos:prefLabel | rdfs:label ?label .
    FILTER(LCASE(STR(?label)) = LCASE(%s))
"""
_BY_OTHER_LABEL = _BY_PREFERRED_LABEL.replace(
    "skos:prefLabel | rdfs:label", "skos:altLabel | skos:hiddenLabel"
)
_NAMES = """
SELECT DISTINCT ?name
WHERE {
    ?thing skos:prefLabel | rdfs:label | skos:altLabel | skos:hiddenLabel | skos:notation ?label .
    BIND(STR(?label) AS ?name)
"""
_IRIS = """
SELECT DISTINCT ?thing
WHERE {
    ?thing ?property ?value .
    FILTER(isIRI(?thing))
"""


class Resolver:
    """Names of the things of one graph."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def resolve(self, name: str, class_: str = "") -> ox.NamedNode:
        """Find the one thing that ``name`` means, among those of a class if one is given.

        An IRI or a CURIE comes first, then a code, then a preferred label, then any other label;
        labels count in every language, and case does not matter in them. ``class_`` is an IRI or
        a CURIE; things of its subclasses are its things too.

        Raises:
            UnknownName: nothing has this name, or the IRI is not in the graph.
            ParameterError: several things have it.
        """
        text = " ".join(name.split())
        restriction = self._restriction(class_)
        for query in self._ways(text):
            things = sorted(self._values(query, restriction))
            if len(things) == 1:
                return ox.NamedNode(things[0])
            if things:
                candidates = " or ".join(map(self._store.prefixes.compact, things))
                raise ParameterError(text, f"'{text}' can mean {candidates}. Give one of these.")
        if class_:
            self._refuse_other_class(text, class_)
        raise self._unknown(text, class_, restriction)

    def _ways(self, text: str) -> Iterator[str]:
        """Give a query for each way in which a thing can have the name, the strictest first."""
        if iri := self._iri(text):
            yield _BY_IRI % iri
        literal = to_sparql(ox.Literal(text))
        yield _BY_CODE % literal
        yield _BY_OWN_CODE % literal
        yield _BY_PREFERRED_LABEL % literal
        yield _BY_OTHER_LABEL % literal

    def _iri(self, text: str) -> str | None:
        """Read ``text`` as an IRI or a CURIE and write it for SPARQL; None if it is neither."""
        if text.startswith("<") and text.endswith(">"):
            iri: str | None = text[1:-1]
        else:
            iri = text if re.fullmatch(_ABSOLUTE, text) else self._store.prefixes.expand(text)
        try:
            return to_sparql(ox.NamedNode(iri)) if iri is not None else None
        except ValueError:
            return None

    def _restriction(self, class_: str) -> str:
        if not class_:
            return ""
        if iri := self._iri(class_):
            return _OF_CLASS.format(iri)
        local = class_.rpartition(":")[2]
        raise UnknownName("class", class_, (f"{name}:{local}" for name in self._store.prefixes))

    def _values(self, query: str, restriction: str) -> Iterator[str]:
        for row in self._store.select(f"{_PROLOGUE}{query}{restriction} }}"):
            if not isinstance(row[0], ox.BlankNode):
                yield row[0].value

    def _refuse_other_class(self, text: str, class_: str) -> None:
        """Say what ``text`` means, if that is a thing of another class."""
        try:
            thing = self._store.prefixes.compact(self.resolve(text).value)
        except (UnknownName, ParameterError):
            return
        meaning = "" if thing == text else f" means {thing}, which"
        raise ParameterError(text, f"'{text}'{meaning} is no {class_}.")

    def _unknown(self, text: str, class_: str, restriction: str) -> UnknownName:
        if self._iri(text) is not None:
            iris = self._values(_IRIS, restriction)
            names = sorted(map(self._store.prefixes.compact, iris))
        else:
            names = sorted(self._values(_NAMES, restriction))
        hint = "Give an IRI, a CURIE, a code or a label."
        return UnknownName(class_ or "thing", text, names, hint)
