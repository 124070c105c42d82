"""Hold the queries of a profile to what they are for: each constructs triples, without values."""

from __future__ import annotations

from ritgraph.query.contract.answers import answer_findings
from ritgraph.query.contract.query_finding import missing
from ritgraph.sparql.form import form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ritgraph.finding import Finding
    from ritgraph.query.contract.answers import Ask
    from ritgraph.query.saved.saved_query import SavedQuery
    from ritgraph.store.store import Store


def profile_findings(query: SavedQuery, store: Store, ask: Ask) -> Iterator[Finding]:
    """Find why a query gives a profile nothing; else run it, as any other."""
    word = form(query.tokens)
    if word is None or not word.is_word("CONSTRUCT"):
        message = "A query of a profile must CONSTRUCT."
        hint = "Write what it gives as a template, or move the file out of queries/profiles/."
        yield missing(query, "query-profile", message, hint, word.offset if word else 0)
        return
    for parameter in query.parameters:
        message = f"A query of a profile takes no values, and this one has '{parameter.name}'."
        uses = (t.offset for t in query.tokens if t.text[1:] == parameter.variable)
        yield missing(query, "query-profile", message, "Leave it out.", next(uses, 0))
    if not query.parameters:
        yield from answer_findings(query, store, ask)
