"""Rows as a table of GitHub Flavored Markdown (section 4.10 there)."""

from __future__ import annotations

import re

from ritgraph.query.answer.table import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ritgraph.query.answer.cells import Cell

# What means something within a line; "$" begins a formula on GitHub.
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|&~$]")
# What would end a link, or mean something in one.
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\()&*]')


def markdown(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    r"""Give the lines of a table whose things are links; no cell can be more than a cell.

    >>> from ritgraph.query.answer.cells import Cell
    >>> for line in markdown(["light", "note"], [[Cell("Anholt"), Cell("a|b\nc")]]):
    ...     print(line)
    | light | note |
    | --- | --- |
    | Anholt | a\|b<br>c |
    """
    yield _line(map(_text, columns))
    yield _line("---" for _ in columns)
    for row in rows:
        yield _line(map(_cell, row))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    text = _text(cell.label or cell.text)
    if cell.iri is None or not cell.iri.startswith(("http://", "https://")):
        return text
    return f"[{text}]({_UNSAFE.sub(_percent, cell.iri)})"


def _percent(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else f"%{ord(match[0]):02X}"


def _text(text: str) -> str:
    """Write a text so that nothing in it is Markdown or HTML."""
    lines = text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<br>".join(_MARKS.sub(r"\\\g<0>", shown(line)) for line in lines)
