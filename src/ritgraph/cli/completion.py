"""Shell completion: ``ritgraph completion SHELL`` prints the script that the shell is to read.

On TAB that script runs the command with ``_ARGCOMPLETE`` in its environment, and ``complete``
answers. How the shells ask and quote is argcomplete's part; what can stand where is said here, and
follows from the parsers of the commands: the metavar of an option says what its values are.
"""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import chain

from argcomplete.completers import SuppressCompleter
from argcomplete.finders import ExclusiveCompletionFinder
from argcomplete.lexers import split_line
from argcomplete.shell_integration import shellcode

from ritgraph.cli.candidates import Candidates, paths, paths_and_revisions
from ritgraph.cli.parameters import parameter_parser
from ritgraph.cli.parser import Parser, UsageError
from ritgraph.errors import UnknownName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence
    from typing import TextIO

SHELLS = {
    "bash": "ritgraph completion bash > ~/.local/share/bash-completion/completions/ritgraph",
    "zsh": "ritgraph completion zsh > DIR/_ritgraph    with a DIR of your fpath",
    "fish": "ritgraph completion fish > ~/.config/fish/completions/ritgraph.fish",
}
_BEFORE_A_COMMAND = ("|", "|&", "||", "&&", "&", ";")
_ASSIGNMENT = r"[A-Za-z_]\w*="


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Print the script for a shell; on a terminal also say where it goes."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    if parsed.shell is None:
        raise UsageError(f"Name a shell: {', '.join(SHELLS)}.")
    if parsed.shell not in SHELLS:
        raise UnknownName("shell", parsed.shell, SHELLS, f"There are {', '.join(SHELLS)}.")
    print(shellcode(["ritgraph"], use_defaults=False, shell=parsed.shell).strip())
    if sys.stdout.isatty() and not options.quiet:
        print(f"To install it, and then open a new shell: {SHELLS[parsed.shell]}", file=sys.stderr)
    return 0


def build_parser() -> Parser:
    """Give the parser of the command."""
    installed = "\n".join(f"  {how}" for how in SHELLS.values())
    parser = Parser(
        prog="ritgraph completion",
        usage=f"ritgraph completion {'|'.join(SHELLS)}",
        description="Print the script with which a shell completes commands, options, the names\n"
        "of saved queries, their parameters and the values of these.",
        epilog=f"to install it:\n{installed}",
    )
    parser.add_argument("shell", metavar="SHELL", nargs="?", help=", ".join(SHELLS))
    return parser


def complete() -> None:
    """Answer the shell that asks what can stand at the cursor, and end the process.

    Whatever goes wrong, there is then nothing to offer: a person who is typing asked no question.
    """
    with suppress(BaseException):
        write_candidates()
    os._exit(0)


def write_candidates(stream: TextIO | None = None) -> None:
    """Write what can stand at the cursor, in the way that the environment asks for."""
    line, point = os.environ["COMP_LINE"], int(os.environ["COMP_POINT"])
    words: list[str] = split_line(line, point)[3]
    start = _start(words)
    os.environ["_ARGCOMPLETE"] = str(start + 1)
    parser, naming = _parser(words[start + 1 :])
    _Finder()(
        parser,
        always_complete_options=False if naming else "long",
        exit_method=lambda _code: None,
        output_stream=stream,
        # What is offered begins as typed, or does so in other case (see ``candidates.beginning``).
        validator=lambda word, typed: word.casefold().startswith(typed.casefold()),
        default_completer=SuppressCompleter(),
    )


class _Finder(ExclusiveCompletionFinder):
    """Offers an option that is already there no second time, and no `None` as a description."""

    def collect_completions(
        self, active_parsers: list[ArgumentParser], parsed_args: Namespace, cword_prefix: str
    ) -> list[str]:
        words = super().collect_completions(active_parsers, parsed_args, cword_prefix)
        for word in words:
            value = word.partition("=")[2]
            self._display_completions.setdefault(word, self._display_completions.get(value, ""))
        return words


def _start(words: Sequence[str]) -> int:
    """Find the command among the words of a line; zsh gives more than the command."""
    start = 0
    for index, word in enumerate(words):
        if word in _BEFORE_A_COMMAND:
            start = index + 1
    while start < len(words) and re.match(_ASSIGNMENT, words[start]):
        start += 1
    return start


