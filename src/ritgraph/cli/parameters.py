"""The parameters of a saved query as options of the command, and its page of help."""

from __future__ import annotations

from ritgraph.cli.parser import Parser
from ritgraph.query.saved.datatype import lexical
from ritgraph.query.saved.declaration import FromQuery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from ritgraph.query.saved.parameter import Given, Parameter
    from ritgraph.query.saved.saved_query import SavedQuery

# Options of the command line itself; a parameter of such a name is given as --param-NAME.
_TAKEN = (
    "as-markdown", "as-rdf", "check", "endpoint", "explain", "format", "help", "max-rows", "output",
    "query-file", "quiet", "reload", "root", "store", "timeout", "version",
)  # fmt: skip


def parameter_parser(saved: SavedQuery) -> Parser:
    """Give the parser of a saved query's parameters; each option can be repeated."""
    parser = Parser(prog=f"ritgraph query {saved.name}")
    group = parser.add_argument_group("parameters")
    for parameter in saved.parameters:
        notes = "; ".join(_notes(parameter))
        text = " ".join(filter(None, (parameter.help, f"({notes})" if notes else "")))
        group.add_argument(
            _option(parameter.name),
            dest=parameter.name,
            metavar=_metavar(parameter),
            action="append",
            help=text.replace("%", "%%"),
        )
    return parser


def print_page(saved: SavedQuery, parser: Parser) -> None:
    """Print the help of a saved query: its question, parameters, columns and an example."""
    from textwrap import wrap

    from ritgraph.cli.terminal import screen_width

    width = min(screen_width(), 100) - 2
    usage = wrap(_usage(saved), width - len("usage: "), break_on_hyphens=False)
    texts = "\n\n".join(filter(None, (saved.header.summary, saved.header.description)))
    parser.usage = ("\n" + " " * len("usage: ")).join(usage).replace("\xa0", " ")
    parser.description = "\n".join("\n".join(wrap(line, width)) for line in texts.split("\n"))
    parser.epilog = "\n".join((*_columns(saved, width), *_example(saved)))
    parser.print_help()


def values(parsed: Namespace, lang: str | None) -> dict[str, str | list[str] | None]:
    """Give the values of the parameters; ``--lang`` has gone to the command line's own option."""
    given = {
        name: texts[0] if texts and len(texts) == 1 else texts
        for name, texts in vars(parsed).items()
    }
    if "lang" in given:
        given["lang"] = lang
    return given


def _notes(parameter: Parameter) -> Iterator[str]:
    """Say what values a parameter takes, beyond its type."""
    if parameter.required:
        yield "required"
    if parameter.class_:
        yield f"of class {parameter.class_}, by code, label or IRI"
    if parameter.lang:
        yield f"in the language '{parameter.lang}'"
    if isinstance(parameter.values, FromQuery):
        column = f", column {parameter.values.column}" if parameter.values.column else ""
        yield f"one that `ritgraph query {parameter.values.query}` lists{column}"
    elif parameter.values:
        yield f"one of {', '.join(_texts(parameter.values))}"
    if parameter.pattern:
        yield f"of the form {parameter.pattern}"
    if parameter.many:
        yield "can be repeated"
    if parameter.default is not None:
        yield f"default: {', '.join(_texts(parameter.default))}"


def command_line(saved: SavedQuery) -> str:
    """Write the command that asks a saved query with its example."""
    from shlex import quote

    given = [
        f"{_option(name)} {quote(text)}"
        for name, value in saved.header.example.items()
        for text in _texts(value)
    ]
    return " ".join(("ritgraph query", saved.name, *given))


def _usage(saved: SavedQuery) -> str:
    """Write the usage; a line may not end at a hard space."""
    parts = [f"ritgraph\xa0query\xa0{saved.name}"]
    for parameter in saved.parameters:
        option = f"{_option(parameter.name)}\xa0{_metavar(parameter)}"
        if parameter.many:
            option += f"\xa0[{option}\xa0…]" if parameter.required else "\xa0…"
        parts.append(option if parameter.required else f"[{option}]")
    return " ".join((*parts, "[options]"))


def _columns(saved: SavedQuery, width: int) -> Iterator[str]:
    """List the columns; their help hangs below itself where it is long."""
    from textwrap import wrap

    columns = saved.header.columns
    if not columns:
        return
    name_width = max(map(len, columns))
    indent = " " * (name_width + 4)
    yield "columns:"
    for name, column in columns.items():
        text = f"{column.type}: {column.help}".rstrip(" :")
        first = f"  {name:{name_width}}  "
        yield from wrap(text, width, initial_indent=first, subsequent_indent=indent) or [first]
    yield ""


def _example(saved: SavedQuery) -> Iterator[str]:
    """Write the example, to be pasted, and where the options of every query are listed."""
    yield "example:"
    yield f"  {command_line(saved)}"
    yield ""
    yield "`ritgraph query --help` lists the options that every query has."


def _texts(given: Given | Iterable[Given]) -> list[str]:
    """Write one value, or several, as a person types them."""
    values = given if isinstance(given, list | tuple) else [given]
    return [lexical(value) for value in values]


def _metavar(parameter: Parameter) -> str:
    return parameter.type_name.upper()


def _option(name: str) -> str:
    return f"--param-{name}" if name in _TAKEN else f"--{name}"
