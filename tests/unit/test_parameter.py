"""Parameters: names, types, and the terms that values become."""

from datetime import date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest

from ritgraph.errors import ParameterError, SourceSyntaxError
from ritgraph.query.header import read_header
from ritgraph.query.parameter import Parameter, parameters
from ritgraph.query.tokens import tokenise

XSD = "http://www.w3.org/2001/XMLSchema#"


def found(text: str) -> list[Parameter]:
    return list(parameters(tokenise(text), read_header(text), text, "q.rq"))


def resolve(name: str, class_: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.com/{class_}{name}")


def test_names_and_types_come_from_the_variables() -> None:
    text = "ASK { ?_a ?__b_integer ?_c_iri . ?_d_xsd ?plain ?lang . ?__lang ?_a ?__e_dateTime }"

    assert [(p.name, p.variable, p.type, p.required) for p in found(text)] == [
        ("a", "_a", "string", True),
        ("b", "__b_integer", "integer", False),
        ("c", "_c_iri", "iri", True),
        ("d_xsd", "_d_xsd", "string", True),
        ("lang", "__lang", "language", False),
        ("e", "__e_dateTime", "dateTime", False),
    ]


def test_the_header_adds_type_help_class_and_default() -> None:
    text = """#+ params:
#+   round: {type: integer, help: the round, default: 2}
#+   near: {class: ex:Light}
ASK { ?_round ?_near_iri ?x }"""

    assert found(text) == [
        Parameter("round", "_round", "integer", required=False, default=2, help="the round"),
        Parameter("near", "_near_iri", "iri", required=True, class_="ex:Light"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#+ defaults: {lang: en}\nASK { ?__lnag ?p ?o }", "parameter 'lang', the query has none"),
        ("ASK { ?_x ?p ?__x }", "'?__x' and '?_x' are one parameter, 'x'"),
        ("#+ params: {x: {type: intger}}\nASK { ?s ?p ?_x }", "Did you mean 'integer'?"),
    ],
)
def test_what_header_and_query_disagree_on_is_told(text: str, problem: str) -> None:
    with pytest.raises(SourceSyntaxError, match=r"q\.rq:") as raised:
        found(text)

    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("type_", "value", "lexical"),
    [
        ("integer", 2, "2"),
        ("integer", "-12", "-12"),
        ("decimal", Decimal("2.50"), "2.50"),
        ("decimal", "3", "3"),
        ("boolean", True, "true"),
        ("boolean", "false", "false"),
        ("date", date(2018, 4, 17), "2018-04-17"),
        ("date", "2018-04-17", "2018-04-17"),
        ("dateTime", datetime(2018, 4, 17, 9, 30), "2018-04-17T09:30:00"),
        ("dateTime", "2018-04-17T09:30:00Z", "2018-04-17T09:30:00Z"),
    ],
)
def test_values_become_literals_of_the_type(type_: str, value: object, lexical: str) -> None:
    expected = ox.Literal(lexical, datatype=ox.NamedNode(XSD + type_))

    assert Parameter("x", "_x", type_).term(value, resolve) == expected


def test_strings_and_languages_become_plain_literals() -> None:
    assert Parameter("x", "_x").term("2 ", resolve) == ox.Literal("2 ")
    assert Parameter("x", "_x", "language").term("en-GB", resolve) == ox.Literal("en-gb")


def test_iris_are_resolved_within_their_class() -> None:
    parameter = Parameter("x", "_x_iri", "iri", class_="c/")

    assert parameter.term("a", resolve) == ox.NamedNode("http://example.com/c/a")


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("integer", "two"),
        ("integer", "2.0"),
        ("integer", "2 } UNION { ?s ?p ?o"),
        ("integer", "٣"),
        ("integer", "2\n"),
        ("decimal", "1e3"),
        ("decimal", "."),
        ("boolean", "yes"),
        ("date", "2018-02-30"),
        ("date", "17.4.2018"),
        ("dateTime", "2018-04-17"),
        ("dateTime", "2018-04-17T25:00:00"),
        ("language", "en us"),
        ("language", "'en'"),
        ("language", ""),
    ],
)
def test_a_value_of_another_type_is_told_with_an_example(type_: str, value: str) -> None:
    with pytest.raises(ParameterError, match=f"'x' takes an? {type_} such as") as raised:
        Parameter("x", "_x", type_).term(value, resolve)

    assert raised.value.parameter == "x"
