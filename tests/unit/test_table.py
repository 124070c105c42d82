"""Tables for people."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.query.answer.table import _width, table

TEXTS = st.text(max_size=30)


def lines(rows: list[list[str]], width: int | None = None) -> list[str]:
    return list(table(["a", "b"], rows, width))


def test_columns_are_aligned_under_a_header() -> None:
    assert lines([["Gävle", "1"], ["x", "long one"]]) == [
        "a      b",
        "-----  --------",
        "Gävle  1",
        "x      long one",
    ]


def test_no_rows_leave_the_header() -> None:
    assert lines([]) == ["a  b", "-  -"]


def test_wide_and_combining_characters_are_aligned() -> None:
    rows = lines([["日本", "1"], ["e\u0301", "2"], ["abcd", "3"]])

    assert rows[2:] == ["日本  1", "e\u0301     2", "abcd  3"]


def test_control_characters_are_shown_and_not_obeyed() -> None:
    assert lines([["\x1b[31mred\x07", "\t"]])[2] == r"\x1b[31mred\x07  \t"


def test_a_table_that_is_too_wide_is_broken_at_spaces() -> None:
    rows = [["one two three four", "x"], ["y", "five six seven eight"]]

    assert lines(rows, 22) == [
        "a           b",
        "----------  ----------",
        "one two     x",
        "three four",
        "y           five six",
        "            seven",
        "            eight",
    ]


def test_without_a_width_nothing_is_broken() -> None:
    assert lines([["x" * 500, "y" * 500]])[2] == f"{'x' * 500}  {'y' * 500}"


def test_lines_in_a_cell_stay_lines() -> None:
    assert lines([["one\ntwo", "x"]])[2:] == ["one  x", "two"]


def test_lines_come_before_the_rows_are_all_there() -> None:
    def rows() -> Iterator[list[str]]:
        for number in range(1500):
            yield [str(number), "x"]
        raise AssertionError("nobody needs so many rows")

    lines = table(["a", "b"], rows())

    assert next(lines) == "a    b"
    assert [next(lines) for _ in range(1499)][-1] == "1497  x"


def test_what_comes_late_has_the_columns_that_there_are() -> None:
    rows = [["x", "y"]] * 1000 + [["five six", "seven eight"]]

    assert list(table(["a", "b"], rows))[-1] == "five six  seven eight"
    assert list(table(["a", "b"], [*rows[:1000], ["a b", "c d"]], 4))[-2:] == ["a  c", "b  d"]


def test_rows_with_too_many_columns_are_paragraphs() -> None:
    columns = ["one", "second", "third"]
    rows = [["Anholt Lighthouse", "", "42 metres"], ["Kõpu", "b", "c"]]

    assert list(table(columns, rows, 20)) == [
        "one     Anholt",
        "        Lighthouse",
        "third   42 metres",
        "",
        "one     Kõpu",
        "second  b",
        "third   c",
    ]


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4), st.integers(18, 60))
def test_a_table_keeps_within_its_width_and_loses_no_character(
    rows: list[tuple[str, str]], width: int
) -> None:
    printed = list(table(["a", "b"], rows, width))

    assert all(_width(line) <= width for line in printed)
    unbroken = "".join(table(["a", "b"], rows))
    assert sorted("".join(printed).replace(" ", "").replace("-", "")) == sorted(
        unbroken.replace(" ", "").replace("-", "")
    )


@pytest.mark.parametrize("columns", [[], ["only"]])
def test_few_columns_are_a_table_too(columns: list[str]) -> None:
    assert len(list(table(columns, [["x"] * len(columns)], 10))) >= 1
