"""Binding puts terms in the place of variables, and changes nothing else."""

import pyoxigraph as ox
import pytest
import rdflib.plugins.sparql
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.query.saved.bind import bind
from ritgraph.sparql.tokens import tokenise

EX = "http://example.com/"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def bound(text: str, **values: object) -> str:
    terms = {
        f"_{name}": [ox.Literal(value) if isinstance(value, str | int) else value]
        for name, value in values.items()
    }
    return bind(text, tokenise(text), terms)


@pytest.fixture
def store() -> ox.Store:
    """Three things with a value each, and a link from the first to the second."""
    store = ox.Store()
    for name, value in (("a", 1), ("b", 2), ("c", 2)):
        store.add(ox.Quad(ox.NamedNode(EX + name), ox.NamedNode(EX + "v"), ox.Literal(value)))
    store.add(ox.Quad(ox.NamedNode(EX + "a"), ox.NamedNode(EX + "to"), ox.NamedNode(EX + "b")))
    return store


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("?s ex:v ?_x", "bc"),
        ("?s ex:v ?v FILTER(?v = ?_x)", "bc"),
        ("?s ex:v ?v FILTER NOT EXISTS { ?s ex:v ?_x }", "a"),
        ("?s ex:v ?v FILTER NOT EXISTS { BIND(?_x AS ?w) FILTER(?v = ?w) }", "a"),
        ("{ ?s ex:v ?_x } UNION { ?s ex:to ?o . ?o ex:v ?_x }", "abc"),
        ("?s ex:v ?v OPTIONAL { ?s ex:to ?t . ?t ex:v ?_x } FILTER(BOUND(?t))", "a"),
        ("{ SELECT ?s { ?s ex:v ?_x } }", "bc"),
        ("{ SELECT ?s (SUM(?v) AS ?n) { ?s ex:v ?v } GROUP BY ?s HAVING(SUM(?v) = ?_x) }", "bc"),
        ("?s ex:v ?v MINUS { ?s ex:v ?_x }", "a"),
        ("VALUES ?v { 2 } ?s ex:v ?v FILTER(?v IN (?_x, 7))", "bc"),
        ("?s ex:v ?v FILTER(?v<?_x)", "a"),
        ("?s ex:v ?v FILTER(BOUND(?_x))", "abc"),
        ("?s ex:v ?v FILTER BOUND(?_x)", "abc"),
        ("?s ex:v ?v FILTER(! bound( # ?_x\n ?_x ) || ?v = ?_x)", "bc"),
        ("?s ex:v $_x", "bc"),
    ],
)
def test_a_parameter_means_the_same_wherever_it_stands(
    store: ox.Store, pattern: str, names: str
) -> None:
    text = f"PREFIX ex: <{EX}> SELECT DISTINCT ?s WHERE {{ {pattern} }} ORDER BY ?s"
    rdflib.plugins.sparql.prepareQuery(text)

    query = bound(text, x=2)

    rdflib.plugins.sparql.prepareQuery(query)
    assert [row["s"].value.removeprefix(EX) for row in store.query(query)] == list(names)


def test_a_parameter_right_behind_a_path_is_replaced(store: ox.Store) -> None:
    query = bound(f"PREFIX ex: <{EX}> SELECT ?s {{ ?s ex:to*/ex:v?_x }}", x=2)

    assert len(list(store.query(query))) == 3


def test_a_parameter_of_a_path_and_of_a_template_is_replaced(store: ox.Store) -> None:
    text = f"CONSTRUCT {{ ?s <{EX}label> ?_x }} WHERE {{ ?s <{EX}to>/?_p ?o }}"

    (triple,) = store.query(bound(text, x="hi", p=ox.NamedNode(EX + "v")))

    assert triple.object == ox.Literal("hi")


def test_an_optional_parameter_without_value_stays_a_variable(store: ox.Store) -> None:
    text = f"SELECT ?s {{ ?s <{EX}v> ?v FILTER(!BOUND(?__x) || ?v = ?__x) }}"

    query = bind(text, tokenise(text), {"__x": ()})

    assert query == f"SELECT ?s {{ ?s <{EX}v> ?v FILTER(! (false) || ?v = ?__x) }}"
    assert len(list(store.query(query))) == 3


def test_inside_an_expression_of_select_and_group_by_a_value_can_stand(store: ox.Store) -> None:
    text = "SELECT (?_x + 1 AS ?y) { } GROUP BY (?_x) ORDER BY DESC(?_x) (?_x)"

    (row,) = store.query(bound(text, x=2))

    assert row["y"] == ox.Literal(3)


def test_text_in_strings_comments_and_iris_is_left_alone() -> None:
    text = "ASK { ?s <http://e/?_x#?_x> '?_x' # ?_x\n FILTER(?_x = '''?_x''') }"

    assert bound(text, x="v") == text.replace("(?_x =", '( "v" =')


def test_lines_are_kept() -> None:
    text = "ASK {\n ?s ?p ?_x\n}"

    assert bound(text, x="a\nb\r").count("\n") == text.count("\n")


def test_two_terms_side_by_side_stay_two() -> None:
    query = bound("SELECT ?v { VALUES ?v { 0 } ?v ?p ?_a,?_b,?_a }", a="", b="x")

    assert [token.text for token in tokenise(query) if token.kind == "string"] == [
        '""',
        '"x"',
        '""',
    ]
    ox.Store().query(query)


@given(TEXTS)
def test_any_string_comes_back_as_that_literal(value: str) -> None:
    query = bound("SELECT (?_x AS ?y) WHERE { FILTER(?_x = ?_x) }", x=value)

    (row,) = ox.Store().query(query)

    assert row["y"] == ox.Literal(value)


INJECTIONS = st.sampled_from(
    ['"', "'", '"""', "\\", "}", "{", ">", "<", "#", "\n", "\r", "\\u0022", "UNION", "?_x", "@en"]
)


@given(st.lists(INJECTIONS | TEXTS).map("".join), st.sampled_from([None, "en"]))
def test_no_string_changes_the_shape_of_the_query(value: str, language: str | None) -> None:
    text = "ASK { ?s ?p ?_x FILTER NOT EXISTS { ?_x ?p '?_x' } } # ?_x"
    shape = [token.kind for token in tokenise(bound(text, x=ox.Literal("a", language=language)))]

    query = bound(text, x=ox.Literal(value, language=language))

    assert [token.kind for token in tokenise(query)] == shape
