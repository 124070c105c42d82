"""``ritgraph validate``: hold ontology and data against the shapes and checks."""

from __future__ import annotations

import sys

from ritgraph.cli.parser import Parser
from ritgraph.cli.root import open_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Print the report; 1 if something violates a rule."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    from ritgraph.validate.human import render

    graph = open_graph(options)
    report = graph.validate(options.lang or "en")
    print(render(report, graph.prefixes), end="")
    if not options.quiet:
        print(f"The graph is that in {graph.project.root}.", file=sys.stderr)
    return 0 if report.conforms else 1


def build_parser() -> Parser:
    """Give the parser of the command."""
    return Parser(
        prog="ritgraph validate",
        usage="ritgraph validate [OPTIONS]",
        description="Hold ontology and data against the SHACL shapes and the check queries.\n"
        "The exit code is 0 if nothing violates them, 1 if something does.",
        epilog="examples:\n  ritgraph validate --lang sv    with messages in Swedish",
    )
