"""``ritgraph fmt``: lay out Turtle files that people write."""

from __future__ import annotations

import sys
from pathlib import Path

from ritgraph.atomic import replacing
from ritgraph.cli.changed_lines import first_line, unified
from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.root import named_or_around
from ritgraph.errors import InputError, RitgraphError, place
from ritgraph.plain_text import VISIBLE
from ritgraph.project import files_below
from ritgraph.turtle.files import unreadable
from ritgraph.turtle.proved_layout import laid_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

_ENDINGS = (".ttl", ".turtle")
_INPUT = Path("standard input")


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Lay out files, and say how many were changed; when only asked, 1 if some would be.

    A file that cannot be laid out is told and left alone; the others are still laid out. The exit
    code is then that of the error.
    """
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    if options.store or options.endpoint:
        raise UsageError("What is laid out is files: leave --store and --endpoint out.")
    files, errors = _files(parsed.paths, options)
    changes = []
    for path in files:
        try:
            changes.append(_lay_out(path, parsed))
        except RitgraphError as error:
            errors.append(error)
    sys.stdout.flush()  # What is found comes before what is said of it.
    for problem in errors:
        print(f"ritgraph: {problem}", file=sys.stderr)
    asks = parsed.check or parsed.diff
    if not options.quiet and files != [None]:
        print(_summary(sum(changes), len(changes), asks), file=sys.stderr)
    return max([int(asks and any(changes)), *(problem.exit_code for problem in errors)])


def _files(
    paths: Sequence[str], options: Namespace
) -> tuple[list[Path | None], list[RitgraphError]]:
    """Give the files that are meant, None for standard input, and what is wrong with a path."""
    found: dict[Path | None, None] = {}
    errors: list[RitgraphError] = []
    for path in paths:
        try:
            found.update(dict.fromkeys([None] if path == "-" else _files_at(path)))
        except InputError as error:
            errors.append(error)
    return list(found if paths else _project_files(options)), errors


def _project_files(options: Namespace) -> Iterable[Path]:
    project = named_or_around(options)
    if project is None:
        raise UsageError("There is no graph around this folder. Name files or folders.")
    return sorted(project.graph_files + project.shape_files + project.dataset_shape_files)


def _files_at(name: str) -> Iterable[Path]:
    """Give a file, or the Turtle files below a folder."""
    path = Path(name)
    if not name:
        raise UsageError("A PATH is empty.")
    if path.is_dir():
        files = files_below(name, _ENDINGS)
        if not files:
            raise InputError(name, "there is no file in it whose name ends in .ttl")
        return files
    if path.exists() and path.suffix not in _ENDINGS:
        raise InputError(name, "only Turtle is laid out, in files whose names end in .ttl")
    return [path]


def _lay_out(path: Path | None, parsed: Namespace) -> bool:
    """Lay out one file, or say what would change; tell whether there is a change."""
    name = _INPUT if path is None else path
    try:
        source = sys.stdin.buffer.read() if path is None else path.read_bytes()
    except OSError as error:
        raise unreadable(name, error) from None
    text = laid_out(source, name)
    is_changed = text.encode() != source
    if parsed.check or parsed.diff:
        if is_changed:
            _show(source.decode(), text, name, parsed.diff)
    elif path is None:
        sys.stdout.buffer.write(text.encode())
    elif is_changed:
        with replacing(path) as file:
            file.write(text.encode())
    return is_changed


def _show(old: str, new: str, path: Path, as_diff: bool) -> None:
    if not as_diff:
        print(f"{place(path, first_line(old, new))}: would be laid out otherwise")
        return
    for line in unified(old, new, place(path)):
        print(line.translate(VISIBLE) if sys.stdout.isatty() else line, end="")


def _summary(changed: int, files: int, asks: bool) -> str:
    unchanged = files - changed
    what = f"{changed:,} {'file' if changed == 1 else 'files'}"
    left = f"{unchanged:,} left as {'it is' if unchanged == 1 else 'they are'}"
    return f"{what} {'would be ' if asks else ''}changed, {left}."


def build_parser() -> Parser:
    """Give the parser of the command."""
    parser = Parser(
        prog="ritgraph fmt",
        usage="ritgraph fmt [PATH ...] [--check | --diff] [OPTIONS]",
        description="Lay out Turtle files. Only white space changes: the words, their order and\n"
        "the comments stay, and the triples are proved to be the same. Without a PATH it is the\n"
        "files of ontology/ and data/.",
        epilog="examples:\n"
        "  ritgraph fmt                       lay out ontology and data\n"
        "  ritgraph fmt --check               only say which files are laid out otherwise\n"
        "  ritgraph fmt --diff data/events    show what would change\n"
        "  ritgraph fmt - < in.ttl > out.ttl  lay out what comes in",
        intermixed=True,
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        default=[],
        help="a file, a folder, or - for standard input",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--check", action="store_true", help="change nothing; exit with 1 if something would change"
    )
    how.add_argument(
        "--diff", action="store_true", help="the same, and show the changes as a unified diff"
    )
    return parser
