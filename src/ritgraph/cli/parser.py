"""The one kind of argument parser: no abbreviations, and errors in one line."""

from __future__ import annotations

import argparse
import os
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter

from ritgraph.cli.terminal import screen_width
from ritgraph.errors import RitgraphError, UnknownName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import NoReturn


# Our own messages are English, and Python has no translations of these; to look for some takes
# longer than to parse a command line.
vars(argparse)["_"] = str


class UsageError(RitgraphError):
    """A command line that does not make sense."""


class _HelpFormatter(RawDescriptionHelpFormatter):
    """Keeps the lines of descriptions, and knows its width without asking ``shutil``."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=min(screen_width(), 100) - 2)


class Parser(ArgumentParser):
    """A parser whose errors are raised; help is an option that a command declares itself."""

    def __init__(
        self,
        prog: str,
        usage: str = "",
        description: str = "",
        epilog: str = "",
        intermixed: bool = False,
    ) -> None:
        self._intermixed = intermixed  # whether arguments may stand on both sides of options
        super().__init__(
            prog=prog,
            usage=usage or None,
            description=description,
            epilog=epilog,
            formatter_class=_HelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )

    def add_output_option(self) -> None:
        """Add ``-o``: the file that a result is written to."""
        self.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            type=_file,
            help="write to a file; - is standard output",
        )

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print and exit with."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}. See `{self.prog} --help`.")

    def parse_or_help(self, arguments: Sequence[str], options: Namespace) -> Namespace | None:
        """Parse as ``parse_all`` does; if help is asked for, print it and give None."""
        parsed = self.parse_all(arguments)
        if options.help:
            self.print_help()
            return None
        return parsed

    def parse_all(self, arguments: Sequence[str]) -> Namespace:
        """Parse arguments that must all be known; an unknown option gets the nearest ones.

        Raises:
            UnknownName, UsageError: an option or argument that there is not, or a value missing.
        """
        parse = self.parse_known_intermixed_args if self._intermixed else self.parse_known_args
        parsed, rest = parse(arguments)
        if not rest:
            return parsed
        unknown = rest[0].partition("=")[0]
        if not unknown.startswith("-"):
            raise UsageError(f"'{unknown}' is one argument too many. See `{self.prog} --help`.")
        options = [option for option in self._option_string_actions if option.startswith("--")]
        raise UnknownName("option", unknown, options, f"See `{self.prog} --help`.")


def _file(text: str) -> str:
    if text.endswith(("/", os.sep)):
        raise ArgumentTypeError(f"'{text}' is a folder; name a file in it")
    return text
