"""How files are named in reports, and what stands in them."""

from __future__ import annotations

import linecache
import os
from pathlib import Path

from ritgraph.finding import Place


def from_here(file: Path) -> str:
    """Give a file as seen from the current folder if it lies below that, with forward slashes.

    >>> from_here(Path("data/lights.ttl").absolute())
    'data/lights.ttl'
    """
    try:
        return Path(os.path.abspath(file)).relative_to(Path.cwd()).as_posix()  # noqa: PTH100
    except ValueError:
        return file.as_posix()


def line_at(place: Place) -> str:
    """Give the line where a place begins; an empty text if it cannot be read."""
    return linecache.getline(str(place.file), place.line).rstrip("\r\n") if place.line else ""


def utf16(place: Place, column: int | None, line: int | None) -> int | None:
    """Give a column of a place in UTF-16 code units."""
    if column is None or line is None:
        return column
    text = line_at(Place(place.file, line))
    return column + sum(character > "\uffff" for character in text[: column - 1])
