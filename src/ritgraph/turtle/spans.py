"""Where things stand in a text: spans of characters, lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

import pyoxigraph as ox

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of a text, from its first character to the one behind its last."""

    start: int
    end: int


class Located(NamedTuple):
    """A triple, the graph that it is in, and where its statement and each part of it stand.

    A nested node stands where its bracket opens, an item of a collection where it is written; what
    links the items of a collection has no words of its own, and stands where the item does.
    """

    subject: ox.NamedNode | ox.BlankNode
    predicate: ox.NamedNode
    object: ox.NamedNode | ox.BlankNode | ox.Literal
    graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph
    at_subject: Span
    at_predicate: Span
    at_object: Span
    at_statement: Span


class Lines:
    r"""The lines of a text, which end with LF, CRLF or CR. A byte order mark takes no column.

    >>> Lines("a\r\nbc").position(4)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [int(text.startswith("\ufeff")), *_line_starts(text)]

    def position(self, offset: int) -> tuple[int, int]:
        """Give the line and the column of an offset, both from 1, in characters."""
        line = bisect_right(self._starts, offset)
        return max(line, 1), max(offset - self._starts[max(line - 1, 0)], 0) + 1

    def offset(self, line: int, column: int) -> int:
        r"""Give the offset of a line and a column.

        >>> Lines("a\r\nbc").offset(2, 2)
        4
        """
        return self._starts[line - 1] + column - 1

    def utf16_column(self, offset: int) -> int:
        """Give the column from 1 in UTF-16 code units, as SARIF and editors count.

        >>> Lines("𝄞a").utf16_column(1)
        3
        """
        _, column = self.position(offset)
        before = self._text[offset - column + 1 : offset]
        return column + sum(character > "\uffff" for character in before)


def _line_starts(text: str) -> Iterator[int]:
    """Give where each line but the first begins."""
    if "\r" in text:
        return (match.end() for match in _LINE_END.finditer(text))
    *lines, _ = text.split("\n")
    return accumulate(len(line) + 1 for line in lines)
