"""A graph as Turtle that depends on the graph alone: same triples, same bytes.

Prefixes are sorted, and only those used. Subjects are sorted by IRI, one paragraph each; after them
come blank nodes that need a label, then those that nothing mentions. ``a`` comes first, then names
and definitions, then the other predicates by IRI. Values are sorted. Nothing is aligned, and one
value stands on one line, so that a statement more or less changes at most two lines of the
paragraph that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from ritgraph.serialise.nesting import Nesting, Object, Statement
from ritgraph.serialise.order import LEADING, TYPE
from ritgraph.serialise.spelling import Spelling
from ritgraph.serialise.statements import Statements
from ritgraph.serialise.words import word_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_STEP = 4
_LIST_WIDTH = 80

# What a predicate is sorted by, its name, and its values.
_Line = tuple[str, str, list[Object]]
# What a value is sorted by, and its text: kind, language or datatype, lexical value, text.
_Value = tuple[int, str, str, str]
_IRI, _LITERAL, _LABELLED, _TRIPLE, _SHORT, _BLOCK = range(6)


def turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write triples as Turtle, piece by piece; ``"".join`` of the pieces is the document.

    ``prefixes`` gives a namespace for each name. Blank nodes with the same label are one node.

    >>> graph = ox.parse("<http://example.com/a> a <http://example.com/B> .", ox.RdfFormat.TURTLE)
    >>> pieces = turtle((quad.triple for quad in graph), {"ex": "http://example.com/"})
    >>> print("".join(pieces), end="")
    @prefix ex: <http://example.com/> .
    <BLANKLINE>
    ex:a
        a ex:B .
    """
    with Statements(triples) as statements:
        document = TurtleDocument(statements, prefixes)
        body = list(document.body(statements.subjects()))
    yield document.head()
    yield from body


