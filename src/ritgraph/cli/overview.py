"""``ritgraph`` alone: what graph this is, what is in it, what can be asked."""

from __future__ import annotations

from ritgraph.cli.limits import DEFAULT_SECONDS, stop_after
from ritgraph.cli.listing import list_queries
from ritgraph.cli.root import open_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def main(_arguments: Sequence[str], options: Namespace) -> int:
    """Print the overview."""
    with stop_after(DEFAULT_SECONDS):
        graph = open_graph(options)
        stats = graph.stats(options.lang or "en")
    for line in filter(None, (stats.title, stats.description)):
        print(line)
    files = "" if stats.files is None else f"{stats.files} files, "
    print(f"\n{files}{stats.triples:,} triples in {graph.place} (`ritgraph stats`)\n")
    list_queries(graph)
    print("\nAsk one with `ritgraph query NAME`, see a thing with `ritgraph describe THING`,")
    print("and all else with `ritgraph --help`.")
    return 0
