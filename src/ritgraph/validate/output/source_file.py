"""How files are named in reports, and what stands in them."""

from __future__ import annotations

import os
import re
from functools import lru_cache
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
    try:
        lines = _lines(place.file, place.file.stat().st_mtime_ns)
        return lines[place.line - 1] if place.line else ""
    except (OSError, IndexError):
        return ""


@lru_cache(maxsize=8)
def _lines(file: Path, _changed: int) -> list[str]:
    return re.split(r"\r\n|\n|\r", file.read_bytes().decode("utf-8-sig", "replace"))


def utf16(place: Place, column: int | None, line: int | None) -> int | None:
    """Give a column of a place in UTF-16 code units."""
    if column is None or line is None:
        return column
    text = line_at(Place(place.file, line))
    return column + sum(character > "\uffff" for character in text[: column - 1])
