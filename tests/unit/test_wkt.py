"""Well-Known Text as geometries of GeoJSON."""

import json
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.errors import UnsupportedError
from ritgraph.query.answer.wkt import collection, geometry, point

LINE = [[1, 2], [3, 4]]
CRS = "http://www.opengis.net/def/crs"
GEOMETRIES = [
    ("POINT(17.1 60.7)", "Point", [17.1, 60.7]),
    ("POINT (17.1 60.7)", "Point", [17.1, 60.7]),
    ("  point\n(\t17.1   60.7 ) ", "Point", [17.1, 60.7]),
    ("POINT Z (17.1 60.7 25)", "Point", [17.1, 60.7, 25]),
    ("POINTZ(17.1 60.7 25)", "Point", [17.1, 60.7, 25]),
    ("POINT(17.1 60.7 25)", "Point", [17.1, 60.7, 25]),
    ("POINT(+1. -.5)", "Point", [1, -0.5]),
    ("POINT(1.5e1 1E-1)", "Point", [15, 0.1]),
    ("POINT(180 -90)", "Point", [180, -90]),
    ("LINESTRING(1 2,3 4, 5 6)", "LineString", [[1, 2], [3, 4], [5, 6]]),
    ("MULTIPOINT((1 2),(3 4))", "MultiPoint", [[1, 2], [3, 4]]),
    ("MULTIPOINT(1 2,3 4)", "MultiPoint", [[1, 2], [3, 4]]),
    ("MULTIPOINT(EMPTY,(3 4))", "MultiPoint", [[3, 4]]),
    (
        "MULTILINESTRING((1 2,3 4),(5 6,7 8))",
        "MultiLineString",
        [[[1, 2], [3, 4]], [[5, 6], [7, 8]]],
    ),
    ("POLYGON((0 0,4 0,4 4,0 0))", "Polygon", [[[0, 0], [4, 0], [4, 4], [0, 0]]]),
    # RFC 7946, section 3.1.6: the outer ring runs counterclockwise, and holes clockwise.
    ("POLYGON((0 0,4 4,4 0,0 0))", "Polygon", [[[0, 0], [4, 0], [4, 4], [0, 0]]]),
    (
        "POLYGON((0 0,9 0,9 9,0 0),(3 1,4 1,4 2,3 1))",
        "Polygon",
        [[[0, 0], [9, 0], [9, 9], [0, 0]], [[3, 1], [4, 2], [4, 1], [3, 1]]],
    ),
    (
        "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 6,6 5,5 5)))",
        "MultiPolygon",
        [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[5, 5], [6, 5], [6, 6], [5, 5]]]],
    ),
    (f"<{CRS}/OGC/1.3/CRS84> POINT(17.1 60.7)", "Point", [17.1, 60.7]),
    (f"<{CRS}/EPSG/0/4326> POINT(60.7 17.1)", "Point", [17.1, 60.7]),
    ("<https://www.opengis.net/def/crs/EPSG/0/4326>POINT(60.7 17.1)", "Point", [17.1, 60.7]),
    ("<urn:ogc:def:crs:EPSG::4326> POINT Z (60.7 17.1 3)", "Point", [17.1, 60.7, 3]),
    (f"<{CRS}/EPSG/0/4326> LINESTRING(1 2,3 4)", "LineString", [[2, 1], [4, 3]]),
    (
        f"<{CRS}/EPSG/0/4326> POLYGON((0 0,4 0,4 4,0 0))",
        "Polygon",
        [[[0, 0], [4, 4], [0, 4], [0, 0]]],
    ),
]
FAULTS = [
    ("", "it has no word for nothing"),
    ("Gävle", "'ävle' is not understood"),
    ("CIRCLE(1 2, 3)", "it has no word for CIRCLE"),
    ("TRIANGLE((0 0,1 1,1 0,0 0))", "it has no word for TRIANGLE"),
    ("POINT", "'(' is missing at its end"),
    ("POINT 1 2", "'(' is missing before '1'"),
    ("POINT(1 2", "')' is missing at its end"),
    ("POINT(1 2) POINT(3 4)", "nothing can stand before 'POINT'"),
    ("POINT()", "'' is no position of 2 numbers"),
    ("POINT(1)", "'1' is no position of 2 numbers"),
    ("POINT(1,2)", "'1' is no position of 2 numbers"),
    ("POINT(1 2 3 4)", "'1 2 3 4' is no position of 2 numbers"),
    ("POINT Z (1 2)", "'1 2' is no position of 3 numbers"),
    ("POINT M (1 2 3)", "it has no measures (M)"),
    ("POINTZM(1 2 3 4)", "it has no measures (M)"),
    ("POINT(one two)", "'ONE TWO' is no position of 2 numbers"),
    ("POINT(1,5 2,5)", "'1' is no position of 2 numbers"),
    ("POINT(1 2, 3 4)", "a point is one position in parentheses"),
    ("POINT(1\n2\n3 4)", "'1 2 3 4' is no position of 2 numbers"),
    ("POINT(NaN 2)", "'NAN 2' is no position of 2 numbers"),
    ("POINT(1e999 2)", "there is no place at longitude 1E+999 and latitude 2"),
    ("POINT(1e9999 2)", "'1e9999 2)' is not understood"),
    ("POINT(60.7 117.1)", "there is no place at longitude 60.7 and latitude 117.1"),
    ("POINT(181 0)", "there is no place at longitude 181 and latitude 0"),
    ("POINT((1 2))", "there are too many parentheses in it"),
    ("LINESTRING(1 2)", "a line has 2 positions or more, in parentheses"),
    ("LINESTRING((1 2,3 4))", "a line has 2 positions or more"),
    ("POLYGON(0 0,1 0,1 1,0 0)", "a line has 4 positions or more, in parentheses"),
    ("POLYGON((0 0,1 0,0 0))", "a line has 4 positions or more, in parentheses"),
    ("POLYGON((0 0,1 0,1 1,0 1))", "a ring must end where it begins"),
    ("MULTIPOLYGON((0 0,1 0,1 1,0 0))", "a line has 4 positions or more, in parentheses"),
    ("GEOMETRYCOLLECTION(" * 5000, "there are too many parentheses in it"),
    (
        f"<{CRS}/EPSG/0/3857> POINT(1 2)",
        f"CRS 84 and EPSG 4326 alone, and this is <{CRS}/EPSG/0/3857>",
    ),
    (f"<{CRS}/EPSG/0/43260> POINT(1 2)", "and this is"),
    ("<> POINT(1 2)", "and this is <>"),
    ("POINT(1 2); DROP", "'; DROP' is not understood"),
]


