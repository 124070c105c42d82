"""Triples by subject, as words of N-Triples: what a serialiser needs, and no more in memory.

The engine writes the words, so every lexical form is kept. When there are very many triples, they
are put into files, each sorted, and these are merged when they are read.
"""

from __future__ import annotations

import heapq
from collections import Counter
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

    As a context, they give back the files that they needed.

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
        self._taken, self._repeated = Tally(), Tally()
        self.add(triples)

    def add(self, triples: Iterable[ox.Triple] | Iterable[ox.Quad]) -> None:
        """Take triples, or quads of the default graph; a blank node is known by its label.

        Raises:
            SyntaxError, OSError: so does the parser that they come from.
        """
        lines = Lines(self._take)
        lines.read(triples)
        self._take_blank(lines.blank)

    def add_text(self, pieces: Iterable[bytes]) -> None:
        r"""Take N-Triples as the engine writes them; a piece may end in the middle of a line.

        >>> statements = Statements()
        >>> statements.add_text([b"<urn:a> <urn:p> <urn", b":b> .\n"])
        >>> list(statements.subjects())
        [('<urn:a>', ['<urn:p> <urn:b>'])]
        """
        lines = Lines(self._take)
        for piece in pieces:
            lines.write(piece)
        self._take_blank(lines.blank)

    def subjects(self) -> Iterator[tuple[str, list[str]]]:
        """Give the subjects that are IRIs with their sorted predicates and objects.

        Objects that are blank nodes or triple terms are left out; they are in ``blank``.
        """
        repeated = Tally()
        for subject, statements in self._merged() if self._files else self._sorted():
            if len(statements) > 1:
                distinct = set(statements)
                if len(distinct) < len(statements):
                    again = (Counter(statements) - Counter(distinct)).elements()
                    repeated.add([f"{subject} {statement}" for statement in again])
                statements = sorted(distinct)
            yield subject, statements
        self._repeated = repeated

    def __enter__(self) -> Statements:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    @property
    def tally(self) -> Tally:
        """What the distinct ground statements come to; known when all subjects have been given."""
        return self._taken - self._repeated

    def predicates(self) -> set[str]:
        """Give the words of all predicates."""
        ground = {text.partition(" ")[0] for _, about in self.subjects() for text in about}
        return ground | {str(triple.predicate) for triple in self.blank}

    def _take_blank(self, lines: Iterable[str]) -> None:
        for triple in triples_of(lines):
            self.blank.add(triple)
            if isinstance(triple.subject, ox.NamedNode):
                self._subjects.setdefault(str(triple.subject), [])

    def _sorted(self) -> Iterator[tuple[str, list[str]]]:
        for subject in sorted(self._subjects, key=self._key):
            yield subject, self._subjects[subject]

    def _merged(self) -> Iterator[tuple[str, list[str]]]:
        if self._subjects:
            self._spill()
        for file in self._files:
            file.seek(0)
        parts = [(line.rstrip("\n").split(_BETWEEN) for line in file) for file in self._files]
        merged = heapq.merge(*parts, key=lambda part: self._key(part[0]))
        for subject, same in groupby(merged, key=lambda part: part[0]):
            yield subject, [statement for part in same for statement in part[1:]]

    def _take(self, lines: list[str]) -> None:
        start, end = "\n", 0
        about: list[str] = []
        for line in lines:
            if not line.startswith(start):
                subject, space, _ = line.partition(" ")
                start, end = subject + space, len(subject) + 1
                about = self._subjects.setdefault(subject, [])
            about.append(line[end:])
        self._taken.add(lines)
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


class Tally:
    """What lines of N-Triples come to when their order does not count: number, sum of hashes.

    >>> one, other = Tally(), Tally()
    >>> one.add(["<urn:a> <urn:b> <urn:c>", "<urn:a> <urn:b> 'c'"])
    >>> other.add(["<urn:a> <urn:b> 'c'"])
    >>> one - other == other, one - other == one
    (False, False)
    """

    def __init__(self, number: int = 0, hashes: int = 0) -> None:
        self.number = number
        self.hashes = hashes

    def add(self, lines: list[str]) -> None:
        """Take lines, without their full stop."""
        self.number += len(lines)
        self.hashes += sum(map(hash, lines))

    def __sub__(self, other: Tally) -> Tally:
        return Tally(self.number - other.number, self.hashes - other.hashes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


class Lines:
    """A file that takes N-Triples, and hands on the ground lines, without the full stop.

    ``blank`` holds the lines with a blank node or a triple term.
    """

    def __init__(self, take: Callable[[list[str]], None]) -> None:
        self._take = take
        self._rest: list[bytes] = []
        self.blank: list[str] = []

    def read(self, triples: Iterable[ox.Triple] | Iterable[ox.Quad]) -> None:
        """Let the engine write triples, or quads of the default graph, to this file."""
        stream: Any = self
        ox.serialize(triples, stream, ox.RdfFormat.N_TRIPLES)

    def write(self, data: bytes) -> int:
        """Take a piece of text, which may end in the middle of a line."""
        end = data.rfind(b"\n") + 1
        if not end:
            self._rest.append(data)
            return len(data)
        whole = b"".join([*self._rest, data[:end]])
        self._rest = [data[end:]]
        lines = whole.decode().split(" .\n")[:-1]
        if b"_:" in whole or b" )>> ." in whole:
            self.blank += filter(_is_blank, lines)
            lines = [line for line in lines if not _is_blank(line)]
        self._take(lines)
        return len(data)

    def flush(self) -> None:
        """Do nothing: there is nothing to wait for."""


def triples_of(lines: Iterable[str]) -> Iterator[ox.Triple]:
    """Give the triples of lines of N-Triples that have no full stop.

    >>> [triple.object.value for triple in triples_of(["<urn:a> <urn:b> _:c"])]
    ['c']
    """
    text = "".join(f"{line} .\n" for line in lines)
    return (quad.triple for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES))


def _is_blank(line: str) -> bool:
    return line.startswith("_:") or line.endswith(" )>>") or line.split(" ", 2)[2].startswith("_:")


def _iri(subject: str) -> str:
    return subject[1:-1]


def _line(subject: str) -> str:
    return subject
