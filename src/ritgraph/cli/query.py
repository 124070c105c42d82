"""``ritgraph query``: list the saved queries, answer one, or answer a text of one's own."""

from __future__ import annotations

import sys

from ritgraph.cli.answer import add_output_options, write
from ritgraph.cli.parameters import parameter_parser, print_page, values
from ritgraph.cli.parser import Parser
from ritgraph.cli.root import open_graph
from ritgraph.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

_EXAMPLES = """\
examples:
  ritgraph query                                     the saved queries, each with its question
  ritgraph query NAME --help                         its parameters, columns and an example
  ritgraph query NAME --lang sv -f csv -o out.csv    its answer in Swedish, as a file
  ritgraph query -q 'SELECT * { ?s ?p ?o } LIMIT 5'  one of your own
"""


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Answer the query that the arguments name or carry; without one list the saved queries."""
    parser = build_parser()
    parsed, rest = parser.parse_known_args(arguments)
    if options.help and not rest:
        parser.print_help()
        return 0
    graph = open_graph(options)
    if rest and not rest[0].startswith("-") and parsed.text is None and parsed.file is None:
        saved = graph.queries[rest[0]]
        parameters = parameter_parser(saved)
        if options.help:
            print_page(saved, parameters)
            return 0
        given = values(parameters.parse_all(rest[1:]), options.lang)
        write(graph.query(saved.name, **given), parsed, options)
        return 0
    parser.parse_all(arguments)
    if parsed.text is None and parsed.file is None:
        from ritgraph.cli.listing import list_queries

        list_queries(graph)
    else:
        write(graph.sparql(_text(parsed)), parsed, options)
    return 0


def build_parser() -> Parser:
    """Give the parser of the options that do not depend on the saved query."""
    parser = Parser(
        prog="ritgraph query",
        usage="ritgraph query [NAME [--PARAMETER VALUE ...] | -q TEXT | --query-file FILE]",
        description="Answer a saved query, or one of your own. Without either list the saved ones.",
        epilog=_EXAMPLES,
    )
    own = parser.add_mutually_exclusive_group()
    own.add_argument("-q", dest="text", metavar="TEXT", help="the text of a SPARQL query")
    own.add_argument(
        "--query-file",
        dest="file",
        metavar="FILE",
        help="a file with a SPARQL query; - is standard input",
    )
    add_output_options(parser)
    return parser


def _text(parsed: Namespace) -> str:
    """Read the query text that is not a saved query.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    if parsed.text is not None:
        return str(parsed.text)
    try:
        if parsed.file == "-":
            return sys.stdin.read()
        with open(parsed.file, encoding="utf-8-sig") as file:  # noqa: PTH123
            return file.read()
    except UnicodeDecodeError as error:
        raise InputError(parsed.file, f"it is not UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise InputError(parsed.file, error.strerror or str(error)) from None
