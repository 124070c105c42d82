"""Find what a saved query names and nothing knows: a term that was misspelt, or has gone.

A term is known if it stands anywhere in the graph, or in one of the vocabularies that rdflib
carries. A function is free, as engines have their own; and so is a term of a vocabulary that the
graph does not use, in the template of CONSTRUCT, which is there to translate.
"""

from __future__ import annotations

import re
from collections import namedtuple
from functools import cache
from itertools import pairwise

from ritgraph.errors import did_you_mean, nearest
from ritgraph.finding import Finding, Place, Severity
from ritgraph.query.saved.header import place_of
from ritgraph.sparql.names import names
from ritgraph.sparql.tokens import declared_prefixes, position
from ritgraph.term import XSD, Prefixes
from ritgraph.vocabulary import namespace_of, published

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ritgraph.query.saved.saved_query import SavedQuery
    from ritgraph.sparql.tokens import Token
    from ritgraph.store.store import Store

_USED = """
SELECT ?term WHERE {{
    VALUES ?term {{ {terms} }}
    FILTER(
        EXISTS {{ ?term ?p1 ?o1 }} || EXISTS {{ ?s2 ?term ?o2 }} || EXISTS {{ ?s3 ?p3 ?term }}
    )
}}
"""
_ABSOLUTE = r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*"
_ALL = """
SELECT DISTINCT ?term WHERE {
    { ?term ?predicate ?object } UNION { ?subject ?term ?object } UNION
    { ?subject ?predicate ?term } UNION
    { ?subject ?predicate ?literal BIND(DATATYPE(?literal) AS ?term) }
    FILTER(isIRI(?term))
}
"""


class Mention(namedtuple("Mention", "query iri line column is_free")):
    """Where a saved query names a term; ``is_free`` if it may be of an unused vocabulary."""

    query: SavedQuery
    iri: str
    line: int
    column: int
    is_free: bool


def unknown_terms(queries: Sequence[SavedQuery], store: Store) -> Iterator[Finding]:
    """Find the terms that neither the graph nor a vocabulary has, each with the nearest one."""
    mentions = [
        mention
        for query in queries
        for mention in _mentions(query, store.prefixes)
        if mention.iri not in _carried(namespace_of(mention.iri))
    ]
    iris = {mention.iri for mention in mentions if re.fullmatch(_ABSOLUTE, mention.iri)}
    terms = " ".join(f"<{iri}>" for iri in sorted(iris))
    used = {row[0].value for row in store.select(_USED.format(terms=terms))}
    in_graph: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.iri in used:
            continue
        namespace = namespace_of(mention.iri)
        in_graph = in_graph or _by_namespace(store)
        candidates = in_graph.get(namespace, set()) | _carried(namespace)
        if mention.iri not in candidates and (candidates or not mention.is_free):
            yield _unknown(mention, candidates, store.prefixes)


def prefix_findings(query: SavedQuery, known: Prefixes) -> Iterator[Finding]:
    """Find prefixes that a query declares in vain, or otherwise than the graph does."""
    used = {name.token.text.partition(":")[0] for name in names(query.tokens)}
    for name, (namespace, offset) in declared_prefixes(query.tokens).items():
        if name not in used:
            message = f"The prefix '{name}:' is declared and not used."
            hint = "Delete the line."
        elif known.get(name, namespace) != namespace:
            message = f"The prefix '{name}:' means something else in the graph."
            hint = f"The graph has PREFIX {name}: <{known[name]}>."
        else:
            continue
        where = Place(query.path, *position(query.text, offset))
        yield Finding(Severity.WARNING, "query-prefix", message, place=where, hint=hint)


@cache
def _carried(namespace: str) -> frozenset[str]:
    """Give the terms of a vocabulary that rdflib carries."""
    return frozenset(namespace + name for name in published(namespace))


def _by_namespace(store: Store) -> dict[str, set[str]]:
    """Give all the terms of the graph, datatypes as well."""
    terms: dict[str, set[str]] = {}
    for row in store.select(_ALL):
        terms.setdefault(namespace_of(row[0].value), set()).add(row[0].value)
    return terms


def _mentions(query: SavedQuery, known: Prefixes) -> Iterator[Mention]:
    """Give each place where a query, or the class of one of its parameters, names a term."""
    namespaces = {*query.prefixes.values(), *known.values()}
    template = _template(query.tokens)
    for name in names(query.tokens):
        iri, token = name.iri, name.token
        if iri not in namespaces and not (name.is_function and not iri.startswith(XSD)):
            yield Mention(query, iri, *position(query.text, token.offset), token.offset in template)
    for parameter in query.parameters:
        if parameter.class_:
            where = place_of(query.text, "params", parameter.name)
            yield Mention(query, known.expand(parameter.class_) or parameter.class_, *where, False)


def _template(tokens: Sequence[Token]) -> range:
    """Give the offsets of the template of CONSTRUCT."""
    for word, brace in pairwise(tokens):
        if word.is_word("CONSTRUCT") and brace.text == "{":
            closing = (token.offset for token in tokens if token.text == "}")
            return range(brace.offset, next(closing, brace.offset))
    return range(0)


def _unknown(mention: Mention, names: set[str], known: Prefixes) -> Finding:
    """Say that a term is unknown, with the nearest ones, all as people write them."""
    term = known.compact(mention.iri)
    candidates = {name[len(namespace_of(name)) :]: name for name in sorted(names)}
    near = nearest(mention.iri[len(namespace_of(mention.iri)) :], candidates)
    offer = did_you_mean([known.compact(candidates[name]) for name in near])
    return Finding(
        Severity.VIOLATION,
        "query-unknown-term",
        f"Neither the graph nor a known vocabulary has the term '{term}'.",
        value=mention.iri,
        place=Place(mention.query.path, mention.line, mention.column),
        hint=offer or "Declare it in the ontology, or take a term that is there.",
    )
