"""A validation from its files to its report: shapes, and whether they could find anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from time import perf_counter

import pyoxigraph as ox

from ritgraph.finding import Finding, Report
from ritgraph.turtle.files import RdfFiles
from ritgraph.validate.engine.choice import check_engine, start
from ritgraph.validate.engine.result import ShapesError
from ritgraph.validate.false_green.checked import Checked
from ritgraph.validate.false_green.checks import false_green
from ritgraph.validate.findings import Findings
from ritgraph.validate.graphs import Graphs
from ritgraph.validate.positions import with_places
from ritgraph.validate.selection import Selection
from ritgraph.validate.shape_faults import check_shapes, explain
from ritgraph.validate.targets import Targets


class Run:
    """Checks data and ontology against shapes; the fast engine runs beside what the caller does.

    Messages and labels come in ``lang`` where there are any, else in English, else in any language.
    With ``infer``, what follows by RDFS counts as stated.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     data, shapes = Path(folder, "data.ttl"), Path(folder, "shapes.ttl")
    ...     _ = data.write_text("<http://example.com/light> a <http://example.com/Light> .")
    ...     _ = shapes.write_text('''
    ...         @prefix sh: <http://www.w3.org/ns/shacl#> .
    ...         <http://example.com/kept> sh:targetClass <http://example.com/Light> ;
    ...             sh:property [ sh:path <http://example.com/keeper> ; sh:minCount 1 ] .
    ...     ''')
    ...     report = Run(Selection((), (data,), (shapes,))).report()
    >>> report.findings[0].component.rpartition("#")[2], report.nodes_covered
    ('MinCountConstraintComponent', 1)

    Raises:
        SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        RitgraphError: there is no such engine.
        UnsupportedError: the engine is not installed.
    """

    def __init__(
        self, selection: Selection, lang: str = "en", engine: str = "auto", infer: bool = False
    ) -> None:
        self._began = perf_counter()
        self._selection, self._lang = selection, lang
        self._engine = check_engine(engine)
        self._graphs = Graphs(selection.graph_files, selection.shapes, infer)
        self._graphs.shapes  # noqa: B018 (read first, so that an engine can begin beside the rest)
        self._end_of_check = check_shapes(self._graphs)
        self._results = start(self._engine, self._graphs)
        self._graphs.read()

    @property
    def store(self) -> ox.Store:
        """The data graph."""
        return self._graphs.data

    def report(self, more: Iterable[Finding] = (), checks: int = 0, queries: int = 0) -> Report:
        """Give what was found, with ``more`` that check queries and saved queries have found.

        Raises:
            RitgraphError, SourceErrors: shapes are faulty.
            UnsupportedError: the engines differ.
        """
        graphs, selection = self._graphs, self._selection
        targets = Targets(graphs)
        checked = Checked(graphs, targets, frozenset(selection.ontology), self._lang)
        of_shapes, of_data = false_green(checked, selection.folders, selection.apart)
        counted = Report(
            shapes=len(targets.shapes),
            targets=len(targets.all),
            targets_matched=len(targets.matched),
            nodes_covered=targets.nodes_covered,
            files=graphs.files,
            triples=graphs.triples,
            engine=self._engine,
            prefixes=dict(graphs.prefixes) or self._undeclared_prefixes(),
        )
        names = graphs.blank_nodes
        found = with_places(of_shapes, graphs.shape_files, (), names)
        of_data = {*of_data, *self._results_found(), *more}
        found += with_places(of_data, graphs.data_files, graphs.shape_files, names)
        told = [finding for finding in found if selection.tells_of(finding)]
        report = counted.including(told, checks, queries)
        labels = Findings(graphs, self._lang).labels(told)
        return replace(report, labels=labels, seconds=perf_counter() - self._began)

    def _undeclared_prefixes(self) -> dict[str, str]:
        """Give the prefixes that the shapes files use, where no graph declares any."""
        files = RdfFiles(self._graphs.shape_files)
        for _ in files:
            pass
        return files.prefixes

    def _results_found(self) -> set[Finding]:
        self._end_of_check()
        try:
            return Findings(self._graphs, self._lang).of(self._results())
        except ShapesError as error:
            raise explain(self._graphs, error) from error
