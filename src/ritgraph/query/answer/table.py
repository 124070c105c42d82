"""A table of text for people: aligned, and wrapped where it would be wider than the terminal."""

from __future__ import annotations

import re
from itertools import chain, islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Cells = list[list[str]]

_GAP = "  "
# So many rows say how wide the columns are; the others are not waited for.
_MEASURED = 1000
_NARROWEST = 8
# What a terminal would obey instead of show.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], width: int | None = None
) -> Iterator[str]:
    """Give the lines of a table; with a ``width``, cells are broken into lines to keep within it.

    Nothing is ever cut off. The columns are as wide as the first thousand rows need; those that
    come later have the same. Where even narrow columns are too wide together, each row is a
    paragraph with a line for each column.

    >>> for line in table(["light", "metres"], [["Anholt", "42"], ["Östergarnsholm", "37"]]):
    ...     print(line)
    light           metres
    --------------  ------
    Anholt          42
    Östergarnsholm  37
    """
    cells = ([shown(cell).split("\n") for cell in row] for row in chain((columns,), rows))
    measured = list(islice(cells, 1 + _MEASURED))
    widths = [
        max(_width(line) for cell in column for line in cell)
        for column in zip(*measured, strict=True)
    ]
    if width is not None:
        widths = _fitted(widths, width)
        if sum(widths) + len(_GAP) * (len(widths) - 1) > width:
            yield from _paragraphs(chain(measured, cells), width)
            return
    for number, row in enumerate(chain(measured, cells)):
        yield from _lines(row if width is None else _broken(row, widths), widths)
        if not number:
            yield _GAP.join("-" * width for width in widths)


def _paragraphs(cells: Iterator[Cells], width: int) -> Iterator[str]:
    """Give each row as a paragraph: the column, and what it holds, on lines of their own."""
    names = [cell[0] for cell in next(cells)]
    head = max(map(_width, names))
    body = max(width - head - len(_GAP), _NARROWEST)
    for number, row in enumerate(cells):
        if number:
            yield ""
        for name, cell in zip(names, row, strict=True):
            if cell != [""]:
                yield from _lines(_broken([[name], cell], [head, body]), [head, body])


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Give the lines of one row, whose cells may have several."""
    for number in range(max(map(len, row), default=0)):
        parts = (cell[number] if number < len(cell) else "" for cell in row)
        padded = (
            part + " " * (width - _width(part)) for part, width in zip(parts, widths, strict=True)
        )
        yield _GAP.join(padded).rstrip(" ")


def _broken(row: Cells, widths: Sequence[int]) -> Cells:
    """Break the lines of each cell that are wider than its column."""
    return [
        [part for line in cell for part in _wrapped(line, limit)]
        for cell, limit in zip(row, widths, strict=True)
    ]


def _fitted(widths: Sequence[int], width: int) -> list[int]:
    """Take from the widest columns what is too much, but leave each at least _NARROWEST."""
    fitted = list(widths)
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    while excess > 0 and (widest := max(fitted, default=0)) > _NARROWEST:
        fitted[fitted.index(widest)] -= 1
        excess -= 1
    return fitted


def _wrapped(line: str, width: int) -> list[str]:
    """Break a line at spaces, and within a word only where the word alone is too wide."""
    if _width(line) <= width:
        return [line]
    parts = [""]
    for word in line.split(" "):
        joined = f"{parts[-1]} {word}" if parts[-1] else word
        if _width(joined) <= width:
            parts[-1] = joined
            continue
        if parts[-1]:
            parts.append("")
        for character in word:
            if _width(parts[-1] + character) > width:
                parts.append("")
            parts[-1] += character
    return parts


def shown(text: str) -> str:
    r"""Spell out what a terminal would obey; line feeds stay.

    >>> shown("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _CONTROL.sub(lambda match: repr(match[0])[1:-1], text)


def _width(text: str) -> int:
    """Count the columns that a terminal needs (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )
