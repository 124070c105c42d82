"""When two graphs are the same: equal but for the labels of their blank nodes (RDF 1.1, 3.6).

Triples without blank nodes are compared as they are; only the others are canonicalised.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ritgraph.serialise.canonical import fingerprint


def isomorphic(left: Iterable[ox.Triple], right: Iterable[ox.Triple]) -> bool:
    """Tell whether two graphs hold the same statements. ``right`` is not kept in memory.

    >>> a, b = ox.BlankNode("a"), ox.BlankNode("b")
    >>> name, hut = ox.NamedNode("http://example.com/name"), ox.Literal("hut")
    >>> isomorphic([ox.Triple(a, name, hut)], [ox.Triple(b, name, hut)])
    True
    >>> isomorphic([ox.Triple(a, name, hut)], [ox.Triple(b, name, b)])
    False
    """
    ground, blank = partition(left)
    missing = set(ground)
    other_blank = set()
    for triple in right:
        if is_blank(triple):
            other_blank.add(triple)
        elif triple in ground:
            missing.discard(triple)
        else:
            return False
    if missing or len(blank) != len(other_blank):
        return False
    return not blank or fingerprint(blank) == fingerprint(other_blank)


def partition(triples: Iterable[ox.Triple]) -> tuple[set[ox.Triple], set[ox.Triple]]:
    """Part a graph into the triples without and the triples with a blank node."""
    ground: set[ox.Triple] = set()
    blank: set[ox.Triple] = set()
    for triple in triples:
        (blank if is_blank(triple) else ground).add(triple)
    return ground, blank


def is_blank(triple: ox.Triple) -> bool:
    """Tell whether a blank node stands anywhere in a triple, also inside a triple term."""
    subject, _, value = triple
    if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
        return True
    return isinstance(value, ox.Triple) and is_blank(value)
