"""The command ``ritgraph``: words in, one call of the graph, one rendering out.

Start-up time is part of the answer. So only the module of the command that is asked for is
imported, and what a query needs on its way imports neither ``typing`` nor ``dataclasses``: modules
name TYPE_CHECKING themselves, and their small records are named tuples.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.root import add_place_options
from ritgraph.errors import LimitError, RitgraphError, UnknownName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

COMMANDS = {
    "query": "answer a saved query, or one of your own; without a name list them",
    "describe": "show all that is known about a thing, and who says so",
    "evidence": "show the passages behind a thing; from a text that you hold, their words",
    "validate": "hold ontology and data against the shapes and checks",
    "export": "write ontology and data as files, or publish them as a dataset",
    "diff": "say what changed between two files, folders or git revisions",
    "fmt": "lay out Turtle files; only white space changes",
    "stats": "count files, triples, queries and things",
    "load": "build a store on disk from ontology and data, which opens at once",
    "completion": "print the script that completes words in bash, zsh or fish",
}
_SELDOM = 50_000
_EXAMPLES = """\
examples:
  ritgraph                                 what graph this is
  ritgraph query                           the questions that can be asked
  ritgraph query NAME --help               what a question needs and gives
  ritgraph --root ../other query NAME      the same of another graph
"""


def build_parser() -> Parser:
    """Give the parser of the options that every command has, wherever they stand.

    >>> build_parser().parse_known_args(["query", "events", "--lang", "sv"])[1]
    ['query', 'events']
    """
    width = max(map(len, COMMANDS)) + 2
    listed = "\n".join(f"  {name:{width}}{what}" for name, what in COMMANDS.items())
    parser = Parser(
        prog="ritgraph",
        usage="ritgraph [COMMAND] [OPTIONS]",
        description=f"Ask, validate, export a graph that is kept as files.\n\ncommands:\n{listed}",
        epilog=_EXAMPLES,
    )
    add_place_options(parser)
    parser.add_argument(
        "--lang",
        metavar="TAG",
        default=os.environ.get("RITGRAPH_LANG"),
        help="language of labels and messages, such as sv (else RITGRAPH_LANG, en)",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing but results and errors")
    parser.add_argument("--version", action="store_true", help="show the version")
    parser.add_argument("-h", "--help", action="store_true", help="show this help")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; every error is one line on standard error.

    0 fine, 1 findings, 2 usage or input error, 3 limit reached or unsupported, 130 interrupted.
    """
    try:
        code = _dispatch(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough. Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except RitgraphError as error:
        for line in str(error).splitlines():
            print(f"ritgraph: {line}", file=sys.stderr)
        return error.exit_code
    except MemoryError:
        print("ritgraph: There is not enough memory for this answer.", file=sys.stderr)
        return LimitError.exit_code
    except RuntimeError as error:
        # So the engine tells what it finds while rows are read.
        if not str(error).startswith("Corruption"):
            raise
        print(
            "ritgraph: The store is damaged. `ritgraph load --reload DIR` builds it anew.",
            file=sys.stderr,
        )
        return RitgraphError.exit_code
    except OSError as error:
        # Files have errors of their own; what is left is the stream that results go to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"ritgraph: standard output: {error.strerror or error}", file=sys.stderr)
        return RitgraphError.exit_code
    except KeyboardInterrupt:
        print("ritgraph: interrupted", file=sys.stderr)
        return 130
    return code


def run() -> None:
    """Run the command line and leave with its exit code."""
    if "_ARGCOMPLETE" in os.environ:
        from ritgraph.cli.completion import complete

        complete()
    # What is imported stays; to look through it for garbage again and again takes its time.
    gc.set_threshold(_SELDOM)
    # Not as Python opens them: with PYTHONUNBUFFERED a write that falls short would not be told.
    sys.stdout, sys.stderr = _stream(1), _stream(2, buffering=1)
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or RitgraphError.exit_code
    # Everything is written. To take a graph in memory down term by term would only cost time.
    os._exit(code)


def _stream(descriptor: int, buffering: int = -1) -> TextIO:
    """Open a standard stream for text in UTF-8; one that was closed takes everything."""
    try:
        os.fstat(descriptor)
        return open(descriptor, "w", buffering, "utf-8", "backslashreplace", closefd=False)
    except OSError:
        return open(os.devnull, "w")  # noqa: PTH123


def _dispatch(argv: Sequence[str]) -> int:
    parser = build_parser()
    options, arguments = parser.parse_known_args(argv)
    if options.version:
        from ritgraph import __version__

        print(f"ritgraph {__version__}")
        return 0
    if not arguments:
        if options.help:
            parser.print_help()
            return 0
        return int(import_module("ritgraph.cli.overview").main([], options))
    command, *rest = arguments
    if command.startswith("-"):
        raise UsageError(
            f"The option '{command}' must stand behind a command. See `ritgraph --help`."
        )
    if command not in COMMANDS:
        raise UnknownName("command", command, COMMANDS, "See `ritgraph --help`.")
    return int(import_module(f"ritgraph.cli.{command}").main(rest, options))
