"""Profiles: the graph in the words of another vocabulary.

A profile is a folder of saved queries, ``queries/profiles/NAME/*.rq``, that CONSTRUCT. They take no
values, and what they give together, each triple once, is the graph in that profile.
"""

from __future__ import annotations

from ritgraph.errors import ProjectError, UnknownName, place
from ritgraph.query.answer.rows import Triples
from ritgraph.query.evaluate import evaluate_saved
from ritgraph.query.saved.saved_query import SavedQuery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pyoxigraph as ox

    from ritgraph.query.saved.parameter import Resolve
    from ritgraph.store.store import Store


def profile(
    store: Store, name: str, profiles: Mapping[str, Sequence[Path]], resolve: Resolve
) -> Triples:
    """Give the triples of a profile, sorted; ``profiles`` are the files of each, by its name.

    Raises:
        UnknownName: there is no such profile.
        ProjectError: one of its queries constructs nothing, or takes values.
        SourceSyntaxError, RefusedError: see ``evaluate_saved``.
    """
    if name not in profiles:
        having = f"There are {', '.join(profiles)}." if profiles else "The graph has no profiles."
        raise UnknownName("profile", name, profiles, having)
    queries = [SavedQuery.read(path) for path in profiles[name]]

    def triples() -> Iterable[ox.Triple]:
        found = {triple for query in queries for triple in _constructed(store, query, resolve)}
        return sorted(found, key=str)

    return Triples(triples(), triples, store)


def _constructed(store: Store, query: SavedQuery, resolve: Resolve) -> Triples:
    if query.parameters:
        names = ", ".join(parameter.name for parameter in query.parameters)
        raise ProjectError(f"{place(query.path)}: a query of a profile takes no values: {names}.")
    answer = evaluate_saved(store, query, {}, resolve)
    if not isinstance(answer, Triples):
        raise ProjectError(f"{place(query.path)}: a query of a profile must CONSTRUCT.")
    return answer
