"""Where a text stops being SPARQL."""

import pyoxigraph as ox
import pytest

from ritgraph.errors import SourceSyntaxError
from ritgraph.sparql.syntax import check_words, is_sparql, locate


@pytest.mark.parametrize(
    ("query", "line", "column", "problem"),
    [
        ("SELECT * WHERE { ?s ?p }", 1, 24, "'}' cannot stand here"),
        ('SELECT * {\n  ?s ?p "é😀é" ??\n}', 2, 15, "'?' cannot stand here"),
        ("SELECT ?s { ?s ?p ?o }}", 1, 23, "'}' cannot stand here"),
        ("SELECT ?s { ?s ?p ?o . FILTER ?s = 2 }", 1, 31, "'?s' cannot stand here"),
        ("SELECT ?s { FILTER(?s = ) }\nORDER BY ?s", 1, 25, "')' cannot stand here"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 30, "'?s' cannot stand here"),
        ("SELECT * { ?s ?p ?o # } \n", 1, 24, "the query ends too early"),
        ("", 1, 1, "the query ends too early"),
        ("SELECT ?x (1 AS ?x) {}", 1, 23, "Duplicated variable name in SELECT"),
        ("SELECT ?s { } GROUP BY ?p", 1, 26, "The SELECT contains a variable that is unbound"),
    ],
)  # fmt: skip
def test_syntax_error_is_located_exactly(query: str, line: int, column: int, problem: str) -> None:
    check_words(query, {})
    with pytest.raises(SyntaxError) as raised:
        ox.Store().query(query)

    assert locate(query, {}, str(raised.value)) == (line, column, problem)


@pytest.mark.parametrize(
    ("query", "line", "column", "problem"),
    [
        ("SELECT * WHER { ?s ?p ?o }", 1, 10, "'WHER' is no SPARQL. Did you mean 'WHERE'?"),
        ("ASK {\n ?s fooaf:x ?o }", 2, 5, "'fooaf:' is not declared. Did you mean 'foaf:'?"),
        ('ASK { ?s ?p "open }', 1, 13, "the string that begins here does not end"),
        ("ASK { ?s ?p 'open\n' }", 1, 13, "the string that begins here does not end"),
        (r'ASK { ?s ?p "\q" }', 1, 13, "has an escape that SPARQL lacks"),
        ("ASK { ?s <http://e/ x> ?o }", 1, 10, "the IRI that begins here"),
        ("ASK { ?s ?p trueSERVICE <http://e/> {} }", 1, 13, "'trueSERVICE' is no SPARQL"),
    ],
)  # fmt: skip
def test_unknown_words_prefixes_and_open_strings_are_located(
    query: str, line: int, column: int, problem: str
) -> None:
    with pytest.raises(SourceSyntaxError) as raised:
        check_words(query, {"foaf": "http://xmlns.com/foaf/0.1/"}, "q.rq")

    assert (raised.value.path, raised.value.line, raised.value.column) == ("q.rq", line, column)
    assert problem in raised.value.problem


def test_prefixes_declared_or_known_may_be_used() -> None:
    assert check_words("PREFIX a: <http://a/> PREFIX : <http://b/> ASK { a:b :c d:e }", {"d": ""})


def test_is_sparql_says_what_the_engine_says() -> None:
    assert is_sparql("ASK { ?s ?p ?o }")
    assert not is_sparql("ASK { ?s ?p }")
