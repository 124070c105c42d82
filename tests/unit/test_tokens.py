"""Tokens agree with what an engine reads."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.errors import SourceSyntaxError
from ritgraph.sparql.tokens import position, tokenise


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a < ?b", [("var", "?a"), ("punct", "<"), ("var", "?b")]),
        ("?a<5", [("var", "?a"), ("punct", "<"), ("number", "5")]),
        ("?a<=?b", [("var", "?a"), ("punct", "<="), ("var", "?b")]),
        ("?s <p#q?_x> ?o", [("var", "?s"), ("iri", "<p#q?_x>"), ("var", "?o")]),
        (r"<http://e/\u0041>", [("iri", r"<http://e/\u0041>")]),
        ("x:p?/x:q", [("pname", "x:p"), ("punct", "?"), ("punct", "/"), ("pname", "x:q")]),
        ("x:p? ?o", [("pname", "x:p"), ("punct", "?"), ("var", "?o")]),
        ("x:p?_x", [("pname", "x:p"), ("var", "?_x")]),
        (r"x:p\?_x", [("pname", r"x:p\?_x")]),
        ("x:p%3F_x", [("pname", "x:p%3F_x")]),
        ("x:p#?_x\n?y", [("pname", "x:p"), ("var", "?y")]),
        ("?s a?c", [("var", "?s"), ("word", "a"), ("var", "?c")]),
        ("?s a x:C", [("var", "?s"), ("word", "a"), ("pname", "x:C")]),
        ("$_x?_y", [("var", "$_x"), ("var", "?_y")]),
        ("?_é1·", [("var", "?_é1·")]),
        ("# ?_x 'open\n?y # ?_z", [("var", "?y")]),
        ("# ?_x\r?y", [("var", "?y")]),
        ("'# ?_x' ?y", [("string", "'# ?_x'"), ("var", "?y")]),
        (r'"say \"?_x\""', [("string", r'"say \"?_x\""')]),
        (r'"\\" ?_x "\\"', [("string", r'"\\"'), ("var", "?_x"), ("string", r'"\\"')]),
        ('"""a "?_x" \n""" ?y', [("string", '"""a "?_x" \n"""'), ("var", "?y")]),
        ("'''it''s ?_x'''", [("string", "'''it''s ?_x'''")]),
        ("'' ?_x ''", [("string", "''"), ("var", "?_x"), ("string", "''")]),
        ("'ab'@en-GB", [("string", "'ab'"), ("lang", "@en-GB")]),
        ("'1'^^x:i", [("string", "'1'"), ("punct", "^^"), ("pname", "x:i")]),
        ("_:a.b.", [("bnode", "_:a.b"), ("punct", ".")]),
        ("x:a.b. :c", [("pname", "x:a.b"), ("punct", "."), ("pname", ":c")]),
        ("1.5e3 .5 5.", [("number", "1.5e3"), ("number", ".5"), ("number", "5"), ("punct", ".")]),
        ("<<( ?s ?p ?o )>>", [("punct", "<<("), ("var", "?s"), ("var", "?p"), ("var", "?o"),
                             ("punct", ")>>")]),
    ],
)  # fmt: skip
def test_text_has_these_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?a ?b ?c FILTER(?c < ?_x && ?_x > 1) }",
        "SELECT * WHERE { ?a <http://e/p#q?_x> ?c } # ?_y",
        "PREFIX x: <http://e/> SELECT * WHERE { ?a x:p?/x:q?c }",
        "PREFIX x: <http://e/> SELECT * WHERE { ?a (x:p)?_c }",
        'SELECT * WHERE { ?a ?b "?_x", \'?_y\', """?_z""" }',
        "SELECT * WHERE { ?a ?b ?c . # ?_x\n ?c ?d ?e }",
        "PREFIX x: <http://e/> SELECT * WHERE { ?a x:p\\?_x ?c }",
        "SELECT * WHERE { ?s a?c }",
        "SELECT * WHERE { $s ?p ?ö1 }",
    ],
)
def test_variables_are_those_that_the_engine_sees(query: str) -> None:
    in_pattern = tokenise(query[query.index("{") :])
    ours = {token.text[1:] for token in in_pattern if token.kind == "var"}

    engine = {variable.value for variable in ox.Store().query(query).variables}

    # SELECT * leaves out what stands in a filter alone.
    assert engine <= ours
    assert ours - engine <= {"_x"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c FILTER(?c<?_x&&?_x>1) }",
        'SELECT * { ?a ?b ?c FILTER(?c<2#>"""\n) SERVICE <http://e/> {} } #"""',
        "SELECT * { ?a ?b ?c FILTER(STR(?c)<STR(?_x)&&1>0) }",
        "SELECT * { ?a ?b ?c FILTER(1<$_x&&2>1) }",
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(query: str) -> None:
    with pytest.raises(SourceSyntaxError, match="Write a space after '<'"):
        tokenise(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES (?a ?b) { (<http://e/?_x> <http://e/#y>) } }",
        "BASE <http://e/> SELECT * { ?s <#p?q> ?o }",
        "BASE <http://e/> SELECT * { VALUES (?a ?b) { (<a> <b>) } }",
        "SELECT * { ?a ?b ?c FILTER(?c IN (<http://e/?_x>, <http://e/?_y>)) }",
        "SELECT * { ?a ?b ?c FILTER(?c = <http://e/?_x>) }",
    ],
)
def test_iris_that_can_only_be_iris_are_read(query: str) -> None:
    tokens = tokenise(query)

    ox.Store().query(query)
    assert "iri" in {token.kind for token in tokens}
    assert not any(token.kind == "var" and token.text.startswith("?_") for token in tokens)


@given(st.text())
def test_tokens_lie_in_order_and_lose_nothing_but_spaces_and_comments(text: str) -> None:
    try:
        tokens = tokenise(text)
    except SourceSyntaxError:
        return

    end = 0
    for token in tokens:
        between = text[end : token.offset]
        assert all(not part.strip(" \t\r\n") or "#" in part for part in [between])
        assert text[token.offset : token.end] == token.text
        end = token.end


def test_position_counts_characters_from_one() -> None:
    assert position("ä😀\n é", 4) == (2, 2)
    assert position("", 0) == (1, 1)
