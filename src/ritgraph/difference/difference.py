"""The exact difference of two graphs: the statements that go, and those that come."""

from __future__ import annotations

from functools import cached_property

import pyoxigraph as ox

from ritgraph.difference.components import without_common
from ritgraph.difference.pairing import paired, renamed
from ritgraph.serialise.statements import triples_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.difference.graph import Graph
    from ritgraph.difference.thing import Thing
    from ritgraph.term import Prefixes


class Difference:
    """What changed from an old graph to a new one; it is true if anything did.

    ``removed`` and ``added`` are in the order of their lines in N-Triples. A blank node that both
    graphs have has one label in both; ``kept`` says what has not changed about the things around
    blank nodes that have.
    """

    def __init__(
        self, old: Graph, new: Graph, background: Graph, names: tuple[str, str] = ("", "")
    ) -> None:
        self.old_name, self.new_name = names
        self.size = len(new)
        self._graphs = old, new, background
        old_blank, new_blank = _common_labels(old, new)
        self.removed = _ordered(old.ground - new.ground, old_blank - new_blank)
        self.added = _ordered(new.ground - old.ground, new_blank - old_blank)
        self.kept = frozenset(old_blank & new_blank)

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes of both graphs, and of the graph around."""
        from ritgraph.term import Prefixes

        old, new, background = (graph.prefixes for graph in self._graphs)
        return Prefixes({**background, **old, **new})

    def things(self, lang: str = "en", *, full: bool = True) -> tuple[Thing, ...]:
        """Give the things that changed, kind by kind, with labels in ``lang``.

        If not ``full``, what is new or gone as a whole has no changes, only their number.
        """
        from ritgraph.difference.by_thing import things

        return things(self, *self._graphs, lang, full)


def _common_labels(old: Graph, new: Graph) -> tuple[set[ox.Triple], set[ox.Triple]]:
    """Give what is said with blank nodes that are not of components which both graphs have."""
    of_old, of_new = without_common(old.blank, new.blank)
    pairs = paired(of_old, of_new)
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def name(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(pairs.get(node, node), ox.BlankNode(f"b{len(names)}"))

    old_blank, new_blank = (
        {renamed(triple, name) for component in components for triple in component}
        for components in (of_old, of_new)
    )
    return old_blank, new_blank


def _ordered(lines: set[str], blank: set[ox.Triple]) -> tuple[ox.Triple, ...]:
    return tuple(sorted([*triples_of(lines), *blank], key=str))
