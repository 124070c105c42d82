"""What files state about some things, and where in the files each part of it stands."""

from __future__ import annotations

import re
from collections import defaultdict, namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ritgraph.errors import SourceSyntaxError
from ritgraph.finding import Place
from ritgraph.turtle.reader import read
from ritgraph.turtle.spans import Lines, Located
from ritgraph.validate.blank_nodes import BlankNodes

# The endings of the formats that the reader knows, and whether it is TriG.
_FORMATS = {".ttl": False, ".nt": False, ".trig": True}
_LAST_NAME = re.compile(r"[\w-]+$")


class Statement(namedtuple("Statement", "source triple object")):
    """A triple as a file states it; ``object`` is written as in findings."""

    source: Source
    triple: Located
    object: str

    @property
    def file(self) -> Path:
        """The file."""
        return self.source.file

    @property
    def predicate(self) -> str:
        """The IRI of the property."""
        return str(self.triple.predicate.value)

    @property
    def language(self) -> str | None:
        """The language of the value."""
        value = self.triple.object
        return value.language if isinstance(value, ox.Literal) else None

    def place(self, start: int, end: int) -> Place:
        """Give a part of the file as lines and columns."""
        lines = self.source.lines
        return Place(self.file, *lines.position(start), *lines.position(end))


class Source:
    """A file whose statements are asked for."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.text = file.read_bytes().decode("utf-8")

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return Lines(self.text)

    def statements(self, nodes: set[str], names: Mapping[str, str]) -> Iterator[Located]:
        """Read the statements about things, and all if there is a blank node among these."""
        wanted = None if names else {node for node in nodes if self._may_name(node)}
        if wanted is None or wanted:
            trig = _FORMATS[self.file.suffix]
            yield from read(
                self.text, self.file, base=self.file.as_uri(), trig=trig, subjects=wanted
            )

    def _may_name(self, iri: str) -> bool:
        """Tell in no time of most files that they do not name a thing."""
        name = _LAST_NAME.search(iri)
        return name is None or name[0] in self.text or "\\" in self.text


class Statements:
    """The statements of some files about the things that were asked for."""

    def __init__(self, files: Sequence[Path], blank_nodes: BlankNodes) -> None:
        self._files = files
        self._blank_nodes = blank_nodes
        self._about: defaultdict[str, list[Statement]] = defaultdict(list)

    def about(self, node: str) -> list[Statement]:
        """Give the statements about an IRI or a blank node, in the order of the files."""
        return self._about.get(node, [])

    def read(self, nodes: Iterable[str]) -> None:
        """Look for the statements about these nodes."""
        iris: set[str] = set()
        blanks: defaultdict[Path, dict[str, str]] = defaultdict(dict)
        for node in nodes:
            if not node.startswith("_:"):
                iris.add(node)
            elif origin := self._blank_nodes.origins.get(node):
                blanks[origin.file][f"b{origin.number}"] = node
        for file in self._files if iris or blanks else ():
            if file.suffix in _FORMATS:
                with suppress(SourceSyntaxError):  # it is RDF 1.2, which the reader does not know
                    self._read(Source(file), iris, blanks.get(file, {}))

    def _read(self, source: Source, iris: set[str], names: Mapping[str, str]) -> None:
        for triple in source.statements(iris, names):
            subject = _text(triple.subject, names)
            if subject in iris or subject.startswith("_:"):
                statement = Statement(source, triple, _text(triple.object, names))
                self._about[subject].append(statement)


def _text(term: object, names: Mapping[str, str]) -> str:
    """Write a term as findings hold it."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.BlankNode):
        return names.get(term.value, "")
    return str(term)
