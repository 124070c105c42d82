"""Answers: rows, triples, truth."""

import io
import json
import sys
from decimal import Decimal
from itertools import islice

import pyoxigraph as ox
import pytest

from ritgraph import KnowledgeGraph
from ritgraph.errors import UnknownName, UnsupportedError
from ritgraph.query.answer.asked import Asked
from ritgraph.query.answer.formats import ROW_FORMATS, TRIPLE_FORMATS
from ritgraph.query.answer.rows import Row, Rows, Triples, answer
from ritgraph.query.answer.truth import write_truth
from ritgraph.store.store import Store

LIGHTS = "SELECT ?light ?height WHERE { ?light ex:height ?height } ORDER BY ?height"


def rows(graph: KnowledgeGraph, text: str = LIGHTS) -> Rows:
    answer = graph.sparql(text)
    assert isinstance(answer, Rows)
    return answer


# Rows without end, as far as anybody will wait: some 100 triples to the power of five.
ENDLESS = "SELECT ?a ?e { ?a ?p1 ?v1 . ?b ?p2 ?v2 . ?c ?p3 ?v3 . ?d ?p4 ?v4 . ?e ?p5 ?v5 }"


def written(answer: Rows | Triples, format_: str) -> str:
    stream = io.BytesIO()
    answer.write(format_, stream)
    return stream.getvalue().decode()


class Elsewhere(Store):
    """A store that answers as one does that reads its answers from a wire."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def query(self, text: str, prefixes: object = None) -> object:
        assert prefixes is None
        self.asked.append(text)
        return self.answer


class EnoughError(Exception):
    """Raised by a stream that has seen what it wanted."""


class Window:
    """A stream that only wants the first so many bytes."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.seen = b""

    def write(self, data: bytes) -> int:
        self.seen += data
        if len(self.seen) > self.wanted:
            raise EnoughError
        return len(data)

    def flush(self) -> None:
        pass


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
        "light                               height",
        "----------------------------------  ------",
        "Utö (http://example.com/light/utö)  24",
    ]
    assert written(rows(tiny), "jsonl").splitlines()[0] == (
        '{"light":"http://example.com/light/utö","height":24}'
    )
    assert written(rows(tiny), "md").splitlines() == [
        "| light | height |",
        "| --- | --- |",
        "| [Utö](http://example.com/light/utö) | 24 |",
        "| [Kõpu](http://example.com/light/kopu) | 36 |",
        "| [Anholt Lighthouse](http://example.com/light/anholt) | 42 |",
    ]


def test_a_table_shows_curies_values_and_nothing(tiny: KnowledgeGraph) -> None:
    text = "SELECT ?a ?b ?c ('x'@en AS ?d) WHERE { VALUES (?a ?b) { (light:none 1.50) } }"

    assert written(rows(tiny, text), "table").splitlines()[2] == "light:none  1.5     x"


@pytest.mark.parametrize(
    ("lang", "label"), [("en", "Anholt Lighthouse"), ("sv", "Anholts fyr"), ("fi", "Anholt Ligh")]
)
def test_things_have_labels_in_the_language_of_the_reader(
    tiny: KnowledgeGraph, lang: str, label: str
) -> None:
    for format_ in ("table", "md"):
        stream = io.BytesIO()
        rows(tiny, "SELECT ?thing { VALUES ?thing { light:anholt } }").write(
            format_, stream, lang=lang
        )
        assert label in stream.getvalue().decode()


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("Anholt Lighthouse", "light:anholt  Anholt Lighthouse"),
        ("Anholts fyr", "Anholt Lighthouse (light:anholt)  Anholts fyr"),
    ],
)
def test_a_label_that_the_row_has_already_is_not_said_again(
    tiny: KnowledgeGraph, label: str, cell: str
) -> None:
    text = f"SELECT ?light ?name {{ VALUES (?light ?name) {{ (light:anholt '{label}') }} }}"

    assert written(rows(tiny, text), "table").splitlines()[2] == cell


def test_prefixes_are_asked_for_only_where_they_are_shown() -> None:
    store = Elsewhere(ox.parse_query_results(b"?a\n1\n", ox.QueryResultsFormat.TSV))

    answer_ = answer(store, "SELECT")
    assert isinstance(answer_, Rows)
    written(answer_, "csv")

    assert store.asked == ["SELECT"]


@pytest.mark.parametrize(
    "format_", [name for name in ROW_FORMATS if name not in ("parquet", "csvw")]
)
def test_rows_are_written_before_the_last_is_computed(tiny: KnowledgeGraph, format_: str) -> None:
    window = Window(20_000)

    with pytest.raises(EnoughError):
        rows(tiny, ENDLESS).write(format_, window)

    assert b"example.com" in window.seen or b"light:" in window.seen


