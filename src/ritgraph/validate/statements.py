"""What files state about some things, and where in the files each part of it stands."""

from __future__ import annotations

import re
from collections import defaultdict, namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ritgraph.errors import SourceSyntaxError
from ritgraph.finding import Place
from ritgraph.turtle.files import FORMATS, format_of
from ritgraph.turtle.reader import read
from ritgraph.turtle.spans import Lines, Located, Span
from ritgraph.validate.blank_nodes import BlankNodes

_OTHERS = frozenset(
    ending
    for ending, format_ in FORMATS.items()
    if format_ in (ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD)
)
_QUOTED = re.compile(
    r"""(?P<naming>about\s*=\s*|\bID\s*=\s*|"@id"\s*:\s*)?(?P<quote>["'])(?P<text>[^"'\n]*)(?P=quote)"""
)
# What stands before the end of an IRI: an entity of XML, a prefix, the mark of a fragment.
_ABBREVIATED = re.compile(r"^(?:&[\w.-]+;|[\w.-]+:(?!/)|#)")
_TERM = r"""(?:<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?)"""
_QUAD = re.compile(
    rf"^([ \t]*{_TERM}[ \t]*{_TERM}[ \t]*{_TERM}[ \t]*)(<[^>]*>|_:[^\s.]+)([ \t]*\.)", re.M
)
_LAST_NAME = re.compile(r"[\w-]+$")
# So many characters are looked through sooner than a file is read.
_WORTH_A_LOOK = 20_000_000


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
        return self.source.place(start, end)


class Source:
    """A file whose statements are asked for, in a syntax that tells where each of them stands."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.text = file.read_bytes().decode("utf-8")

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return Lines(self.text)

    def statements(self, nodes: set[str], names: Mapping[str, str]) -> Iterator[Located]:
        """Read the statements about things, and all if there is a blank node among these."""
        is_quick = len(nodes) * len(self.text) < _WORTH_A_LOOK
        wanted = None if names else set(filter(self._may_name, nodes)) if is_quick else nodes
        if wanted is None or wanted:
            yield from self._read(wanted)

    def place(self, start: int, end: int) -> Place:
        """Give a part of the text as lines and columns."""
        return Place(self.file, *self.lines.position(start), *self.lines.position(end))

    def _read(self, subjects: set[str] | None) -> Iterator[Located]:
        suffix, base = self.file.suffix.lower(), self.file.as_uri()
        text = _without_graphs(self.text) if suffix == ".nq" else self.text
        return read(text, self.file, base=base, trig=suffix == ".trig", subjects=subjects)

    def _may_name(self, iri: str) -> bool:
        """Tell in no time of most files that they do not name a thing."""
        name = _LAST_NAME.search(iri)
        return name is None or name[0] in self.text or "\\" in self.text


class OtherSource(Source):
    """RDF/XML or JSON-LD: all that can be told is where the node stands that a statement is about.

    It is looked for as text: the longest string in quotes with which the IRI ends, first where the
    syntax says that it names a node.
    """

    def place(self, start: int, end: int) -> Place:
        """Give the place of the node; if it is not found, no more than the file."""
        if start == end:
            return Place(self.file)
        return replace(super().place(start, end), of_node=True)

    def _read(self, subjects: set[str] | None) -> Iterator[Located]:
        names: dict[str, ox.BlankNode] = {}

        def named(term: Any) -> Any:
            if isinstance(term, ox.BlankNode):
                return names.setdefault(term.value, ox.BlankNode(f"b{len(names)}"))
            return term

        for quad in ox.parse(path=self.file, format=format_of(self.file)):
            subject, value, graph = map(named, (quad.subject, quad.object, quad.graph_name))
            if subjects is None or subject.value in subjects:
                spans = [self._mention(subject.value)] * 4
                yield Located(subject, quad.predicate, value, graph, *spans)

    def _mention(self, iri: str) -> Span:
        if iri not in self._found:
            best = max(
                (
                    (len(tail), bool(match["naming"]), -match.start(), match.span("text"))
                    for match in _QUOTED.finditer(self.text)
                    if (tail := _ABBREVIATED.sub("", match["text"])) and iri.endswith(tail)
                ),
                default=(0, False, 0, (0, 0)),
            )
            self._found[iri] = Span(*best[-1])
        return self._found[iri]

    @cached_property
    def _found(self) -> dict[str, Span]:
        return {}


def _without_graphs(text: str) -> str:
    """Put spaces in the place of the graph names of N-Quads."""
    return _QUAD.sub(lambda match: f"{match[1]}{' ' * len(match[2])}{match[3]}", text)


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
            elif origin := self._blank_nodes.origin(node):
                blanks[origin.file][f"b{origin.number}"] = node
        for file in self._files if iris or blanks else ():
            source = OtherSource if file.suffix.lower() in _OTHERS else Source
            with suppress(SourceSyntaxError):  # it is RDF 1.2, which the reader does not know
                self._read(source(file), iris, blanks.get(file, {}))

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
