"""A graph as JSON-LD 1.1, expanded or compacted: what a consumer expands is exactly the graph.

Subjects are sorted by IRI; after them come blank nodes that need a label, then those that nothing
mentions. Blank nodes and lists stand where they are mentioned. A statement more or less changes a
few lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from ritgraph.errors import UnsupportedError
from ritgraph.serialise.context import Context, Misread
from ritgraph.serialise.jsonld_node import NodeWriter, Property
from ritgraph.serialise.nesting import Nesting, Statement
from ritgraph.serialise.spelling import quoted
from ritgraph.serialise.statements import Statements

_NOTHING: Mapping[str, str] = MappingProxyType({})


class _Document:
    """Node objects in an array, between an ``opening`` and a ``closing``."""

    declarations = ()
    _opening: str
    _closing: str
    _indent: int

    def __init__(self, statements: Statements) -> None:
        if any(isinstance(triple.object, ox.Triple) for triple in statements.blank):
            raise UnsupportedError(
                "JSON-LD does not support RDF 1.2 yet. Choose turtle, trig, ntriples or nquads."
            )
        self._nesting = Nesting(statements.blank)

    def head(self) -> str:
        """Give what comes before the body: nothing."""
        return ""

    def body(self, subjects: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        """Give the document: its opening, then one node object after another."""
        start = " " * self._indent
        before = self._opening
        for node in self._nodes(subjects):
            yield f"{before}\n{start}{node}"
            before = ","
        end = "\n" + " " * (self._indent - 2) if before == "," else before
        yield f"{end}{self._closing}"

    def _nodes(self, subjects: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        nested = self._nesting.statements
        for subject, about in subjects:
            statements: list[Statement] = [_parted(statement) for statement in about]
            yield self._node(subject, statements + nested.get(subject, []))
        for node, label in self._nesting.labels.items():
            if node in nested:
                yield self._node(label, nested[node])
        yield from sorted(self._node("", nested[node]) for node in self._nesting.unmentioned())

    def _node(self, name: str, statements: list[Statement]) -> str:
        raise NotImplementedError


class ExpandedDocument(_Document):
    """A graph as expanded JSON-LD: an array of node objects, with every IRI in full.

    ``exact`` gives the spelling of literals that the words do not keep.

    >>> statements = Statements(ox.parse("<urn:a> a <urn:B> ; <urn:p> 5 .", ox.RdfFormat.TURTLE))
    >>> print("".join(ExpandedDocument(statements).body(statements.subjects())), end="")
    [
      {
        "@id": "urn:a",
        "@type": ["urn:B"],
        "urn:p": [{"@value": 5}]
      }
    ]

    Raises:
        UnsupportedError: there is a triple term.
    """

    _opening, _closing, _indent = "[", "]\n", 2

    def __init__(self, statements: Statements, exact: Mapping[str, str] = _NOTHING) -> None:
        super().__init__(statements)
        self._writer = NodeWriter(_InFull(), self._nesting, exact)

    def _node(self, name: str, statements: list[Statement]) -> str:
        return _written(self._writer, (), name, statements, self._indent)


class CompactedDocument(_Document):
    """A graph as JSON-LD with a context, which is part of the document.

    A node with an IRI that the context would take for another is written expanded, and without the
    context: as JSON-LD has it, with ``"@context": null``.

    >>> statements = Statements(ox.parse("<http://ex/a> <http://ex/p> 5 .", ox.RdfFormat.TURTLE))
    >>> document = CompactedDocument(statements, Context.of_prefixes({"ex": "http://ex/"}))
    >>> print("".join(document.body(statements.subjects())), end="")
    {
      "@context": {
        "ex": "http://ex/",
        "id": "@id",
        "type": "@type"
      },
      "@graph": [
        {
          "id": "ex:a",
          "ex:p": 5
        }
      ]
    }

    Raises:
        UnsupportedError: there is a triple term.
    """

    _closing, _indent = "]\n}\n", 4

    def __init__(
        self, statements: Statements, context: Context, exact: Mapping[str, str] = _NOTHING
    ) -> None:
        super().__init__(statements)
        self._opening = f'{{\n  "@context": {context.text},\n  "@graph": ['
        self._compact = NodeWriter(context, self._nesting, exact)
        self._expanded = NodeWriter(_InFull(), self._nesting, exact)

    def _node(self, name: str, statements: list[Statement]) -> str:
        try:
            return _written(self._compact, (), name, statements, self._indent)
        except Misread:
            head = ('"@context": null',)
            return _written(self._expanded, head, name, statements, self._indent)


class _InFull:
    """The names of expanded JSON-LD."""

    id, type, always_arrays = '"@id"', '"@type"', True

    def iri(self, word: str) -> str:
        return quoted(word[1:-1] if word[0] == "<" else word)

    kind = iri

    def property(self, word: str) -> Property:
        return Property(quoted(word[1:-1]), coercion=None, is_array=True)

    def by_language(self, word: str) -> None:
        """Write no text by language."""


def _written(
    writer: NodeWriter, head: tuple[str, ...], name: str, statements: list[Statement], indent: int
) -> str:
    """Write a node object; one that nothing mentions has no name."""
    entries = (*head, writer.identity(name)) if name else head
    return writer.node(entries, statements, indent)


def _parted(statement: str) -> Statement:
    predicate, _, word = statement.partition(" ")
    return predicate, word
