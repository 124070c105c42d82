"""Which graph a command works on."""

from __future__ import annotations

from ritgraph.graph import KnowledgeGraph
from ritgraph.project import Project

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace


def open_graph(options: Namespace) -> KnowledgeGraph:
    """Open the graph of ``--root``, else the one around the current folder, else the shipped one.

    Raises:
        ProjectError: the folder named is not a knowledge graph.
    """
    if options.root is not None:
        return KnowledgeGraph(Project.at(options.root))
    return KnowledgeGraph(Project.around(".") or Project.shipped())
