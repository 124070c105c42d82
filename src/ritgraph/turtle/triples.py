"""The triples of Turtle: subjects with predicates and objects, brackets and collections."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ritgraph.term import RDF
from ritgraph.turtle.spans import Located, Span
from ritgraph.turtle.terms import Blank, Node, Term, TermReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ritgraph.errors import StrPath

    Link = tuple[Node, ox.NamedNode, Span, Span]
    # Where a node has no name yet, Any stands for what it will be.
    Unplaced = tuple[Any, ox.NamedNode, Any, Span, Span, Span]

_TYPE, _FIRST, _REST, _NIL = (ox.NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))


class TripleReader(TermReader):
    """Reads triples, in the order of pyoxigraph, which gives blank nodes their names."""

    def __init__(self, text: str, path: StrPath | None, base: str | None) -> None:
        super().__init__(text, path, base)
        self._graph: Node | ox.DefaultGraph = ox.DefaultGraph()
        self._named = 0
        self._found: list[Unplaced] = []
        self._held: list[Unplaced] = []

    def _triples(self) -> None:
        span = self._span()
        subject: Node
        if self._mark() == "[":
            subject, is_empty = self._bracket()
            self._release()
            if not is_empty and self._mark() in (".", "}"):
                return
        elif self._mark() == "(":
            subject = self._collection(None)
        else:
            subject = self._node()
        self._predicates(subject, span)

    def _predicates(self, subject: Node, at_subject: Span) -> None:
        while True:
            at_predicate = self._span()
            if self._is("a"):
                predicate = _TYPE
                self._advance()
            elif self.kind in ("iri", "pname"):
                predicate = self._name()
                self._advance()
            else:
                self._refuse()
            self._objects(subject, predicate, at_subject, at_predicate)
            if self._mark() != ";":
                return
            while self._mark() == ";":
                self._advance()
            if self._mark() in (".", "]", "}") or self.kind == "end":
                return

    def _objects(self, subject: Node, predicate: ox.NamedNode, at_s: Span, at_p: Span) -> None:
        while True:
            self._object(subject, predicate, at_s, at_p)
            if self._mark() != ",":
                return
            self._advance()

    def _object(self, subject: Node, predicate: ox.NamedNode, at_s: Span, at_p: Span) -> None:
        start, mark = self.start, self._mark()
        if mark == "(":
            self._collection((subject, predicate, at_s, at_p))
            return
        value: Term = self._bracket()[0] if mark == "[" else self._value()
        triple = (subject, predicate, value, at_s, at_p, Span(start, self.last))
        if self._is_plain(value) and self._mark() not in (",", ";", ".", "}"):
            self._held.append(triple)
        else:
            self._add(triple)

    def _is_plain(self, value: Term) -> bool:
        return isinstance(value, ox.Literal) and self._text[self.last - 1] in "\"'"

    def _add(self, triple: Unplaced) -> None:
        """Take a triple, and behind it one that is held back.

        pyoxigraph looks one token further at a string; what that token brings then comes first.
        """
        self._found.append(triple)
        self._release()

    def _release(self) -> None:
        self._found += self._held
        self._held.clear()

    # --- Nested nodes ---

    def _bracket(self) -> tuple[Blank, bool]:
        """Read ``[ … ]``; give the node, and whether it has no statements."""
        node, span = Blank(), self._span()
        self._advance()
        is_empty = self._mark() == "]"
        if not is_empty:
            self._predicates(node, span)
        self._take("]")
        return node, is_empty

    def _collection(self, link: Link | None) -> Node:
        """Read ``( … )``, which is the object of ``link`` if there is one.

        The links of the list come in the order of pyoxigraph: behind a short item, before others.
        """
        opening, linked_at = self.start, len(self._found)
        self._advance()
        head: Node = _NIL
        where = [] if link is None else [linked_at]
        previous = link
        while self._mark() != ")":
            cell, at = Blank(), self._span()
            head = cell if head is _NIL else head
            is_short = self.kind in ("iri", "pname", "blank", "number", "word")
            if previous and is_short:
                held, self._held = self._held, []
                self._object(cell, _FIRST, at, at)
                self._held = held
                self._link(previous, cell, at, where)
            else:
                if previous:
                    self._link(previous, cell, at, where)
                self._object(cell, _FIRST, at, at)
            previous = (cell, _REST, at, at)
        span = Span(opening, self.end)
        self._advance()
        if previous:
            self._add((*previous[:2], _NIL, *previous[2:], span))
        for index in where[1:2]:
            subject, predicate, cell_, at_s, at_p, _ = self._found[index]
            self._found[index] = (subject, predicate, cell_, at_s, at_p, span)
        return head

    def _link(
        self,
        previous: Link,
        cell: Blank,
        at: Span,
        where: list[int],
    ) -> None:
        """Link a cell to what is before it; the first link is that of the whole collection."""
        if len(where) == 1:
            where.append(len(self._found))
        self._add((*previous[:2], cell, *previous[2:], at))

    # --- Triples ---

    def _placed(self, start: int, end: int) -> Iterator[Located]:
        """Give the triples of a statement, and name the blank nodes in them."""
        at_statement, naming = Span(start, end), self._naming
        found, self._found = self._found, []
        for subject, predicate, object_, at_s, at_p, at_o in found:
            if subject.__class__ is Blank:
                subject = naming(subject)
            if object_.__class__ is Blank:
                object_ = naming(object_)
            graph = naming(self._graph) if isinstance(self._graph, Blank) else self._graph
            yield Located(subject, predicate, object_, graph, at_s, at_p, at_o, at_statement)

    def _naming(self, blank: Blank) -> ox.BlankNode:
        if blank.node is None:
            blank.node = ox.BlankNode(f"b{self._named}")
            self._named += 1
        return blank.node
