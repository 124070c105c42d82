"""Which ontology is the graph's own, and under which licence the graph is."""

from __future__ import annotations

import pyoxigraph as ox

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.store.store import Store

# The ontology that no other one imports is the graph's own.
_ONTOLOGIES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?ontology
WHERE {
    ?ontology a owl:Ontology .
    FILTER NOT EXISTS { ?other owl:imports ?ontology }
}
ORDER BY ?ontology
"""
_LICENCES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?licence
WHERE {
    ?ontology a owl:Ontology ;
        dcterms:license ?licence .
    FILTER NOT EXISTS { ?other owl:imports ?ontology }
}
ORDER BY ?licence
"""


def own_ontologies(store: Store) -> list[ox.NamedNode]:
    """List the ontologies that no other one imports; a graph made as one has one.

    >>> import ritgraph
    >>> from ritgraph.store.embedded import EmbeddedStore
    >>> own_ontologies(EmbeddedStore.load(ritgraph.open().project.ontology_files))
    [<NamedNode value=https://w3id.org/ritgraph/ontology>]
    """
    rows = store.select(_ONTOLOGIES)
    return [row[0] for row in rows if isinstance(row[0], ox.NamedNode)]


def licences(store: Store) -> list[ox.NamedNode]:
    """List the licences of the graph's own ontologies.

    >>> import ritgraph
    >>> from ritgraph.store.embedded import EmbeddedStore
    >>> licences(EmbeddedStore.load(ritgraph.open().project.ontology_files))
    [<NamedNode value=https://creativecommons.org/licenses/by/4.0/>]
    """
    rows = store.select(_LICENCES)
    return [row[0] for row in rows if isinstance(row[0], ox.NamedNode)]
