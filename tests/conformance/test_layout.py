"""A layout changes white space alone: in the W3C suite, in every file here, with any comments."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.errors import SourceSyntaxError
from ritgraph.project import Project
from ritgraph.turtle.layout import layout
from ritgraph.turtle.proved_layout import laid_out
from ritgraph.turtle.tokens import TOKEN

ROOT = Project.shipped().root
FILES = sorted(
    path
    for folder in ("ontology", "data", "tests/shapes", "tests/projects")
    for path in (ROOT / folder).rglob("*.ttl")
)
HEAD = "@prefix : <http://e/> .\nPREFIX x: <http://x/>\n@base <http://b/> .\nBASE <http://c/>\n"
SAMPLES = [
    ":a :b :c . :a a :c ; :d 'x'@en , 'y'^^x:t , '''l\n  \r\nng'''@sv-FI , 1 , .5 , true ; ; .",
    "[] :p [] , () , _:b . [ :p :q ; :r ( 1 2 ( 3 4 ) [ :s :t , :u ; ] ) ] .",
    "[ :p :q ] :r :s ; :t [ :u [ :v 'w' ; :x 'y' ] ] , [ :z :z ] ; . ( 1 'a'@en ) :p :q .",
    ":s :p [ :a :b ;\n :c :d ] , [ :e :f ; :g ( 'a'\n'b'^^:t ) ] , :x ; :q ( :a ) , (\n:b ) .",
    ":s :p [\n:a :b ] , [\n:c :d ] , (\n1 2 ) ; :q 'as wide as a fifth' , "
    "'as wide as a fifth' , 'as wide as a fifth' , 'as wide as a fifth' , 'as wide as a fifth' .",
]
INSERTED = [
    *(" ", "\n", "\t", "\r\n", "\n\n\n"),
    *(" # b \n", "\n# a\n", "#c\r", "#\t\r\n\r\n\n", "\n\n #e\n\n"),
]
# What a comment may change places with: a mark, and what belongs to the string before it.
PASSED = re.compile(r"[,;.]|\^\^|@[A-Za-z-]+")


class Taken(NamedTuple):
    """A text taken apart: its tokens, and the comments with how many tokens stand before each."""

    tokens: list[str]
    spaces: list[str]
    comments: list[tuple[str, int]]


def taken_apart(text: str) -> Taken:
    taken, end = Taken([], [], []), 0
    while end < len(text):
        match = TOKEN.match(text, end)
        start, stop = match.span(match.lastgroup)
        space, end = text[end:start], stop if match.lastgroup != "end" else len(text)
        found = re.findall(r"#[^\r\n]*", space)
        taken.comments.extend((comment.rstrip(" \t"), len(taken.tokens)) for comment in found)
        taken.spaces.append(space)
        taken.tokens.append(text[start:stop])
    return taken


def put_together(spaces: list[str], tokens: list[str]) -> str:
    return "".join(space + token for space, token in zip(spaces, tokens, strict=True))


def triples(text: str, base: str) -> list[tuple[object, ...]]:
    """Read a text with pyoxigraph, with blank nodes named as they appear."""
    names: dict[object, int] = {}
    return [
        tuple(names.setdefault(t, len(names)) if isinstance(t, ox.BlankNode) else t for t in triple)
        for triple in (quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE, base_iri=base))
    ]


def moves(old: Taken, new: Taken) -> Iterator[str]:
    """Give the tokens that comments have changed places with."""
    for (_, was), (_, is_) in zip(old.comments, new.comments, strict=True):
        assert was <= is_
        for at in range(was, is_):
            yield "^^" if old.tokens[at - 1] == "^^" else old.tokens[at]


def assert_only_white_space_changes(text: str, base: str) -> None:
    new = layout(text)
    before, after = taken_apart(text), taken_apart(new)

    assert layout(new) == new
    assert [token for token in after.tokens if token] == [t for t in before.tokens if t]
    assert [comment for comment, _ in after.comments] == [comment for comment, _ in before.comments]
    assert all(PASSED.fullmatch(token) for token in moves(before, after))
    assert triples(new, base) == triples(text, base)
    assert not any(re.search(r"\r|[ \t]\n|\n\n\n", space) for space in after.spaces)
    assert new == "" or re.fullmatch(r"\S.*[^\s]\n", new, re.DOTALL)


def test_as_many_cases_as_expected_are_laid_out(suite: tuple[Any, ...]) -> None:
    assert sum("Positive" in case.kind or "Eval" in case.kind for case in suite) == 219
    assert len(suite) == 313


def test_a_positive_case_keeps_all_but_its_white_space(positive: Any) -> None:
    assert_only_white_space_changes(positive.action.read_bytes().decode(), positive.base)


def test_a_negative_case_is_an_error_at_its_place(negative: Any) -> None:
    with pytest.raises(SourceSyntaxError, match=rf"{re.escape(negative.action.name)}:\d+:\d+: "):
        laid_out(negative.action.read_bytes(), negative.action)


def test_as_many_files_as_expected_are_laid_out() -> None:
    assert len(FILES) > 450


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_of_this_repository_is_laid_out(path: Path) -> None:
    text = path.read_bytes().decode()

    assert layout(text) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
@pytest.mark.parametrize("space", [" ", "\r\n"])
def test_a_file_of_this_repository_keeps_what_it_has(path: Path, space: str) -> None:
    taken = taken_apart(path.read_bytes().decode())
    spaces = [each if "#" in each else space for each in taken.spaces]

    assert_only_white_space_changes(put_together(spaces, taken.tokens), "http://b/")


@st.composite
def disturbed(draw: st.DrawFn) -> str:
    """Draw a text, with white space and comments put between any two of its tokens."""
    taken = taken_apart(HEAD + draw(st.sampled_from(SAMPLES)))
    spaces = [*taken.spaces, ""]
    places = st.tuples(st.integers(0, len(taken.tokens)), st.sampled_from(INSERTED))
    for at, inserted in draw(st.lists(places, max_size=25)):
        spaces[at] += inserted
    return put_together(spaces, [*taken.tokens, ""])


@given(disturbed())
def test_comments_and_white_space_anywhere_are_laid_out(text: str) -> None:
    assert_only_white_space_changes(text, "http://b/")
