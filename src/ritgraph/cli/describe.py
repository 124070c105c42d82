"""``ritgraph describe``: all that is known about a thing, and who says so."""

from __future__ import annotations

import sys

from ritgraph.cli.limits import add_timeout_option, stop_after
from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.root import open_graph
from ritgraph.cli.terminal import result_width
from ritgraph.errors import UnknownName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from ritgraph.graph import KnowledgeGraph
    from ritgraph.query.description.description import Description

FORMATS = ("text", "json", "turtle", "md")
_EXAMPLES = """\
examples:
  ritgraph describe Sweden            by a label, in any language
  ritgraph describe SE                by a code
  ritgraph describe skos:Concept      by a CURIE or an IRI
  ritgraph describe SE -f md -o se.md as a page
"""


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Print the description of the thing named."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    check(parsed, FORMATS)
    with stop_after(parsed.timeout):
        graph = open_graph(options)
        write(graph, graph.describe(parsed.thing, options.lang or "en"), parsed)
    return 0


def build_parser() -> Parser:
    """Give the parser of the command."""
    parser = Parser(
        prog="ritgraph describe",
        usage="ritgraph describe THING [-f FORMAT] [-o FILE]",
        description="Show all that is known about a thing: each statement with the numbers of the\n"
        "passages that it rests on, the passages, and what points to the thing.",
        epilog=_EXAMPLES,
    )
    add_options(parser, FORMATS)
    return parser


def add_options(parser: Parser, formats: Sequence[str]) -> None:
    """Add the thing, the format, the output and the time."""
    parser.add_argument(
        "thing", metavar="THING", nargs="?", help="an IRI, a CURIE, a code or a label"
    )
    parser.add_argument("-f", "--format", metavar="FORMAT", default="text", help=", ".join(formats))
    parser.add_output_option()
    add_timeout_option(parser)


def check(parsed: Namespace, formats: Sequence[str]) -> None:
    """Check what must be right before anything is read.

    Raises:
        UsageError: no thing is named.
        UnknownName: there is no such format.
    """
    if parsed.thing is None:
        raise UsageError("Name a thing: an IRI, a CURIE, a code or a label.")
    if parsed.format not in formats:
        hint = f"There are {', '.join(formats)}."
        raise UnknownName("format", parsed.format, formats, hint)


def write(graph: KnowledgeGraph, description: Description, parsed: Namespace) -> None:
    """Write a description in the format asked for, to a file or to standard output."""
    if parsed.output in (None, "-"):
        sys.stdout.write(_render(graph, description, parsed.format, result_width()))
        return
    from ritgraph.atomic import replacing

    text = _render(graph, description, parsed.format, None)
    with replacing(parsed.output) as stream:
        stream.write(text.encode())


def _render(
    graph: KnowledgeGraph, description: Description, format_: str, width: int | None
) -> str:
    if format_ == "json":
        from ritgraph.query.description.as_json import as_json

        return as_json(description)
    if format_ == "md":
        from ritgraph.query.description.as_markdown import as_markdown

        return as_markdown(description, graph.prefixes)
    if format_ == "turtle":
        from ritgraph.serialise.turtle import turtle

        return "".join(turtle(graph.triples_about(description), graph.prefixes))
    from ritgraph.query.description.as_text import as_text

    return as_text(description, graph.prefixes, width)
