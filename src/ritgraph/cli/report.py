"""The report that ``ritgraph validate`` is asked for: of which files, and of what in them."""

from __future__ import annotations

import sys

from ritgraph.cli.parser import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from ritgraph.finding import Report
    from ritgraph.graph import KnowledgeGraph


def report_of(graph: KnowledgeGraph, parsed: Namespace, lang: str) -> Report:
    """Validate, and leave out what is known before: at a git revision, or by the baseline."""
    if parsed.write_baseline and not parsed.baseline:
        raise UsageError("--write-baseline needs to know where: name the file with --baseline.")
    if parsed.baseline:
        return _beside_baseline(graph, parsed, lang)
    report = _validated(graph, parsed, lang)
    return _new(report, graph, parsed, lang) if parsed.since else report


def _beside_baseline(graph: KnowledgeGraph, parsed: Namespace, lang: str) -> Report:
    """Validate, and leave out what the baseline accepts, which may be written anew first."""
    from datetime import date
    from pathlib import Path

    from ritgraph.validate.baseline import Baseline, as_baseline

    path = Path(parsed.baseline)
    former = Baseline.read(path) if not parsed.write_baseline or path.exists() else None
    report = _validated(graph, parsed, lang)
    if parsed.since:
        report = _new(report, graph, parsed, lang)
    if parsed.write_baseline:
        from ritgraph.atomic import replacing

        with replacing(path) as file:
            file.write(as_baseline(report, former).encode())
        former = Baseline.read(path)
    return former.applied(report, date.today(), not parsed.paths) if former else report


def mended(graph: KnowledgeGraph, parsed: Namespace, options: Namespace) -> int:
    """Put right what is beyond doubt, or show it; say how much that is."""
    from ritgraph.cli.mend import mend
    from ritgraph.validate.selection import select

    selection = select(graph.project, parsed.paths, parsed.shapes, parsed.ontology)
    files = (*selection.graph_files, *selection.shapes)
    number, touched = mend(
        lambda: _validated(graph, parsed, "en"), files, parsed.fix, show=parsed.diff
    )
    if not options.quiet:
        things = f"{number:,} {'thing' if number == 1 else 'things'}"
        where = f"{touched:,} {'file' if touched == 1 else 'files'}"
        verb = "Put right" if parsed.fix else "Could put right"
        print(f"{verb} {things} in {where}.", file=sys.stderr)
    return number


def _validated(graph: KnowledgeGraph, parsed: Namespace, lang: str) -> Report:
    return graph.validate(
        lang,
        paths=parsed.paths,
        shapes=parsed.shapes,
        ontology=parsed.ontology,
        engine=parsed.engine,
        infer=parsed.inference == "rdfs",
    )


def _new(report: Report, graph: KnowledgeGraph, parsed: Namespace, lang: str) -> Report:
    """Leave what a change has brought since a git revision."""
    from ritgraph.errors import RitgraphError
    from ritgraph.opening import open as open_folder
    from ritgraph.validate.revision import brought_since, folder_at

    revision = parsed.since
    if parsed.paths or parsed.shapes or parsed.ontology:
        raise UsageError("--changed-since is for the whole graph: leave the files out.")
    with folder_at(graph.project.root, revision) as folder:
        try:
            former = _validated(open_folder(folder), parsed, lang)
        except RitgraphError as error:
            problem = str(error).replace(f"{folder}/", "")
            raise RitgraphError(
                f"The graph cannot be checked as of {revision}: {problem}"
            ) from None
    return brought_since(report, former)
