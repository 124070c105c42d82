"""Labels for blank nodes that depend on the graph alone: RDFC-1.0, spared what it does not need.

RDFC-1.0 can take time exponential in the number of blank nodes that look alike (section 7.1 there),
and the cells of a list look alike as soon as its members do. So a blank node that is mentioned once
and leads to no other is first folded: a digest of its statements takes its place. That goes on from
the leaves inwards. What is left for RDFC-1.0 is nodes that are shared or in a cycle, and those that
lead to one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256
from itertools import count
from typing import Any

import pyoxigraph as ox

Subject = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def canonical(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Label every blank node ``c14n0``, ``c14n1``, … by RDFC-1.0.

    >>> triple = ox.Triple(ox.BlankNode("x"), ox.NamedNode("http://example.com/p"), ox.Literal("1"))
    >>> [str(triple.subject) for triple in canonical([triple])]
    ['_:c14n0']
    """
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


def labelled(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Label every blank node by RDFC-1.0, or in another fixed way where that would take too long.

    >>> a, b = (ox.BlankNode(name) for name in "ab")
    >>> sorted(map(str, labelled({ox.Triple(a, ox.NamedNode("http://example.com/p"), b)})))
    ['_:c14n1 <http://example.com/p> _:c14n0']
    """
    if _most_alike(triples) <= _FEW_ALIKE:
        return canonical(triples)
    folding = _Folding(triples)
    return folding.numbered(canonical(folding.core))


def fingerprint(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Give what two graphs of blank nodes have in common if and only if they are isomorphic."""
    return canonical(_Folding(triples).core)


def shared_labelled(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Label the blank nodes that cannot be folded, by RDFC-1.0; the others get any."""
    folding = _Folding(triples)
    return folding.unfold(canonical(folding.core))


# So many blank nodes that look alike take RDFC-1.0 some tenths of a second; twice as many, eight
# times as long.
_FEW_ALIKE = 128


class _Folding:
    """Triples with blank nodes, and the smaller graph that is left of them, the ``core``."""

    def __init__(self, triples: set[ox.Triple]) -> None:
        self._triples = triples
        self._digests = digests(triples)
        self._folded: defaultdict[Term, list[ox.BlankNode]] = defaultdict(list)
        self.core: set[ox.Triple] = set()
        alike: Counter[tuple[Subject, ox.NamedNode, str]] = Counter()
        for triple in triples:
            subject, predicate, value = triple
            if subject in self._digests:
                continue
            if isinstance(value, ox.BlankNode) and (digest := self._digests.get(value)):
                alike[subject, predicate, digest] += 1
                token = ox.NamedNode(f"urn:sha256:{digest}:{alike[subject, predicate, digest]}")
                self._folded[token].append(value)
                triple = ox.Triple(subject, predicate, token)
            self.core.add(triple)

    def unfold(self, core: Iterable[ox.Triple]) -> set[ox.Triple]:
        """Put back, once, what was folded; the core may have got other labels since."""
        unfolded = set()
        for triple in self._triples:
            subject, predicate, value = triple
            if subject in self._digests:
                unfolded.add(ox.Triple(_apart(subject), predicate, _apart(value)))
        for triple in core:
            if nodes := self._folded.get(triple.object):
                triple = ox.Triple(triple.subject, triple.predicate, _apart(nodes.pop()))
            unfolded.add(triple)
        return unfolded

    def numbered(self, core: Iterable[ox.Triple]) -> set[ox.Triple]:
        """Put back, once, what was folded, with labels in the order of the labelled core."""
        about: defaultdict[Term, list[ox.Triple]] = defaultdict(list)
        for triple in self._triples:
            about[triple.subject].append(triple)
        numbers = count()
        numbered = set()
        for triple in sorted(core, key=str):
            nodes = self._folded.get(triple.object)
            pending = [(triple.subject, triple.predicate, nodes.pop() if nodes else triple.object)]
            while pending:
                subject, predicate, value = pending.pop()
                if value in self._digests:
                    node = ox.BlankNode(f"f{next(numbers)}")
                    inner = sorted(about[value], key=self._folded_form)
                    pending += ((node, below.predicate, below.object) for below in inner)
                    value = node
                numbered.add(ox.Triple(subject, predicate, value))
        return numbered

    def _folded_form(self, triple: ox.Triple) -> str:
        return f"{triple.predicate} {self._digests.get(triple.object, triple.object)}"


def _most_alike(triples: Iterable[ox.Triple]) -> int:
    """Count the largest set of blank nodes of which the same is said at first sight."""
    signs: defaultdict[Term, list[str]] = defaultdict(list)
    for subject, predicate, value in triples:
        inner = blank_nodes(value)
        for node in blank_nodes(subject):
            signs[node].append(f"{predicate} {'_' if inner else value}")
        for node in inner:
            signs[node].append(
                f"{'_' if isinstance(subject, ox.BlankNode) else subject} {predicate}"
            )
    return max(Counter("\n".join(sorted(sign)) for sign in signs.values()).values(), default=0)


def _apart(term: Term) -> Any:
    """Keep the label of a folded node apart from those of RDFC-1.0."""
    return ox.BlankNode(f"folded{term.value}") if isinstance(term, ox.BlankNode) else term


def digests(triples: Iterable[ox.Triple]) -> dict[Term, str]:
    """Give a digest of what is said about each blank node that can be folded."""
    about: defaultdict[Subject, list[tuple[str, Term]]] = defaultdict(list)
    holders: defaultdict[ox.BlankNode, list[Subject | None]] = defaultdict(list)
    pending: Counter[Subject] = Counter()
    for subject, predicate, value in triples:
        about[subject].append((predicate.value, value))
        for node in blank_nodes(value):
            pending[subject] += 1
            holders[node].append(subject if node is value else None)
    digests: dict[Term, str] = {}
    ready = [node for node in holders if not pending[node]]
    while ready:
        node = ready.pop()
        (holder, *others) = holders[node]
        if holder is None or others:
            continue
        lines = sorted(
            f"{predicate} {digests.get(value, value)}" for predicate, value in about[node]
        )
        digests[node] = sha256("\n".join(lines).encode()).hexdigest()
        pending[holder] -= 1
        if not pending[holder] and isinstance(holder, ox.BlankNode) and holder in holders:
            ready.append(holder)
    return digests


def blank_nodes(term: Term) -> list[ox.BlankNode]:
    """Give the blank nodes in a term: itself, or those inside a triple term."""
    if isinstance(term, ox.Triple):
        return [node for part in term for node in blank_nodes(part)]
    return [term] if isinstance(term, ox.BlankNode) else []
