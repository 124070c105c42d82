"""The reader agrees with pyoxigraph, and with the W3C suite, on every test of the suite."""

from collections import Counter
from typing import Any

import pyoxigraph as ox

from ritgraph.errors import SourceSyntaxError
from ritgraph.turtle.reader import read

EXPECTED = {
    "TurtlePositiveSyntax": 74,
    "TurtleNegativeSyntax": 94,
    "TurtleEval": 145,
}


def engine(text: str, base: str | None = None) -> list[object] | None:
    """Read a text with pyoxigraph, naming blank nodes as they appear; None if it is refused."""
    names: dict[str, str] = {}

    def named(term: object) -> object:
        if isinstance(term, ox.BlankNode):
            return ox.BlankNode(names.setdefault(term.value, f"b{len(names)}"))
        return term

    try:
        quads = ox.parse(text, ox.RdfFormat.TURTLE, base_iri=base)
        return [tuple(map(named, quad.triple)) for quad in quads]
    except SyntaxError:
        return None


def ours(text: str, base: str) -> list[object] | None:
    """Read a text with our reader; None if it is refused."""
    try:
        return [triple[:3] for triple in read(text, base=base)]
    except SourceSyntaxError:
        return None


def canonical(triples: list[object]) -> ox.Dataset:
    """Give triples with blank nodes named by what is said of them."""
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def test_every_case_is_collected(suite: tuple[Any, ...]) -> None:
    assert Counter(case.kind for case in suite) == EXPECTED


def test_case(case: Any) -> None:
    text = case.action.read_bytes().decode()

    found = ours(text, case.base)

    assert found == engine(text, case.base)
    assert (found is None) == ("Negative" in case.kind)
    if case.result:
        expected = engine(case.result.read_bytes().decode())
        assert canonical(found) == canonical(expected)
