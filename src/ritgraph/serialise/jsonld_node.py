"""Node objects of JSON-LD 1.1 as text: one property on one line, and one of several values too.

A native number or boolean stands only where every reader takes it for the same literal (JSON-LD 1.1
API, section 8.2.2); all other literals are strings, which keep their lexical form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

import pyoxigraph as ox

from ritgraph.serialise.nesting import Nesting, Node, Statement
from ritgraph.serialise.order import LEADING, TYPE
from ritgraph.serialise.spelling import requoted
from ritgraph.serialise.words import NIL, STRING, LiteralWord, literal_word
from ritgraph.term import XSD

_STEP = 2
_LIST_WIDTH = 80
_OTHERS = "99"  # behind the ranks of LEADING
# So long that a double holds it exactly.
_NATIVE = {
    f"{XSD}boolean": re.compile(r'"(?:true|false)"'),
    f"{XSD}integer": re.compile(r'"(?:0|-?[1-9][0-9]{0,14})"'),
}
_IRI, _LITERAL, _LABELLED, _SHORT, _BLOCK = range(5)
# What a value is sorted by, and its text: kind, language or datatype, lexical value, text.
_Value = tuple[int, str, str, str]
# What a property is sorted by, its key, and its text.
_Entry = tuple[str, str, str]


class Property(NamedTuple):
    """How a property is written: its key, quoted, and what its values may leave unsaid.

    ``coercion`` is what a string is taken for: ``@id``, the IRI of a datatype, or, if it is empty,
    a text. Where it is None, nothing is left unsaid.
    """

    key: str
    coercion: str | None = ""
    is_array: bool = False


class Names(Protocol):
    """What is called how: names of words, in quotation marks. A triple term has none."""

    id: str
    type: str
    always_arrays: bool

    def iri(self, word: str) -> str:
        """Name a thing; the label of a blank node is its name."""

    def kind(self, word: str) -> str:
        """Name a class or a datatype."""

    def property(self, word: str) -> Property:
        """Say how a property is written that may have any values."""

    def by_language(self, word: str) -> Property | None:
        """Say how the texts of a property are written by language, if they are."""


class NodeWriter:
    """Node objects with some names; ``exact`` gives the spelling of literals."""

    def __init__(self, names: Names, nesting: Nesting, exact: Mapping[str, str]) -> None:
        self._names = names
        self._labels = nesting.labels
        self._nesting = nesting
        self._exact = exact

    def node(self, head: Iterable[str], statements: Iterable[Statement], indent: int) -> str:
        """Write what is said about one thing, behind the entries of ``head``."""
        values: defaultdict[str, list[Any]] = defaultdict(list)
        for predicate, value in statements:
            values[predicate].append(value)
        inner = indent + _STEP
        lines = list(head)
        if kinds := [value for value in values.get(TYPE, ()) if self._is_kind(value)]:
            lines.append(f"{self._names.type}: {self._kinds(kinds, inner)}")
            values[TYPE] = [value for value in values[TYPE] if not self._is_kind(value)]
        entries: list[_Entry] = []
        for predicate, objects in values.items():
            if by_language := self._names.by_language(predicate):
                objects = self._add_texts(objects, predicate, by_language, inner, entries)
            if objects:
                written = self._names.property(predicate)
                text = self._values(objects, written, inner)
                entries.append((LEADING.get(predicate, _OTHERS), written.key, text))
        entries.sort()
        lines += [f"{key}: {text}" for _, key, text in entries]
        return _block("{", lines, "}", indent) if lines else "{}"

    def identity(self, name: str) -> str:
        """Write the entry that says which node is meant, by its word or its label."""
        return f"{self._names.id}: {self._names.iri(name)}"

    def _is_kind(self, value: Node) -> bool:
        """Tell whether ``@type`` can hold a value: an IRI, or a blank node with a label."""
        return value[0] == "<" if isinstance(value, str) else value in self._labels

    def _kinds(self, kinds: Iterable[Node], indent: int) -> str:
        texts = [
            self._names.kind(kind) if isinstance(kind, str) else f'"{self._labels[kind]}"'
            for kind in sorted(kinds, key=str)
        ]
        return _array(texts, indent, self._names.always_arrays)

    def _add_texts(
        self,
        terms: list[Node],
        predicate: str,
        written: Property,
        indent: int,
        entries: list[_Entry],
    ) -> list[Node]:
        """Add an entry for the texts that have a language alone; give the other values."""
        texts: defaultdict[str, list[str]] = defaultdict(list)
        others: list[Node] = []
        for term in terms:
            literal = self._literal(term) if isinstance(term, str) and term[0] != "<" else None
            if literal and literal.language and not literal.direction:
                texts[literal.language].append(requoted(literal))
            else:
                others.append(term)
        if texts:
            text = _by_language(texts, indent, written.is_array)
            entries.append((LEADING.get(predicate, _OTHERS), written.key, text))
        return others

    def _values(self, terms: list[Node], written: Property, indent: int) -> str:
        if len(terms) == 1:
            text = self._text(terms[0], written, indent)
            return f"[{text}]" if written.is_array else text
        texts = sorted([self._value(term, written, indent + _STEP) for term in terms])
        return _array([text for *_, text in texts], indent)

    def _value(self, term: Node, written: Property, indent: int) -> _Value:
        text = self._text(term, written, indent)
        if isinstance(term, str):
            if term[0] == "<":
                return _IRI, "", term[1:-1], text
            lexical, _, rest = term.rpartition('"')
            return _LITERAL, rest, lexical, text
        if term in self._labels:
            return _LABELLED, "", "", text
        return _BLOCK if "\n" in text else _SHORT, "", "", text

    def _text(self, term: Node, written: Property, indent: int) -> str:
        if isinstance(term, str):
            if term[0] != "<":
                return self._literal_text(self._literal(term), written)
            if term == NIL:
                return '{"@list": []}'
            name = term
        elif term in self._labels:
            name = self._labels[term]
        else:
            return self._in_place(term, written, indent)
        if written.coercion == "@id":
            return self._names.iri(name)
        return f"{{{self.identity(name)}}}"

    def _literal(self, word: str) -> LiteralWord:
        return literal_word(self._exact.get(word, word) if self._exact else word)

    def _literal_text(self, literal: LiteralWord, written: Property) -> str:
        text, datatype = requoted(literal), literal.datatype
        if datatype == STRING:
            return text if written.coercion == "" else f'{{"@value": {text}}}'
        if datatype:
            native = _NATIVE.get(datatype)
            if native and native.fullmatch(literal.quoted):
                text = literal.quoted[1:-1]
                is_implied = written.coercion in ("", datatype)
                return text if is_implied else f'{{"@value": {text}}}'
            if datatype == written.coercion:
                return text
            return f'{{{self._names.type}: {self._names.kind(f"<{datatype}>")}, "@value": {text}}}'
        direction = f', "@direction": "{literal.direction}"' if literal.direction else ""
        return f'{{"@language": "{literal.language}"{direction}, "@value": {text}}}'

    def _in_place(self, node: ox.BlankNode, written: Property, indent: int) -> str:
        items: list[Any] | None = self._nesting.items(node)
        if items is None:
            return self.node((), self._nesting.statements.get(node, ()), indent)
        texts = [self._text(item, written, indent + _STEP) for item in items]
        line = f'{{"@list": [{", ".join(texts)}]}}'
        if len(line) <= _LIST_WIDTH and "\n" not in line:
            return line
        return f'{{"@list": {_block("[", texts, "]", indent)}}}'


def _by_language(texts: Mapping[str, list[str]], indent: int, always: bool) -> str:
    inner = indent + _STEP
    lines = [f'"{tag}": {_array(sorted(texts[tag]), inner, always)}' for tag in sorted(texts)]
    return f"{{{lines[0]}}}" if len(lines) == 1 else _block("{", lines, "}", indent)


def _array(texts: list[str], indent: int, always: bool = False) -> str:
    """Write values, one on each line; one alone needs no array if it is not ``always`` one."""
    if len(texts) == 1:
        return f"[{texts[0]}]" if always else texts[0]
    return _block("[", texts, "]", indent)


def _block(start: str, lines: Iterable[str], end: str, indent: int) -> str:
    margin = "\n" + " " * (indent + _STEP)
    return f"{start}{margin}{f',{margin}'.join(lines)}\n{' ' * indent}{end}"
