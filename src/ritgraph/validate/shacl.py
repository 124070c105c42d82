"""The shapes of a graph, checked: the Turtle files in, a report out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from ritgraph.errors import RitgraphError
from ritgraph.finding import Report
from ritgraph.validate.positions import with_places


def run(data_files: Sequence[Path], shape_files: Sequence[Path], lang: str) -> Report:
    """Check Turtle files, the ontology among them, against the shapes in others.

    Messages and labels come in ``lang`` where there are any, else in English, else in any language.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     data, shapes = Path(folder, "data.ttl"), Path(folder, "shapes.ttl")
    ...     _ = data.write_text("<http://example.com/light> a <http://example.com/Light> .")
    ...     _ = shapes.write_text('''
    ...         @prefix sh: <http://www.w3.org/ns/shacl#> .
    ...         <http://example.com/kept> sh:targetClass <http://example.com/Light> ;
    ...             sh:property [ sh:path <http://example.com/keeper> ; sh:minCount 1 ] .
    ...     ''')
    ...     report = run([data], [shapes], "en")
    >>> report.conforms, report.nodes_covered
    (False, 1)

    Raises:
        SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        RitgraphError: there are no shapes, or one of them is faulty.
    """
    # pySHACL and rdflib take longer to import than most queries to run.
    from ritgraph.validate.coverage import Coverage
    from ritgraph.validate.graphs import Graphs
    from ritgraph.validate.pyshacl_engine import Engine, contained
    from ritgraph.validate.results import Results

    start = perf_counter()
    with contained():
        graphs = Graphs.read(data_files, shape_files)
        coverage = Coverage.of(graphs.data, graphs.shapes)
        if not coverage.shapes:
            raise RitgraphError(
                "There are no shapes, so nothing would be checked. "
                "Add Turtle files with a sh:NodeShape to ontology/shapes/."
            )
        engine = Engine(graphs.data, graphs.shapes)
        results = Results(graphs.data, graphs.shapes, lang, engine.path_text)
        findings = results.findings(engine.report())
    placed = with_places(findings, data_files, shape_files, graphs.blank)
    return Report(
        shapes=coverage.shapes,
        targets_matched=coverage.targets_matched,
        nodes_covered=coverage.nodes_covered,
        files=graphs.files,
        triples=graphs.triples,
        engine=engine.name,
        seconds=perf_counter() - start,
    ).including(placed)
