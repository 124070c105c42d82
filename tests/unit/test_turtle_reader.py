"""The reader says where each part of a triple stands, and agrees with pyoxigraph on what it is."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.errors import SourceSyntaxError
from ritgraph.project import Project
from ritgraph.turtle.reader import read
from ritgraph.turtle.spans import Lines, Located

HEAD = "@prefix : <http://e/> . "
ROOT = Project.shipped().root
FILES = sorted(
    path
    for folder in ("ontology", "data", "tests/shapes", "tests/projects")
    for path in (ROOT / folder).rglob("*.ttl")
)
Triples = list[tuple[object, ...]]


def engine(text: str, trig: bool = False) -> Triples | None:
    """Read a text with pyoxigraph, naming blank nodes as they appear; None if it is refused."""
    names: dict[str, str] = {}

    def named(term: object) -> object:
        if isinstance(term, ox.BlankNode):
            return ox.BlankNode(names.setdefault(term.value, f"b{len(names)}"))
        return term

    format_ = ox.RdfFormat.TRIG if trig else ox.RdfFormat.TURTLE
    try:
        return [tuple(map(named, quad)) for quad in ox.parse(text, format=format_)]
    except (SyntaxError, ValueError):
        return None


def ours(text: str, trig: bool = False) -> Triples | None:
    """Read a text with our reader; None if it is refused."""
    try:
        return [triple[:4] for triple in read(text, trig=trig)]
    except SourceSyntaxError:
        return None


def words(text: str, triple: Located) -> tuple[str, str, str, str]:
    """Give the parts of a triple as the text has them."""
    spans = (triple.at_subject, triple.at_predicate, triple.at_object, triple.at_statement)
    return tuple(text[span.start : span.end] for span in spans)


def test_as_many_files_as_expected_are_read() -> None:
    assert len(FILES) > 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_it_reads_the_files_of_this_repository_as_the_engine_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    found = ours(text)

    assert found is not None
    assert found == engine(text)


@pytest.mark.parametrize("path", FILES[::7], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_statements_about_some_things_are_found_without_the_others(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    everything = list(read(text))
    wanted = sorted({t.subject.value for t in everything if isinstance(t.subject, ox.NamedNode)})
    wanted = wanted[::2]

    def about(triples: list[Located]) -> list[tuple[object, ...]]:
        return [(t.subject, *t[4:]) for t in triples if t.subject.value in wanted]

    assert about(list(read(text, subjects=wanted))) == about(everything)
    assert wanted


@pytest.mark.parametrize(
    ("statement", "subject", "predicate", "object_"),
    [
        (":s :p :o .", ":s", ":p", ":o"),
        (":s a <http://e/x> .", ":s", "a", "<http://e/x>"),
        (':s :p "å"@en-GB .', ":s", ":p", '"å"@en-GB'),
        (':s :p """a\n"b""\n"""^^:d .', ":s", ":p", '"""a\n"b""\n"""^^:d'),
        (":s :p '' .", ":s", ":p", "''"),
        (":s\t:p\r\n-1.5E-3.", ":s", ":p", "-1.5E-3"),
        (":s :p true. # not . here", ":s", ":p", "true"),
        ("_:s.a :p :o\\,o .", "_:s.a", ":p", ":o\\,o"),
        ("PREFIX é: <x:> é:a.b :p é:%20c .", "é:a.b", ":p", "é:%20c"),
    ],
)
def test_tokens(statement: str, subject: str, predicate: str, object_: str) -> None:
    text = HEAD + statement

    (triple,) = read(text)

    assert words(text, triple)[:3] == (subject, predicate, object_)
    assert ours(text) == engine(text)


def test_nested_nodes_stand_where_their_brackets_are() -> None:
    text = HEAD + ":s :p [ :q ( 1 :b ) ] , 2 ; :r 3 ."

    found = [words(text, triple)[:3] for triple in read(text)]

    assert found == [
        ("1", "1", "1"),
        ("[", ":q", "( 1 :b )"),
        (":b", ":b", ":b"),
        ("1", "1", ":b"),
        (":b", ":b", "( 1 :b )"),
        (":s", ":p", "[ :q ( 1 :b ) ]"),
        (":s", ":p", "2"),
        (":s", ":r", "3"),
    ]
    assert {words(text, triple)[3] for triple in read(text)} == {text.removeprefix(HEAD)}


@pytest.mark.parametrize(
    "text",
    [
        ':s :r [ :p [ :q "x" ] ] .',
        ':s :p ("x") .',
        ':s :p ("x" "y"@en "z"^^:d 1 [ :q "x" ] ("x")) , "x" .',
        '("x" [ :p "y" ] "z") :p [ :q "x" ] .',
        '[ :p "x" ] :q [ :r 1 ] .',
        '[ :p [ :q "x" ] ] .',
        "_:s :p ( 1 ) , ( 'x' ) ; :q [ :r _:t ] .",
    ],
)
def test_blank_nodes_appear_in_the_order_of_the_engine(text: str) -> None:
    assert ours(HEAD + text) == engine(HEAD + text)


