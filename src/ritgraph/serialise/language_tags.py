"""Language tags as files spell them: the engine gives them in lower case.

RDF does not tell ``en-GB`` from ``en-gb`` (RDF 1.1 Concepts, section 3.3); a reader of a file does.
So the engine reads a file with capitals once more, each tag with a private part that says where
its capitals are, such as ``en-gb-x-ritcase-18``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from ritgraph.serialise.statements import Lines
from ritgraph.turtle.files import format_of, of_any_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MARK = "-x-ritcase-"
# Behind a quotation mark, which may yet stand inside a string: that is put right afterwards.
# It begins with a plain character, for which re looks quickly.
_TAG = re.compile(rb"@(?<=[\"']@)(?=[a-z0-9-]*[A-Z])([A-Za-z0-9-]{1,99})(?![A-Za-z0-9-])")
_UNFINISHED = re.compile(rb"[\"']@?[A-Za-z0-9-]{0,99}\Z")
_MARKED = re.compile(rf"@([a-z0-9-]{{1,99}}){_MARK}([0-9a-f-]+)")
_PIECE = 1 << 20
_ENDINGS = (".ttl", ".turtle", ".nt", ".trig", ".nq")


def exact_literals(paths: Iterable[Path]) -> dict[str, str]:
    """Give, by the word of the engine, the literals of files that have capitals in their tags.

    Files in other formats than Turtle, TriG, N-Triples and N-Quads are passed over. All must be
    valid.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "colour.ttl")
    ...     _ = path.write_text('<urn:a> <urn:b> "colour"@en-GB .')
    ...     exact_literals([path])
    {'"colour"@en-gb': '"colour"@en-GB'}
    """
    exact: dict[str, str] = {}

    def take(lines: list[str]) -> None:
        for line in lines:
            quoted, _, rest = line.split(" ", 2)[2].rpartition('"')
            if _MARK in rest:
                text = _MARKED.sub(_unmarked, quoted)
                spelt = _MARKED.sub(_unmarked, rest)
                word = f'{text}"{spelt.lower()}'
                exact[word] = min(f'{text}"{spelt}', exact.get(word, f'{text}"{spelt}'))

    for path in paths:
        if path.suffix.lower() in _ENDINGS and _has_capitals(path):
            lines = Lines(take)
            with path.open("rb") as file:
                marking: Any = _Marking(file)
                format_ = format_of(path)
                lines.read(of_any_graph(ox.parse(marking, format_), format_))
            take(lines.blank)
    return exact


def _has_capitals(path: Path) -> bool:
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            data = rest + piece
            if _TAG.search(data):
                return True
            unfinished = _unfinished(data)
            rest = unfinished[0] if unfinished else b""
    return False


def _unfinished(data: bytes) -> re.Match[bytes] | None:
    return _UNFINISHED.search(data, max(0, len(data) - 120))


class _Marking:
    """A file in which each language tag says where its capitals are."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._rest = b""
        self._marked = BytesIO()

    def read(self, size: int) -> bytes:
        """Read so many bytes at the most; none at the end."""
        while not (data := self._marked.read(size)):
            piece = self._file.read(_PIECE)
            whole = self._rest + piece
            if not whole:
                break
            unfinished = _unfinished(whole) if piece else None
            end = unfinished.start() if unfinished else len(whole)
            self._marked, self._rest = BytesIO(_TAG.sub(_marked, whole[:end])), whole[end:]
        return data


def _marked(match: re.Match[bytes]) -> bytes:
    tag = match[1].decode()
    capitals = sum(1 << place for place, letter in enumerate(tag) if letter.isupper())
    digits = re.sub("(?<=.)(?=(?:.{8})+$)", "-", f"{capitals:x}")  # a part has eight characters
    return f"@{tag.lower()}{_MARK}{digits}".encode()


def _unmarked(match: re.Match[str]) -> str:
    tag, capitals = match[1], int(match[2].replace("-", ""), 16)
    return "@" + "".join(
        letter.upper() if capitals >> place & 1 else letter for place, letter in enumerate(tag)
    )
