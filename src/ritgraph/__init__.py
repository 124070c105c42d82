"""A knowledge graph kept like source code: ask it, validate it, export it.

The graph is files: what exists (``ontology/``), what is known (``data/``), what is asked
(``queries/``). This package runs them and knows nothing about what they say.

>>> import ritgraph
>>> graph = ritgraph.open()
>>> "participants" in graph.queries
True
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which is not imported here
if TYPE_CHECKING:
    from ritgraph import errors
    from ritgraph.difference.diff import diff
    from ritgraph.graph import KnowledgeGraph
    from ritgraph.opening import connect, open  # noqa: A004

__all__ = ["KnowledgeGraph", "connect", "diff", "errors", "open"]
_HOMES = {
    "KnowledgeGraph": "ritgraph.graph",
    "connect": "ritgraph.opening",
    "diff": "ritgraph.difference.diff",
    "open": "ritgraph.opening",
}
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import on first use, so that ``import ritgraph`` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'ritgraph' has no attribute '{name}'")
    from importlib import import_module

    if name == "errors":
        return import_module("ritgraph.errors")
    return getattr(import_module(_HOMES[name]), name)
