"""How large a graph is, and of what its things are."""

from __future__ import annotations

from dataclasses import dataclass

from ritgraph.query.labels import descriptions, labels
from ritgraph.query.ontology import own_ontologies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.store.store import Store

_CLASS_SIZES = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?things)
WHERE { ?thing a ?class FILTER(isIRI(?class)) }
GROUP BY ?class
ORDER BY DESC(?things) ?class
"""


@dataclass(frozen=True)
class ClassSize:
    """How many things of one class the graph has."""

    iri: str
    label: str | None
    things: int


@dataclass(frozen=True)
class Stats:
    """What a graph says that it is, and how large it is; classes come largest first.

    There are no ``files`` where an endpoint has the graph.
    """

    title: str | None
    description: str | None
    files: int | None
    triples: int
    queries: int
    classes: tuple[ClassSize, ...]


def stats(store: Store, files: int | None, queries: int, lang: str) -> Stats:
    """Count what the store holds; texts are in ``lang``, else English, else any."""
    sizes = [(row[0], int(row[1].value)) for row in store.select(_CLASS_SIZES)]
    ontologies = own_ontologies(store)
    names = labels(store, [*ontologies, *(iri for iri, _ in sizes)], lang)
    described = descriptions(store, ontologies, lang)
    own = next((ontology.value for ontology in ontologies if ontology.value in names), "")
    return Stats(
        title=names.get(own),
        description=described.get(own),
        files=files,
        triples=len(store),
        queries=queries,
        classes=tuple(ClassSize(iri.value, names.get(iri.value), things) for iri, things in sizes),
    )