def _parser(words: Sequence[str]) -> tuple[ArgumentParser, bool]:
    """Give one parser for the whole line, and tell whether a name is to be typed next.

    ``words`` stand before the one at the cursor. Which parameters there are depends on them.
    """
    from ritgraph.cli import COMMANDS
    from ritgraph.cli import build_parser as common_parser

    common, positions = common_parser(), Parser(prog="ritgraph")
    _position(positions, "COMMAND", lambda **_: COMMANDS)
    # An empty word stands for the one at the cursor: it is an option's value, or it is left over.
    options, rest = common.parse_known_args([*words, ""])
    candidates = Candidates(options)
    parsers = [common, positions]
    naming = False
    if rest and rest[0] in COMMANDS:
        module = import_module(f"ritgraph.cli.{rest[0]}")
        own = module.build_parser()
        parsed, left = _parsed(own, rest[1:])
        parsers.append(own)
        # What takes several words, such as PATH, has them in a list.
        naming = any(value in ("", [""]) for value in vars(parsed).values())
        if rest[0] == "query" and parsed.text is None and parsed.file is None:
            _position(positions, "NAME", candidates.queries)
            naming = left[:1] == [""]
            if left and left[0] and not left[0].startswith("-"):
                parsers.append(_parameters(candidates, left[0]))
    _offer_by_metavar(parsers, candidates, rest[0] if rest else "")
    # Not as its parents: a parameter may have the name of an option, as `lang` has.
    whole = ArgumentParser(conflict_handler="resolve", allow_abbrev=False, add_help=False)
    for action in chain.from_iterable(parser._actions for parser in parsers):
        whole._add_action(action)
    return whole, naming


def _parsed(parser: Parser, words: Sequence[str]) -> tuple[Namespace, list[str]]:
    """Parse words of which one is not typed yet, and so none of the choices that there are."""
    choices = [(action, action.choices) for action in parser._actions]
    for action, _ in choices:
        action.choices = None
    found = parser.parse_known_args(words)
    for action, those in choices:
        action.choices = those
    return found


def _parameters(candidates: Candidates, name: str) -> Parser:
    """Give the parser of a saved query's parameters, which knows their values."""
    saved = candidates.graph.queries[name]
    parser = parameter_parser(saved)
    by_name = {parameter.name: parameter for parameter in saved.parameters}
    for action in parser._actions:
        completer = partial(candidates.values, parameter=by_name[action.dest])
        action.completer = completer  # type: ignore[attr-defined]
    return parser


def _offer_by_metavar(parsers: Iterable[Parser], candidates: Candidates, command: str) -> None:
    offers = {
        "A": partial(paths_and_revisions, root=candidates.root),
        "B": partial(paths_and_revisions, root=candidates.root),
        "DIR": partial(paths, folders_only=True),
        "FILE": paths,
        "PART": lambda **_: dict.fromkeys(_parts(), ""),
        "PATH": paths,
        "PROFILE": candidates.profiles,
        "FORMAT": lambda **_: dict.fromkeys(_formats(command), ""),
        "FORMAT[=FILE]": lambda **_: dict.fromkeys(_formats(command), ""),
        "SHELL": lambda **_: dict.fromkeys(SHELLS, ""),
        "TAG": candidates.languages,
        "THING": candidates.things,
    }
    if command == "export":
        offers["NAME"] = candidates.queries
    for action in chain.from_iterable(parser._actions for parser in parsers):
        if action.metavar in offers and not hasattr(action, "completer"):
            action.completer = offers[action.metavar]  # type: ignore[attr-defined]
        if action.nargs in ("?", "*"):
            # Else argparse takes it for absent as soon as an option stands before it.
            action.nargs = None if action.nargs == "?" else "+"


def _position(parser: Parser, metavar: str, completer: object) -> None:
    action = parser.add_argument(f"_{metavar}", metavar=metavar)
    action.completer = completer  # type: ignore[attr-defined]


def _parts() -> tuple[str, ...]:
    from ritgraph.export.source import PARTS

    return PARTS


def _formats(command: str) -> tuple[str, ...]:
    if command == "query":
        from ritgraph.query.answer.formats import ROW_FORMATS, TRIPLE_FORMATS

        return (*ROW_FORMATS, *TRIPLE_FORMATS)
    if command == "validate":
        from ritgraph.validate.output import FORMATS

        return tuple(FORMATS)
    return tuple(getattr(import_module(f"ritgraph.cli.{command}"), "FORMATS", ()))
