"""``ritgraph export``: write the graph, or a part of it, for those who consume linked data."""

from __future__ import annotations

import sys

from ritgraph.cli.checked import tell
from ritgraph.cli.limits import stop_after
from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.progress import ProgressBar
from ritgraph.cli.root import open_graph
from ritgraph.export.source import PARTS
from ritgraph.serialise.formats import FORMATS, find_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

    from ritgraph.graph import KnowledgeGraph

_EXAMPLES = """\
examples:
  ritgraph export                              ontology and data, as Turtle
  ritgraph export -o graph.nt.gz               the ending says the format; .gz compresses
  ritgraph export --only shapes -f jsonld      a part, in another format
  ritgraph export --thing SE                   one thing, and what surrounds it
  ritgraph export --query NAME -o part.ttl     what a saved CONSTRUCT query answers
  ritgraph export --profile schema.org -f jsonld   the graph in another vocabulary
  ritgraph export -o graph.ttl --check         is the file what would be written?
  ritgraph export --dataset build/dataset      a folder to publish: all formats, described
"""
_SOURCES = ("only", "thing", "query", "profile")


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Write the graph and say how much was written; 1 if a file that is checked is another."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    if parsed.dataset is not None:
        from ritgraph.cli.dataset import main as publish

        return publish(parsed, options)
    _check(parsed)
    with stop_after(None), ProgressBar(options.quiet) as bar:
        graph = open_graph(options)
        wanted = {"only": parsed.only, "triples": _triples(graph, parsed, options), "say": bar.say}
        if parsed.check:
            lines = graph.check_export(parsed.output, parsed.format, **wanted)
        else:
            count = graph.export(_target(parsed), parsed.format, **wanted)
    if parsed.check:
        return tell(lines, parsed.output, quiet=options.quiet)
    if _target(parsed) is not None and not options.quiet:
        print(
            f"{count:,} triple{'' if count == 1 else 's'} written to {parsed.output}",
            file=sys.stderr,
        )
    return 0


def build_parser() -> Parser:
    """Give the parser of the command."""
    parser = Parser(
        prog="ritgraph export",
        usage="ritgraph export [-f FORMAT] [-o FILE] [--only PART | --thing THING | --query NAME\n"
        "                       | --profile PROFILE]\n"
        "       ritgraph export --dataset DIR [--base ADDRESS] [--check]",
        description="Write ontology and data, or a part of them: same graph, same bytes. What was"
        " written is\nread again and compared with its source before it takes the place of a file.",
        epilog=_EXAMPLES,
    )
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (default: as the ending of FILE says, else turtle)",
    )
    parser.add_output_option()
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit code 1, and what differs, if FILE or DIR is not what would be"
        " written",
    )
    parser.add_argument(
        "--only", metavar="PART", help=f"{', '.join(PARTS)} (default: ontology and data)"
    )
    parser.add_argument("--thing", metavar="THING", help="a thing, and what surrounds it")
    parser.add_argument("--query", metavar="NAME", help="the answer of a saved CONSTRUCT query")
    parser.add_argument(
        "--profile", metavar="PROFILE", help="the graph in another vocabulary, such as schema.org"
    )
    parser.add_argument(
        "--param",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="a parameter of that query; can be repeated",
    )
    parser.add_argument(
        "--dataset",
        metavar="DIR",
        help="publish the graph as a folder: every format, ontology, shapes, queries, VoID,"
        " DCAT-AP, checksums, redirects",
    )
    parser.add_argument(
        "--base",
        metavar="ADDRESS",
        help="with --dataset: where the files will lie (default: beside the graph's ontology)",
    )
    return parser


def _check(parsed: Namespace) -> None:
    """Check what can be known to be wrong before anything is read."""
    several = [f"--{name}" for name in _SOURCES if getattr(parsed, name) is not None]
    if len(several) > 1:
        raise UsageError(f"{' and '.join(several)} exclude one another. Choose one.")
    if parsed.base is not None:
        raise UsageError("--base is where a dataset will lie: name its folder with --dataset.")
    if parsed.param and parsed.query is None:
        raise UsageError("--param is for a saved query: name it with --query.")
    if parsed.check and _target(parsed) is None:
        raise UsageError("--check needs the file that is to be checked: name it with -o FILE.")
    if parsed.format is not None:
        find_format(parsed.format)


def _target(parsed: Namespace) -> str | None:
    return None if parsed.output in (None, "-") else str(parsed.output)


def _triples(
    graph: KnowledgeGraph, parsed: Namespace, options: Namespace
) -> Iterable[ox.Triple] | None:
    """Give what is to be written instead of the graph, if anything."""
    if parsed.thing is not None:
        return graph.triples_about(graph.describe(parsed.thing, options.lang or "en"))
    if parsed.profile is not None:
        return graph.profile(parsed.profile)
    if parsed.query is None:
        return None
    from ritgraph.query.answer.rows import Triples

    answer = graph.query(parsed.query, **_parameters(parsed.param))
    if isinstance(answer, Triples):
        return answer
    raise UsageError(
        f"'{parsed.query}' is no CONSTRUCT query, so it has no triples."
        f" Write its rows with `ritgraph query {parsed.query} -o FILE`."
    )


def _parameters(words: Iterable[str]) -> dict[str, str | list[str]]:
    given: dict[str, list[str]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError(f"'{word}' is no parameter. Write --param NAME=VALUE.")
        given.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in given.items()}
