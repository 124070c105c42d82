"""``ritgraph diff``: what changed between two graphs."""

from __future__ import annotations

import os
import sys

from ritgraph.cli.garbage import garbage_waits
from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.root import named_or_around
from ritgraph.cli.terminal import takes_colours
from ritgraph.errors import UnknownName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from ritgraph.difference.difference import Difference

FORMATS = ("text", "json", "md")


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Say what changed; 1 if something did."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    if options.store or options.endpoint:
        raise UsageError("What is compared is files: leave --store and --endpoint out.")
    if parsed.format not in FORMATS:
        raise UnknownName("format", parsed.format, FORMATS, f"There are {', '.join(FORMATS)}.")
    if parsed.triples and parsed.format != "text":
        raise UsageError("--triples are lines of text. `-f json` has the exact statements, too.")
    from ritgraph.difference.diff import diff

    # A graph that is named is meant in any folder; what lies around, only below its own.
    is_named = options.root or os.environ.get("RITGRAPH_ROOT")
    project = named_or_around(options) if is_named else None
    with garbage_waits():
        difference = diff(parsed.old, parsed.new, root=project and project.root)
        if not (parsed.brief or options.quiet):
            _write(difference, parsed, options.lang or "en")
    return 1 if difference else 0


def _write(difference: Difference, parsed: Namespace, lang: str) -> None:
    if parsed.format == "json":
        from ritgraph.difference.output.as_json import as_json

        print(as_json(difference, lang), end="")
        return
    lines = _lines(difference, parsed, lang)
    if parsed.format == "text" and takes_colours(sys.stdout):
        from ritgraph.difference.output.as_text import coloured

        lines = map(coloured, lines)
    for line in lines:
        print(line)


def _lines(difference: Difference, parsed: Namespace, lang: str) -> Iterable[str]:
    if parsed.triples:
        from ritgraph.difference.output.as_triples import as_triples

        return as_triples(difference)
    if parsed.format == "md":
        from ritgraph.difference.output.as_markdown import as_markdown

        return as_markdown(difference, lang, parsed.all)
    from ritgraph.difference.output.as_text import as_text

    return as_text(difference, lang, parsed.all)


def build_parser() -> Parser:
    """Give the parser of the command."""
    parser = Parser(
        prog="ritgraph diff",
        usage="ritgraph diff [A [B]] [--all | --triples | -f FORMAT] [OPTIONS]",
        description="Say what changed from A to B, in words: which things came, went or are told\n"
        "of otherwise. A and B are RDF files, folders of them, git revisions, or REV:PATH. A\n"
        "revision is ontology and data of the graph around. A revision alone is compared with\n"
        "the working tree, a PATH alone with what it was at HEAD, and nothing means HEAD.\n"
        "The exit code is 0 if nothing changed, 1 if something did, 2 if something cannot be\n"
        "read, and 3 if git is needed and not there.",
        epilog="examples:\n"
        "  ritgraph diff                           what is not committed yet\n"
        "  ritgraph diff main --lang sv            what this branch changes, in Swedish\n"
        "  ritgraph diff v1.0 v1.1 --all           with all statements about what is new\n"
        "  ritgraph diff data/events               what changed in some files since HEAD\n"
        "  ritgraph diff HEAD~3:data/events        the same, since another revision\n"
        "  ritgraph diff old.nt new.jsonld --triples    the exact statements",
        intermixed=True,
    )
    parser.add_argument("old", metavar="A", nargs="?", help="a file, a folder, or a git revision")
    parser.add_argument("new", metavar="B", nargs="?", help="the same; else what there is now")
    parser.add_argument(
        "--all", action="store_true", help="shorten nothing, and show what is new or gone in full"
    )
    parser.add_argument(
        "--triples", action="store_true", help="show the exact statements instead, as N-Triples"
    )
    parser.add_argument(
        "-f", "--format", default="text", metavar="FORMAT", help=f"{', '.join(FORMATS)}"
    )
    parser.add_argument(
        "-q", dest="brief", action="store_true", help="say nothing: the exit code is the answer"
    )
    return parser
