"""The statements with blank nodes that two graphs have not in common.

Blank nodes that are linked belong together. What is said with those of one such component is
compared by a form that does not depend on labels, so that isomorphic graphs differ in nothing. Of
a tree below a named thing, which is what most blank nodes are, a digest is all that is needed; the
others have a canonical form.
"""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from ritgraph.difference.pairing import renamed
from ritgraph.serialise.canonical import blank_nodes, digests, fingerprint, labelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Any

    from ritgraph.serialise.canonical import Subject, Term

    Triples = list[ox.Triple]
    # Of a tree the statement above it, with a digest for its root; of the others all statements.
    Form = Any


def without_common(
    old: Collection[ox.Triple], new: Collection[ox.Triple]
) -> tuple[list[Triples], list[Triples]]:
    """Give the components of each that the other has not, in a fixed order and with fixed labels.

    The labels of two components are different.

    >>> p = ox.NamedNode("http://example.com/p")
    >>> one, two = ({ox.Triple(ox.BlankNode(label), p, p)} for label in "ab")
    >>> without_common(one, two)
    ([], [])
    """
    of_old, of_new = _Components(old), _Components(new)
    _drop_common(of_old.trees, of_new.trees)
    _drop_common(of_old.others, of_new.others)
    return of_old.left("o"), of_new.left("n")


def _drop_common(one: dict[Form, list[Any]], other: dict[Form, list[Any]]) -> None:
    for form in one.keys() & other.keys():
        common = min(len(one[form]), len(other[form]))
        del one[form][:common], other[form][:common]


class _Components:
    """Components by their form: ``trees`` by the statement above each, ``others`` as a whole."""

    def __init__(self, triples: Collection[ox.Triple]) -> None:
        self._digests = digests(triples)
        self._about: defaultdict[Term, Triples] = defaultdict(list)
        self.trees: defaultdict[Form, list[ox.Triple]] = defaultdict(list)
        self.others: defaultdict[Form, list[Triples]] = defaultdict(list)
        rest = []
        for triple in triples:
            subject, predicate, value = triple
            if isinstance(subject, ox.BlankNode):
                self._about[subject].append(triple)
            elif digest := self._digests.get(value):
                self.trees[subject.value, predicate.value, digest].append(triple)
            else:
                rest.append(triple)
        for node in self._about.keys() - self._digests.keys():
            rest += self._about[node]
            for triple in self._about[node]:
                rest += self._below(triple)
        for component in _linked(rest):
            self.others[frozenset(fingerprint(set(component)))].append(component)

    def left(self, mark: str) -> list[Triples]:
        """Give the components, in an order and with labels that depend on the graph alone."""
        found = []
        for form in sorted(form for form, trees in self.trees.items() if trees):
            found += [[tree, *self._below(tree)] for tree in self.trees[form]]
        others = [labelled(set(part)) for parts in self.others.values() for part in parts]
        found += sorted([sorted(part, key=str) for part in others], key=str)
        return [_relabelled(part, f"{mark}{number}") for number, part in enumerate(found)]

    def _below(self, tree: ox.Triple) -> Iterator[ox.Triple]:
        """Give what is said of the folded blank node that a statement leads to, and below it."""
        waiting = [tree.object]
        while waiting:
            node = waiting.pop()
            if node in self._digests:
                for triple in sorted(self._about.get(node, ()), key=self._form):
                    yield triple
                    waiting.append(triple.object)

    def _form(self, triple: ox.Triple) -> str:
        return f"{triple.predicate} {self._digests.get(triple.object, triple.object)}"


def _linked(triples: Iterable[ox.Triple]) -> Iterable[Triples]:
    """Part triples by which of their blank nodes are linked."""
    above: dict[ox.BlankNode, ox.BlankNode] = {}

    def top(node: ox.BlankNode) -> ox.BlankNode:
        path = []
        while (higher := above.setdefault(node, node)) != node:
            path.append(node)
            node = higher
        above.update(dict.fromkeys(path, node))
        return node

    nodes = {t: [*blank_nodes(t.subject), *blank_nodes(t.object)] for t in triples}
    for first, *others in nodes.values():
        for other in others:
            above[top(other)] = top(first)
    parts: defaultdict[ox.BlankNode, Triples] = defaultdict(list)
    for triple, (first, *_) in nodes.items():
        parts[top(first)].append(triple)
    return parts.values()


def _relabelled(triples: Iterable[ox.Triple], mark: str) -> Triples:
    """Label blank nodes in the order in which they come."""
    labels: dict[Subject, ox.BlankNode] = {}

    def label(node: ox.BlankNode) -> ox.BlankNode:
        return labels.setdefault(node, ox.BlankNode(f"{mark}.{len(labels)}"))

    return [renamed(triple, label) for triple in triples]
