"""Rows as a table of Markdown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.query.answer.cells import Cell
from ritgraph.query.answer.markdown import markdown

# CommonMark 0.31, section 2.4: a backslash takes the meaning of the character behind it.
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")


def line(*cells: Cell) -> str:
    *_, last = markdown([f"c{number}" for number, _ in enumerate(cells)], [cells])
    return last


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gävle 2018", "Gävle 2018"),
        ("a|b", r"a\|b"),
        ("a\nb\r\nc\rd", "a<br>b<br>c<br>d"),
        ("a\tb", "a b"),
        ("`x` *y* _z_", r"\`x\` \*y\* \_z\_"),
        ("<script>", r"\<script\>"),
        ("a\\|b", r"a\\\|b"),
        ("[x](http://example.com)", r"\[x\](http://example.com)"),
        ("&lt; $x$", r"\&lt; \$x\$"),
        ("\x1b[2J", r"\\x1b\[2J"),
        ("", ""),
    ],
)
def test_text_stays_text(text: str, shown: str) -> None:
    assert line(Cell(text)) == f"| {shown} |"


def test_things_are_links() -> None:
    iri = "http://example.com/light/anholt"

    assert line(Cell("light:anholt", "Anholt_1", iri)) == rf"| [Anholt\_1]({iri}) |"
    assert line(Cell("light:anholt", None, iri)) == f"| [light:anholt]({iri}) |"


@pytest.mark.parametrize(
    ("iri", "target"),
    [
        ("http://example.com/a_(b)", "http://example.com/a_%28b%29"),
        ("http://example.com/?a=1&copy;", "http://example.com/?a=1&amp;copy;"),
        ("http://example.com/a b|c", "http://example.com/a%20b%7Cc"),
        ("https://example.com/utö", "https://example.com/utö"),
    ],
)
def test_a_link_leads_to_its_thing_and_is_one_link(iri: str, target: str) -> None:
    assert line(Cell("x", None, iri)) == f"| [x]({target}) |"


def test_what_is_no_page_is_no_link() -> None:
    assert line(Cell("javascript:alert(1)", None, "javascript:alert(1)")) == (
        "| javascript:alert(1) |"
    )


@given(st.lists(st.text(), min_size=1, max_size=4), st.text())
def test_no_cell_is_more_than_a_cell(texts: list[str], label: str) -> None:
    cells = [*map(Cell, texts), Cell("x", label, f"http://example.com/{label}")]

    lines = list(markdown(["a"] * len(cells), [cells]))

    assert len(lines) == 3
    plain = ESCAPED.sub("", lines[2])
    assert plain.count("|") == len(cells) + 1
    assert not re.search(r"[\n\r`*]", plain)
    assert set(re.findall(r"<[^ ]*?>", plain)) <= {"<br>"}
    assert plain.count("](http://example.com/") == 1
