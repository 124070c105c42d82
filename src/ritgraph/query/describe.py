"""All that the graph says about one thing, and all that it says of it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ritgraph.query.labels import labels
from ritgraph.term import to_sparql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.store.embedded import EmbeddedStore
    from ritgraph.term import Term

_OUTGOING = "SELECT ?property ?value WHERE { %s ?property ?value } ORDER BY ?property ?value"
_INCOMING = "SELECT ?property ?value WHERE { ?value ?property %s } ORDER BY ?property ?value"


@dataclass(frozen=True)
class Statement:
    """One property of a thing, with a value; labels are None where the graph has none.

    In an inverse statement the thing is the value's: ``value property thing``.
    """

    property: str
    property_label: str | None
    value: Term
    value_label: str | None


@dataclass(frozen=True)
class Description:
    """What the graph says about a thing, ordered by property and value."""

    thing: str
    label: str | None
    statements: tuple[Statement, ...]
    inverse: tuple[Statement, ...]


def describe(store: EmbeddedStore, thing: ox.NamedNode, lang: str) -> Description:
    """Collect the statements about a thing, with labels in ``lang``, else English, else any."""
    outgoing = [tuple(row) for row in store.select(_OUTGOING % to_sparql(thing))]
    incoming = [tuple(row) for row in store.select(_INCOMING % to_sparql(thing))]
    named = {
        term for row in (*outgoing, *incoming) for term in row if isinstance(term, ox.NamedNode)
    }
    names = labels(store, {thing, *named}, lang)

    def statement(property_: ox.NamedNode, value: Term) -> Statement:
        value_label = names.get(value.value) if isinstance(value, ox.NamedNode) else None
        return Statement(property_.value, names.get(property_.value), value, value_label)

    return Description(
        thing=thing.value,
        label=names.get(thing.value),
        statements=tuple(statement(*row) for row in outgoing),
        inverse=tuple(statement(*row) for row in incoming),
    )
