"""Every graph of the W3C Turtle suite is exported in every format, exact to the last digit."""

from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from ritgraph.errors import UnsupportedError
from ritgraph.export.export import export
from ritgraph.export.source import FileSource
from ritgraph.serialise.canonical import canonical
from ritgraph.serialise.formats import FORMATS

EXPECTED = {"TurtlePositiveSyntax": 74, "TurtleEval": 145}
# What RDF/XML has no way to say: a character that XML forbids, a property that ends in no name.
FORBIDDEN_CHARACTER = {
    "LITERAL1_all_controls",
    "LITERAL1_ascii_boundaries",
    "LITERAL2_ascii_boundaries",
    "LITERAL_LONG1_ascii_boundaries",
    "LITERAL_LONG2_ascii_boundaries",
    "literal_with_BACKSPACE",
    "literal_with_FORM_FEED",
    "literal_with_escaped_BACKSPACE",
    "literal_with_escaped_FORM_FEED",
}
NO_NAME = {
    "turtle-syntax-ln-colons",
    "turtle-syntax-pname-esc-03",
    "turtle-syntax-prefix-05",
    "turtle-syntax-prefix-09",
}


@pytest.fixture
def source(positive: Any, tmp_path: Path) -> FileSource:
    """The file of a test, as one that needs no base IRI."""
    triples = ox.parse(path=positive.action, base_iri=positive.base, format=ox.RdfFormat.TURTLE)
    path = tmp_path / "case.nt"
    ox.serialize(triples, str(path), ox.RdfFormat.N_TRIPLES)
    return FileSource([path], {"": "http://a.example/"})


def test_all_tests_of_the_suite_are_collected(suite: tuple[Any, ...]) -> None:
    positive = [case.kind for case in suite if "Negative" not in case.kind]

    assert Counter(positive) == EXPECTED
    assert len(FORMATS) == 7
    assert {case.name for case in suite} >= FORBIDDEN_CHARACTER | NO_NAME


def test_a_graph_survives_in_every_format(
    positive: Any, source: FileSource, tmp_path: Path
) -> None:
    """Read with the engine, and compared by plain RDFC-1.0, apart from the proof of the export."""
    expected = canonical(read(tmp_path / "case.nt", ox.RdfFormat.N_TRIPLES))
    refused = {}
    for format_ in FORMATS.values():
        target = tmp_path / f"written.{format_.ending}"
        try:
            number = export(source, target, format_)
        except UnsupportedError as error:
            refused[format_.name] = str(error)
            continue
        written = read(target, format_.engine)

        assert canonical(written) == expected, format_.name
        assert len(written) == number

    assert set(refused) == ({"rdfxml"} if positive.name in FORBIDDEN_CHARACTER | NO_NAME else set())
    said = "cannot hold the character" if positive.name in FORBIDDEN_CHARACTER else "cannot name"
    assert all(said in problem for problem in refused.values())


def read(path: Path, format_: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(path=path, format=format_)}
