"""Every graph of the W3C Turtle suite survives the writer, term by term."""

from collections import Counter
from typing import Any

import pyoxigraph as ox

from ritgraph.serialise.canonical import canonical
from ritgraph.serialise.isomorphism import isomorphic
from ritgraph.serialise.turtle import turtle

# As the manifest has them; the README of the suite, from 2013, counts 77 and 132.
EXPECTED = {"TurtlePositiveSyntax": 74, "TurtleEval": 145}
PREFIXES = {
    "": "http://a.example/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def read(case: Any) -> set[ox.Triple]:
    """Read the file of a test with the base IRI that the manifest gives it."""
    quads = ox.parse(path=case.action, base_iri=case.base, format=ox.RdfFormat.TURTLE)
    return {quad.triple for quad in quads}


def parse(text: str) -> set[ox.Triple]:
    """Read what was written; it has no relative IRI, so it needs no base."""
    return {quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)}


def test_all_tests_of_the_suite_are_collected(suite: tuple[Any, ...]) -> None:
    positive = [case.kind for case in suite if "Negative" not in case.kind]

    assert Counter(positive) == EXPECTED


def test_a_graph_is_the_same_after_writing_and_reading(positive: Any) -> None:
    """Compared by plain RDFC-1.0, and not only by the shorter way that an export takes."""
    triples = read(positive)
    written = "".join(turtle(triples, PREFIXES))

    again = parse(written)

    assert canonical(triples) == canonical(again)
    assert isomorphic(triples, again)
    assert "".join(turtle(again, PREFIXES)) == written


def test_two_files_that_mean_the_same_are_written_the_same(evaluated: Any) -> None:
    result = ox.parse(path=evaluated.result, format=ox.RdfFormat.N_TRIPLES)

    expected = "".join(turtle((quad.triple for quad in result), PREFIXES))

    assert "".join(turtle(read(evaluated), PREFIXES)) == expected
