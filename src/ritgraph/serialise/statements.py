"""Triples by subject, as words of N-Triples: what a serialiser needs, and no more in memory.

The engine writes the words, so every lexical form is kept. When there are very many triples, they
are put into files, each sorted, and these are merged when they are read.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from tempfile import TemporaryFile

import pyoxigraph as ox

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

# So many triples are kept in memory; they take about 200 bytes each.
_IN_MEMORY = 2_000_000
_BETWEEN = "\x01"  # no word of N-Triples has it


class Statements:
    """Distinct triples, to be added once and read as often as one likes.

    ``blank`` holds those with a blank node or a triple term, which need to be looked at together.
    Subjects come sorted by their IRIs, or ``by_line`` as sorted lines of N-Triples would be.

    >>> statements = Statements(ox.parse("<urn:a> <urn:p> 01 , <urn:b> .", ox.RdfFormat.TURTLE))
    >>> for subject, about in statements.subjects():
    ...     print(subject, about)
    <urn:a> ['<urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer>', '<urn:p> <urn:b>']
    """

    def __init__(
        self,
        triples: Iterable[ox.Triple] | Iterable[ox.Quad] = (),
        *,
        by_line: bool = False,
        in_memory: int = _IN_MEMORY,
    ) -> None:
        self.blank: set[ox.Triple] = set()
        self._key = _line if by_line else _iri
        self._limit = in_memory
        self._subjects: dict[str, list[str]] = {}
        self._held = 0
        self._files: list[IO[str]] = []
        self.add(triples)

    def add(self, triples: Iterable[ox.Triple] | Iterable[ox.Quad]) -> None:
        """Take triples, or quads of the default graph; a blank node is known by its label.

        Raises:
            SyntaxError, OSError: so does the parser that they come from.
        """
        lines: Any = Lines(self._take)
        ox.serialize(triples, lines, ox.RdfFormat.N_TRIPLES)
        for triple in lines.blank():
            self.blank.add(triple)
            if isinstance(triple.subject, ox.NamedNode):
                self._subjects.setdefault(str(triple.subject), [])

    def subjects(self) -> Iterator[tuple[str, list[str]]]:
        """Give the subjects that are IRIs with their sorted predicates and objects.

        Objects that are blank nodes or triple terms are left out; they are in ``blank``.
        """
        if not self._files:
            for subject in sorted(self._subjects, key=self._key):
                yield subject, _distinct(self._subjects[subject])
            return
        if self._subjects:
            self._spill()
        for file in self._files:
            file.seek(0)
        parts = [(line.rstrip("\n").split(_BETWEEN) for line in file) for file in self._files]
        merged = heapq.merge(*parts, key=lambda part: self._key(part[0]))
        for subject, same in groupby(merged, key=lambda part: part[0]):
            yield subject, _distinct([statement for part in same for statement in part[1:]])

    def predicates(self) -> set[str]:
        """Give the words of all predicates."""
        ground = {text.partition(" ")[0] for _, about in self.subjects() for text in about}
        return ground | {str(triple.predicate) for triple in self.blank}

    def _take(self, lines: list[str]) -> None:
        start, end = "\n", 0
        about: list[str] = []
        for line in lines:
            if not line.startswith(start):
                subject, space, _ = line.partition(" ")
                start, end = subject + space, len(subject) + 1
                about = self._subjects.setdefault(subject, [])
            about.append(line[end:])
        self._held += len(lines)
        if self._held >= self._limit:
            self._spill()

    def _spill(self) -> None:
        file = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 (it is kept)
        for subject in sorted(self._subjects, key=self._key):
            file.write(_BETWEEN.join([subject, *self._subjects[subject]]) + "\n")
        self._files.append(file)
        self._subjects.clear()
        self._held = 0


class Lines:
    """A file that takes N-Triples, and hands on the ground lines, without the full stop."""

    def __init__(self, take: Callable[[list[str]], None]) -> None:
        self._take = take
        self._rest = b""
        self._blank: list[str] = []

    def write(self, data: bytes) -> int:
        """Take a piece of text, which may end in the middle of a line."""
        complete, end, rest = data.rpartition(b"\n")
        if not end:
            self._rest += data
            return len(data)
        text, self._rest = (self._rest + complete + end).decode(), rest
        lines = text.split(" .\n")[:-1]
        if "_:" in text or ")>>" in text:
            self._blank += filter(_is_blank, lines)
            lines = [line for line in lines if not _is_blank(line)]
        self._take(lines)
        return len(data)

    def flush(self) -> None:
        """Do nothing: there is nothing to wait for."""

    def blank(self) -> Iterator[ox.Triple]:
        """Give the triples with a blank node or a triple term."""
        text = "".join(f"{line} .\n" for line in self._blank)
        return (quad.triple for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES))


def _is_blank(line: str) -> bool:
    return line.startswith("_:") or line.endswith(" )>>") or line.split(" ", 2)[2].startswith("_:")


def _iri(subject: str) -> str:
    return subject[1:-1]


def _line(subject: str) -> str:
    return subject


def _distinct(statements: list[str]) -> list[str]:
    return sorted(set(statements)) if len(statements) > 1 else statements
