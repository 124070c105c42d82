"""The exact statements that go and come, in lines like those of N-Triples.

A line begins with ``-`` or ``+``. One that begins with two spaces has not changed: it says which
blank node is meant. All are sorted by their statements. No character is invisible.
"""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.plain_text import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ritgraph.difference.difference import Difference


def as_triples(difference: Difference) -> Iterator[str]:
    r"""Give the lines.

    >>> from ritgraph.difference.difference import Difference
    >>> from ritgraph.difference.graph import Graph
    >>> from ritgraph.difference.sources import RdfFile
    >>> texts = b"", b'<urn:a> <urn:p> "\x1b[2J" .'
    >>> files = [RdfFile("a.nt", ox.RdfFormat.N_TRIPLES, text) for text in texts]
    >>> print(*as_triples(Difference(*([Graph([file]) for file in files]), Graph([]))))
    + <urn:a> <urn:p> "\u001B[2J" .
    """
    lines = [
        *((str(triple), 0, "-") for triple in difference.removed),
        *((str(triple), 1, "+") for triple in difference.added),
        *((str(triple), 2, " ") for triple in _leading_to(difference)),
    ]
    for text, _, mark in sorted(lines):
        yield f"{mark} {escaped(text)} ."


def _leading_to(difference: Difference) -> set[ox.Triple]:
    """Give the statements that say which blank nodes are meant of those that both graphs have.

    They lead from a thing to the node; of a node that nothing holds, one says what it is.
    """
    holders: dict[object, ox.Triple] = {}
    of_node: dict[object, ox.Triple] = {}
    for triple in sorted(difference.kept, key=str):
        holders.setdefault(triple.object, triple)
        of_node.setdefault(triple.subject, triple)
    shown = set()
    for triple in (*difference.removed, *difference.added):
        for node in filter(_is_node, (triple.subject, triple.object)):
            while (holder := holders.get(node) or of_node.get(node)) and holder not in shown:
                shown.add(holder)
                node = holder.subject
    return shown


def _is_node(term: object) -> bool:
    return isinstance(term, ox.BlankNode)
