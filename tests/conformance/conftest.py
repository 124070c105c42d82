"""The W3C Turtle suite, which stands beside the checkout, in `../shared/conformance/w3c-turtle`.

A test gets the cases one by one under the name of its argument: `case` is any, `positive` one whose
file is Turtle, `negative` one whose file is not, `evaluated` one that also gives its triples.
Without the suite these tests are skipped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "w3c-turtle"
ABSENT = "the W3C suite is not at ../shared/conformance/w3c-turtle"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDFT = "http://www.w3.org/ns/rdftest#Test"


@dataclass(frozen=True)
class Case:
    """One test of the manifest."""

    name: str
    kind: str
    action: Path
    base: str
    result: Path | None


OF_ARGUMENT: dict[str, Callable[[Case], bool]] = {
    "case": lambda case: bool(case),
    "positive": lambda case: "Negative" not in case.kind,
    "negative": lambda case: "Negative" in case.kind,
    "evaluated": lambda case: case.result is not None,
}


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


@pytest.fixture
def suite() -> tuple[Case, ...]:
    """All cases of the suite."""
    return cases() or pytest.skip(ABSENT)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each case to the tests that ask for its kind."""
    for name, fits in OF_ARGUMENT.items():
        if name in metafunc.fixturenames:
            chosen = [pytest.param(case, id=case.name) for case in cases() if fits(case)]
            absent = pytest.param(None, id="absent", marks=pytest.mark.skip(reason=ABSENT))
            metafunc.parametrize(name, chosen or [absent])
