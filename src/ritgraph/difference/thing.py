"""A thing that changed, and what about it: the words of a difference, without any language."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.term import Term

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Named(NamedTuple):
    """A property or class, with its label if it has one."""

    iri: str
    label: str | None = None


class Value(NamedTuple):
    """A value, with its label; of a blank node what it holds, or if it begins a list the items."""

    term: Term
    label: str | None = None
    held: tuple[Held, ...] = ()
    items: tuple[Value, ...] | None = None


class Held(NamedTuple):
    """What is said of a blank node."""

    property: Named
    value: Value


class Change(NamedTuple):
    """What was said, and what is said instead; one of them may be nothing.

    ``path`` leads from the thing to the value, by way of blank nodes if it has several parts.
    """

    path: tuple[Named, ...]
    old: Value | None
    new: Value | None

    @property
    def kind(self) -> str:
        """Whether it is added, removed or changed."""
        return ADDED if self.old is None else REMOVED if self.new is None else CHANGED


class Thing(NamedTuple):
    """A thing that is added, removed or changed, and what changed about it.

    ``iri`` is None if it is a blank node that nothing holds; ``blank`` is then what it is now, or
    was. ``added`` and ``removed`` count statements, with those of the blank nodes that it holds.
    """

    kind: str
    iri: str | None
    label: str | None
    class_: Named | None
    added: int
    removed: int
    changes: tuple[Change, ...]
    blank: Value | None = None
