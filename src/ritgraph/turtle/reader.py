"""Turtle 1.1 and TriG as triples that know where they stand.

pyoxigraph says what a file means; this reader says where it says so. The two agree on what is
Turtle, and on the order in which blank nodes appear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ritgraph.turtle.spans import Located, Span
from ritgraph.turtle.terms import Blank, Node, Term, TermReader
from ritgraph.turtle.tokens import REST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ritgraph.errors import StrPath

    Link = tuple[Node, ox.NamedNode, Span, Span]
    # Where a node has no name yet, Any stands for what it will be.
    Unplaced = tuple[Any, ox.NamedNode, Any, Span, Span, Span]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE, _FIRST, _REST, _NIL = (
    ox.NamedNode(_RDF + name) for name in ("type", "first", "rest", "nil")
)


def read(
    text: str,
    path: StrPath | None = None,
    *,
    base: str | None = None,
    trig: bool = False,
    subjects: Collection[str] | None = None,
) -> Iterator[Located]:
    """Read the triples of a text, each with its place.

    Blank nodes are named ``b0``, ``b1`` and so on as they appear in the triples. With ``subjects``,
    read only statements about these IRIs, in a text that is known to be valid; that is far faster.

    >>> [triple] = read("<http://e/a> <http://e/p> 01 .")
    >>> triple.object.value, triple.at_object
    ('01', Span(start=26, end=28))

    Raises:
        SourceSyntaxError: the text is no Turtle.
    """
    reader = _Reader(text, path, base, trig)
    try:
        if subjects is None or trig:
            wanted = (t for t in reader.read() if subjects is None or _iri(t) in subjects)
            yield from wanted
        else:
            yield from reader.read_about(frozenset(subjects))
    except RecursionError:
        reader.fail("brackets are nested too deep")


def _iri(triple: Located) -> str:
    return triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""


class _Reader(TermReader):
    """Reads the statements of a text."""

    def __init__(self, text: str, path: StrPath | None, base: str | None, trig: bool) -> None:
        super().__init__(text, path, base)
        self._trig = trig
        self._graph: Node | ox.DefaultGraph = ox.DefaultGraph()
        self._named = 0
        self._found: list[Unplaced] = []

    def read(self) -> Iterator[Located]:
        """Read everything."""
        self._advance()
        while self.kind != "end":
            yield from self._block() if self._trig else self._statement()

    def read_about(self, subjects: frozenset[str]) -> Iterator[Located]:
        """Read the statements about these IRIs, and of the others no more than their subject."""
        self._advance()
        while self.kind != "end":
            if self._is_directive() or self._subject_iri() in subjects:
                yield from self._statement()
            else:
                rest = REST.match(self._text, self.end if self._mark() != "[" else self.start)
                self.end = rest.end() if rest else len(self._text)
                self._advance()

    def _subject_iri(self) -> str | None:
        return self._name().value if self.kind in ("iri", "pname") else None

    # --- Directives and statements ---

    def _is_directive(self) -> bool:
        return self.kind == "at" or (
            self.kind == "word" and self._token.upper() in ("PREFIX", "BASE")
        )

    def _directive(self) -> None:
        at, word = self.kind == "at", self._token.lstrip("@")
        if at and word not in ("prefix", "base"):
            self._refuse()
        self._advance()
        if word.lower() == "prefix":
            if self.kind != "pname" or not self._token.endswith(":"):
                self._refuse("a prefix is missing")
            name = self._token[:-1]
            self._advance()
            self._namespaces[name] = self._iri_reference().value
        else:
            self._base = self._iri_reference().value
            self._iris.clear()
        self._advance()
        if at:
            self._take(".")

    def _statement(self) -> Iterator[Located]:
        if self._is_directive():
            self._directive()
            return
        start = self.start
        self._triples()
        end = self.end
        self._take(".")
        yield from self._placed(start, end)

    def _block(self) -> Iterator[Located]:
        """Read a directive, a graph, or triples of the default graph (TriG, section 2)."""
        if self._is_directive():
            self._directive()
            return
        start = self.start
        keyword = self.kind == "word" and self._token.upper() == "GRAPH"
        if keyword:
            self._advance()
        if self._mark() == "{" and not keyword:
            yield from self._wrapped()
        elif keyword or self.kind in ("iri", "pname", "blank") or self._mark() == "[":
            yield from self._named_graph_or_triples(start, keyword)
        else:
            yield from self._statement()

    def _named_graph_or_triples(self, start: int, keyword: bool) -> Iterator[Located]:
        span, opened = self._span(), self._mark() == "["
        label: Node
        label, is_anonymous = self._bracket() if opened else (self._node(), True)
        if self._mark() == "{" and is_anonymous:
            self._graph = label
            yield from self._wrapped()
            self._graph = ox.DefaultGraph()
            return
        if keyword:
            self._refuse("'{' is missing")
        if not (opened and not is_anonymous and self._mark() == "."):
            self._predicates(label, span)
        end = self.end
        self._take(".")
        yield from self._placed(start, end)

    def _wrapped(self) -> Iterator[Located]:
        self._take("{")
        while self._mark() != "}":
            start = self.start
            self._triples()
            end = self.end
            if self._mark() == ".":
                self._advance()
            elif self._mark() != "}":
                self._refuse("'.' is missing")
            else:
                end = self.start
            yield from self._placed(start, end)
        self._advance()

    def _triples(self) -> None:
        span = self._span()
        subject: Node
        if self._mark() == "[":
            subject, is_empty = self._bracket()
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
        self._found.append((subject, predicate, value, at_s, at_p, Span(start, self.last)))

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
            if previous and not is_short:
                self._link(previous, cell, at, where)
            self._object(cell, _FIRST, at, at)
            if previous and is_short:
                self._link(previous, cell, at, where)
            previous = (cell, _REST, at, at)
        span = Span(opening, self.end)
        self._advance()
        if previous:
            self._found.append((*previous[:2], _NIL, *previous[2:], span))
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
        self._found.append((*previous[:2], cell, *previous[2:], at))

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
