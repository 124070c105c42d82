"""A difference as JSON, in a structure that stays.

An object with these keys, all of them always there; what is not known is ``null``::

    old, new      the names of what is compared
    different     whether anything changed
    counts        {things, labels, texts, statements}:
                  things        a list of {change, class: {iri, label}, count}
                  labels        how many labels changed, by language; texts: how many other texts
                  statements    {added, removed}
    things        a list of things
    removed       the statements that go, as lines of N-Triples in their order
    added         the statements that come

A thing::

    change        added, removed or changed
    iri, curie    null if it is a blank node that nothing holds
    label         its label
    class         {iri, label}
    statements    {added, removed}: how many, with those of the blank nodes that it holds
    changes       a list of {change, path, old, new}; path is a list of {iri, label}

A value, ``old`` or ``new``::

    type, value, datatype, xml:lang    as in the SPARQL 1.1 Query Results JSON Format
    label         of a thing
    held          of a blank node, what it holds: a list of {property: {iri, label}, value}
    items         of a blank node that begins a list, its members

Keys may be added in later versions; none is taken away or changed.
"""

from __future__ import annotations

import json

import pyoxigraph as ox

from ritgraph.difference.summary import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ritgraph.difference.difference import Difference
    from ritgraph.difference.summary import Summary
    from ritgraph.difference.thing import Change, Named, Thing, Value
    from ritgraph.term import Prefixes


def as_json(difference: Difference, lang: str = "en") -> str:
    """Write a difference in the structure of this module."""
    things = difference.things(lang)
    structure = {
        "old": difference.old_name,
        "new": difference.new_name,
        "different": bool(difference),
        "counts": _counts(summary(things)),
        "things": [_thing(thing, difference.prefixes) for thing in things],
        "removed": [f"{triple} ." for triple in difference.removed],
        "added": [f"{triple} ." for triple in difference.added],
    }
    return f"{json.dumps(structure, ensure_ascii=False, indent=2)}\n"


def _counts(counts: Summary) -> dict[str, Any]:
    return {
        "things": [
            {"change": kind, "class": _named(class_), "count": count}
            for (kind, class_), count in counts.things.items()
        ],
        "labels": counts.labels,
        "texts": counts.texts,
        "statements": {"added": counts.added, "removed": counts.removed},
    }


def _thing(thing: Thing, prefixes: Prefixes) -> dict[str, Any]:
    return {
        "change": thing.kind,
        "iri": thing.iri,
        "curie": thing.iri and prefixes.compact(thing.iri),
        "label": thing.label,
        "class": _named(thing.class_),
        "statements": {"added": thing.added, "removed": thing.removed},
        "changes": [_change(change) for change in thing.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "change": change.kind,
        "path": [_named(step) for step in change.path],
        "old": change.old and _value(change.old),
        "new": change.new and _value(change.new),
    }


def _named(named: Named | None) -> dict[str, str | None] | None:
    return named and {"iri": named.iri, "label": named.label}


def _value(value: Value) -> dict[str, Any]:
    """Write a term (SPARQL 1.1 Query Results JSON Format, section 3.2.2), with what is known."""
    term = value.term
    if isinstance(term, ox.Literal):
        language = {"xml:lang": term.language} if term.language else {}
        return {
            "type": "literal", "value": term.value, "datatype": term.datatype.value, **language
        }  # fmt: skip
    if isinstance(term, ox.Triple):
        return {"type": "triple", "value": str(term)}
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value, "label": value.label}
    held = [{"property": _named(held.property), "value": _value(held.value)} for held in value.held]
    items = None if value.items is None else [_value(item) for item in value.items]
    return {"type": "bnode", "value": term.value, "held": held, "items": items}
