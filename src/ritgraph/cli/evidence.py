"""``ritgraph evidence``: the passages behind a thing, and their words from a text at hand."""

from __future__ import annotations

import sys

from ritgraph.cli.describe import add_options, check, write
from ritgraph.cli.limits import stop_after
from ritgraph.cli.parser import Parser
from ritgraph.cli.root import open_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

FORMATS = ("text", "json", "md")
_EXAMPLES = """\
examples:
  ritgraph evidence Sweden                       what each passage says, in other words
  ritgraph evidence Sweden --text article.txt    the very words of those in this article
"""


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Print the claims about the thing named, and the passages that they rest on."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    check(parsed, FORMATS)
    with stop_after(parsed.timeout):
        graph = open_graph(options)
        description = graph.evidence(parsed.thing, options.lang or "en", parsed.text)
        write(graph, description, parsed)
    if not (description.statements or description.not_followed) and not options.quiet:
        print("There is no claim about it, and so no evidence.", file=sys.stderr)
    return 0


def build_parser() -> Parser:
    """Give the parser of the command."""
    parser = Parser(
        prog="ritgraph evidence",
        usage="ritgraph evidence THING [--text FILE ...] [-f FORMAT] [-o FILE]",
        description="Show the claims about a thing and the passages that they rest on. The graph\n"
        "has only positions in the documents, and what stands there in other words.\n"
        "From a document's text that you hold, as UTF-8 with the SHA-256 that the\n"
        "evidence names, the very words are shown; they go nowhere else.",
        epilog=_EXAMPLES,
    )
    add_options(parser, FORMATS)
    parser.add_argument(
        "--text",
        metavar="FILE",
        action="append",
        default=[],
        help="the text of a document; may be given several times; - is standard input",
    )
    return parser
