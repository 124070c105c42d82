"""``ritgraph validate``: hold ontology and data against the shapes and checks."""

from __future__ import annotations

import sys

from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.root import open_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from ritgraph.finding import Report
    from ritgraph.graph import KnowledgeGraph

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
    report = _report(graph, parsed, options.lang or "en")
    _write(report, outputs, graph, parsed.max_findings)
    if not options.quiet:
        print(f"The graph is that in {graph.project.root}.", file=sys.stderr)
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


def _report(graph: KnowledgeGraph, parsed: Namespace, lang: str) -> Report:
    """Validate, and leave out what is known before: at a git revision, or by the baseline."""
    from datetime import date
    from pathlib import Path

    from ritgraph.validate.baseline import Baseline, as_baseline

    if parsed.write_baseline and not parsed.baseline:
        raise UsageError("--write-baseline needs to know where: name the file with --baseline.")
    path = Path(parsed.baseline) if parsed.baseline else None
    former = path and (not parsed.write_baseline or path.exists()) and Baseline.read(path)
    report = graph.validate(lang)
    if parsed.since:
        report = _new(report, graph, parsed.since, lang)
    if path and parsed.write_baseline:
        from ritgraph.atomic import replacing

        with replacing(path) as file:
            file.write(as_baseline(report, former or None).encode())
        former = Baseline.read(path)
    return former.applied(report, date.today()) if former else report


def _new(report: Report, graph: KnowledgeGraph, revision: str, lang: str) -> Report:
    """Leave what a change has brought since a git revision."""
    from ritgraph.errors import RitgraphError
    from ritgraph.opening import open as open_folder
    from ritgraph.validate.revision import brought_since, folder_at

    with folder_at(graph.project.root, revision) as folder:
        try:
            former = open_folder(folder).validate(lang)
        except RitgraphError as error:
            problem = str(error).replace(f"{folder}/", "")
            raise RitgraphError(
                f"The graph cannot be checked as of {revision}: {problem}"
            ) from None
    return brought_since(report, former)


def _write(report: Report, outputs: dict[str, str], graph: KnowledgeGraph, limit: int) -> None:
    """Write the report in each format: to all files, or to none."""
    from contextlib import ExitStack

    from ritgraph.atomic import replacing
    from ritgraph.validate.output import render

    with ExitStack() as files:
        for file, format_ in outputs.items():
            text = render(report, format_, graph.prefixes, limit)
            if file == "-":
                print(text, end="", flush=True)
            else:
                files.enter_context(replacing(file)).write(text.encode())
    if "github" in outputs.values():
        _write_summary(render(report, "markdown", graph.prefixes, limit))


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
    from ritgraph.validate.output import FORMATS

    parser = Parser(
        prog="ritgraph validate",
        usage="ritgraph validate [-f FORMAT[=FILE]] [OPTIONS]",
        description="Hold ontology and data against the SHACL shapes and the check queries.\n"
        "The exit code is 0 if nothing violates them, 1 if something does, and 2 if something\n"
        "cannot be read.",
        epilog="examples:\n"
        "  ritgraph validate --lang sv    with messages in Swedish\n"
        "  ritgraph validate -f human -f sarif=out.sarif    for people and for code scanning\n"
        "  ritgraph validate --changed-since main    only what this branch has brought",
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
