"""What comes first of what is said about a thing: its kind, its names, what they mean."""

from __future__ import annotations

from ritgraph.term import RDF

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TYPE = f"<{RDF}type>"
# By the word of a predicate, text that sorts before any IRI.
LEADING = {
    f"<{predicate}>": f"{rank:02}"
    for rank, predicate in enumerate(
        [
            f"{RDF}type",
            f"{_SKOS}prefLabel",
            f"{_RDFS}label",
            f"{_SKOS}altLabel",
            f"{_SKOS}hiddenLabel",
            f"{_SKOS}definition",
            f"{_RDFS}comment",
            f"{_SKOS}scopeNote",
            f"{_SKOS}example",
        ]
    )
}
