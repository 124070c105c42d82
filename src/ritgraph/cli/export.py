"""``ritgraph export``: write ontology and data as one Turtle file."""

from __future__ import annotations

import sys

from ritgraph.cli.parser import Parser
from ritgraph.cli.root import open_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Write the graph, and say how much was written."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    target = parsed.output
    to_file = target not in (None, "-")
    triples = open_graph(options).export(target if to_file else None)
    if to_file and not options.quiet:
        print(f"{triples:,} triples written to {target}", file=sys.stderr)
    return 0


def build_parser() -> Parser:
    """Give the parser of the command."""
    parser = Parser(
        prog="ritgraph export",
        usage="ritgraph export [-o FILE] [OPTIONS]",
        description="Write ontology and data as one Turtle file: same graph, same bytes.",
        epilog="examples:\n  ritgraph export -o graph.ttl",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to a file; - is standard output"
    )
    return parser
