"""Labels for blank nodes that stay as they are when something else in the graph changes.

RDFC-1.0 numbers blank nodes by all that is said of them, so one statement more can change every
label. Here a label follows from the first place that mentions the node: the nearest subject with an
IRI, and the predicates on the way from it. Nodes with the same place are told apart by RDFC-1.0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

import pyoxigraph as ox

Node = str | ox.BlankNode
# A subject and a predicate.
Mention = tuple[Node, str]

_DIGITS = 8


def stable_labels(
    nodes: Iterable[ox.BlankNode],
    mentions: Mapping[ox.BlankNode, Iterable[Mention]],
    held: Callable[[ox.BlankNode], Mention | None],
) -> dict[ox.BlankNode, str]:
    """Give a label for each node; ``nodes`` come in the order of RDFC-1.0, the labels in their own.

    ``held`` gives where a node is written, if it is written in place.

    >>> x = ox.BlankNode()
    >>> stable_labels([x], {x: [("<urn:a>", "<urn:p>"), ("<urn:b>", "<urn:p>")]}, {}.get)[x]
    '_:b7111ba1f'
    """
    seen: Counter[str] = Counter()
    labels: dict[ox.BlankNode, str] = {}
    for node in nodes:
        places = [_place(subject, predicate, held) for subject, predicate in mentions[node]]
        digest = sha256(min(filter(None, places), default="").encode()).hexdigest()[:_DIGITS]
        again = f"-{seen[digest]}" if seen[digest] else ""
        seen[digest] += 1
        labels[node] = f"_:b{digest}{again}"
    return dict(sorted(labels.items(), key=lambda item: item[1]))


def _place(subject: Node, predicate: str, held: Callable[[ox.BlankNode], Mention | None]) -> str:
    """Give the way to a node from an IRI; empty if it begins at a node with a label itself."""
    way = predicate
    while not isinstance(subject, str):
        mention = held(subject)
        if mention is None:
            return ""
        subject, predicate = mention
        way = f"{predicate} {way}"
    return f"{subject} {way}"