def test_the_first_rows_are_given_before_the_last_is_computed(tiny: KnowledgeGraph) -> None:
    answer_ = rows(tiny, ENDLESS)

    assert len(list(islice(answer_, 3))) == 3
    assert next(answer_.terms())


@pytest.mark.parametrize(
    ("format_", "number"),
    [
        ("table", 3),
        ("md", 3),
        ("jsonl", 3),
        ("parquet", 3),
        ("geojson", 3),
        ("csv", None),
        ("xml", None),
    ],
)
def test_the_number_of_rows_is_given_where_it_is_known(
    tiny: KnowledgeGraph, format_: str, number: int | None
) -> None:
    assert rows(tiny).write(format_, io.BytesIO()) == number


@pytest.mark.parametrize("format_", [name for name in ROW_FORMATS if name != "csvw"])
def test_no_rows_and_no_columns_can_be_written(tiny: KnowledgeGraph, format_: str) -> None:
    for text in ("SELECT ?a { FILTER(false) }", "SELECT * { }", "SELECT * { FILTER(false) }"):
        rows(tiny, text).write(format_, io.BytesIO())


def test_frames_have_typed_columns(tiny: KnowledgeGraph) -> None:
    polars = pytest.importorskip("polars")
    frame = rows(tiny).to_polars()

    assert frame.schema == {"light": polars.String, "height": polars.Int64}
    assert frame.rows() == [tuple(row) for row in rows(tiny)]
    assert rows(tiny).to_arrow().column("height").to_pylist() == [24, 36, 42]
    assert str(rows(tiny).to_pandas()["height"].dtype) == "int64[pyarrow]"
    parquet = io.BytesIO()
    rows(tiny).write("parquet", parquet)
    parquet.seek(0)
    assert polars.read_parquet(parquet).equals(frame)


@pytest.mark.parametrize(
    ("method", "package"),
    [("to_polars", "polars"), ("to_arrow", "pyarrow"), ("to_pandas", "pandas")],
)
def test_a_package_that_is_not_installed_is_named(
    tiny: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, method: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(UnsupportedError) as caught:
        getattr(rows(tiny), method)()

    assert str(caught.value) == f"Data frames need {package}: pip install 'ritgraph[frames]'"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("name", "start"), [("ndjson", "{"), ("markdown", "|"), ("JSON", '{"head"'), ("xml", "<?xml")]
)
def test_formats_have_other_names(tiny: KnowledgeGraph, name: str, start: str) -> None:
    assert written(rows(tiny), name).startswith(start)


def test_an_unknown_format_lists_those_there_are(tiny: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=f"This answer has {', '.join(ROW_FORMATS)}"):
        written(rows(tiny), "turtle")


def test_triples_are_turtle(tiny: KnowledgeGraph) -> None:
    triples = tiny.query("as-places")
    assert isinstance(triples, Triples)

    assert written(triples, "turtle") == written(triples, "turtle")
    assert "light:anholt\n    a ex:Place ." in written(triples, "turtle")
    assert {triple.object.value for triple in triples} == {"http://example.com/lights#Place"}
    with pytest.raises(UnknownName, match=f"This answer has {', '.join(TRIPLE_FORMATS)}"):
        written(triples, "csv")


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("table", "true\n"),
        ("csv", "true\n"),
        ("tsv", "true\n"),
        ("jsonl", "true\n"),
        ("ndjson", "true\n"),
        ("md", "true\n"),
        ("json", '{"head":{},"boolean":true}\n'),
    ],
)
def test_truth_has_the_formats_of_rows(format_: str, text: str) -> None:
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


@pytest.mark.parametrize("format_", ["parquet", "geojson", "csvw"])
def test_truth_has_no_format_that_needs_rows(format_: str) -> None:
    with pytest.raises(
        UnknownName, match=r"This answer has table, csv, tsv, json, xml, jsonl, md\."
    ):
        write_truth(True, format_, io.BytesIO())


@pytest.mark.parametrize("truth", [True, False])
def test_truth_and_triples_can_come_from_elsewhere(truth: bool) -> None:
    thing = ox.NamedNode("http://example.com/a")
    triple = ox.Triple(thing, thing, thing)

    triples = answer(Elsewhere(iter([triple])), "CONSTRUCT")

    assert answer(Elsewhere(truth), "ASK") is truth
    assert isinstance(triples, Triples)
    assert list(triples) == [triple]


def test_an_empty_answer_has_the_declared_types(tiny: KnowledgeGraph) -> None:
    polars = pytest.importorskip("polars")
    nothing = ox.parse_query_results(b"?name\t?height\n", ox.QueryResultsFormat.TSV)

    rows_ = answer(Elsewhere(nothing), "SELECT", asked=Asked(tiny.queries["lights"], {}))

    assert isinstance(rows_, Rows)
    assert rows_.to_polars().schema == {"name": polars.String, "height": polars.Int64}
