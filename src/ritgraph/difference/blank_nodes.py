"""The blank nodes of one graph around a change: which thing holds them, and what they hold."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple, cast

import pyoxigraph as ox

from ritgraph.difference.thing import Held, Value
from ritgraph.serialise.canonical import blank_nodes
from ritgraph.serialise.words import NIL
from ritgraph.term import RDF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ritgraph.difference.names import NamesInOrder
    from ritgraph.serialise.canonical import Subject, Term

_FIRST, _REST = ox.NamedNode(f"{RDF}first"), ox.NamedNode(f"{RDF}rest")
_NIL = ox.NamedNode(NIL[1:-1])
# Deeper than any hand writes. What lies deeper is not described.
_DEEPEST = 16


class Way(NamedTuple):
    """The way from a thing to a statement: the properties, and the value at its end.

    ``node`` is the last blank node on it, or the thing itself.
    """

    thing: Subject
    node: Subject
    path: tuple[ox.NamedNode, ...]
    value: Term


class BlankNodes:
    """Statements with blank nodes, and what they say of these.

    >>> graph = ox.parse("<urn:a> <urn:p> [ <urn:q> 1 ] .", ox.RdfFormat.TURTLE)
    >>> nodes = BlankNodes(quad.triple for quad in graph)
    >>> [inner] = [triple for about in nodes.about.values() for triple in about]
    >>> [step.value for step in nodes.way(inner).path]
    ['urn:p', 'urn:q']
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.about: defaultdict[Term, list[ox.Triple]] = defaultdict(list)
        self.nodes: set[ox.BlankNode] = set()
        self._holders: dict[Term, ox.Triple] = {}
        for triple in sorted(triples, key=str):
            subject, _, value = triple
            self.nodes |= {*blank_nodes(subject), *blank_nodes(value)}
            if isinstance(subject, ox.BlankNode):
                self.about[subject].append(triple)
            if isinstance(value, ox.BlankNode) and value != subject:
                self._holders.setdefault(value, triple)

    def way(self, triple: ox.Triple) -> Way:
        """Find the thing that a statement is about; a change in a list is one of the list."""
        subject = cast("Subject", triple.subject)
        thing, node, path, value = subject, subject, [triple.predicate], triple.object
        seen: list[Subject] = []
        while isinstance(thing, ox.BlankNode) and (holder := self._holders.get(thing)):
            if thing in seen:
                # Nodes that hold one another: any of them can stand for all.
                first = min(seen[seen.index(thing) :], key=str)
                return Way(first, subject, (triple.predicate,), triple.object)
            seen.append(thing)
            above = cast("Subject", holder.subject)
            if path[0] in (_FIRST, _REST):
                node, path, value = above, [], thing
            path.insert(0, holder.predicate)
            thing = above
        return Way(thing, node, tuple(path), value)

    def value(self, term: Term, names: NamesInOrder) -> Value:
        """Describe a value; a blank node only once, and not for ever deeper."""
        return self._value(term, names, set(), 0)

    def _value(self, term: Term, names: NamesInOrder, seen: set[Term], depth: int) -> Value:
        if isinstance(term, ox.NamedNode):
            return Value(term, names.label(str(term)))
        if not isinstance(term, ox.BlankNode) or term in seen or depth > _DEEPEST:
            return Value(term)
        seen.add(term)
        if items := self._items(term):
            return Value(
                term, items=tuple(self._value(item, names, seen, depth + 1) for item in items)
            )
        held = (
            Held(names.named(str(said.predicate)), self._value(said.object, names, seen, depth + 1))
            for said in self.about.get(term, ())
        )
        return Value(term, held=tuple(held))

    def _items(self, head: ox.BlankNode) -> list[Term] | None:
        """Give the members of a list; None if it is no well-formed one."""
        items: list[Term] = []
        cell: Term = head
        seen: set[Term] = set()
        while cell != _NIL:
            parts = {predicate: value for _, predicate, value in self.about.get(cell, ())}
            if cell in seen or parts.keys() != {_FIRST, _REST} or len(self.about[cell]) != 2:
                return None
            seen.add(cell)
            items.append(parts[_FIRST])
            cell = parts[_REST]
        return items
