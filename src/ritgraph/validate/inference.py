"""What follows by RDFS from the data graph, for those who ask for it.

The rules are rdfs2, 3, 5, 7, 9 and 11 (RDF 1.1 Semantics, section 9.2.1): those that a shape can
notice. That everything is an rdfs:Resource is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SUBCLASS, _SUBPROPERTY, _DOMAIN, _RANGE = (
    ox.NamedNode(_RDFS + name) for name in ("subClassOf", "subPropertyOf", "domain", "range")
)
_Pairs = Mapping[Any, Sequence[Any]]  # a class or property, and others that it leads to


def inferred(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Give the triples that follow and are not there.

    >>> a, kind, one = (ox.NamedNode(f"http://example.com/{name}") for name in ("a", "K", "L"))
    >>> [new] = inferred([ox.Triple(a, _TYPE, kind), ox.Triple(kind, _SUBCLASS, one)])
    >>> new.object == one
    True
    """
    known = dict.fromkeys(triples)
    stated = len(known)
    before = 0
    while len(known) > before:
        before = len(known)
        rules = [_closed(known, one) for one in (_SUBCLASS, _SUBPROPERTY)]
        rules += [_pairs(known, one) for one in (_DOMAIN, _RANGE)]
        known |= dict.fromkeys(new for triple in list(known) for new in _from(triple, *rules))
    return list(known)[stated:]


def _from(
    triple: ox.Triple, classes: _Pairs, properties: _Pairs, domains: _Pairs, ranges: _Pairs
) -> Iterator[ox.Triple]:
    subject, predicate, value = triple
    if predicate == _TYPE:
        yield from (ox.Triple(subject, _TYPE, wider) for wider in classes.get(value, ()))
    for rule, wider in ((_SUBCLASS, classes), (_SUBPROPERTY, properties)):
        if predicate == rule:
            yield from (ox.Triple(subject, rule, one) for one in wider.get(value, ()))
    for wider_property in properties.get(predicate, ()):
        if isinstance(wider_property, ox.NamedNode):
            yield ox.Triple(subject, wider_property, value)
    yield from (ox.Triple(subject, _TYPE, class_) for class_ in domains.get(predicate, ()))
    if isinstance(value, ox.NamedNode | ox.BlankNode):
        yield from (ox.Triple(value, _TYPE, class_) for class_ in ranges.get(predicate, ()))


def _pairs(triples: Iterable[ox.Triple], predicate: ox.NamedNode) -> _Pairs:
    pairs: defaultdict[Any, list[Any]] = defaultdict(list)
    for triple in triples:
        if triple.predicate == predicate and not isinstance(triple.object, ox.Literal):
            pairs[triple.subject].append(triple.object)
    return pairs


def _closed(triples: Iterable[ox.Triple], predicate: ox.NamedNode) -> _Pairs:
    """Give for each class or property those above it, near and far."""
    direct = _pairs(triples, predicate)
    above = {}
    for start in list(direct):
        found: dict[Any, None] = {}
        waiting = list(direct[start])
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = None
                waiting += direct.get(one, ())
        above[start] = list(found)
    return above
