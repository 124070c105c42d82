"""What the generator takes from the ontology, so that the two cannot drift apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

IN_SCHEME = "<http://www.w3.org/2004/02/skos/core#inScheme>"
NEEDS_EVIDENCE = "<https://w3id.org/ritgraph/ontology#needsEvidence>"
TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
DECLARED = re.compile(r'sh:prefix "([^"]*)" ;\s+sh:namespace "([^"]*)"')

# The prefixes of generated data, in order.
USED = (
    *("activity", "activity-kind", "actor", "aim", "amount", "call", "challenge", "claim"),
    *("country", "date", "dcterms", "disagreement", "document", "document-kind", "driver"),
    *("eucountry", "eulanguage", "event", "event-kind", "foaf", "fund", "geo", "grant"),
    *("grant-kind", "m8g", "nuts", "nutscode", "nutsscheme", "oa", "org", "organisation-kind"),
    *("part", "participation", "passage", "period", "pilot", "place", "point", "post", "project"),
    *("prov", "rdf", "region", "rit", "role", "round", "schema", "sector", "selector", "skos"),
    *("source", "strength", "time", "topic", "xsd"),
)


Statement = tuple[str, str, str]


@dataclass(frozen=True)
class Vocabulary:
    """Prefixes, concepts by scheme, properties that need evidence, and statements that lack it."""

    prefixes: Mapping[str, str]
    concepts: Mapping[str, tuple[str, ...]]
    need_evidence: frozenset[str]
    to_be_proved: tuple[Statement, ...]

    @classmethod
    def read(cls, ontology: Path) -> Vocabulary:
        """Read the files of an ontology."""
        declared = dict(DECLARED.findall((ontology / "prefixes.ttl").read_text(encoding="utf-8")))
        prefixes = {prefix: declared[prefix] for prefix in USED}
        modules, schemes = (
            list(_statements(sorted(ontology.glob(files)), prefixes))
            for files in ("*.ttl", "vocabularies/*.ttl")
        )
        needing = frozenset(
            subject
            for subject, predicate, value in modules
            if predicate == _short(NEEDS_EVIDENCE, prefixes) and value == TRUE
        )
        lacking = tuple(statement for statement in schemes if statement[1] in needing)
        return cls(prefixes, _concepts(schemes, _short(IN_SCHEME, prefixes)), needing, lacking)


def _statements(files: Iterable[Path], prefixes: Mapping[str, str]) -> Iterator[Statement]:
    """Give the statements of Turtle files, their terms written with prefixes."""
    for file in files:
        for triple in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
            subject, predicate, value = (
                _short(str(term), prefixes)
                for term in (triple.subject, triple.predicate, triple.object)
            )
            yield subject, predicate, value


def _concepts(schemes: list[Statement], in_scheme: str) -> dict[str, tuple[str, ...]]:
    """Give the concepts of each scheme, which has the name of its prefix."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, _ in schemes:
        if predicate == in_scheme:
            found[subject.partition(":")[0]].add(subject)
    return {scheme: tuple(sorted(names)) for scheme, names in found.items()}


def _short(term: str, prefixes: Mapping[str, str]) -> str:
    """Write an IRI with a prefix, if there is one that ends where a name begins."""
    for prefix, namespace in prefixes.items():
        local = term[1:-1].removeprefix(namespace)
        if term[0] == "<" and local != term[1:-1] and "/" not in local:
            return f"{prefix}:{local}"
    return term