def test_prefixes_and_bases_change_half_way() -> None:
    text = (
        "@prefix : <x:> . :a :a :a . PREFIX : <y:> :a :a :a . BASE <http://e/b/c> <d> :a <../e> ."
    )

    assert [str(triple.subject) for triple in read(text)] == ["<x:a>", "<y:a>", "<http://e/b/d>"]
    assert [t.object.value for t in read(text, subjects={"y:a"})] == ["y:a"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_and_columns(line_end: str) -> None:
    text = f"\ufeff@prefix : <x:> .{line_end}{line_end}:𝄞 :p '𝄞𝄞' , :b ."
    lines = Lines(text)

    first, second = read(text)

    assert lines.position(first.at_subject.start) == (3, 1)
    assert lines.position(second.at_object.start) == (3, 14)
    assert lines.utf16_column(second.at_object.start) == 17
    assert lines.position(1) == (1, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        (":a :b", 1, 1, "the prefix ':' is not declared"),
        ("<a> <x:b> <x:c> .", 1, 1, "the IRI <a> is relative, and there is no base"),
        ("<x:a> <x:b> .", 1, 13, "'.' cannot stand here"),
        ("<x:a> <x:b>\n  'a", 2, 3, '"\'" cannot stand here'),
        ("<x:a> <x:b> 1", 1, 14, "'.' is missing; the text ends here"),
        ("<x:a> <x:b> '\\ud800' .", 1, 13, "an escape in this string stands for no character"),
        ("<x:a> <x:b> 'a'@abcdefghij .", 1, 16, "'@abcdefghij' is no language tag"),
        (
            "<x:a> <x:b> 'a'^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .",
            1,
            18,
            "has a language tag",
        ),
        ("@prefix a <x:> .", 1, 9, "'a' cannot stand here"),
        ("<x:a> a " + "[ a " * 5000, 1, 0, "brackets are nested too deep"),
    ],
)
def test_errors_say_where(text: str, line: int, column: int, problem: str) -> None:
    with pytest.raises(SourceSyntaxError) as raised:
        list(read(text))

    assert problem in raised.value.problem
    assert raised.value.line == line
    assert column in (0, raised.value.column)


TRIG = [
    ":g { :s :p :o }",
    ":g { :s :p :o . :s :p 1 . } :s :p 2 .",
    "GRAPH :g { :s :p :o ; :q [ :r 1 ] . }",
    "graph _:g { _:g :p [] }",
    "{ :s :p :o }",
    "{ }",
    ":g {}",
    "[] { :s :p :o }",
    "[ :p 1 ] .",
    "[ :p 1 ] :q 2 .",
    "( 1 2 ) :p 3 .",
    "_:a :p 1 . _:a { _:a :p 2 }",
    "{ :s :p :o } :s :p :o .",
    "GRAPH [] { ( 1 ) :p :o }",
    "PREFIX x: <x:> x:g { x:a x:b x:c }",
    "{ [ :p 1 ] }",
    "{ [ :p 1 ] . :s a :o . }",
    ":g { :s :p :o",
    ":g { @prefix x: <x:> . }",
    "GRAPH { :s :p :o }",
    "GRAPH :g :s :p :o .",
    "[ :p 1 ] { :s :p :o }",
    "{ { :s :p :o } }",
    ":g { :s :p :o } .",
    ":g :p { :s :p :o }",
]


@pytest.mark.parametrize("text", TRIG)
def test_trig(text: str) -> None:
    found, expected = ours(HEAD + text, trig=True), engine(HEAD + text, trig=True)

    assert (found is None) == (expected is None)
    assert found == expected


def test_trig_is_taken_and_refused() -> None:
    assert len(TRIG) == 25
    assert [engine(HEAD + text, trig=True) is None for text in TRIG].count(True) == 8


SAMPLE = """@prefix a: <http://e/> .
a:s.t a a:C ; a:p "x\\u00e5"@en , '''y''z''' , 1.5, -2e3 , [ a:q ( 1 a:b ) ; ] , _:b.c, true .
<http://e/x> a:q <#y>, <z> ; .
"""
PIECES = st.sampled_from([*"@<>[](){}.;,:\"'\\#_%^ \n-+0123456789aeétrux", '"""', "^^", "@base"])


@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 2), PIECES)
def test_a_slip_of_the_pen_is_taken_or_refused_by_both(at: int, gone: int, piece: str) -> None:
    text = SAMPLE[:at] + piece + SAMPLE[at + gone :]
    base = "http://base/"

    try:
        found = {triple[:3] for triple in read(text, base=base)}
    except SourceSyntaxError:
        found = None
    try:
        expected = [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE, base_iri=base)]
    except SyntaxError:
        expected = None

    assert (found is None) == (expected is None), text
    assert found is None or len(found) == len(set(expected))
