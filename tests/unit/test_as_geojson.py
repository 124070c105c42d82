"""Rows as GeoJSON."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ritgraph
from ritgraph import KnowledgeGraph
from ritgraph.errors import LimitError, UnsupportedError
from ritgraph.query.answer.as_geojson import geojson
from ritgraph.query.answer.rows import Rows
from ritgraph.query.answer.wkt import WKT_LITERAL
from ritgraph.store.embedded import EmbeddedStore

Run = Callable[..., object]
PREFIXES = "PREFIX geo: <http://www.opengis.net/ont/geosparql#> "
THING = ox.NamedNode("http://example.com/a")
EMPTY = EmbeddedStore(ox.Store(), ())


def wkt(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(WKT_LITERAL))


def collected(answer: Rows, lang: str = "en") -> list[dict[str, object]]:
    stream = io.BytesIO()
    number = answer.write("geojson", stream, lang=lang)
    text = stream.getvalue().decode()
    assert text.endswith("]}\n")
    features = features_of(text)
    assert len(features) == number
    return features


def features_of(text: str) -> list[dict[str, object]]:
    """Read a collection, and hold it to RFC 7946, sections 3.2 and 3.3."""
    read = json.loads(text)
    assert list(read) == ["type", "features"]
    assert read["type"] == "FeatureCollection"
    for feature in read["features"]:
        assert (
            {"type", "geometry", "properties"}
            <= set(feature)
            <= {*("type", "id", "geometry", "properties")}
        )
        assert feature["type"] == "Feature"
    return list(read["features"])


def of(columns: list[str], *rows: tuple[object, ...]) -> list[dict[str, object]]:
    return features_of("\n".join(geojson(columns, rows, EMPTY, "en")))  # type: ignore[arg-type]


def asked(graph: KnowledgeGraph, text: str) -> Rows:
    answer = graph.sparql(PREFIXES + text)
    assert isinstance(answer, Rows)
    return answer


@pytest.fixture
def mapped(tiny_project: Path) -> KnowledgeGraph:
    """The lighthouses, two of them on the map: one at a point, one at two geometries."""
    (tiny_project / "data" / "places.ttl").write_text(
        """@prefix geo: <http://www.opengis.net/ont/geosparql#> .
        @prefix light: <http://example.com/light/> .
        light:anholt geo:hasGeometry light:anholt-point .
        light:anholt-point geo:asWKT "POINT(11.7 56.7)"^^geo:wktLiteral .
        light:kopu geo:hasGeometry light:kopu-line , light:kopu-point .
        light:kopu-line geo:asWKT "LINESTRING(1 2,3 4)"^^geo:wktLiteral .
        light:kopu-point geo:asWKT
            "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(58.9 22.2)"^^geo:wktLiteral .
        """,
        encoding="utf-8",
    )
    return ritgraph.open(tiny_project)


def test_a_feature_is_where_the_graph_has_its_thing(mapped: KnowledgeGraph) -> None:
    answer = mapped.query("lights")
    assert isinstance(answer, Rows)

    anholt, kopu, uto = collected(answer)

    assert anholt == {
        "type": "Feature",
        "id": "http://example.com/light/anholt",
        "geometry": {"type": "Point", "coordinates": [11.7, 56.7]},
        "properties": {
            "label": "Anholt Lighthouse",
            "name": "Anholt Lighthouse",
            "height": 42,
        },
    }
    assert kopu["geometry"] == {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "Point", "coordinates": [22.2, 58.9]},
            {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
        ],
    }
    assert uto["geometry"] is None
    assert uto["properties"] == {"label": "Utö", "name": None, "height": 24}


def test_a_column_of_wkt_is_the_geometry_whatever_its_name(mapped: KnowledgeGraph) -> None:
    text = """SELECT ?light ?at (42 AS ?lat) (1 AS ?lon)
        { ?light ex:height ?h OPTIONAL { ?light geo:hasGeometry/geo:asWKT ?at } } ORDER BY ?h ?at"""

    features = collected(asked(mapped, text))

    assert [feature["geometry"] and feature["geometry"]["type"] for feature in features] == [
        *(None, "Point", "LineString", "Point")
    ]
    assert features[0]["properties"] == {"label": "Utö", "lat": 42, "lon": 1}


def test_a_text_is_a_geometry_in_a_column_named_so() -> None:
    (feature,) = of(["thing", "WKT"], (THING, ox.Literal("POINT(1 2)")))

    assert feature["geometry"] == {"type": "Point", "coordinates": [1, 2]}
    assert of(["thing", "text"], (THING, ox.Literal("POINT(1 2)")))[0]["geometry"] is None


@pytest.mark.parametrize(
    "names", [("lat", "long"), ("latitude", "longitude"), ("Lat", "Lon"), ("lat", "lng")]
)
def test_two_columns_of_degrees_are_a_point(names: tuple[str, str]) -> None:
    rows = [(ox.Literal("60.70"), THING, ox.Literal(17)), (None, THING, ox.Literal(17))]

    there, nowhere = of([names[0], "thing", names[1]], *rows)

    assert there["geometry"] == {"type": "Point", "coordinates": [17, 60.7]}
    assert nowhere["geometry"] is None
    assert there["properties"] == {"label": None}


def test_one_column_of_degrees_is_a_property() -> None:
    (feature,) = of(["thing", "label", "lat"], (THING, None, ox.Literal(17)))

    assert (feature["geometry"], feature["properties"]) == (None, {"label": None, "lat": 17})


def test_geometries_of_all_kinds_are_written() -> None:
    texts = ["POINT(1 2)", "LINESTRING(1 2,3 4)", "POLYGON((0 0,1 0,1 1,0 0))", "POINT EMPTY"]

    features = of(["thing", "at"], *((THING, wkt(text)) for text in texts), (THING, None))

    kinds = [feature["geometry"] and feature["geometry"]["type"] for feature in features]
    assert kinds == ["Point", "LineString", "Polygon", None, None]


def test_a_row_about_nothing_has_no_id() -> None:
    unknown, blank = of(["n", "thing"], (ox.Literal(1), None), (ox.Literal(2), ox.BlankNode("b")))

    assert unknown == {"type": "Feature", "geometry": None, "properties": {"n": 1, "thing": None}}
    assert blank["properties"] == {"n": 2, "thing": "_:b"}
    assert "id" not in blank


def test_things_that_are_properties_have_labels(mapped: KnowledgeGraph) -> None:
    near = "?light ex:near ?near"
    text = f"SELECT ?light ?near {{ ?light ex:height ?h OPTIONAL {{ {near} }} }} ORDER BY ?h"
    named = f"SELECT ?light ?near ('x' AS ?nearLabel) {{ {near} }}"

    uto, kopu, _ = collected(asked(mapped, text), "sv")
    (own,) = collected(asked(mapped, named))

    assert uto["properties"] == {
        "label": "Utö",
        "near": "http://example.com/light/anholt",
        "nearLabel": "Anholts fyr",
    }
    assert kopu["properties"] == {"label": "Kõpu", "near": None}
    assert own["properties"]["nearLabel"] == "x"  # type: ignore[index]


def test_no_rows_are_an_empty_collection() -> None:
    assert list(geojson(["thing"], [], EMPTY, "en")) == [
        '{"type":"FeatureCollection","features":[',
        "]}",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("POINT(1 100)", "there is no place at longitude 1 and latitude 100"),
        ("<http://www.opengis.net/def/crs/EPSG/0/3067> POINT(1 2)", "EPSG/0/3067"),
        ("somewhere", "it has no word for SOMEWHERE"),
    ],
)
def test_a_geometry_that_cannot_be_held_is_one_line(
    run: Run, tiny_project: Path, tmp_path: Path, text: str, problem: str
) -> None:
    target = tmp_path / "map.geojson"
    target.write_text("before")
    query = f'{PREFIXES}SELECT ("{text}"^^geo:wktLiteral AS ?at) {{ }}'

    outcome = run("query", "-q", query, "-o", str(target), root=tiny_project)

    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("ritgraph: GeoJSON cannot hold the geometry ")
    assert problem in outcome.err
    assert outcome.err.count("\n") == 1
    assert target.read_text() == "before"


def test_a_geometry_of_the_graph_that_cannot_be_held_is_told(tiny_project: Path) -> None:
    (tiny_project / "data" / "places.ttl").write_text(
        """@prefix geo: <http://www.opengis.net/ont/geosparql#> .
        @prefix light: <http://example.com/light/> .
        light:anholt geo:hasGeometry [ geo:asWKT "POINT(1)"^^geo:wktLiteral ] .""",
    )
    answer = ritgraph.open(tiny_project).query("lights")
    assert isinstance(answer, Rows)

    with pytest.raises(UnsupportedError, match=r"'POINT\(1\)': '1' is no position"):
        answer.write("geojson", io.BytesIO())


def test_what_came_before_a_limit_is_a_whole_collection(tiny: KnowledgeGraph) -> None:
    stream = io.BytesIO()

    with pytest.raises(LimitError):
        tiny.limited(max_rows=2).query("lights").write("geojson", stream)  # type: ignore[union-attr]

    assert len(features_of(stream.getvalue().decode())) == 2


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers()), max_size=5
    )
)
def test_whatever_the_text_is_it_comes_back(pairs: list[tuple[str, int]]) -> None:
    rows = [(THING, ox.Literal(text), ox.Literal(number)) for text, number in pairs]

    features = of(["thing", "label", "n"], *rows)

    expected = [{"label": text, "n": number} for text, number in pairs]
    assert [feature["properties"] for feature in features] == expected


def test_more_rows_than_a_batch_are_all_there() -> None:
    rows = ((THING, ox.Literal(number)) for number in range(2500))

    features = of(["thing", "n"], *rows)

    assert [feature["properties"]["n"] for feature in features] == list(range(2500))  # type: ignore[index]


@pytest.mark.parametrize(("query", "number"), [("participants", 12), ("map-points", 50)])
def test_the_shipped_places_are_on_the_map(query: str, number: int) -> None:
    answer = ritgraph.open().query(query)
    assert isinstance(answer, Rows)

    features = collected(answer)

    assert len({feature["id"] for feature in features}) == number
    assert {feature["geometry"]["type"] for feature in features} == {"Point"}  # type: ignore[index]


def test_the_bytes_are_the_same_whatever_the_hash_seed() -> None:
    command = [sys.executable, "-m", "ritgraph", "query", "participants", "-f", "geojson"]
    written = {
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "2")
    }

    (only,) = written
    assert len(features_of(only.decode())) == 12
