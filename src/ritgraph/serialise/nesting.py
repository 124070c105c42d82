"""Which blank nodes of a graph need no label in Turtle: those that are written where they stand.

A blank node that is the object of exactly one triple is written in place, as ``[ … ]`` (Turtle 1.1,
section 2.7) or, if it begins a list, as ``( … )`` (section 2.8). One that is mentioned more often,
or only by itself, needs a label, which depends on the graph and not on the labels in its files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from typing import Any

import pyoxigraph as ox

from ritgraph.serialise.blank_labels import stable_labels
from ritgraph.serialise.canonical import blank_nodes, canonical, shared_labelled
from ritgraph.serialise.words import NIL, word_of
from ritgraph.term import RDF

# What is said about a subject: the words of predicates, and objects. Of a ground term a word is
# all that is needed; the others are nodes, to be looked at.
Object = str | ox.BlankNode | ox.Triple
Statement = tuple[str, Object]
Node = str | ox.BlankNode

FIRST = f"<{RDF}first>"
REST = f"<{RDF}rest>"

# Deeper than any hand writes. A node at this depth gets a label, so that no input can exhaust the
# stack of whoever walks the nesting.
DEEPEST = 32


class Nesting:
    """How the blank nodes among some triples are written.

    ``statements`` holds the triples by subject, ``labels`` the label of each node that needs one;
    ``items`` gives the members of a list.

    >>> graph = ox.parse("<http://a> <http://b> (1 2) .", ox.RdfFormat.TURTLE)
    >>> nesting = Nesting({quad.triple for quad in graph})
    >>> [(_, head)] = nesting.statements["<http://a>"]
    >>> [item.partition("^^")[0] for item in nesting.items(head)]
    ['"1"', '"2"']
    >>> nesting.labels
    {}
    """

    def __init__(self, triples: set[ox.Triple]) -> None:
        self._read(triples)
        if self._deep:
            self._read(canonical(triples))
        elif self._shared:
            self._read(shared_labelled(triples))
        self.labels = stable_labels(
            sorted(self._shared, key=lambda node: int(node.value.removeprefix("c14n"))),
            self._mentions_of_shared(),
            lambda node: self._mention[node] if node in self._in_place else None,
        )

    def unmentioned(self) -> Iterator[ox.BlankNode]:
        """Give the blank nodes that are no triple's object, and so need no label either."""
        for subject in self.statements:
            if isinstance(subject, ox.BlankNode) and subject not in self._mentioned:
                yield subject

    def items(self, node: ox.BlankNode) -> list[Object] | None:
        """Give the members of the list that begins with ``node``; None if it begins none."""
        cells = self._lists.get(node)
        return None if cells is None else [self._value(cell, FIRST) for cell in cells]

    def _read(self, triples: set[ox.Triple]) -> None:
        self.statements: defaultdict[Node, list[Statement]] = defaultdict(list)
        self._mention: dict[ox.BlankNode, tuple[Node, str]] = {}
        mentions: Counter[ox.BlankNode] = Counter()
        for triple in triples:
            subject: Any = word_of(triple.subject)
            predicate, value = str(triple.predicate), triple.object
            self.statements[subject].append((predicate, word_of(value)))
            if isinstance(value, ox.BlankNode):
                mentions[value] += 1
                self._mention[value] = (subject, predicate)
            elif isinstance(value, ox.Triple):
                mentions.update(2 * blank_nodes(value))  # no place to write them in
        self._mentioned = frozenset(mentions)
        self._in_place = {node for node, count in mentions.items() if count == 1}
        self._find_lists()
        circular, self._deep = self._unfit()
        for node in circular + self._deep:
            self._in_place.remove(node)
            if node in self._lists:
                self._add_list(self._lists.pop(node)[1:])
        self._shared = [node for node in mentions if node not in self._in_place]

    def _mentions_of_shared(self) -> dict[ox.BlankNode, list[tuple[Node, str]]]:
        mentions: dict[ox.BlankNode, list[tuple[Node, str]]] = {node: [] for node in self._shared}
        for subject, statements in self.statements.items() if mentions else ():
            for predicate, value in statements:
                if isinstance(value, ox.BlankNode) and value in mentions:
                    mentions[value].append((subject, predicate))
        return mentions

    def _find_lists(self) -> None:
        """Follow each list from its last cell back to its first."""
        self._lists: dict[ox.BlankNode, list[ox.BlankNode]] = {}
        self._first_cell: dict[Node, ox.BlankNode] = {}
        cells = {node for node in self._in_place if self._is_cell(node)}
        for last in cells:
            if self._value(last, REST) != NIL:
                continue
            backwards = [last]
            holder, predicate = self._mention[last]
            while predicate == REST and isinstance(holder, ox.BlankNode) and holder in cells:
                backwards.append(holder)
                holder, predicate = self._mention[holder]
            self._add_list(backwards[::-1])

    def _add_list(self, cells: list[ox.BlankNode]) -> None:
        if cells:
            self._lists[cells[0]] = cells
            self._first_cell.update(dict.fromkeys(cells, cells[0]))

    def _is_cell(self, node: ox.BlankNode) -> bool:
        predicates = [predicate for predicate, _ in self.statements.get(node, ())]
        return len(predicates) == 2 and FIRST in predicates and REST in predicates

    def _value(self, cell: ox.BlankNode, predicate: str) -> Object:
        return next(value for found, value in self.statements[cell] if found == predicate)

    def _unfit(self) -> tuple[list[ox.BlankNode], list[ox.BlankNode]]:
        """Give the nodes that are in a cycle, and those that are nested too deep.

        A list counts as one level, however many cells it has.
        """
        depth: dict[Node, int] = {}
        circular: list[ox.BlankNode] = []
        deep: list[ox.BlankNode] = []
        for start in self._in_place:
            path, end = self._outwards(start, depth)
            if isinstance(end, ox.BlankNode) and end in path:
                cycle = path[path.index(end) :]
                depth.update(dict.fromkeys(cycle, 0))
                circular += cycle
                path = path[: -len(cycle)]
            for level, node in enumerate(reversed(path), depth.get(end, 0) + 1):
                depth[node] = level
                if level % DEEPEST == 0:
                    deep.append(node)
        return circular, deep

    def _outwards(
        self, start: ox.BlankNode, known: Container[Node]
    ) -> tuple[list[ox.BlankNode], Node]:
        """Walk from a node to what holds it, up to a known node, a cycle or a node with a name."""
        path: dict[ox.BlankNode, None] = {}
        node: Node = self._first_cell.get(start, start)
        while isinstance(node, ox.BlankNode) and node in self._in_place:
            if node in known or node in path:
                break
            path[node] = None
            holder = self._mention[node][0]
            node = self._first_cell.get(holder, holder)
        return list(path), node
