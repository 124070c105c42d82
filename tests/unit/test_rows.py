"""Answers: rows, triples, truth."""

import io
import json
from decimal import Decimal

import pyoxigraph as ox
import pytest

from ritgraph import KnowledgeGraph
from ritgraph.errors import UnknownName
from ritgraph.query.rows import Row, Rows, Triples, write_truth

LIGHTS = "SELECT ?light ?height WHERE { ?light ex:height ?height } ORDER BY ?height"


def rows(graph: KnowledgeGraph, text: str = LIGHTS) -> Rows:
    answer = graph.sparql(text)
    assert isinstance(answer, Rows)
    return answer


def written(answer: Rows | Triples, format_: str) -> str:
    stream = io.BytesIO()
    answer.write(format_, stream)
    return stream.getvalue().decode()


def test_a_row_has_its_values_by_name_and_position(tiny: KnowledgeGraph) -> None:
    first = next(iter(rows(tiny)))

    assert first.height == first["height"] == first[1] == 24
    assert first.light == "http://example.com/light/utö"
    assert first.as_dict() == {"light": "http://example.com/light/utö", "height": 24}
    light, height = first
    assert (light, height) == tuple(first)
    with pytest.raises(AttributeError):
        first.height = 25


def test_columns_may_have_any_name(tiny: KnowledgeGraph) -> None:
    text = "SELECT (1 AS ?count) (2.5 AS ?in) (3 AS ?index) (4 AS ?1st) ?none WHERE { }"
    (row,) = rows(tiny, text)

    assert row.count == 1
    assert getattr(row, "in") == row["in"] == Decimal("2.5")
    assert (row.index, row["1st"], row.none) == (3, 4, None)


def test_a_column_that_there_is_not_is_an_error(tiny: KnowledgeGraph) -> None:
    (row, *_) = rows(tiny)

    assert isinstance(row, Row)
    with pytest.raises(AttributeError):
        _ = row.depth
    with pytest.raises(KeyError, match="depth"):
        _ = row["depth"]


def test_rows_can_be_read_more_than_once(tiny: KnowledgeGraph) -> None:
    answer = rows(tiny)

    assert list(answer) == list(answer)
    assert written(answer, "csv") == written(answer, "csv")


def test_terms_are_at_hand(tiny: KnowledgeGraph) -> None:
    assert next(rows(tiny).terms())[1] == ox.Literal(24)


def test_formats_for_rows(tiny: KnowledgeGraph) -> None:
    assert written(rows(tiny), "csv").splitlines()[1] == "http://example.com/light/utö,24"
    assert written(rows(tiny), "tsv").splitlines()[1] == "<http://example.com/light/utö>\t24"
    assert len(json.loads(written(rows(tiny), "json"))["results"]["bindings"]) == 3
    assert written(rows(tiny), "xml").startswith('<?xml version="1.0"?>')
    assert written(rows(tiny), "table").splitlines()[:3] == [
        "light                         height",
        "----------------------------  ------",
        "http://example.com/light/utö  24",
    ]


def test_a_table_shows_curies_values_and_nothing(tiny: KnowledgeGraph) -> None:
    text = "SELECT ?a ?b ?c ('x'@en AS ?d) WHERE { VALUES (?a ?b) { (light:kopu 1.50) } }"

    assert written(rows(tiny, text), "table").splitlines()[2] == "light:kopu  1.5     x"


def test_an_unknown_format_lists_those_there_are(tiny: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="This answer has table, csv, tsv, json, xml"):
        written(rows(tiny), "turtle")


def test_triples_are_turtle(tiny: KnowledgeGraph) -> None:
    triples = tiny.query("as-places")
    assert isinstance(triples, Triples)

    assert written(triples, "turtle") == written(triples, "turtle")
    assert "light:anholt\n    a ex:Place ." in written(triples, "turtle")
    assert {triple.object.value for triple in triples} == {"http://example.com/lights#Place"}
    with pytest.raises(UnknownName, match="This answer has turtle"):
        written(triples, "csv")


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("table", "true\n"),
        ("csv", "true\n"),
        ("json", '{"head":{},"boolean":true}\n'),
    ],
)
def test_truth_has_every_format_of_rows(format_: str, text: str) -> None:
    stream = io.BytesIO()
    write_truth(True, format_, stream)

    assert stream.getvalue().decode() == text


@pytest.mark.parametrize(
    ("format_", "engine"),
    [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)],
)
def test_truth_is_read_by_engines(format_: str, engine: ox.QueryResultsFormat) -> None:
    stream = io.BytesIO()
    write_truth(False, format_, stream)

    assert not bool(ox.parse_query_results(stream.getvalue(), engine))