class TurtleDocument:
    """A graph as Turtle: first its ``body``, then the ``head``, which then knows its prefixes.

    ``exact`` gives the spelling of literals that the words do not keep.
    """

    def __init__(
        self,
        statements: Statements,
        prefixes: Mapping[str, str],
        exact: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._nesting = Nesting(statements.blank)
        self._spelling = Spelling(prefixes, exact)
        self._predicates = _Predicates(self._spelling)
        self._begun = False

    @property
    def declarations(self) -> list[str]:
        """The lines of the prefixes that have been needed so far, in that order."""
        return [f"@prefix {name}: <{iri}> .\n" for name, iri in self._spelling.used.items()]

    def head(self) -> str:
        """Give what comes before the body."""
        lines = "".join(sorted(self.declarations))
        return f"{lines}\n" if lines and self._begun else lines

    def body(self, subjects: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        """Give one paragraph for each subject that is not nested in another."""
        for paragraph in self._paragraphs(subjects):
            yield f"\n{paragraph}" if self._begun else paragraph
            self._begun = True

    def _paragraphs(self, subjects: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        nested = self._nesting.statements
        for subject, about in subjects:
            nodes = nested.get(subject)
            name = self._spelling[subject]
            lines = self._ground(about)
            if nodes:
                text = self._lines(self._grouped(nodes, lines), _STEP)
            else:
                text = self._ground_lines(lines)
            yield f"{name}\n{text} .\n"
        for node, label in self._nesting.labels.items():
            if node in nested:
                yield self._paragraph(label, nested[node])
        yield from sorted(
            self._paragraph("[]", nested[node]) for node in self._nesting.unmentioned()
        )

    def _paragraph(self, name: str, statements: Iterable[Statement]) -> str:
        return f"{name}\n{self._lines(self._grouped(statements), _STEP)} .\n"

    def _ground(self, about: Iterable[str]) -> list[_Line]:
        """Take statements without blank nodes, which are sorted, for lines."""
        lines: list[_Line] = []
        values: list[Object] = []
        last = ""
        for statement in about:
            predicate, _, word = statement.partition(" ")
            if predicate == last:
                values.append(word)
            else:
                last, values = predicate, [word]
                lines.append((*self._predicates[predicate], values))
        return lines

    def _ground_lines(self, lines: list[Any]) -> str:
        """Write lines without blank nodes: as ``_lines``, but quickly, because most are such."""
        spelling = self._spelling
        lines.sort()
        return " ;\n".join(
            [
                f"    {name} {spelling[words[0]] if len(words) == 1 else self._words(words)}"
                for _, name, words in lines
            ]
        )

    def _words(self, words: list[str]) -> str:
        return " ,\n        ".join([self._spelling[word] for word in sorted(words, key=_rank)])

    def _grouped(self, statements: Iterable[Statement], lines: Iterable[_Line] = ()) -> list[_Line]:
        """Add statements to lines, one line for each predicate."""
        known = {name: (place, name, values) for place, name, values in lines}
        for predicate, value in statements:
            place, name = self._predicates[predicate]
            known.setdefault(name, (place, name, []))[-1].append(value)
        return list(known.values())

    def _lines(self, lines: list[_Line], indent: int) -> str:
        """Write what is said about one subject."""
        start = " " * indent
        lines.sort()
        return " ;\n".join(
            [f"{start}{name} {self._values(values, indent)}" for _, name, values in lines]
        )

    def _values(self, terms: list[Object], indent: int) -> str:
        """Write the values of one predicate: the first beside it, the others below."""
        if len(terms) == 1:
            (term,) = terms
            return self._spelling[term] if isinstance(term, str) else self._text(term, indent)
        values = sorted([self._value(term, indent) for term in terms])
        text = values[0][-1]
        for kind, *_, more in values[1:]:
            text += f" , {more}" if kind == _BLOCK else f" ,\n{' ' * (indent + _STEP)}{more}"
        return text

    def _value(self, term: Object, indent: int) -> _Value:
        text = self._text(term, indent)
        if isinstance(term, str):
            return (*_rank(term), text)
        if isinstance(term, ox.Triple):
            return _TRIPLE, "", "", text
        if term in self._nesting.labels:
            return _LABELLED, "", "", text
        return _BLOCK if "\n" in text else _SHORT, "", "", text

    def _text(self, term: Object, indent: int) -> str:
        if isinstance(term, str):
            return self._spelling[term]
        if isinstance(term, ox.Triple):
            return self._triple(term, indent)
        return self._nesting.labels.get(term) or self._in_place(term, indent)

    def _triple(self, triple: ox.Triple, indent: int) -> str:
        """Write a triple term (Turtle 1.2, section 2.11)."""
        subject, value = (
            self._spelling.on_one_line(word) if isinstance(word, str) else self._text(word, indent)
            for word in (word_of(triple.subject), word_of(triple.object))
        )
        return f"<<( {subject} {self._predicates[str(triple.predicate)][1]} {value} )>>"

    def _in_place(self, node: ox.BlankNode, indent: int) -> str:
        items = self._nesting.items(node)
        if items is not None:
            return self._list(items, indent)
        statements = self._nesting.statements.get(node)
        if statements is None:
            return "[]"
        return f"[\n{self._lines(self._grouped(statements), indent + _STEP)}\n{' ' * indent}]"

    def _list(self, items: list[Object], indent: int) -> str:
        texts = [self._text(item, indent + _STEP) for item in items]
        line = f"( {' '.join(texts)} )"
        if len(line) <= _LIST_WIDTH and "\n" not in line:
            return line
        start = " " * indent
        return "".join([f"(\n{start}", *(f"{' ' * _STEP}{text}\n{start}" for text in texts), ")"])


def _rank(word: str) -> tuple[int, str, str]:
    """Give what a value without blank nodes is sorted by."""
    if word[0] == "<":
        return _IRI, "", word[1:-1]
    quoted, _, rest = word.rpartition('"')
    return _LITERAL, rest, quoted


class _Predicates(dict[str, tuple[str, str]]):
    """What predicates are sorted by, and how they are spelt."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling

    def __missing__(self, word: str) -> tuple[str, str]:
        name = "a" if word == TYPE else self._spelling.name(word)
        found = self[word] = (LEADING.get(word) or word[1:-1], name)
        return found
