"""Both engines give the results of the W3C SHACL suite, but for a few that are named here.

The suite stands beside the checkout, in `../shared/conformance/w3c-shacl`; without it these tests
are skipped. Compared are focus node, path, value, component and severity of each result, and the
shape where it has a name.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from ritgraph.errors import RitgraphError
from ritgraph.validate.engine.choice import start
from ritgraph.validate.engine.result import Result
from ritgraph.validate.findings import Findings
from ritgraph.validate.graphs import Graphs
from ritgraph.validate.property_path import path_text

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "w3c-shacl"
SH = "http://www.w3.org/ns/shacl#"
TESTS = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX sht: <http://www.w3.org/ns/shacl-test#>
SELECT ?data ?shapes ?result {
    ?test a sht:Validate ; mf:result ?result ; mf:action ?action .
    ?action sht:dataGraph ?data ; sht:shapesGraph ?shapes
}
"""
PARTS = (
    "focusNode",
    "resultPath",
    "value",
    "sourceShape",
    "sourceConstraintComponent",
    "resultSeverity",
)
EXPECTED = 121
# What an engine gets otherwise than the suite; a test fails as soon as it no longer does.
DIFFERENT = {
    "pyshacl": {"core/property/uniqueLang-002", "sparql/pre-binding/shapesGraph-001"},
    "shacl": {"sparql/pre-binding/unsupported-sparql-004"},
}


@dataclass(frozen=True)
class Case:
    """One test: where it stands, what it reads, and the node of its result."""

    name: str
    file: Path
    data: Path
    shapes: Path
    result: object


@cache
def triples(file: Path) -> tuple[ox.Triple, ...]:
    """Read a file at its own address; blank nodes are named as in findings about data."""
    names: dict[str, ox.BlankNode] = {}

    def named(term: object) -> object:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term.value, ox.BlankNode(f"b{len(names)}"))
        return term

    quads = ox.parse(path=file, format=ox.RdfFormat.TURTLE, base_iri=file.as_uri())
    return tuple(ox.Triple(named(s), p, named(o)) for s, p, o, _ in quads)


@cache
def store(file: Path) -> ox.Store:
    found = ox.Store()
    found.extend(ox.Quad(*triple) for triple in triples(file))
    return found


@cache
def cases() -> tuple[Case, ...]:
    """Find the tests in all files: the manifests of the suite leave one out."""
    found = []
    for file in sorted(SUITE.rglob("*.ttl")):
        for row in store(file).query(TESTS):
            data, shapes = (Path(row[n].value.removeprefix("file://")) for n in ("data", "shapes"))
            name = file.relative_to(SUITE).with_suffix("").as_posix()
            found.append(Case(name, file, data, shapes, row["result"]))
    return tuple(found)


def expected(case: Case) -> Counter[tuple[str, ...]] | None:
    """Give the facts of the results that the suite wants; None if it wants a failure."""
    if case.result == ox.NamedNode("http://www.w3.org/ns/shacl-test#Failure"):
        return None
    results = values(case.file, case.result, "result")
    return Counter(tuple(fact(case.file, result, part) for part in PARTS) for result in results)


def fact(file: Path, result: object, part: str) -> str:
    term = next(iter(values(file, result, part)), "")
    if part == "resultPath" and isinstance(term, ox.BlankNode):
        return path_text(store(file), term)
    if part == "sourceShape" and isinstance(term, ox.BlankNode):
        return "_:"
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def values(file: Path, subject: object, part: str) -> list[object]:
    """Give values as the file spells them, which a store might not."""
    path = ox.NamedNode(SH + part)
    return [one.object for one in triples(file) if one.subject == subject and one.predicate == path]


@pytest.fixture
def results(tmp_path: Path) -> object:
    """Give the facts of the results that an engine finds."""

    def results(case: Case, engine: str) -> Counter[tuple[str, ...]] | None:
        files = [tmp_path / "data.nt", tmp_path / "shapes.nt"]
        for file, source in zip(files, (case.data, case.shapes), strict=True):
            quads = ox.parse(path=source, format=ox.RdfFormat.TURTLE, base_iri=source.as_uri())
            ox.serialize(quads, file, ox.RdfFormat.N_TRIPLES)
        graphs = Graphs(files[:1], files[1:])
        try:
            found = start(engine, graphs)()
        except RitgraphError:
            return None
        return Counter(facts(graphs, one) for one in found)

    return results


def facts(graphs: Graphs, result: Result) -> tuple[str, ...]:
    path = Findings(graphs, "en")._path(result.path) or ""
    shape = "_:" if result.shape.startswith("_:") else result.shape
    return (result.focus, path, result.value or "", shape, result.component, result.severity)


@pytest.mark.skipif(not cases(), reason="the W3C suite is not at ../shared/conformance/w3c-shacl")
def test_every_case_is_collected() -> None:
    assert len(cases()) == EXPECTED
    assert len({case.name for case in cases()}) == EXPECTED


@pytest.mark.skipif(not cases(), reason="the W3C suite is not at ../shared/conformance/w3c-shacl")
@pytest.mark.parametrize("engine", DIFFERENT)
@pytest.mark.parametrize("number", range(EXPECTED))
def test_case(number: int, engine: str, results: object) -> None:
    case = cases()[number]

    agrees = results(case, engine) == expected(case)

    assert agrees is (case.name not in DIFFERENT[engine]), case.name
