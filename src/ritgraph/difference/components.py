"""The statements with blank nodes that two graphs have not in common.

Blank nodes that are linked belong together. What is said with those of one such component is
compared by its canonical form, so that isomorphic graphs differ in nothing, and a component that
nobody has changed costs no more than that.
"""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from ritgraph.difference.pairing import renamed
from ritgraph.serialise.canonical import blank_nodes, fingerprint, labelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Triples = set[ox.Triple]


def without_common(old: Triples, new: Triples) -> tuple[list[Triples], list[Triples]]:
    """Give the components of each that the other has not, in a fixed order and with fixed labels.

    The labels of two components are different.

    >>> p = ox.NamedNode("http://example.com/p")
    >>> one, two = ({ox.Triple(ox.BlankNode(label), p, p)} for label in "ab")
    >>> without_common(one, two)
    ([], [])
    """
    of_old, of_new = _by_form(old), _by_form(new)
    for form in of_old.keys() & of_new.keys():
        common = min(len(of_old[form]), len(of_new[form]))
        del of_old[form][:common], of_new[form][:common]
    return _ordered(of_old.values(), "o"), _ordered(of_new.values(), "n")


def _by_form(triples: Triples) -> dict[frozenset[ox.Triple], list[Triples]]:
    found: defaultdict[frozenset[ox.Triple], list[Triples]] = defaultdict(list)
    for component in _components(triples):
        found[frozenset(fingerprint(component))].append(component)
    return found


def _components(triples: Triples) -> Iterable[Triples]:
    """Part triples by which of their blank nodes are linked."""
    above: dict[ox.BlankNode, ox.BlankNode] = {}

    def top(node: ox.BlankNode) -> ox.BlankNode:
        path = []
        while (higher := above.setdefault(node, node)) != node:
            path.append(node)
            node = higher
        above.update(dict.fromkeys(path, node))
        return node

    nodes = {
        triple: [*blank_nodes(triple.subject), *blank_nodes(triple.object)] for triple in triples
    }
    for first, *others in nodes.values():
        for other in others:
            above[top(other)] = top(first)
    parts: defaultdict[ox.BlankNode, Triples] = defaultdict(set)
    for triple, (first, *_) in nodes.items():
        parts[top(first)].add(triple)
    return parts.values()


def _ordered(groups: Iterable[list[Triples]], mark: str) -> list[Triples]:
    """Sort components by their text with canonical labels, and set their labels apart."""
    canonical = [labelled(component) for group in groups for component in group]
    canonical.sort(key=lambda component: sorted(map(str, component)))
    return [
        {_relabelled(triple, f"{mark}{number}") for triple in component}
        for number, component in enumerate(canonical)
    ]


def _relabelled(triple: ox.Triple, mark: str) -> ox.Triple:
    return renamed(triple, lambda node: ox.BlankNode(f"{mark}{node.value}"))
