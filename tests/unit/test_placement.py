"""Where parameters can stand, and where several values can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from ritgraph.errors import SourceSyntaxError
from ritgraph.query.saved.saved_query import SavedQuery

if TYPE_CHECKING:
    from pathlib import Path

EX = "http://example.com/"
HEADER = "#+ params: {x: {type: integer, list: true}}\n"


def saved(folder: Path, text: str) -> SavedQuery:
    path = folder / "q.rq"
    path.write_text(text, encoding="utf-8")
    return SavedQuery.read(path)


def no_thing(name: str, class_: str) -> ox.NamedNode:
    raise AssertionError


@pytest.mark.parametrize(
    ("text", "column", "place"),
    [
        ("SELECT ?_x WHERE { ?s ?p ?_x }", 8, "in SELECT, where no value can stand"),
        ("SELECT DISTINCT ?s ?_x { ?s ?p ?_x }", 20, "in SELECT"),
        ("SELECT ?s ?__x { ?s ?p ?__x }", 11, "in SELECT"),
        ("SELECT (?s AS ?t) ?_x { ?s ?p ?_x }", 19, "in SELECT"),
        ("SELECT ?s { { SELECT ?_x { ?s ?p ?_x } } }", 22, "in SELECT"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?s ?_x", 36, "in GROUP BY"),
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?_x", 33, "in ORDER BY"),
        ("SELECT ?s { BIND(1 AS ?_x) }", 23, "after AS"),
        ("SELECT (1 AS ?_x) { }", 14, "after AS"),
        ("SELECT ?s { VALUES ?_x { 1 } }", 20, "as a variable of VALUES. 'list: true'"),
        ("SELECT ?s { VALUES (?s ?_x) { (1 2) } }", 24, "as a variable of VALUES. 'list: true'"),
    ],
)
def test_where_only_a_variable_can_stand_no_parameter_can(
    tmp_path: Path, text: str, column: int, place: str
) -> None:
    with pytest.raises(SourceSyntaxError) as raised:
        saved(tmp_path, text)

    assert (raised.value.line, raised.value.column) == (1, column)
    assert f"stands {place}" in raised.value.problem


@pytest.mark.parametrize(
    ("pattern", "column"),
    [
        ("?s ?p ?_x", 19),
        ("?s ?p ?v FILTER(?v = ?_x)", 34),
        ("?s ?p ?v FILTER(?v IN (STR(?_x)))", 40),
        ("?s ?p ?v FILTER(?v IN ((?_x)))", 37),
        ("?s ?p ?v FILTER(?v IN (?_x + 1))", 36),
        ("?s ?p ?v FILTER(COALESCE(?_x, 1) = ?v)", 38),
        ("?s ?p ?v FILTER(?v IN (?_x)) BIND(?_x AS ?w)", 47),
        ("VALUES (?s ?_x) { (1 2) }", 24),
        ("VALUES (?_x) { (1) }", 21),
    ],
)
def test_a_list_stands_in_in_and_values_alone(tmp_path: Path, pattern: str, column: int) -> None:
    with pytest.raises(SourceSyntaxError) as raised:
        saved(tmp_path, f"{HEADER}SELECT ?s {{ {pattern} }}")

    assert (raised.value.line, raised.value.column) == (2, column)


@pytest.fixture
def store() -> ox.Store:
    """Things a, b, c with the values 1, 2, 3."""
    store = ox.Store()
    for value, name in enumerate("abc", 1):
        store.add(ox.Quad(ox.NamedNode(EX + name), ox.NamedNode(EX + "v"), ox.Literal(value)))
    return store


@pytest.mark.parametrize(
    ("pattern", "names", "names_without"),
    [
        ("?s ex:v ?v FILTER(?v IN ( ?__x ))", "ac", ""),
        ("?s ex:v ?v FILTER(BOUND(?__x) && ?v IN (?__x,2))", "abc", ""),
        ("?s ex:v ?v FILTER(?v NOT IN (?__x))", "b", ""),
        ("?s ex:v ?v FILTER(!BOUND(?__x) || ?v IN (?__x))", "ac", "abc"),
        ("VALUES ?__x { 2 } ?s ex:v ?__x", "ac", "abc"),
        ("VALUES ?__x{2 UNDEF}?s ex:v ?__x", "ac", "abc"),
        ("VALUES ?__x { } ?s ex:v ?v FILTER(?v = ?__x)", "ac", ""),
        ("VALUES ?__x { 2 } ?s ex:v ?v FILTER(!BOUND(?__x) || ?v = ?__x)", "ac", "abc"),
        ("?s ex:v ?v FILTER NOT EXISTS { VALUES ?__x { 2 } FILTER(?v = ?__x) }", "b", "abc"),
        ("?s ex:v ?v FILTER EXISTS { ?s ex:v ?w FILTER(?w IN (?__x)) }", "ac", ""),
        ("{ SELECT ?s { VALUES ?__x { 2 } ?s ex:v ?__x } }", "ac", "abc"),
    ],
)
def test_a_list_means_any_of_its_values(
    tmp_path: Path, store: ox.Store, pattern: str, names: str, names_without: str
) -> None:
    text = f"{HEADER}PREFIX ex: <{EX}> SELECT DISTINCT ?s WHERE {{ {pattern} }} ORDER BY ?s"
    query = saved(tmp_path, text)
    graph = rdflib.Graph()
    graph.parse(data=store.dump(None, ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph()))

    for values, expected in (({"x": [3, "1"]}, names), ({}, names_without)):
        bound = query.bind(values, no_thing)

        assert "".join(r["s"].value.removeprefix(EX) for r in store.query(bound)) == expected
        assert "".join(str(r["s"]).removeprefix(EX) for r in graph.query(bound)) == expected


def test_one_value_for_a_list_is_a_list_of_one(tmp_path: Path) -> None:
    query = saved(tmp_path, f"{HEADER}SELECT ?s {{ ?s ?p ?v FILTER(?v IN (?_x)) }}")

    assert query.bind({"x": 2}, no_thing) == query.bind({"x": (2, "2")}, no_thing)


def test_values_stand_once_and_those_of_a_set_are_sorted(tmp_path: Path) -> None:
    query = saved(tmp_path, f"{HEADER}SELECT ?s {{ VALUES ?_x {{ 1 }} ?s ?p ?_x }}")

    in_order = query.bind({"x": iter([3, 1, 2, 1])}, no_thing)
    as_set = query.bind({"x": {3, 1, 2}}, no_thing)

    assert [in_order.index(f'"{n}"') for n in (3, 1, 2)] == sorted(
        in_order.index(f'"{n}"') for n in (1, 2, 3)
    )
    assert in_order.count('"1"') == 1
    assert as_set == query.bind({"x": [1, 2, 3]}, no_thing)


@pytest.mark.parametrize(
    "text", ["?_x", "VALUES ?_x", "VALUES ?_x {", "ASK { FILTER(1 IN (?_x", "BOUND(?_x"]
)
@pytest.mark.parametrize("header", ["", HEADER])
def test_a_text_that_breaks_off_is_told_or_bound_as_it_is(
    tmp_path: Path, text: str, header: str
) -> None:
    try:
        bound = saved(tmp_path, header + text).bind({"x": 1}, no_thing)
    except SourceSyntaxError as error:
        bound = error.problem

    assert "?_x" in bound or '"1"' in bound or "(true)" in bound


@pytest.mark.parametrize("star", ["*", "DISTINCT *", "REDUCED\n*"])
def test_all_columns_are_not_shown_beside_a_parameter(star: str, tmp_path: Path) -> None:
    file = tmp_path / "all.rq"
    file.write_text(f"SELECT {star} {{ ?s ?p ?__x }}")

    with pytest.raises(SourceSyntaxError, match="name the columns"):
        SavedQuery.read(file)


@pytest.mark.parametrize(
    "text",
    ["SELECT * { ?s ?p ?x }", "SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p ?__x FILTER(2 * 3 > 1) }"],
)
def test_a_star_that_shows_no_parameter_is_fine(text: str, tmp_path: Path) -> None:
    file = tmp_path / "all.rq"
    file.write_text(text)

    assert SavedQuery.read(file).text == text
