"""A whole validation: shapes, checks, and the contract of the saved queries, as findings."""

from __future__ import annotations

from functools import partial

from ritgraph.finding import Report
from ritgraph.parts import GraphParts
from ritgraph.query.contract.checks import run_checks
from ritgraph.query.contract.contract import check_queries as contract_findings
from ritgraph.store.embedded import EmbeddedStore

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    checks, found = run_checks(parts.store, parts.checks, lang, parts.resolver.resolve)
    queries = Report() if selection.named else check_queries(parts)
    return run.report((*found, *queries.findings), checks, queries.queries)


def check_queries(graph: GraphParts) -> Report:
    """Hold the saved queries to their contract (see ``KnowledgeGraph.check_queries``)."""
    files, store = graph.project.query_files, graph.store.unlimited
    found = contract_findings(files, graph.project.check_files, store, partial(graph.ask, store))
    return Report().including(found, queries=len(files))
