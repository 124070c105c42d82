"""The list of saved queries."""

from __future__ import annotations

from ritgraph.cli.terminal import result_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.graph import KnowledgeGraph


def list_queries(graph: KnowledgeGraph) -> None:
    """Print the saved queries, each with its question."""
    from ritgraph.query.table import table

    rows = [(name, query.header.summary) for name, query in graph.queries.items()]
    for line in table(("query", "question"), rows, result_width()):
        print(line)
