"""SHACL property paths (SHACL, section 2.3.1) as SPARQL writes them."""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.turtle.canonical import Term

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST = ox.NamedNode(f"{_RDF}first"), ox.NamedNode(f"{_RDF}rest")
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
        return f"^{path_text(shapes, inverse, inside=True)}"
    if (alternatives := _value(shapes, path, _ALTERNATIVE)) is not None:
        return _joined(shapes, members(shapes, alternatives), " | ", inside)
    for property_, mark in _MARKS.items():
        if (step := _value(shapes, path, property_)) is not None:
            return f"{path_text(shapes, step, inside=True)}{mark}"
    return ""


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
