"""Which blank nodes of two graphs are the same node, of which something else is said now.

Any choice gives a true difference: the statements of the one, without those that go and with those
that come, are the statements of the other. A good choice gives a short one. So nodes are paired by
what is said of both, first where there is no other choice, and each pair tells more of the nodes
that it is linked with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain

import pyoxigraph as ox

from ritgraph.serialise.canonical import blank_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import Any

    from ritgraph.serialise.canonical import Term

    Pairs = dict[ox.BlankNode, ox.BlankNode]
    # What is said of a node, and whether it names nothing but the node itself.
    Sign = tuple[str, str, str]
    Signs = dict[ox.BlankNode, dict[Sign, bool]]
    # How much is said of two nodes alike: of what is known, and of what is not yet; and the two.
    Choice = tuple[int, int, ox.BlankNode, ox.BlankNode]

# What is said of more nodes than that tells none of them from the others.
_MANY = 200


def paired(old: Iterable[Collection[ox.Triple]], new: Iterable[Collection[ox.Triple]]) -> Pairs:
    """Give, by the new node, the old one that it is. Both come in components, all nodes distinct.

    >>> p, q = ox.NamedNode("http://example.com/p"), ox.NamedNode("http://example.com/q")
    >>> a, b = ox.BlankNode("a"), ox.BlankNode("b")
    >>> paired([[ox.Triple(p, p, a), ox.Triple(a, q, p)]], [[ox.Triple(p, p, b)]])
    {<BlankNode value=b>: <BlankNode value=a>}
    """
    of_old, of_new = _Nodes(old), _Nodes(new)
    pairs: Pairs = {}
    while chosen := _chosen(_choices(of_old, of_new, pairs)):
        pairs |= chosen
        of_old.forget(chosen.values())
        of_new.forget(chosen)
    return pairs


def renamed(triple: ox.Triple, name: Callable[[ox.BlankNode], ox.BlankNode]) -> ox.Triple:
    """Give a triple with other blank nodes, also inside a triple term."""

    def other(term: Term) -> Any:
        if isinstance(term, ox.Triple):
            return renamed(term, name)
        return name(term) if isinstance(term, ox.BlankNode) else term

    return ox.Triple(other(triple.subject), triple.predicate, other(triple.object))


class _Nodes:
    """The nodes of one graph that have no pair yet."""

    def __init__(self, components: Iterable[Collection[ox.Triple]]) -> None:
        self.anchors: dict[ox.BlankNode, frozenset[str]] = {}
        self._about: defaultdict[ox.BlankNode, list[ox.Triple]] = defaultdict(list)
        self._paired: set[ox.BlankNode] = set()
        for component in components:
            subjects = (triple.subject for triple in component)
            names = frozenset(s.value for s in subjects if isinstance(s, ox.NamedNode))
            for triple in component:
                for node in {*blank_nodes(triple.subject), *blank_nodes(triple.object)}:
                    self._about[node].append(triple)
                    # A node is no node of other things; where no thing is, that is all alike.
                    self.anchors[node] = names or frozenset([""])

    def forget(self, nodes: Iterable[ox.BlankNode]) -> None:
        for node in nodes:
            self._paired.add(node)
            del self._about[node]

    def signs(self, pairs: Mapping[ox.BlankNode, ox.BlankNode]) -> Signs:
        """Say of each node what is said of it, with the old names of nodes that have a pair."""

        def word(term: Term) -> str:
            if isinstance(term, ox.BlankNode):
                return str(pairs.get(term, term)) if term in self._paired else ""
            return "" if blank_nodes(term) else str(term)

        found: Signs = {}
        for node, triples in self._about.items():
            signs = found[node] = {}
            for subject, predicate, value in triples:
                if subject == node:
                    said = word(value)
                    signs["says", str(predicate), said] = bool(said)
                if value == node or subject != node:
                    said = word(subject)
                    signs["said", str(predicate), said] = bool(said)
        return found


def _choices(old: _Nodes, new: _Nodes, pairs: Pairs) -> list[Choice]:
    """Compare the nodes of which something known is said alike, within things that both know."""
    by_sign: defaultdict[tuple[Sign, str], list[ox.BlankNode]] = defaultdict(list)
    new_signs = new.signs(pairs)
    for node, signs in new_signs.items():
        for sign in (sign for sign, is_known in signs.items() if is_known):
            for anchor in new.anchors[node]:
                by_sign[sign, anchor].append(node)
    choices = []
    for node, signs in old.signs({}).items():
        alike: Counter[ox.BlankNode] = Counter()
        for sign in signs:
            rivals = [by_sign.get((sign, anchor), ()) for anchor in old.anchors[node]]
            if sum(map(len, rivals)) <= _MANY:
                alike.update(set(chain.from_iterable(rivals)))
        for other, known in alike.items():
            unknown = len(signs.keys() & new_signs[other].keys()) - known
            choices.append((known, unknown, node, other))
    return choices


def _chosen(choices: Sequence[Choice]) -> Pairs:
    """Choose what is best for both nodes and without a rival, else some of the best."""
    best: dict[ox.BlankNode, list[Choice]] = {}
    for choice in choices:
        for node in choice[2:]:
            rivals = best.setdefault(node, [choice])
            if choice[:2] > rivals[0][:2]:
                best[node] = [choice]
            elif choice[:2] == rivals[0][:2] and choice is not rivals[0]:
                rivals.append(choice)
    clear = {c[3]: c[2] for c in choices if best[c[2]] == [c] == best[c[3]]}
    if clear or not choices:
        return clear
    top = max(choice[:2] for choice in choices)
    pairs: Pairs = {}
    used: set[ox.BlankNode] = set()
    for *score, old, new in choices:
        if tuple(score) == top and not {old, new} & used:
            pairs[new] = old
            used |= {old, new}
    return pairs
