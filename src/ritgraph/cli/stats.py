"""``ritgraph stats``: how large the graph is."""

from __future__ import annotations

from ritgraph.cli.limits import add_timeout_option, stop_after
from ritgraph.cli.parser import Parser
from ritgraph.cli.root import open_graph
from ritgraph.cli.terminal import result_width
from ritgraph.query.answer.table import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Print the counts."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    with stop_after(parsed.timeout):
        graph = open_graph(options)
        stats = graph.stats(options.lang or "en")
    files = "" if stats.files is None else f"{stats.files} files, "
    print(f"{files}{stats.triples:,} triples, {stats.queries} saved queries\n")
    rows = [
        (str(size.things), size.label or "", graph.prefixes.compact(size.iri))
        for size in stats.classes
    ]
    for line in table(("things", "kind", "class"), rows, result_width()):
        print(line)
    return 0


def build_parser() -> Parser:
    """Give the parser of the command."""
    parser = Parser(
        prog="ritgraph stats",
        usage="ritgraph stats [OPTIONS]",
        description="Count files, triples, queries and the things of each class.",
    )
    add_timeout_option(parser)
    return parser
