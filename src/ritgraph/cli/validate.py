"""``ritgraph validate``: hold ontology and data against the shapes and checks."""

from __future__ import annotations

import sys

from ritgraph.cli.garbage import garbage_waits
from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.progress import ProgressBar
from ritgraph.cli.report import mended, report_of
from ritgraph.cli.root import open_graph
from ritgraph.cli.terminal import takes_colours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from ritgraph.finding import Report

# How many findings of one cause a person is shown.
_SHOWN = 100


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Write the report; 1 if something in it is as bad as ``--fail-on`` says."""
    parsed = build_parser().parse_or_help(arguments, options)
    if parsed is None:
        return 0
    from ritgraph.finding import Severity

    if parsed.max_findings < 0:
        raise UsageError("--max-findings is a number of findings, or 0 for all.")
    outputs = _outputs(parsed.formats)
    graph = open_graph(options)
    if parsed.fix or parsed.diff:
        number = mended(graph, parsed, options)
        if not parsed.fix:
            return 1 if number else 0
    with garbage_waits():
        with ProgressBar(options.quiet) as bar:
            bar.say("validating ...")
            report = report_of(graph, parsed, options.lang or "en")
        _write(report, outputs, parsed.max_findings)
    if not options.quiet:
        where = "" if parsed.shapes else f"The graph is that in {graph.project.root}. "
        print(f"{where}The engine was {report.engine}.", file=sys.stderr)
    fails = parsed.fail_on != "none" and report.reaches(Severity(parsed.fail_on))
    return 1 if fails and not parsed.write_baseline else 0


def _outputs(formats: Sequence[str]) -> dict[str, str]:
    """Give the format for each file; ``-`` is standard output."""
    from pathlib import Path

    from ritgraph.validate.output import check_format

    outputs: dict[str, str] = {}
    for text in formats or ["human"]:
        format_, _, file = text.partition("=")
        where = "standard output" if file in ("", "-") else file
        target = "-" if file in ("", "-") else str(Path(file).resolve())
        if target in outputs:
            raise UsageError(f"Two formats go to {where}. Write -f FORMAT=FILE for one of them.")
        outputs[target] = check_format(format_)
    return outputs


def _write(report: Report, outputs: dict[str, str], limit: int) -> None:
    """Write the report in each format: to all files, or to none."""
    from contextlib import ExitStack

    from ritgraph.atomic import replacing
    from ritgraph.term import Prefixes
    from ritgraph.validate.output import render
    from ritgraph.validate.output.colour import coloured

    prefixes = Prefixes(report.prefixes)
    with ExitStack() as files:
        for file, format_ in outputs.items():
            text = render(report, format_, prefixes, limit)
            if file == "-":
                if format_ == "human" and takes_colours(sys.stdout):
                    text = coloured(text)
                print(text, end="", flush=True)
            else:
                files.enter_context(replacing(file)).write(text.encode())
    if "github" in outputs.values():
        _write_summary(render(report, "markdown", prefixes, limit))


def _write_summary(markdown: str) -> None:
    """Add a report to the summary of a job on GitHub, if this is one."""
    import os

    from ritgraph.errors import OutputError

    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123
                file.write(markdown)
        except OSError as error:
            raise OutputError(path, error.strerror or str(error)) from None


def build_parser() -> Parser:
    """Give the parser of the command."""
    from ritgraph.validate.engine.choice import ENGINES
    from ritgraph.validate.output import FORMATS

    parser = Parser(
        prog="ritgraph validate",
        usage="ritgraph validate [PATH ...] [-f FORMAT[=FILE]] [OPTIONS]",
        description="Hold ontology and data against the SHACL shapes and the check queries.\n"
        "A PATH is read besides the graph, and only what is found in it is told. The exit code is\n"
        "0 if nothing violates them, 1 if something does, and 2 if something cannot be read.",
        epilog="examples:\n"
        "  ritgraph validate --lang sv                   with messages in Swedish\n"
        "  ritgraph validate draft.ttl                   a file that is to join the data\n"
        "  ritgraph validate -s shapes.ttl data.ttl      files that belong to no graph\n"
        "  ritgraph validate -f human -f sarif=out.sarif    for people and for code scanning\n"
        "  ritgraph validate --changed-since main        only what this branch has brought",
        intermixed=True,
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", default=[], help="an RDF file, or a folder of them"
    )
    parser.add_argument(
        "-s",
        "--shapes",
        action="append",
        default=[],
        metavar="PATH",
        help="shapes to take instead of all that the graph has; several are possible",
    )
    parser.add_argument(
        "-e",
        "--ontology",
        action="append",
        default=[],
        metavar="PATH",
        help="files that say what exists, besides the graph's own, or with --shapes",
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="auto",
        metavar="ENGINE",
        help="pyshacl (the reference), shacl (fast), auto (that if installed) or both, which"
        " exits with 3 if they differ",
    )
    parser.add_argument(
        "-i",
        "--inference",
        choices=("none", "rdfs"),
        default="none",
        metavar="RULES",
        help="what follows counts as stated: none (default) or rdfs",
    )
    parser.add_argument(
        "-f",
        "--format",
        dest="formats",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(FORMATS)}; several, if all but one go to files",
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="put right what is beyond doubt: a slip in a term or prefix, a language tag",
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what --fix puts right; alone, change nothing"
    )
    parser.add_argument(
        "--fail-on",
        choices=("violation", "warning", "info", "none"),
        default="violation",
        metavar="SEVERITY",
        help="exit with 1 from this severity on: violation (default), warning, info or none",
    )
    parser.add_argument(
        "--max-findings",
        type=int,
        default=_SHOWN,
        metavar="N",
        help=f"show so many of each cause to people ({_SHOWN}; 0 for all)",
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="leave out the findings that this file accepts"
    )
    parser.add_argument(
        "--write-baseline", action="store_true", help="accept in that file all there are now"
    )
    parser.add_argument(
        "--changed-since",
        dest="since",
        metavar="REV",
        help="leave out what was found at this git revision, too",
    )
    return parser
