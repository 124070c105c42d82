"""All that the graph says about one thing, and all that it says of it elsewhere."""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.query.description.description import Description, Premise, Statement
from ritgraph.query.labels import labels
from ritgraph.term import RDF, to_sparql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ritgraph.query.description.evidence import Claim
    from ritgraph.store.store import Store
    from ritgraph.term import Term

    Pair = tuple[ox.NamedNode, Term]

# Engines agree on the order of texts in one language only.
_OUTGOING = """
SELECT ?property ?value WHERE { %s ?property ?value } ORDER BY ?property LANG(?value) ?value
"""
_INCOMING = "SELECT ?property ?value WHERE { ?value ?property %s } ORDER BY ?property ?value"
# Statements about statements (RDF Schema, section 5.3) speak of a claim, not of the thing.
_REIFICATION = tuple(ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
# Of blank nodes, those that a thing itself points to.
_ABOUT = """
CONSTRUCT { ?subject ?property ?value }
WHERE {
    { VALUES ?subject { %(nodes)s } ?subject ?property ?value }
    UNION
    { VALUES ?value { %(thing)s } ?subject ?property ?value }
    UNION
    { VALUES ?node { %(nodes)s } ?node ?to ?subject . ?subject ?property ?value FILTER(isBLANK(?subject)) }
}
"""  # noqa: E501 (as a query is laid out)
_REIFIED = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?statement ?subject ?property ?value
WHERE {
    VALUES ?statement { %s }
    ?statement rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value .
}
"""


def describe(
    store: Store, thing: ox.NamedNode, lang: str, claims: Iterable[Claim] | None = None
) -> Description:
    """Collect the statements about a thing, with labels in ``lang``, else English, else any.

    With ``claims``, each statement has what it rests on, and what points to the thing is given
    without statements about statements.
    """
    outgoing: list[Pair] = [(row[0], row[1]) for row in store.select(_OUTGOING % to_sparql(thing))]
    incoming: list[Pair] = [
        (row[0], row[1])
        for row in store.select(_INCOMING % to_sparql(thing))
        if claims is None or row[0] not in _REIFICATION
    ]
    return _description(store, thing, lang, outgoing, incoming, tuple(claims or ()))


def describe_claims(
    store: Store, thing: ox.NamedNode, lang: str, claims: Iterable[Claim]
) -> Description:
    """Describe a thing by the claims about it alone, in their order."""
    return _description(store, thing, lang, [], [], tuple(claims))


def candidates(store: Store, description: Description) -> Iterable[ox.Triple]:
    """Ask for the triples from which ``triples_about`` picks."""
    nodes = " ".join(to_sparql(ox.NamedNode(node)) for node in description.nodes)
    thing = to_sparql(ox.NamedNode(description.thing))
    return store.query(_ABOUT % {"nodes": nodes, "thing": thing})  # type: ignore[return-value]


def triples_about(triples: Iterable[ox.Triple], description: Description) -> Iterator[ox.Triple]:
    """Pick the triples that a description tells: of its nodes, and those that point to its thing.

    What a blank node says belongs to what mentions it.
    """
    nodes: set[ox.NamedNode | ox.BlankNode] = set(map(ox.NamedNode, description.nodes))
    thing = ox.NamedNode(description.thing)
    pointing = {statement.property for statement in description.inverse}
    blank: dict[Term, list[ox.Triple]] = {}
    waiting: list[ox.Triple] = []
    for triple in triples:
        subject, property_, value = triple
        if isinstance(subject, ox.BlankNode):
            blank.setdefault(subject, []).append(triple)
        if subject in nodes or (value == thing and property_.value in pointing):
            waiting.append(triple)
    while waiting:
        triple = waiting.pop()
        yield triple
        waiting += blank.pop(triple.object, ())


def _description(
    store: Store,
    thing: ox.NamedNode,
    lang: str,
    outgoing: list[Pair],
    incoming: list[Pair],
    claims: tuple[Claim, ...],
) -> Description:
    make = _Statements(store, lang, {thing, *_flat(outgoing), *_flat(incoming)}, claims)
    behind = {(claim.predicate, claim.value): claim for claim in claims if claim.followed}
    stated = [make.statement(*pair, behind.pop(pair, None)) for pair in outgoing]
    nodes = {node: None for claim in claims for node in (*claim.holders, *claim.nodes)}
    return Description(
        thing=thing.value,
        label=make.label(thing),
        statements=(*stated, *map(make.claimed, behind.values())),
        inverse=tuple(make.statement(*pair) for pair in incoming),
        not_followed=tuple(make.claimed(claim) for claim in claims if not claim.followed),
        nodes=(thing.value, *nodes),
    )


class _Statements:
    """Makes statements of terms and claims, with their labels."""

    def __init__(
        self, store: Store, lang: str, terms: Iterable[Term], claims: tuple[Claim, ...]
    ) -> None:
        premises = {premise for claim in claims for premise in claim.premises}
        self._reified = _reified(store, premises)
        named = {*terms, *premises, *_flat((claim.predicate, claim.value) for claim in claims)}
        named.update(_flat(self._reified.values()))
        self._names = labels(store, {t for t in named if isinstance(t, ox.NamedNode)}, lang)

    def label(self, term: Term) -> str | None:
        return self._names.get(term.value) if isinstance(term, ox.NamedNode) else None

    def statement(
        self, property_: ox.NamedNode, value: Term, claim: Claim | None = None
    ) -> Statement:
        label, value_label = self.label(property_), self.label(value)
        if claim is None:
            return Statement(property_.value, label, value, value_label)
        return Statement(
            property=property_.value,
            property_label=label or claim.label,
            value=value,
            value_label=value_label,
            followed=claim.followed,
            evidence=claim.passages,
            inference=claim.inference,
            premises=tuple(map(self._premise, claim.premises)),
            why_not=claim.why_not,
            claims=claim.holders,
        )

    def claimed(self, claim: Claim) -> Statement:
        return self.statement(claim.predicate, claim.value, claim)

    def _premise(self, premise: ox.NamedNode) -> Premise:
        reified = self._reified.get(premise)
        if reified is None:
            return Premise(premise.value, premise.value, self.label(premise), None)
        thing, property_, value = reified
        statement = self.statement(property_, value)
        return Premise(premise.value, thing.value, self.label(thing), statement)


def _reified(
    store: Store, statements: Iterable[ox.NamedNode]
) -> dict[ox.NamedNode, tuple[ox.NamedNode, ox.NamedNode, Term]]:
    """Give the subject, property and value of those that are statements."""
    found = store.select(_REIFIED % " ".join(map(to_sparql, statements)))
    return {
        row[0]: (row[1], row[2], row[3])
        for row in found
        if isinstance(row[1], ox.NamedNode) and isinstance(row[2], ox.NamedNode)
    }


def _flat(rows: Iterable[Iterable[Term]]) -> Iterator[Term]:
    return (term for row in rows for term in row)
