"""Every graph of the W3C Turtle suite survives both forms of JSON-LD, term by term."""

from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest

from ritgraph.serialise.canonical import canonical
from ritgraph.serialise.context import Context
from ritgraph.serialise.isomorphism import isomorphic
from ritgraph.serialise.jsonld import CompactedDocument, ExpandedDocument
from ritgraph.serialise.statements import Statements

EXPECTED = {"TurtlePositiveSyntax": 74, "TurtleEval": 145}
CONTEXTS = [
    None,
    Context.of_prefixes({}),
    Context.of_prefixes(
        {
            "a": "http://a.example/",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "http": "http://www.w3.org/2013/TurtleTests/",
            "scheme": "http://a.example/scheme#",
        }
    ),
]


def test_all_tests_of_the_suite_are_collected(suite: tuple[Any, ...]) -> None:
    positive = [case.kind for case in suite if "Negative" not in case.kind]

    assert Counter(positive) == EXPECTED


@pytest.mark.parametrize("context", CONTEXTS, ids=["expanded", "empty", "prefixes"])
def test_a_graph_is_the_same_after_writing_and_reading(
    positive: Any, context: Context | None
) -> None:
    quads = ox.parse(path=positive.action, base_iri=positive.base, format=ox.RdfFormat.TURTLE)
    triples = {quad.triple for quad in quads}
    statements = Statements(triples)
    document = (
        ExpandedDocument(statements) if context is None else CompactedDocument(statements, context)
    )

    text = "".join(document.body(statements.subjects()))
    again = {quad.triple for quad in ox.parse(text, ox.RdfFormat.JSON_LD)}

    assert canonical(triples) == canonical(again)
    assert isomorphic(triples, again)
