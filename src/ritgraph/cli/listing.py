"""The saved queries of a graph: as a list, as a page, and as RDF."""

from __future__ import annotations

from ritgraph.cli.terminal import result_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.graph import KnowledgeGraph


def list_queries(graph: KnowledgeGraph) -> None:
    """Print the saved queries, each with its question."""
    from ritgraph.query.answer.table import table

    rows = [(name, query.header.summary) for name, query in graph.queries.items()]
    for line in table(("query", "question"), rows, result_width()):
        print(line)


def queries_as_markdown(graph: KnowledgeGraph) -> str:
    """Write the page that tells all about the saved queries."""
    from ritgraph.cli.parameters import command_line
    from ritgraph.query.catalogue.page import catalogue_page
    from ritgraph.query.saved.saved_query import SavedQuery

    project, folder = graph.project, graph.project.root / "queries"
    profiles = [SavedQuery.read(path) for files in project.profile_files.values() for path in files]
    queries, checks = graph.queries.values(), graph.checks.values()
    return catalogue_page(queries, checks, profiles, folder, command_line)
