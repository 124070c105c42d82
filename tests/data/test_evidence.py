"""No statement about the world stands without evidence, and the check for that can fail.

The check is run as any engine would run it: its file is read and given to pyoxigraph. Claims that
it does not look at (a name that needs no evidence, what a source says of itself, a claim that the
graph does not follow) are counted here; that they too rest on something is the shape
``rits:Claim-support``, which has its own tests in ``tests/shapes/claim``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from ritgraph.project import Project

PROJECT = Project.shipped()
CHECK = PROJECT.root / "queries" / "checks" / "statement-without-evidence.rq"
RIT = "https://w3id.org/ritgraph/ontology#"
HAS_SOURCE = NamedNode("http://www.w3.org/ns/oa#hasSource")
EVIDENCE = NamedNode(RIT + "evidence")
INFERRED_FROM = NamedNode(RIT + "inferredFrom")
PREFIXES = f"""
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rit: <{RIT}>
"""
AT_LEAST_PROPERTIES = 68
AT_LEAST_CLAIMS = 520
AT_LEAST_PASSAGES = 140
AT_LEAST_SOURCES = 72


@dataclass(frozen=True)
class Claim:
    """One claim: its statement, what it rests on, and whether the check looks at it."""

    node: NamedNode
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode | Literal
    grounds: tuple[Quad, ...]
    guarded: bool

    def as_row(self) -> tuple[str, str]:
        """The row with which the check reports this statement as one without evidence."""
        return (
            self.subject.value,
            f"No claim with evidence for {self.predicate.value} {self.object.value}",
        )


@cache
def graph() -> Store:
    """The shipped graph, in memory and for this file alone."""
    store = Store()
    for path in PROJECT.graph_files:
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


@cache
def claims() -> tuple[Claim, ...]:
    """All claims by name; the check guards one whose triple is in the graph and needs evidence."""
    query = """
    SELECT ?claim ?subject ?predicate ?object
           (EXISTS {
               ?subject ?predicate ?object . ?predicate rit:needsEvidence true .
               FILTER NOT EXISTS { ?subject a rit:SourceDocument }
           } AS ?guarded)
    WHERE {
        ?claim a rit:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
    } ORDER BY ?claim
    """
    found = []
    for row in graph().query(PREFIXES + query):
        grounds = [
            *graph().quads_for_pattern(row["claim"], EVIDENCE, None),
            *graph().quads_for_pattern(row["claim"], INFERRED_FROM, None),
        ]
        guarded = row["guarded"].value == "true"
        found.append(Claim(*(row[i] for i in range(4)), tuple(grounds), guarded))
    return tuple(found)


def guarded() -> list[Claim]:
    return [claim for claim in claims() if claim.guarded]


@contextmanager
def without(quads: tuple[Quad, ...]) -> Iterator[None]:
    """The graph without some triples, which are put back afterwards."""
    for quad in quads:
        graph().remove(quad)
    try:
        yield
    finally:
        graph().extend(quads)


def found_by_the_check() -> list[tuple[str, str]]:
    rows = graph().query(CHECK.read_text(encoding="utf-8"))
    return [(row["focus"].value, row["problem"].value) for row in rows]


def sample() -> list[Claim]:
    """One guarded claim of each property, if possible one that rests on a single link."""
    by_property: dict[NamedNode, Claim] = {}
    for claim in sorted(guarded(), key=lambda claim: len(claim.grounds)):
        by_property.setdefault(claim.predicate, claim)
    return sorted(by_property.values(), key=lambda claim: claim.predicate.value)


def with_two_links() -> list[Claim]:
    return [claim for claim in guarded() if len(claim.grounds) == 2]


def test_the_check_finds_nothing_in_the_shipped_graph() -> None:
    assert found_by_the_check() == []


def test_the_sample_has_a_claim_of_every_property_that_needs_evidence_and_is_used() -> None:
    query = """
    SELECT DISTINCT ?property WHERE {
        ?property rit:needsEvidence true .
        ?subject ?property ?value .
        FILTER NOT EXISTS { ?subject a rit:SourceDocument }
    }
    """
    used = {row["property"] for row in graph().query(PREFIXES + query)}

    assert {claim.predicate for claim in sample()} == used
    assert len(used) >= AT_LEAST_PROPERTIES


@pytest.mark.parametrize("claim", sample(), ids=lambda claim: claim.node.value.rsplit("/")[-1])
def test_a_claim_without_its_evidence_is_found_and_nothing_else_is(claim: Claim) -> None:
    assert claim.grounds

    with without(claim.grounds):
        assert found_by_the_check() == [claim.as_row()]


def test_for_nearly_every_property_the_one_link_that_was_deleted_was_the_only_one() -> None:
    several = {claim.predicate.value for claim in sample() if len(claim.grounds) > 1}

    assert len(several) < len(sample()) / 5, several


def test_without_any_evidence_the_check_finds_every_guarded_statement() -> None:
    everything = tuple(quad for claim in claims() for quad in claim.grounds)

    with without(everything):
        found = found_by_the_check()

    assert sorted(found) == sorted(claim.as_row() for claim in guarded())
    assert len(found) >= AT_LEAST_CLAIMS


@pytest.mark.parametrize("lost", [0, 1], ids=["the-first", "the-second"])
def test_a_statement_with_two_links_still_stands_when_one_of_them_is_deleted(lost: int) -> None:
    # One passage is enough. The check sees a lost second witness no more than a reader would; that
    # a source of a disagreement is not lost is held by test_disagreements.py.
    assert len(with_two_links()) > 30

    with without(tuple(claim.grounds[lost] for claim in with_two_links())):
        assert found_by_the_check() == []


def test_a_statement_with_two_links_is_found_when_both_are_deleted() -> None:
    with without(tuple(ground for claim in with_two_links() for ground in claim.grounds)):
        found = found_by_the_check()

    assert sorted(found) == sorted(claim.as_row() for claim in with_two_links())


def test_every_claim_that_the_check_does_not_look_at_is_of_a_known_kind() -> None:
    query = """
    SELECT ?claim ?why WHERE {
        ?claim a rit:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
        BIND(IF(EXISTS { ?claim rit:notFollowedBecause ?reason }, "not followed",
             IF(EXISTS { ?predicate rit:needsEvidence false }, "needs no evidence",
             IF(EXISTS { ?subject a rit:SourceDocument }, "a source on itself",
             "guarded"))) AS ?why)
    }
    """
    kinds = {row["claim"]: row["why"].value for row in graph().query(PREFIXES + query)}

    assert set(kinds) == {claim.node for claim in claims()}
    assert {node for node, kind in kinds.items() if kind == "guarded"} == {
        claim.node for claim in guarded()
    }
    assert set(kinds.values()) == {
        "guarded", "not followed", "needs no evidence", "a source on itself",
    }  # fmt: skip
    assert len(kinds) - len(guarded()) < len(kinds) / 8, "the check looks at most claims"
    # Names that we give and the history of official codes: evidence is there without being asked.
    assert {
        claim.predicate.value.split("/")[-1]
        for claim in claims()
        if kinds[claim.node] == "needs no evidence"
    } == {"core#prefLabel", "replaces"}


def test_every_claim_leads_to_a_passage_if_need_be_through_all_of_its_premises() -> None:
    # All, because otherwise an inference could hide a premise without evidence behind another.
    passages = {q.subject for q in graph().quads_for_pattern(None, HAS_SOURCE, None)}
    proved = {
        claim.node
        for claim in claims()
        if any(ground.object in passages for ground in claim.grounds)
    }
    premises = {
        claim.node: {g.object for g in claim.grounds if g.predicate == INFERRED_FROM}
        for claim in claims()
    }
    assert sum(map(len, premises.values())) > 10

    while new := {node for node, of in premises.items() if of and of <= proved} - proved:
        proved |= new

    assert {claim.node for claim in claims()} - proved == set()
    assert len(proved) >= AT_LEAST_CLAIMS
    assert set().union(*premises.values()) <= proved


@pytest.mark.parametrize(
    ("kind", "use", "at_least"),
    [
        ("rit:Passage", "?claim a rit:Claim ; rit:evidence ?thing .", AT_LEAST_PASSAGES),
        ("rit:SourceDocument", "?passage a rit:Passage ; oa:hasSource ?thing .", AT_LEAST_SOURCES),
    ],
    ids=["passage-by-claim", "source-by-passage"],
)
def test_no_passage_and_no_source_is_idle(kind: str, use: str, at_least: int) -> None:
    every = list(graph().query(f"{PREFIXES} SELECT ?thing WHERE {{ ?thing a {kind} }}"))
    idle = graph().query(
        f"{PREFIXES} SELECT ?thing WHERE {{ ?thing a {kind} FILTER NOT EXISTS {{ {use} }} }}"
    )

    assert [row["thing"].value for row in idle] == []
    assert len(every) >= at_least


def test_premises_that_lead_to_no_passage_are_no_evidence() -> None:
    inferred = [c for c in guarded() if all(q.predicate == INFERRED_FROM for q in c.grounds)]
    assert inferred
    for claim in inferred:
        circle = Quad(claim.node, INFERRED_FROM, claim.node)
        with without(claim.grounds):
            graph().add(circle)
            try:
                assert claim.as_row() in found_by_the_check()
            finally:
                graph().remove(circle)
