"""``ritgraph query``: list the saved queries, answer one, or answer a text of one's own."""

from __future__ import annotations

import sys

from ritgraph.cli.parser import Parser
from ritgraph.cli.root import open_graph
from ritgraph.cli.terminal import result_width
from ritgraph.errors import InputError
from ritgraph.query.rows import ROW_FORMATS, TRIPLE_FORMATS, Rows, Triples, write_truth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import IO

    from ritgraph.graph import KnowledgeGraph
    from ritgraph.query.saved import SavedQuery

_EXAMPLES = """\
examples:
  ritgraph query                                     the saved queries, each with its question
  ritgraph query NAME --help                         its parameters, columns and an example
  ritgraph query NAME --lang sv -f csv -o out.csv    its answer in Swedish, as a file
  ritgraph query -q 'SELECT * { ?s ?p ?o } LIMIT 5'  one of your own
"""
# Options of the command line itself; a parameter of such a name is given as --param-NAME.
_TAKEN = ("format", "output", "query-file", "root", "quiet", "version", "help")


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Answer the query that the arguments name or carry; without one list the saved queries."""
    parser = _parser()
    parsed, rest = parser.parse_known_args(arguments)
    if options.help and not rest:
        parser.print_help()
        return 0
    graph = open_graph(options)
    if rest and not rest[0].startswith("-") and parsed.text is None and parsed.file is None:
        saved = graph.queries[rest[0]]
        parameters = _parameter_parser(saved)
        if options.help:
            _print_page(saved, parameters)
            return 0
        values = _values(parameters.parse_all(rest[1:]), options.lang)
        _write(graph.query(saved.name, **values), parsed, options.quiet)
        return 0
    parser.parse_all(arguments)
    if parsed.text is None and parsed.file is None:
        list_queries(graph)
    else:
        _write(graph.sparql(_text(parsed)), parsed, options.quiet)
    return 0


def _parser() -> Parser:
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
    _add_output_options(parser)
    return parser


def _add_output_options(parser: Parser) -> None:
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(ROW_FORMATS)}; for triples {', '.join(TRIPLE_FORMATS)}",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to a file; - is standard output"
    )


def _parameter_parser(saved: SavedQuery) -> Parser:
    parser = Parser(prog=f"ritgraph query {saved.name}")
    group = parser.add_argument_group("parameters")
    for parameter in saved.parameters:
        required = "required" if parameter.required else ""
        default = f"default: {parameter.default}" if parameter.default is not None else ""
        notes = ", ".join(filter(None, (required, default)))
        text = f"{parameter.help} ({notes})" if notes else parameter.help
        group.add_argument(
            _option(parameter.name),
            dest=parameter.name,
            metavar=parameter.type.upper(),
            help=text.strip().replace("%", "%%"),
        )
    return parser


def _print_page(saved: SavedQuery, parser: Parser) -> None:
    """Print the help of a saved query: its question, parameters, columns and an example."""
    header = saved.header
    parser.usage = f"ritgraph query {saved.name} {_usage(saved)}[-f FORMAT] [-o FILE]"
    parser.description = "\n\n".join(filter(None, (header.summary, header.description)))
    parser.epilog = _columns(saved) + _example(saved)
    parser.print_help()


def _usage(saved: SavedQuery) -> str:
    parts = (
        (parameter.required, f"{_option(parameter.name)} {parameter.type.upper()}")
        for parameter in saved.parameters
    )
    return "".join(f"{text} " if required else f"[{text}] " for required, text in parts)


def _columns(saved: SavedQuery) -> str:
    width = max(map(len, saved.header.columns), default=0)
    lines = [
        f"  {name:{width}}  {column.type}: {column.help}".rstrip(" :")
        for name, column in saved.header.columns.items()
    ]
    return "\n".join(("columns:", *lines, "", "")) if lines else ""


def _example(saved: SavedQuery) -> str:
    from shlex import quote

    given = [f"{_option(name)} {quote(str(value))}" for name, value in saved.header.example.items()]
    return f"example:\n  {' '.join(('ritgraph query', saved.name, *given))}"


def _option(name: str) -> str:
    return f"--param-{name}" if name in _TAKEN else f"--{name}"


def _values(parsed: Namespace, lang: str | None) -> dict[str, str | None]:
    """Give the values of the parameters; ``--lang`` has gone to the command line's own option."""
    values = dict(vars(parsed))
    if "lang" in values:
        values["lang"] = lang
    return values


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


def list_queries(graph: KnowledgeGraph) -> None:
    """Print the saved queries, each with its question."""
    from ritgraph.query.table import table

    rows = [(name, query.header.summary) for name, query in graph.queries.items()]
    for line in table(("query", "question"), rows, result_width()):
        print(line)


def _write(answer: Rows | Triples | bool, parsed: Namespace, quiet: bool) -> None:
    if parsed.output in (None, "-"):
        count = _render(answer, parsed.format, sys.stdout.buffer, result_width())
        sys.stdout.flush()
    else:
        from ritgraph.atomic import replacing

        with replacing(parsed.output) as stream:
            count = _render(answer, parsed.format, stream, None)
    if count is not None and not quiet:
        print(f"{count} row{'' if count == 1 else 's'}", file=sys.stderr)


def _render(
    answer: Rows | Triples | bool, format_: str | None, stream: IO[bytes], width: int | None
) -> int | None:
    """Write an answer of any kind; give the number of rows where it is known."""
    if isinstance(answer, Rows):
        return answer.write(format_ or "table", stream, width)
    if isinstance(answer, Triples):
        answer.write(format_ or "turtle", stream)
    else:
        write_truth(answer, format_ or "table", stream)
    return None
