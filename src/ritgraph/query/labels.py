"""Labels and descriptions in the reader's language: the asked one, else English, else any."""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.term import to_sparql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ritgraph.store.store import Store

_TEXTS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?text ?language
WHERE {
    VALUES ?thing { %s }
    ?thing %s ?text .
    BIND(LANG(?text) AS ?language)
}
ORDER BY ?thing ?language ?text
"""


def labels(store: Store, things: Iterable[ox.NamedNode], lang: str) -> dict[str, str]:
    """Give the label of each thing that has one, by IRI."""
    return _texts(store, things, "skos:prefLabel | rdfs:label", lang)


def descriptions(store: Store, things: Iterable[ox.NamedNode], lang: str) -> dict[str, str]:
    """Give a text on each thing that has one, by IRI."""
    return _texts(store, things, "skos:definition | dcterms:description | rdfs:comment", lang)


def _texts(store: Store, things: Iterable[ox.NamedNode], path: str, lang: str) -> dict[str, str]:
    found: dict[str, tuple[int, str]] = {}
    for thing, text, language in store.select(_TEXTS % (" ".join(map(to_sparql, things)), path)):
        rank = _rank(language.value, lang)
        best = found.get(thing.value)
        if best is None or rank < best[0]:
            found[thing.value] = (rank, text.value)
    return {iri: text for iri, (_, text) in found.items()}


def _rank(language: str, asked: str) -> int:
    """Order languages by how well they serve the reader; a region of a language serves it too."""
    for rank, wanted in enumerate((asked.lower(), asked.lower().partition("-")[0], "en")):
        if language == wanted or language.startswith(f"{wanted}-"):
            return rank
    return 3
