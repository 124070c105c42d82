"""Statements for a serialiser: distinct, sorted, counted, and beyond a limit in files."""

from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.serialise.statements import Statements, Tally

IRIS = st.sampled_from(["urn:a", "urn:a/b", "urn:a#c", "urn:aa", "urn:b", "urn:é"]).map(
    ox.NamedNode
)
PIECES = ["a", " ", ".", "\n", '"', "\\", "\x01", "_:", "<urn:a> ", " .\n"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
LITERALS = st.builds(ox.Literal, TEXTS)
BLANK = st.sampled_from("xy").map(ox.BlankNode)
TRIPLES = st.lists(st.builds(ox.Triple, IRIS | BLANK, IRIS, IRIS | LITERALS | BLANK), max_size=30)


def lines(statements: Statements) -> list[str]:
    return [
        f"{subject} {statement} ."
        for subject, about in statements.subjects()
        for statement in about
    ]


def is_ground(triple: ox.Triple) -> bool:
    return not any(isinstance(term, ox.BlankNode) for term in triple)


@given(TRIPLES, st.integers(1, 9), st.booleans())
def test_each_statement_is_given_once_however_many_are_held(
    triples: list[ox.Triple], limit: int, by_line: bool
) -> None:
    with Statements(triples, by_line=by_line, in_memory=limit) as statements:
        hold(statements, triples, by_line=by_line)


def hold(statements: Statements, triples: list[ox.Triple], *, by_line: bool) -> None:
    for triple in triples[::2]:
        statements.add([triple])
    ground = {triple for triple in triples if is_ground(triple)}

    for _ in range(2):  # they can be read more than once
        assert sorted(lines(statements)) == sorted(f"{triple} ." for triple in ground)
        expected = Tally()
        expected.add(list(map(str, ground)))
        assert statements.tally == expected
    assert statements.blank == set(triples) - ground
    assert {f"<{t.predicate.value}>" for t in triples} == statements.predicates()
    subjects = [subject for subject, _ in statements.subjects()]
    key = (lambda subject: subject) if by_line else (lambda subject: subject[1:-1])
    assert all(key(one) < key(other) for one, other in pairwise(subjects))
    if by_line:
        assert lines(statements) == sorted(lines(statements))


@pytest.mark.parametrize("limit", [1, 100])
def test_a_subject_with_nothing_but_blank_nodes_is_given(limit: int) -> None:
    text = "<urn:a> <urn:p> [] . <urn:b> <urn:p> 1 ."
    with Statements(ox.parse(text, ox.RdfFormat.TURTLE), in_memory=limit) as statements:
        counts = {subject: len(about) for subject, about in statements.subjects()}

    assert counts == {"<urn:a>": 0, "<urn:b>": 1}


def test_an_error_of_the_parser_stays_what_it_is() -> None:
    with pytest.raises(SyntaxError, match="line 1 column 28"):
        Statements(ox.parse("<urn:a> <urn:p> 1 . <urn:b>", ox.RdfFormat.TURTLE))


def test_a_triple_term_is_told_apart() -> None:
    text = '<urn:a> <urn:p> <<( <urn:b> <urn:q> "c" )>> , " )>>" .'

    statements = Statements(ox.parse(text, ox.RdfFormat.TURTLE))

    assert len(statements.blank) == 1
    assert lines(statements) == ['<urn:a> <urn:p> " )>>" .']
