"""A whole validation: shapes, checks, and the contract of the saved queries, as findings."""

from __future__ import annotations

from ritgraph.finding import Report
from ritgraph.parts import GraphParts
from ritgraph.query.contract.checks import run_checks
from ritgraph.query.contract.contract import check_queries as check_contract
from ritgraph.store.embedded import EmbeddedStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ritgraph.query.answer.rows import Rows, Triples
    from ritgraph.query.contract.answers import Ask
    from ritgraph.query.saved.parameter import Given
    from ritgraph.query.saved.saved_query import SavedQuery
    from ritgraph.validate.selection import Selection


def validate(
    graph: GraphParts,
    lang: str,
    selection: Selection,
    engine: str = "auto",
    infer: bool = False,
) -> Report:
    """Hold the files of a selection to what they must keep (see ``KnowledgeGraph.validate``).

    What is read for the shapes answers the queries, too.
    """
    from ritgraph.validate.run import Run

    run = Run(selection, lang, engine, infer)
    if selection.foreign:
        return run.report()
    parts = GraphParts(graph.project, EmbeddedStore(run.store, selection.graph_files))
    ask = _Asking(parts)
    checks, found = run_checks(parts.store, parts.checks, lang, ask)
    queries = Report() if selection.named else _contract(parts, ask)
    return run.report((*found, *queries.findings), checks, queries.queries)


def check_queries(graph: GraphParts) -> Report:
    """Hold the saved queries to their contract (see ``KnowledgeGraph.check_queries``)."""
    return _contract(graph, _Asking(graph))


def _contract(graph: GraphParts, ask: Ask) -> Report:
    project, store = graph.project, graph.store.unlimited
    profiles = [path for files in project.profile_files.values() for path in files]
    found = check_contract(project.query_files, project.check_files, store, ask, profiles)
    return Report().including(found, queries=len(project.query_files) + len(profiles))


class _Asking:
    """Asks the queries of a graph, and each of its check queries only once.

    A check is asked for its rows; what its contract is held against is its columns.
    """

    def __init__(self, graph: GraphParts) -> None:
        self._graph = graph
        self._checks = frozenset(graph.project.check_files)
        self._asked: dict[Path, Rows | Triples | bool] = {}

    def __call__(
        self, query: SavedQuery, values: Mapping[str, Given | None]
    ) -> Rows | Triples | bool:
        if query.path in self._asked:
            return self._asked.pop(query.path)
        answer = self._graph.ask(self._graph.store.unlimited, query, values)
        if query.path in self._checks:
            self._asked[query.path] = answer
        return answer
