"""Statements that go and come, put together by the things that they are about."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher

import pyoxigraph as ox

from ritgraph.difference.blank_nodes import BlankNodes
from ritgraph.difference.names import Names, NamesInOrder
from ritgraph.difference.thing import ADDED, CHANGED, REMOVED, Change, Named, Thing, Value
from ritgraph.vocabulary import namespace_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ritgraph.difference.difference import Difference
    from ritgraph.difference.graph import Graph
    from ritgraph.serialise.canonical import Subject, Term

    # A change is one of a value that has the same place and language as another.
    Slot = tuple[Subject, tuple[ox.NamedNode, ...], str | None]

# Of several texts, two that are less alike than that are not the same text, changed.
_ALIKE = 0.5
# Among more texts than that, nobody looks for which has become which.
_FEW = 8


def things(
    difference: Difference, old: Graph, new: Graph, background: Graph, lang: str, full: bool
) -> tuple[Thing, ...]:
    """Give the things that changed, kind by kind; see ``Difference.things``."""
    return _ByThing(difference, old, new, background, lang).things(full)


class _Side:
    """The statements that only one of the graphs has, and what is around them."""

    def __init__(self, graph: Graph, own: Sequence[ox.Triple], kept: Iterable[ox.Triple]) -> None:
        self._graph = graph
        self.own = own
        self.nodes = BlankNodes([*own, *kept])
        self.ways = [self.nodes.way(triple) for triple in own]

    def names(self, subjects: set[str]) -> Names:
        """Find the names in the graph, and which of the subjects it knows."""
        names = Names(self._graph.ground, subjects)
        names.known.update(text for t in self._graph.blank if (text := str(t.subject)) in subjects)
        names.known.update(map(str, self.nodes.nodes))
        return names


class _ByThing:
    def __init__(
        self, difference: Difference, old: Graph, new: Graph, background: Graph, lang: str
    ) -> None:
        kept = difference.kept
        self._old = _Side(old, difference.removed, kept)
        self._new = _Side(new, difference.added, kept)
        self._sides = self._old, self._new
        subjects = {str(way.thing) for side in self._sides for way in side.ways}
        self._old_names, self._new_names = (side.names(subjects) for side in self._sides)
        graphs = (self._new_names, self._old_names, Names(background.ground))
        self._names = NamesInOrder(graphs, lang)
        self._kept_nodes = self._old.nodes.nodes & self._new.nodes.nodes
        self._counts: defaultdict[Subject, list[int]] = defaultdict(lambda: [0, 0])
        self._slots: defaultdict[Subject, dict[Slot, tuple[list[Term], list[Term]]]]
        self._slots = defaultdict(dict)

    def things(self, full: bool) -> tuple[Thing, ...]:
        for index, side in enumerate(self._sides):
            for triple, way in zip(side.own, side.ways, strict=True):
                self._counts[way.thing][index] += 1
                if self._is_told(triple, way.thing):
                    self._tell(way.thing, way.node, way.path, way.value, index)
        self._complete_lists()
        found = [self._thing(subject, full) for subject in self._counts]
        return tuple(sorted(found, key=_order))

    def _is_told(self, triple: ox.Triple, thing: Subject) -> bool:
        """Tell whether a statement is told by itself, and not as part of a blank node."""
        node = triple.subject
        return node == thing or node in self._kept_nodes

    def _tell(
        self, thing: Subject, node: Subject, path: tuple[ox.NamedNode, ...], value: Term, index: int
    ) -> None:
        language = value.language if isinstance(value, ox.Literal) else None
        values = self._slots[thing].setdefault((node, path, language), ([], []))
        if value not in values[index]:
            values[index].append(value)

    def _complete_lists(self) -> None:
        """Where a list that both graphs have is told of, tell it as it was and as it is."""
        for slots in self._slots.values():
            for values in slots.values():
                nodes = [v for v in (*values[0], *values[1]) if v in self._kept_nodes]
                for node in dict.fromkeys(nodes):
                    for side in values:
                        if node not in side:
                            side.append(node)

    def _thing(self, subject: Subject, full: bool) -> Thing:
        word = str(subject)
        removed, added = self._counts[subject]
        is_old, is_new = word in self._old_names.known, word in self._new_names.known
        blank = None
        if isinstance(subject, ox.BlankNode):
            side = self._new if is_new else self._old
            blank = side.nodes.value(subject, self._names)
        kind = CHANGED if is_old and is_new else ADDED if is_new else REMOVED
        return Thing(
            kind=kind,
            iri=None if blank else subject.value,
            label=self._names.label(word),
            class_=self._names.class_of(word),
            added=added,
            removed=removed,
            changes=tuple(self._changes(subject)) if full or kind == CHANGED else (),
            blank=blank,
        )

    def _changes(self, subject: Subject) -> Iterable[Change]:
        changes = []
        for (_, path, _), (old, new) in self._slots[subject].items():
            named = tuple(self._names.named(str(step)) for step in path)
            for before, after in _matched(old, new):
                was, is_ = self._value(self._old, before), self._value(self._new, after)
                changes.append(Change(named, was, is_))
        return sorted(changes, key=_place)

    def _value(self, side: _Side, term: Term | None) -> Value | None:
        return None if term is None else side.nodes.value(term, self._names)


def _matched(old: list[Term], new: list[Term]) -> list[tuple[Term | None, Term | None]]:
    """Say which value has become which: the only one the only one, and of texts the most alike."""
    if not old or not new:
        return [*((before, None) for before in old), *((None, after) for after in new)]
    pairs: list[tuple[Term | None, Term | None]] = []
    gone, come = list(old), list(new)
    for node in [value for value in gone if value in come]:  # a list that both graphs have
        pairs.append((node, node))
        gone.remove(node)
        come.remove(node)
    if len(gone) == len(come) == 1 and not pairs:
        if not (isinstance(gone[0], ox.BlankNode) and isinstance(come[0], ox.BlankNode)):
            return [(gone[0], come[0])]
    elif len(gone) <= _FEW and len(come) <= _FEW:
        alike = [(_likeness(before, after), before, after) for before in gone for after in come]
        for likeness, before, after in sorted(alike, key=lambda triple: -triple[0]):
            if likeness >= _ALIKE and before in gone and after in come:
                pairs.append((before, after))
                gone.remove(before)
                come.remove(after)
    return [*pairs, *((before, None) for before in gone), *((None, after) for after in come)]


def _likeness(before: Term, after: Term) -> float:
    if isinstance(before, ox.Literal) and isinstance(after, ox.Literal):
        return SequenceMatcher(None, before.value, after.value).ratio()
    return 0


def _order(thing: Thing) -> tuple[object, ...]:
    """Sort things by kind, and those of no kind at the end."""
    class_ = thing.class_ or Named("")
    iri = thing.iri or ""
    kind = (not class_.iri, _name(class_), class_.iri)
    return (*kind, not iri, _name(Named(iri, thing.label)), iri)


def _place(change: Change) -> tuple[object, ...]:
    """Sort changes by property: what is told otherwise, then what goes, then what comes."""
    path = [_name(step) for step in change.path]
    values = [str(value.label or value.term) for value in (change.old, change.new) if value]
    return path, (CHANGED, REMOVED, ADDED).index(change.kind), values


def _name(named: Named) -> str:
    """Give what a thing is sorted by: its label, or the end of its IRI."""
    return (named.label or named.iri[len(namespace_of(named.iri)) :]).casefold()
