"""``ritgraph query``: list the saved queries, answer one, or answer a text of one's own."""

from __future__ import annotations

import sys

from ritgraph.cli.answer import add_output_options, check, write
from ritgraph.cli.limits import add_limit_options, stop_after
from ritgraph.cli.parameters import parameter_parser, print_page, values
from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.root import open_graph
from ritgraph.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from ritgraph.graph import KnowledgeGraph

_EXAMPLES = """\
examples:
  ritgraph query                                     the saved queries, each with its question
  ritgraph query NAME --help                         its parameters, columns and an example
  ritgraph query NAME --lang sv -f csv -o out.csv    its answer in Swedish, as a file
  ritgraph query NAME -o map.geojson                 its things on a map
  ritgraph query NAME -f csvw -o out.csv             and out.csv-metadata.json, which describes it
  ritgraph query -q 'SELECT * { ?s ?p ?o } LIMIT 5'  one of your own
"""
_OF_ALL = {
    "--check": "check that each saved query is what it says of itself (exit code 1 if not)",
    "--as-rdf": "describe the saved queries in Turtle, as sh:SPARQLExecutable",
    "--as-markdown": "describe them in Markdown, as queries/README.md",
}


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Answer the query that the arguments name or carry; without one list the saved queries."""
    parser = build_parser()
    parsed, rest = parser.parse_known_args(arguments)
    if rest[:1] == ["-"]:
        parsed.file, arguments = "-", [word for word in arguments if word != "-"]
        rest = rest[1:]
    named = bool(rest) and not rest[0].startswith("-") and parsed.text is None and not parsed.file
    if options.help and not rest:
        parser.print_help()
        return 0
    if not named:
        parser.parse_all(arguments)
    elif parsed.check or parsed.as_rdf or parsed.as_markdown:
        raise UsageError(f"--check, --as-rdf and --as-markdown take no name: leave {rest[0]} out.")
    check(parsed)
    with stop_after(parsed.timeout):
        graph = open_graph(options)
        if named:
            _ask_saved(graph, rest, parsed, options)
        elif parsed.text is not None or parsed.file is not None:
            _ask_text(graph, parsed, options)
        else:
            return _tell_of_all(graph, parsed)
    return 0


def build_parser() -> Parser:
    """Give the parser of the options that do not depend on the saved query."""
    parser = Parser(
        prog="ritgraph query",
        usage="ritgraph query [NAME [--PARAMETER VALUE ...] | -q TEXT | --query-file FILE | -]",
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
    add_limit_options(parser)
    for option, what in _OF_ALL.items():
        parser.add_argument(option, action="store_true", help=f"without NAME: {what}")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show the query with its values in it, and do not run it",
    )
    return parser


def _ask_saved(
    graph: KnowledgeGraph, words: Sequence[str], parsed: Namespace, options: Namespace
) -> None:
    """Answer or explain the saved query of that name, or show its page of help."""
    name, *arguments = words
    saved = graph.queries[name]
    parser = parameter_parser(saved)
    if options.help:
        print_page(saved, parser)
        return
    given = values(parser.parse_all(arguments), options.lang)
    if parsed.explain:
        print(graph.explain(name, **given).rstrip("\n"))
    else:
        write(_limited(graph, parsed).query(name, **given), parsed, options)


def _ask_text(graph: KnowledgeGraph, parsed: Namespace, options: Namespace) -> None:
    text = _text(parsed)
    if parsed.explain:
        print(text.rstrip("\n"))
    else:
        write(_limited(graph, parsed).sparql(text), parsed, options)


def _tell_of_all(graph: KnowledgeGraph, parsed: Namespace) -> int:
    """List the saved queries, describe them, or check them; 1 if one breaks its contract."""
    from ritgraph.cli.listing import list_queries, queries_as_markdown

    if parsed.check:
        from ritgraph.validate.output import render

        report = graph.check_queries()
        print(render(report, "human", graph.prefixes), end="")
        return 0 if report.conforms else 1
    if parsed.as_rdf:
        sys.stdout.writelines(graph.queries_as_turtle())
    elif parsed.as_markdown:
        print(queries_as_markdown(graph), end="")
    else:
        list_queries(graph)
    return 0


def _limited(graph: KnowledgeGraph, parsed: Namespace) -> KnowledgeGraph:
    """Limit the rows; the time is limited for the command as a whole."""
    return graph if parsed.max_rows is None else graph.limited(max_rows=parsed.max_rows)


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
