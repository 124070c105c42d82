"""How properties and values are written in a difference: by labels and CURIEs, on one line."""

from __future__ import annotations

from itertools import takewhile

import pyoxigraph as ox

from ritgraph.plain_text import escaped
from ritgraph.term import XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ritgraph.difference.thing import Change, Named, Thing, Value
    from ritgraph.term import Prefixes

# Datatypes whose values tell by themselves what they are.
_PLAIN = frozenset(
    XSD + name
    for name in (
        "integer",
        "decimal",
        "double",
        "boolean",
        "date",
        "dateTime",
        "gYear",
        "gYearMonth",
    )
)
_STRING = f"{XSD}string"
_WIDTH = 100
# So much of what has not changed is left on both sides of what has.
_AROUND = 24


class Wording:
    """Writes parts of a difference; long texts are cut unless ``full``.

    >>> from ritgraph.difference.thing import Value
    >>> from ritgraph.term import Prefixes
    >>> wording = Wording(Prefixes({"ex": "http://example.com/"}))
    >>> wording.value(Value(ox.NamedNode("http://example.com/anholt"), "Anholt"))
    'Anholt (ex:anholt)'
    >>> wording.value(Value(ox.Literal("1.00", datatype=ox.NamedNode(XSD + "decimal"))))
    '1.00'
    """

    def __init__(self, prefixes: Prefixes, full: bool = False) -> None:
        self._prefixes = prefixes
        self._full = full

    def title(self, thing: Thing) -> str:
        """Write what a thing is called."""
        if thing.blank is not None:
            return self.value(thing.blank)
        return self.named(thing)

    def named(self, named: Named | Thing) -> str:
        """Write a label with its CURIE."""
        curie = escaped(self._prefixes.compact(named.iri or ""))
        return f"{escaped(named.label)} ({curie})" if named.label else curie

    def path(self, change: Change) -> str:
        """Write a property, or several from node to node, with the language of a text."""
        value = change.old or change.new
        term = value.term if value else None
        language = f" ({term.language})" if isinstance(term, ox.Literal) and term.language else ""
        steps = (self._property(step) for step in change.path)
        return f"{' › '.join(steps)}{language}"  # noqa: RUF001

    def change(self, change: Change) -> str:
        """Write a value, or the old one and the new one."""
        old, new = change.old, change.new
        if old is None or new is None:
            value = old or new
            return "" if value is None else self.value(value, is_language_told=True)
        before, after = (self.value(v, is_language_told=True, is_whole=True) for v in (old, new))
        if before == after:
            before, after = self._exact(old), self._exact(new)
        elif not self._full:
            before, after = _around_change(before, after)
        return f"{before} → {after}"

    def value(self, value: Value, *, is_language_told: bool = False, is_whole: bool = False) -> str:
        """Write a value; of a blank node, what it holds."""
        text = self._text(value, is_language_told)
        if self._full or is_whole or len(text) <= _WIDTH:
            return text
        return f"{text[: _WIDTH - 1]}…"

    def _text(self, value: Value, is_language_told: bool = False) -> str:
        term = value.term
        if isinstance(term, ox.NamedNode):
            curie = escaped(self._prefixes.compact(term.value))
            return f"{escaped(value.label)} ({curie})" if value.label else curie
        if isinstance(term, ox.Literal):
            return self._literal(term, is_language_told)
        if value.items is not None:
            return f"({', '.join(map(self._text, value.items))})"
        if isinstance(term, ox.BlankNode):
            held = (f"{self._property(h.property)}: {self._text(h.value)}" for h in value.held)
            return f"[ {'; '.join(held) or '…'} ]"
        return escaped(str(term))

    def _literal(self, literal: ox.Literal, is_language_told: bool) -> str:
        datatype = literal.datatype.value
        text = escaped(literal.value)
        if literal.language:
            return f'"{text}"' if is_language_told else f'"{text}" ({literal.language})'
        if datatype == _STRING:
            return f'"{text}"'
        return text if datatype in _PLAIN else f"{text} ({self._prefixes.compact(datatype)})"

    def _exact(self, value: Value) -> str:
        """Tell two values apart that look alike."""
        if not isinstance(value.term, ox.Literal):
            return self._text(value)
        quoted, _, datatype = escaped(str(value.term)).rpartition("^^")
        if not quoted:
            return datatype
        return f"{quoted[1:-1]} ({self._prefixes.compact(datatype[1:-1])})"

    def _property(self, named: Named) -> str:
        return escaped(named.label or self._prefixes.compact(named.iri))


def _around_change(before: str, after: str) -> tuple[str, str]:
    """Cut what two texts have in common at both ends, between words, if they are long.

    >>> _around_change("word " * 20 + "old", "word " * 20 + "new")
    ('…word word word word old', '…word word word word new')
    """
    if max(len(before), len(after)) <= _WIDTH // 2 + _AROUND // 2:
        return before, after
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    start = _between_words(before[:head], max(head - _AROUND, 0))
    end = _between_words(before[::-1][:tail], max(tail - _AROUND, 0))
    return _middle(before, start, end), _middle(after, start, end)


def _common(one: str, other: str) -> int:
    """Count the characters with which both begin."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _between_words(common: str, most: int) -> int:
    """Say how much of a text to leave out, about so much and up to a space if there is one."""
    return common.find(" ", most) + 1 or most if most else 0


def _middle(text: str, start: int, end: int) -> str:
    """Leave so much out at both ends, and say so."""
    middle = _cut(text[start : len(text) - end])
    return f"{'…' if start else ''}{middle}{'…' if end else ''}"


def _cut(text: str) -> str:
    return text if len(text) <= 2 * _WIDTH else f"{text[:_WIDTH]} … {text[-_WIDTH + 3 :]}"


def shown(items: Sequence[object], most: int, full: bool) -> int:
    """Say how many of a list are shown: all, or as many as anybody reads.

    >>> shown(range(12), 10, full=False), shown(range(11), 10, full=False)
    (10, 11)
    """
    return len(items) if full or len(items) <= most + 1 else most
