"""Parameters: names, types, and the terms that values become."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest

from ritgraph.errors import ParameterError, SourceSyntaxError
from ritgraph.query.saved.declaration import FromQuery
from ritgraph.query.saved.header import read_header
from ritgraph.query.saved.parameter import Parameter, parameters
from ritgraph.sparql.tokens import tokenise

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
        ("#+ params: {x: {type: 'geo:wkt'}}\nASK { ?s ?p ?_x }", "unknown type 'geo:wkt'"),
        ("#+ params: {x: {type: string}}\nASK { ?s ?p ?_x_integer }", "'x' is an integer by its"),
        ("#+ params: {x: {class: ex:A}}\nASK { ?s ?p ?_x }", "only an iri has one"),
        ("#+ params: {x: {pattern: a}}\nASK { ?s ?p ?_x_iri }", "is an iri, which has no pattern"),
        ("#+ params: {x: {lang: sv}}\nASK { ?s ?p ?_x_integer }", "only a string has one"),
        (
            "#+ params: {x: {values: [1, b]}}\nASK { ?s ?p ?_x_integer }",
            "an integer such as 2, not 'b'",
        ),
        (
            "#+ params: {x: {default: b}}\nASK { ?s ?p ?_x_integer }",
            "an integer such as 2, not 'b'",
        ),
        (
            "#+ params: {x: {values: [1, 2], default: 3}}\nASK { ?s ?p ?_x_integer }",
            "one of 1, 2, not '3'",
        ),
        (
            "#+ params: {x: {pattern: '[A-Z]+', default: b}}\nASK { ?s ?p ?_x }",
            "of the form [A-Z]+, not 'b'",
        ),
    ],
)
def test_what_header_and_query_disagree_on_is_told(text: str, problem: str) -> None:
    with pytest.raises(SourceSyntaxError, match=r"q\.rq:") as raised:
        found(text)

    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("header", "line", "column"),
    [
        ("#+ params:\n#+   a: {}\n#+   xx: {}", 3, 6),
        ("#+ tags: [xx]\n#+ defaults:\n#+   - xx: 1", 3, 8),
        ("#+ enumerate: [xx]", 1, 16),
        ("#+ columns:\n#+   x: {}\n#+ example: {a: b, x: b}", 3, 20),
        ("#+ example:\n#+   a: x\n#+   x: b", 3, 6),
        ("#+ defaults:\n#+   x: b", 2, 6),
        ("#+ params:\n#+   a: {help: x}\n#+   x: {default: b}", 3, 6),
        ("#+ enumerate:\n#+   - x: [b]", 2, 8),
    ],
)
def test_the_place_of_a_fault_is_that_of_the_parameter(header: str, line: int, column: int) -> None:
    with pytest.raises(SourceSyntaxError) as raised:
        found(f"{header}\nASK {{ ?_a ?p ?_x_integer }}")

    assert (raised.value.line, raised.value.column) == (line, column)


def test_types_come_from_prefixes_of_the_query_too() -> None:
    text = """#+ params: {b: {type: 'g:w'}, c: {type: 'xsd:integer'}, d: {lang: en}, checked_is: {}}
BASE <http://example.com/> PREFIX g: <http://example.com/g#>
ASK { ?_a_g_w ?_b ?_c ; ?p ?_d , ?_e_sv , ?_checked_is , ?_f_xsd_gYear }"""

    assert [(p.name, p.type, p.type_name, p.lang) for p in found(text)] == [
        ("a", "http://example.com/g#w", "w", ""),
        ("b", "http://example.com/g#w", "w", ""),
        ("c", "integer", "integer", ""),
        ("d", "string", "string", "en"),
        ("e", "string", "string", "sv"),
        ("checked_is", "string", "string", ""),
        ("f", f"{XSD}gYear", "gYear", ""),
    ]


def test_lists_and_values_come_from_the_header() -> None:
    text = """#+ params:
