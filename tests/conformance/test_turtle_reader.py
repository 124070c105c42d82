"""The reader agrees with pyoxigraph, and with the W3C suite, on every test of the suite.

The suite stands beside the checkout, in `../shared/conformance/w3c-turtle`; without it these tests
are skipped.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from ritgraph.errors import SourceSyntaxError
from ritgraph.turtle.reader import read

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "w3c-turtle"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDFT = "http://www.w3.org/ns/rdftest#Test"
EXPECTED = {
    "TurtlePositiveSyntax": 74,
    "TurtleNegativeSyntax": 94,
    "TurtleEval": 145,
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
    store = ox.Store()
    store.load(path=manifest, base_iri=home, format=ox.RdfFormat.TURTLE)
    rows = store.query(
        f"""PREFIX mf: <{MF}>
        SELECT ?test ?kind ?action ?result ?base {{
            ?test a ?kind ; mf:action ?action . ?manifest mf:assumedTestBase ?base .
            OPTIONAL {{ ?test mf:result ?result }}
        }} ORDER BY ?test"""
    )
    return tuple(
        Case(
            name=row["test"].value.rpartition("#")[2],
            kind=row["kind"].value.removeprefix(RDFT),
            action=SUITE / row["action"].value.removeprefix(home),
            base=row["base"].value + row["action"].value.removeprefix(home),
            result=row["result"] and SUITE / row["result"].value.removeprefix(home),
        )
        for row in rows
    )


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


@pytest.mark.skipif(not cases(), reason="the W3C suite is not at ../shared/conformance/w3c-turtle")
def test_every_case_is_collected() -> None:
    assert Counter(case.kind for case in cases()) == EXPECTED


@pytest.mark.skipif(not cases(), reason="the W3C suite is not at ../shared/conformance/w3c-turtle")
@pytest.mark.parametrize("number", range(sum(EXPECTED.values())))
def test_case(number: int) -> None:
    case = cases()[number]
    text = case.action.read_bytes().decode()

    found = ours(text, case.base)

    assert found == engine(text, case.base), case.name
    assert (found is None) == ("Negative" in case.kind), case.name
    if case.result:
        expected = engine(case.result.read_bytes().decode())
        assert canonical(found) == canonical(expected), case.name
