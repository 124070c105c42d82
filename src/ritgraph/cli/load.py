"""``ritgraph load``: build a store on disk from the graph's files."""

from __future__ import annotations

import sys
import time

from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.progress import ProgressBar
from ritgraph.cli.root import find_project

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Build the store, and say how large it is."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    if parsed.folder is None:
        raise UsageError("Name the folder that the store is to be in. See `ritgraph load --help`.")
    if options.store or options.endpoint:
        raise UsageError("A store is built from files: leave --store and --endpoint out.")
    from ritgraph.store.build import load

    project = find_project(options)
    start = time.monotonic()
    with ProgressBar(options.quiet) as bar:
        store = load(project, parsed.folder, bar, options.reload)
    took = time.monotonic() - start
    what = f"{store.triples:,} triples of {store.files:,} files"
    said = f"{what} in {parsed.folder} ({store.size / 1e6:.1f} MB, {took:.1f} s)"
    if not store.built:
        said = f"{parsed.folder} is up to date: {what}"
    if not options.quiet:
        print(said, file=sys.stderr)
    return 0


def build_parser() -> Parser:
    """Give the parser of the command."""
    parser = Parser(
        prog="ritgraph load",
        usage="ritgraph load DIR [OPTIONS]",
        description="Read ontology and data into a store on disk, which opens at once however"
        " large it is.\nThe old store stays in use until the new one is complete. If no file has"
        " changed,\nthere is nothing to do.",
        epilog="examples:\n"
        "  ritgraph load build/store                      build it\n"
        "  ritgraph load build/store --reload             build it even if no file has changed\n"
        "  ritgraph --store build/store query NAME        ask it",
    )
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", help="a folder that is empty, new, or a store"
    )
    return parser
