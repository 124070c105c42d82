"""Rows as JSON Lines."""

import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.query.answer.json_lines import json_lines

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def line(*terms: object) -> str:
    (only,) = json_lines([f"c{number}" for number, _ in enumerate(terms)], [terms])
    return only


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, "null"),
        (ox.NamedNode("http://example.com/a"), '"http://example.com/a"'),
        (ox.BlankNode("b"), '"_:b"'),
        (ox.Literal("fyr", language="sv"), '"fyr"'),
        (ox.Literal("2"), '"2"'),
        (typed("2", "integer"), "2"),
        (typed("2", "nonNegativeInteger"), "2"),
        (typed("9" * 30, "integer"), "9" * 30),
        (typed("2.50", "decimal"), "2.50"),
        (typed("1.5e3", "double"), "1.5e3"),
        (typed("true", "boolean"), "true"),
        (typed("1", "boolean"), "1"),
        (typed("INF", "double"), '"INF"'),
        (typed("NaN", "double"), '"NaN"'),
        (typed("+2", "integer"), '"+2"'),
        (typed("02", "integer"), '"02"'),
        (typed(".5", "decimal"), '".5"'),
        (typed("2018-04-17", "date"), '"2018-04-17"'),
        (ox.Literal('say "hi"\n\t\\'), r'"say \"hi\"\n\t\\"'),
    ],
)
def test_a_value_is_json(term: object, value: str) -> None:
    assert line(term) == f'{{"c0":{value}}}'


def test_columns_keep_their_order_and_place() -> None:
    assert list(json_lines(["b", "a"], [(None, ox.Literal(1)), (ox.Literal(2), None)])) == [
        '{"b":null,"a":1}',
        '{"b":2,"a":null}',
    ]
    assert list(json_lines([], [()])) == ["{}"]


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_text_is_one_line_and_comes_back(texts: list[str]) -> None:
    written = line(*map(ox.Literal, texts))

    assert len(written.splitlines()) == 1
    assert list(json.loads(written).values()) == texts