#+   a: {list: true, default: [x, y], pattern: '[a-z]'}
#+   b: {values: {query: q}}
#+ enumerate: [c: [1, 2], d]
#+ example: {a: [z]}
ASK { ?_a ?_b ?_c ; ?p ?_d }"""

    a, b, c, d = found(text)

    assert (a.many, a.default, a.required, a.pattern, a.example) == (
        True, ["x", "y"], False, "[a-z]", ["z"]
    )  # fmt: skip
    assert (b.values, c.values, d.values) == (FromQuery("q"), (1, 2), ())


@pytest.mark.parametrize(
    ("type_", "value", "lexical"),
    [
        ("integer", 2, "2"),
        ("integer", "-12", "-12"),
        ("decimal", Decimal("2.50"), "2.50"),
        ("decimal", "3", "3"),
        ("decimal", 2.5, "2.5"),
        ("decimal", 0.00001, "0.00001"),
        ("decimal", Decimal("1E+3"), "1000"),
        ("integer", ox.Literal(7), "7"),
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


@pytest.mark.parametrize(
    ("value", "datatype"), [("2", "integer"), (2.5, "decimal"), ("-1e3", "double")]
)
def test_a_number_is_what_sparql_reads_it_as(value: object, datatype: str) -> None:
    expected = ox.Literal(str(value), datatype=ox.NamedNode(XSD + datatype))

    assert Parameter("x", "_x", "number").term(value, resolve) == expected


def test_other_datatypes_and_languages_are_kept() -> None:
    geo = "http://example.com/geo#wkt"

    assert Parameter("x", "_x", geo).term("P(1 2)", resolve) == ox.Literal(
        "P(1 2)", datatype=ox.NamedNode(geo)
    )
    assert Parameter("x", "_x", lang="sv").term("Gävle", resolve) == ox.Literal(
        "Gävle", language="sv"
    )


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
        ("number", "INF"),
        (f"{XSD}gYear", "18"),
        (f"{XSD}gYearMonth", "2018-13"),
        (f"{XSD}double", "1e"),
        ("language", "en us"),
        ("language", "'en'"),
        ("language", ""),
    ],
)
def test_a_value_of_another_type_is_told_with_an_example(type_: str, value: str) -> None:
    with pytest.raises(
        ParameterError, match=f"'x' takes an? {type_.removeprefix(XSD)} such as"
    ) as raised:
        Parameter("x", "_x", type_).term(value, resolve)

    assert raised.value.parameter == "x"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "takes a string, not None."),
        (b"a", "takes a string, not bytes."),
        ("a\ud800", "takes a string, not text with half a character (U+D800)."),
        (["a"], "takes one value, not a list of 1."),
        ({"a", "b"}, "takes one value, not a list of 2."),
    ],
)
def test_what_is_no_single_value_is_told(value: Any, problem: str) -> None:
    with pytest.raises(ParameterError) as raised:
        Parameter("x", "_x").terms(value, resolve)

    assert str(raised.value) == f"The parameter 'x' {problem}"


def test_an_empty_list_is_no_value() -> None:
    with pytest.raises(
        ParameterError, match=r"was given an empty list\. Give a value, or leave it out"
    ):
        Parameter("x", "_x", many=True).terms([], resolve)


def test_a_pattern_must_match_the_whole_value() -> None:
    parameter = Parameter("code", "_code", pattern="[A-Z]{2}[0-9]*", example="SE31")

    assert parameter.term("SE", resolve) == ox.Literal("SE")
    for text in ("SE31 ", "se31", "SE31\n", ""):
        with pytest.raises(ParameterError) as raised:
            parameter.term(text, resolve)
        assert str(raised.value).startswith(
            "The parameter 'code' takes a string of the form [A-Z]{2}[0-9]* such as SE31, not '"
        )


def test_a_message_is_one_short_line_whatever_the_value() -> None:
    with pytest.raises(ParameterError) as raised:
        Parameter("x", "_x", "integer").term("\n\x1b[31m" + "9a" * 500, resolve)

    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize("name", ["a\0b", "\x1b[31m", "\x9b", "a" * 2001])
def test_what_can_be_no_name_is_not_looked_for(name: str) -> None:
    with pytest.raises(ParameterError, match="takes the name of a thing, which"):
        Parameter("x", "_x", "iri").term(name, resolve)
