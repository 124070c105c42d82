"""Every graph of the W3C Turtle suite survives the writer, term by term.

The suite stands beside the checkout, in `../shared/conformance/w3c-turtle`; without it these tests
are skipped.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from ritgraph.turtle.canonical import canonical
from ritgraph.turtle.isomorphism import isomorphic
from ritgraph.turtle.writer import turtle

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "w3c-turtle"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDFT = "http://www.w3.org/ns/rdftest#"
POSITIVE, EVALUATION = f"{RDFT}TestTurtlePositiveSyntax", f"{RDFT}TestTurtleEval"
# As the manifest has them; the README of the suite, from 2013, counts 77 and 132.
EXPECTED = {POSITIVE: 74, EVALUATION: 145}
PREFIXES = {
    "": "http://a.example/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Case:
    """One test of the manifest."""

    name: str
    kind: str
    action: Path
    base: str
    result: Path | None


@cache
def cases() -> tuple[Case, ...]:
    """Read the manifest, which says in ``mf:assumedTestBase`` where its files are at home."""
    manifest = SUITE / "manifest.ttl"
    if not manifest.exists():
        return ()
    home = SUITE.as_uri() + "/"
    graph = ox.Dataset(ox.parse(path=manifest, base_iri=home, format=ox.RdfFormat.TURTLE))

    def value(subject: ox.NamedNode, predicate: str) -> str | None:
        quads = graph.quads_for_subject(subject)
        found = (quad.object.value for quad in quads if quad.predicate.value == predicate)
        return next(found, None)

    base = value(ox.NamedNode(home), f"{MF}assumedTestBase")
    found = []
    for quad in graph.quads_for_predicate(ox.NamedNode(f"{MF}action")):
        test, action = quad.subject, Path(quad.object.value.removeprefix(home))
        kind = value(test, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        result = value(test, f"{MF}result")
        if kind in EXPECTED:
            found.append(
                Case(
                    name=value(test, f"{MF}name"),
                    kind=kind,
                    action=SUITE / action,
                    base=f"{base}{action}",
                    result=SUITE / result.removeprefix(home) if result else None,
                )
            )
    return tuple(sorted(found, key=lambda case: case.name))


pytestmark = pytest.mark.skipif(not cases(), reason=f"the W3C suite is not in {SUITE}")
ALL = cases() or [None]
WITH_RESULT = [case for case in cases() if case.result] or [None]


def name(case: Case | None) -> str:
    """Name a test as the manifest does."""
    return case.name if case else "absent"


def read(case: Case) -> set[ox.Triple]:
    """Read the file of a test with the base IRI that the manifest gives it."""
    quads = ox.parse(path=case.action, base_iri=case.base, format=ox.RdfFormat.TURTLE)
    return {quad.triple for quad in quads}


def parse(text: str) -> set[ox.Triple]:
    """Read what was written; it has no relative IRI, so it needs no base."""
    return {quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)}


def test_all_tests_of_the_suite_are_collected() -> None:
    assert Counter(case.kind for case in cases()) == EXPECTED


@pytest.mark.parametrize("case", ALL, ids=name)
def test_a_graph_is_the_same_after_writing_and_reading(case: Case) -> None:
    """Compared by plain RDFC-1.0, and not only by the shorter way that an export takes."""
    triples = read(case)
    written = "".join(turtle(triples, PREFIXES))

    again = parse(written)

    assert canonical(triples) == canonical(again)
    assert isomorphic(triples, again)
    assert "".join(turtle(again, PREFIXES)) == written


@pytest.mark.parametrize("case", WITH_RESULT, ids=name)
def test_two_files_that_mean_the_same_are_written_the_same(case: Case) -> None:
    result = ox.parse(path=case.result, format=ox.RdfFormat.N_TRIPLES)

    expected = "".join(turtle((quad.triple for quad in result), PREFIXES))

    assert "".join(turtle(read(case), PREFIXES)) == expected