def test_as_many_as_expected_are_tried() -> None:
    assert (len(GEOMETRIES), len(FAULTS)) == (24, 36)


@pytest.mark.parametrize(("text", "kind", "coordinates"), GEOMETRIES)
def test_a_geometry_is_written(text: str, kind: str, coordinates: object) -> None:
    assert json.loads(geometry(text)) == {"type": kind, "coordinates": coordinates}


@pytest.mark.parametrize(("text", "problem"), FAULTS)
def test_what_is_no_geometry_is_refused(text: str, problem: str) -> None:
    with pytest.raises(UnsupportedError) as caught:
        geometry(text)

    said = str(caught.value)
    assert said.startswith("GeoJSON cannot hold the geometry '")
    assert problem in said
    assert "\n" not in said
    assert len(said) < 300


def test_numbers_keep_their_digits() -> None:
    assert geometry("POINT(17.10 60.123456789012345678)") == (
        '{"type":"Point","coordinates":[17.10,60.123456789012345678]}'
    )
    assert point("17.10", "-0.0") == '{"type":"Point","coordinates":[17.10,-0.0]}'


@pytest.mark.parametrize("kind", ["POINT", "POLYGON", "GEOMETRYCOLLECTION", "MultiPoint Z"])
def test_an_empty_geometry_is_none(kind: str) -> None:
    assert geometry(f"{kind} EMPTY") == "null"


def test_several_geometries_are_a_collection() -> None:
    written = json.loads(geometry("GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4),POINT EMPTY)"))

    assert written["type"] == "GeometryCollection"
    assert [one["type"] for one in written["geometries"]] == ["Point", "LineString"]
    assert collection([]) == "null"
    assert collection([point("1", "2")]) == geometry("POINT(1 2)")


@pytest.mark.parametrize(
    ("longitude", "latitude"), [("", "1"), ("x", "1"), ("1", "1°"), ("1", "91"), ("NaN", "1")]
)
def test_what_is_no_longitude_and_latitude_is_refused(longitude: str, latitude: str) -> None:
    with pytest.raises(UnsupportedError, match=f"longitude '{longitude}' and latitude"):
        point(longitude, latitude)


@given(st.text(alphabet="POINTLIESRGMUZ(), 0123456789.-+eE<>", max_size=40))
def test_whatever_the_text_is_json_or_refused(text: str) -> None:
    with suppress(UnsupportedError):
        json.loads(geometry(text))


@given(
    st.lists(
        st.tuples(
            st.decimals(-180, 180, places=3, allow_nan=False),
            st.decimals(-90, 90, places=3, allow_nan=False),
        ),
        min_size=3,
        max_size=6,
        unique=True,
    )
)
def test_the_outer_ring_never_runs_clockwise(corners: list[tuple[object, object]]) -> None:
    ring = [*corners, corners[0]]
    text = ",".join(f"{x} {y}" for x, y in ring)

    (written,) = json.loads(geometry(f"POLYGON(({text}))"), parse_float=str)["coordinates"]

    area = sum(float(a[0]) * float(b[1]) - float(b[0]) * float(a[1]) for a, b in pairwise(written))
    assert area > -1e-6
    assert len(written) == len(ring)
