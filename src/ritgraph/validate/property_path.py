"""SHACL property paths (SHACL, section 2.3.1) as SPARQL writes them, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from ritgraph.term import RDF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term


_SH = "http://www.w3.org/ns/shacl#"
_FIRST, _REST, _NIL = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil"))
_TOKEN = re.compile(r"<[^<>]*>|[\^/|()*+?]")
_INVERSE, _ALTERNATIVE = (ox.NamedNode(f"{_SH}{name}Path") for name in ("inverse", "alternative"))
_MARKS = {
    ox.NamedNode(f"{_SH}zeroOrMorePath"): "*",
    ox.NamedNode(f"{_SH}oneOrMorePath"): "+",
    ox.NamedNode(f"{_SH}zeroOrOnePath"): "?",
}


def path_text(shapes: ox.Store, path: Term, *, inside: bool = False) -> str:
    """Write a path; ``inside`` another one, a sequence and alternatives get brackets.

    What is no path gives an empty text.

    >>> store = ox.Store()
    >>> store.load(f"_:a <{_SH}inversePath> <http://e/p> .", ox.RdfFormat.TURTLE)
    >>> path_text(store, next(iter(store)).subject)
    '^<http://e/p>'
    """
    if isinstance(path, ox.NamedNode):
        return str(path)
    if steps := members(shapes, path):
        return _joined(shapes, steps, " / ", inside)
    if (inverse := _value(shapes, path, _INVERSE)) is not None:
        text = path_text(shapes, inverse, inside=True)
        return f"^({text})" if text.startswith("^") else f"^{text}"
    if (alternatives := _value(shapes, path, _ALTERNATIVE)) is not None:
        return _joined(shapes, members(shapes, alternatives), " | ", inside)
    for property_, mark in _MARKS.items():
        if (step := _value(shapes, path, property_)) is not None:
            text = path_text(shapes, step, inside=True)
            return f"{text}{mark}" if text[0] in "<(" and text[-1] in ">)" else f"({text}){mark}"
    return ""


def path_node(text: str, triples: list[ox.Triple]) -> ox.NamedNode | ox.BlankNode:
    """Give the node of a path that ``path_text`` has written, and add its triples.

    >>> triples = []
    >>> path_node("^<http://example.com/p>", triples) == triples[0].subject, len(triples)
    (True, 1)
    """
    tokens = _TOKEN.findall(text)
    return _Reader(iter([*tokens, ""]), triples).alternatives()


class _Reader:
    """Reads the tokens of a path; ``_next`` is empty at the end."""

    def __init__(self, tokens: Iterator[str], triples: list[ox.Triple]) -> None:
        self._tokens, self._triples = tokens, triples
        self._next = next(tokens)

    def alternatives(self) -> ox.NamedNode | ox.BlankNode:
        choices = self._separated("|", self._sequence)
        return choices[0] if len(choices) == 1 else self._node(_ALTERNATIVE, self._list(choices))

    def _sequence(self) -> ox.NamedNode | ox.BlankNode:
        steps = self._separated("/", self._step)
        return steps[0] if len(steps) == 1 else self._list(steps)

    def _separated(
        self, mark: str, read: Callable[[], ox.NamedNode | ox.BlankNode]
    ) -> list[ox.NamedNode | ox.BlankNode]:
        found = [read()]
        while self._next == mark:
            self._advance()
            found.append(read())
        return found

    def _step(self) -> ox.NamedNode | ox.BlankNode:
        if self._next == "^":
            self._advance()
            return self._node(_INVERSE, self._step())
        if self._next == "(":
            self._advance()
            step = self.alternatives()
        else:
            step = ox.NamedNode(self._next[1:-1])
        self._advance()
        for predicate, mark in _MARKS.items():
            if self._next == mark:
                self._advance()
                return self._node(predicate, step)
        return step

    def _advance(self) -> None:
        self._next = next(self._tokens)

    def _node(self, predicate: ox.NamedNode, value: Term) -> ox.BlankNode:
        node = ox.BlankNode()
        self._triples.append(ox.Triple(node, predicate, value))
        return node

    def _list(self, items: list[ox.NamedNode | ox.BlankNode]) -> ox.NamedNode | ox.BlankNode:
        rest: ox.NamedNode | ox.BlankNode = _NIL
        for item in reversed(items):
            rest, before = self._node(_FIRST, item), rest
            self._triples.append(ox.Triple(rest, _REST, before))
        return rest


def members(shapes: ox.Store, node: Term | None) -> list[Term]:
    """Give the members of a list; what is none has no members."""
    found: list[Term] = []
    seen: set[Term] = set()
    while isinstance(node, ox.BlankNode | ox.NamedNode) and node not in seen:
        seen.add(node)
        if (member := _value(shapes, node, _FIRST)) is None:
            break
        found.append(member)
        node = _value(shapes, node, _REST)
    return found


def _joined(shapes: ox.Store, steps: list[Term], mark: str, inside: bool) -> str:
    text = mark.join(path_text(shapes, step, inside=True) for step in steps)
    return f"({text})" if inside and len(steps) > 1 else text


def _value(shapes: ox.Store, node: Term, predicate: ox.NamedNode) -> Term | None:
    if isinstance(node, ox.Literal | ox.Triple):
        return None
    quad = next(shapes.quads_for_pattern(node, predicate, None), None)
    return quad.object if quad else None
