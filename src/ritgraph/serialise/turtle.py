"""A graph as Turtle that depends on the graph alone: same triples, same bytes.

Prefixes are sorted, and only those used. Subjects are sorted by IRI, one paragraph each; after them
come blank nodes that need a label, then those that nothing mentions. ``a`` comes first, then names
and definitions, then the other predicates by IRI. Values are sorted. Nothing is aligned, and one
value stands on one line, so that a statement more or less changes at most two lines of the
paragraph that it belongs to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ritgraph.serialise.canonical import Term
from ritgraph.serialise.isomorphism import partition
from ritgraph.serialise.nesting import NIL, RDF, Nesting, Statements
from ritgraph.serialise.spelling import Spelling

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_TYPE = f"{RDF}type"
_LEADING = {
    predicate: f"{rank:02}"
    for rank, predicate in enumerate(
        [
            _TYPE,
            f"{_SKOS}prefLabel",
            f"{_RDFS}label",
            f"{_SKOS}altLabel",
            f"{_SKOS}hiddenLabel",
            f"{_SKOS}definition",
            f"{_RDFS}comment",
            f"{_SKOS}scopeNote",
            f"{_SKOS}example",
        ]
    )
}
_STEP = 4
_LIST_WIDTH = 80

# What a value is sorted by, and its text: kind, language, lexical value, text.
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
    writer = _Writer(triples, prefixes)
    paragraphs = list(writer.paragraphs())
    yield from (f"@prefix {name}: <{iri}> .\n" for name, iri in writer.spelling.used.items())
    for number, paragraph in enumerate(paragraphs):
        if number or writer.spelling.used:
            yield "\n"
        yield paragraph


class _Writer:
    """Renders the paragraphs of one graph."""

    def __init__(self, triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> None:
        self.spelling = Spelling(prefixes)
        self._ground, blank = partition(triples)
        self._nesting = Nesting(blank)

    def paragraphs(self) -> Iterator[str]:
        """Give one paragraph for each subject that is not nested in another."""
        named = self._named_subjects()
        for iri in sorted(named):
            yield self._paragraph(self.spelling.iri(iri), named[iri])
        for node, label in self._nesting.labels.items():
            if node in self._nesting.statements:
                yield self._paragraph(label, self._nesting.statements[node])
        yield from sorted(
            self._paragraph("[]", self._nesting.statements[node])
            for node in self._nesting.unmentioned()
        )

    def _named_subjects(self) -> dict[str, Statements]:
        named: defaultdict[str, Statements] = defaultdict(list)
        for subject, predicate, value in self._ground:
            named[subject.value].append((predicate.value, value))
        for node, statements in self._nesting.statements.items():
            if isinstance(node, ox.NamedNode):
                named[node.value] += statements
        return named

    def _paragraph(self, subject: str, statements: Statements) -> str:
        return f"{subject}\n{self._lines(statements, _STEP)} .\n"

    def _lines(self, statements: Statements, indent: int) -> str:
        """Write what is said about one subject: a line for each predicate."""
        values: defaultdict[str, list[Term]] = defaultdict(list)
        for predicate, value in statements:
            values[predicate].append(value)
        start = " " * indent
        return " ;\n".join(
            f"{start}{self._predicate(predicate)} {self._values(values[predicate], indent)}"
            for predicate in sorted(values, key=_place)
        )

    def _predicate(self, iri: str) -> str:
        return "a" if iri == _TYPE else self.spelling.iri(iri)

    def _values(self, terms: list[Term], indent: int) -> str:
        """Write the values of one predicate: the first beside it, the others below."""
        if len(terms) == 1:
            return self._value(terms[0], indent)[-1]
        values = sorted(self._value(term, indent) for term in terms)
        text = values[0][-1]
        for kind, *_, more in values[1:]:
            text += f" , {more}" if kind == _BLOCK else f" ,\n{' ' * (indent + _STEP)}{more}"
        return text

    def _value(self, term: Term, indent: int) -> _Value:
        if isinstance(term, ox.NamedNode):
            return _IRI, "", term.value, "()" if term == NIL else self.spelling.iri(term.value)
        if isinstance(term, ox.Literal):
            return _LITERAL, term.language or "", term.value, self.spelling.literal(term)
        if isinstance(term, ox.Triple):
            return _TRIPLE, "", "", self._triple(term, indent)
        if label := self._nesting.labels.get(term):
            return _LABELLED, "", "", label
        text = self._in_place(term, indent)
        return _BLOCK if "\n" in text else _SHORT, "", "", text

    def _triple(self, triple: ox.Triple, indent: int) -> str:
        """Write a triple term (Turtle 1.2, section 2.11)."""
        subject, value = (self._value(term, indent)[-1] for term in (triple.subject, triple.object))
        return f"<<( {subject} {self._predicate(triple.predicate.value)} {value} )>>"

    def _in_place(self, node: ox.BlankNode, indent: int) -> str:
        items = self._nesting.items(node)
        if items is not None:
            return self._list(items, indent)
        statements = self._nesting.statements.get(node)
        if statements is None:
            return "[]"
        return f"[\n{self._lines(statements, indent + _STEP)}\n{' ' * indent}]"

    def _list(self, items: list[Term], indent: int) -> str:
        texts = [self._value(item, indent + _STEP)[-1] for item in items]
        line = f"( {' '.join(texts)} )"
        if len(line) <= _LIST_WIDTH and "\n" not in line:
            return line
        start = " " * indent
        return "".join([f"(\n{start}", *(f"{' ' * _STEP}{text}\n{start}" for text in texts), ")"])


def _place(predicate: str) -> str:
    """Give what a predicate is sorted by."""
    return _LEADING.get(predicate, predicate)
