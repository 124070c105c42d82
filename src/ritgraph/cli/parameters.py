"""The parameters of a saved query as options of the command, and its page of help."""

from __future__ import annotations

from ritgraph.cli.parser import Parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from ritgraph.query.saved import SavedQuery

# Options of the command line itself; a parameter of such a name is given as --param-NAME.
_TAKEN = (
    "endpoint", "explain", "format", "help", "max-rows", "output", "query-file", "quiet",
    "reload", "root", "store", "timeout", "version",
)  # fmt: skip


def parameter_parser(saved: SavedQuery) -> Parser:
    """Give the parser of a saved query's parameters."""
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


def print_page(saved: SavedQuery, parser: Parser) -> None:
    """Print the help of a saved query: its question, parameters, columns and an example."""
    header = saved.header
    parser.usage = f"ritgraph query {saved.name} {_usage(saved)}[-f FORMAT] [-o FILE]"
    parser.description = "\n\n".join(filter(None, (header.summary, header.description)))
    parser.epilog = _columns(saved) + _example(saved)
    parser.print_help()


def values(parsed: Namespace, lang: str | None) -> dict[str, str | None]:
    """Give the values of the parameters; ``--lang`` has gone to the command line's own option."""
    given = dict(vars(parsed))
    if "lang" in given:
        given["lang"] = lang
    return given


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
