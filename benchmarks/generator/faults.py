"""Faults: one thing in so many gets one, each kind in its turn, and a list says which.

A fault is chosen so that exactly one shape finds it, on the faulty thing itself.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TextIO

from generator.thing import Thing

Change = Callable[[Thing, str], "Thing | None"]


@dataclass(frozen=True)
class Fault:
    """What is done to a property of things of a kind, and the shape that finds it."""

    predicate: str
    shape: str
    change: Change


def drop(thing: Thing, predicate: str) -> None:
    """Say nothing with a property."""
    thing.statements = [one for one in thing.statements if one[0] != predicate]


def replace(value: str) -> Change:
    """Say something else with a property; one that had no value gets one."""

    def change(thing: Thing, predicate: str) -> None:
        drop(thing, predicate)
        thing.say(predicate, value)

    return change


def add(value: str, other: str = "") -> Change:
    """Say one thing more with a property; the other one if the first is said already."""

    def change(thing: Thing, predicate: str) -> None:
        values = thing.values(predicate)
        drop(thing, predicate)
        thing.say(predicate, *values, other if value in values else value)

    return change


def rename(misspelt: str) -> Change:
    """Write a property otherwise."""

    def change(thing: Thing, predicate: str) -> None:
        thing.statements = [
            (misspelt if said == predicate else said, values) for said, values in thing.statements
        ]

    return change


def twin(thing: Thing, _: str) -> Thing:
    """State the same again; the later of the two is at fault."""
    other = Thing(f"{thing.name}.twin", thing.kind)
    other.statements = thing.statements
    return other


LABEL = Fault("skos:prefLabel", "Named-one-label-per-language", add('"Annat namn"@sv'))
PASSAGE, EVENT, POINT = "rit:Passage", "m8g:PublicEvent", "geo:Geometry"
DOCUMENT, SOURCE = "foaf:Document", "rit:SourceDocument"
KINDS: dict[str, dict[str, Fault]] = {
    "missing-value": {
        PASSAGE: Fault("rit:locator", "Passage-locator", drop),
        EVENT: Fault("dcterms:type", "PublicEvent-type", drop),
        "rit:Participation": Fault("org:role", "Participation-role", drop),
        POINT: Fault("geo:asWKT", "Geometry-wkt", drop),
    },
    "wrong-datatype": {
        PASSAGE: Fault("rit:locator", "Passage-locator", replace('"page 4"@en')),
        DOCUMENT: Fault("dcterms:identifier", "Document-identifier", replace("17")),
    },
    "wrong-class": {
        "rit:Claim": Fault("rit:evidence", "Claim-evidence", replace("source:generated-0")),
        EVENT: Fault("schema:location", "PublicEvent-location", replace("region:generated-0")),
        "org:Post": Fault("org:postIn", "Post-post-in", replace("region:generated-0")),
        DOCUMENT: Fault("dcterms:creator", "Document-creator", replace("place:generated-0")),
    },
    "too-many-values": {
        PASSAGE: Fault("rit:locator", "Passage-locator", add('"the end"')),
        EVENT: Fault(
            "dcterms:type", "PublicEvent-type", add("event-kind:meeting", "event-kind:launch")
        ),
        "rit:Participation": Fault(
            "org:role", "Participation-role", add("role:adviser", "role:organiser")
        ),
        "org:Post": Fault(
            "org:heldBy",
            "Post-held-by",
            add("actor:generated-person-0", "actor:generated-person-1"),
        ),
    },
    "two-labels-in-one-language": dict.fromkeys(
        (PASSAGE, EVENT, DOCUMENT, "rit:Region", "rit:Activity", "foaf:Person", "time:Instant"),
        LABEL,
    ),
    "out-of-range": {
        POINT: Fault(
            "geo:asWKT", "Geometry-longitude", replace('"POINT(200.5 1.0)"^^geo:wktLiteral')
        ),
        "oa:TextPositionSelector": Fault("oa:start", "TextPositionSelector-start", replace("-1")),
        "rit:Call": Fault("rit:plannedRegionCount", "Call-planned-region-count", replace("0")),
    },
    "bad-pattern": {
        "schema:MonetaryAmount": Fault(
            "schema:currency", "MonetaryAmount-currency", replace('"€"')
        ),
        SOURCE: Fault("foaf:page", "Document-page", replace("<urn:generated:page>")),
        DOCUMENT: Fault("dcterms:identifier", "Document-identifier", replace('"two  spaces"')),
        POINT: Fault("geo:asWKT", "Geometry-wkt", replace('"12 east"^^geo:wktLiteral')),
    },
    "broken-rule": {
        "rit:Claim": Fault("rdf:object", "Claim-stated-once", twin),
    },
    "ill-formed-literal": {
        DOCUMENT: Fault("dcterms:date", "Document-date", replace('"2001-02-30"^^xsd:date')),
        SOURCE: Fault(
            "rit:textLength", "SourceDocument-text-length", replace('"long"^^xsd:integer')
        ),
        "rit:Call": Fault(
            "rit:plannedRegionCount", "Call-planned-region-count", replace('"few"^^xsd:integer')
        ),
    },
    "misspelt-property": {
        PASSAGE: Fault("rit:paraphrase", "Passage-paraphrase", rename("rit:parafrase")),
        EVENT: Fault("dcterms:type", "PublicEvent-type", rename("dcterms:typ")),
        POINT: Fault("geo:asWKT", "Geometry-wkt", rename("geo:asWkt")),
    },
}


class Faults:
    """Says which thing becomes faulty, and writes down what was done to it, as JSON."""

    def __init__(self, share: float, record: Record | None = None) -> None:
        self._share, self._record = share, record
        self._due = 0.0
        self._turn = 0
        self._waiting: Counter[str] = Counter()

    def visit(self, thing: Thing) -> Thing | None:
        """Make a thing faulty if it is time; give the twin that this brought about."""
        if not self._share:
            return None
        self._due += self._share
        if self._due >= 1:
            self._due -= 1
            self._waiting[list(KINDS)[self._turn % len(KINDS)]] += 1
            self._turn += 1
        return None if thing.sound else self._apply(thing)

    def _apply(self, thing: Thing) -> Thing | None:
        for kind, faults in KINDS.items():
            fault = faults.get(thing.kind)
            if fault is not None and self._waiting[kind]:
                self._waiting[kind] -= 1
                other = fault.change(thing, fault.predicate)
                if self._record is not None:
                    self._record.add((other or thing).name, kind, fault)
                return other
        return None


class Record:
    """A file of JSON that says which thing has which fault, in the order of the data."""

    def __init__(self, file: TextIO, prefixes: Mapping[str, str]) -> None:
        self._file, self._prefixes, self._count = file, prefixes, 0
        file.write('{"faults": [')

    def add(self, thing: str, kind: str, fault: Fault) -> None:
        """Write down one fault."""
        entry = {
            "thing": self._iri(thing),
            "fault": kind,
            "property": self._iri(fault.predicate),
            "shape": f"https://w3id.org/ritgraph/shapes#{fault.shape}",
        }
        self._file.write(f"{',' if self._count else ''}\n{json.dumps(entry)}")
        self._count += 1

    def close(self, triples: int) -> None:
        """End the list, and say how large the graph is."""
        self._file.write(f'\n], "triples": {triples}}}\n')

    def _iri(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local
