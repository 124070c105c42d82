"""pySHACL, the reference engine: SHACL core and SPARQL constraints.

Nothing is inferred but what the specification asks for (``rdfs:subClassOf`` in the data graph),
nothing is fetched (``owl:imports`` are not followed), no JavaScript runs.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any

import pyoxigraph as ox
import pyshacl.shape
from pyshacl import Shape, Validator
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ritgraph.validate.engine.rdflib_graphs import queried_graph
from ritgraph.validate.engine.result import Result, ShapesError
from ritgraph.validate.engine.shapes_graph import shapes_triples
from ritgraph.validate.graphs import Graphs


class _Parameters(list[URIRef]):
    """A list that need not be looked through; pySHACL asks it of each value, for each shape."""

    def __contains__(self, parameter: object) -> bool:
        return parameter in CONSTRAINT_PARAMETERS_MAP


pyshacl.shape.CONSTRAINT_PARAMS = (  # type: ignore[attr-defined]
    _Parameters(ALL_CONSTRAINT_PARAMETERS),
    CONSTRAINT_PARAMETERS_MAP,
)


class PyshaclEngine:
    """Runs shape by shape, so that an error can name the shape that is to blame."""

    name = "pyshacl"

    def __init__(self, graphs: Graphs) -> None:
        self._graphs = graphs

    def results(self) -> list[Result]:
        """Give the results of all shapes.

        Raises:
            ShapesError: a shape is faulty.
            UnsupportedError: there is a triple term.
        """
        with _quiet():
            data = DataGraph.from_rdflib(queried_graph(self._graphs.data_triples()))
            return _results(data, queried_graph(shapes_triples(self._graphs)))


def _results(data: DataGraph, shapes_graph: Graph) -> list[Result]:
    logger = logging.Logger("ritgraph.validate", logging.WARNING)
    logger.addHandler(logging.NullHandler())
    validator = Validator(data, shacl_graph=shapes_graph, options={"logger": logger})
    try:
        shapes = list(validator.shacl_graph.shapes)
    except ReportableRuntimeError as error:
        raise ShapesError(_first_line(error)) from error
    executor = validator.make_executor()
    found = [result for shape in shapes for result in _results_of(shape, executor, data)]
    report, _ = validator.create_validation_report(validator.shacl_graph, not found, found)
    return [_result(report, result) for result in report.objects(None, SH.result)]


def _results_of(shape: Shape, executor: Any, data: DataGraph) -> list[Any]:
    try:
        _, results = shape.validate(executor, data)
    # A faulty shape can make pySHACL, rdflib, pyparsing or re raise what it likes.
    except Exception as error:
        raise ShapesError(_first_line(error), _blamed(error)) from error
    return list(results)


def _result(report: Graph, result: Node) -> Result:
    focus, path, value, shape = (
        None if (found := report.value(result, part)) is None else text(found)
        for part in (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape)
    )
    messages = tuple(
        sorted(
            (message.language or "", str(message))
            for message in report.objects(result, SH.resultMessage)
            if isinstance(message, Literal)
        )
    )
    component, severity = (
        str(report.value(result, part))
        for part in (SH.sourceConstraintComponent, SH.resultSeverity)
    )
    return Result(focus or "", path, value, shape or "", component, severity, messages)


def text(node: Node) -> str:
    """Write a term as findings hold it.

    >>> text(Literal("Gävle", lang="sv"))
    '"Gävle"@sv'
    """
    if isinstance(node, URIRef):
        return str(node)
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, Literal) and node.language:
        return str(ox.Literal(str(node), language=node.language))
    if isinstance(node, Literal) and node.datatype:
        return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))))
    return str(ox.Literal(str(node)))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib and pySHACL from printing.

    rdflib logs a traceback for each literal that does not fit its datatype. That is a finding, if
    the shapes say so, and no fault of the program.
    """
    log = logging.getLogger("rdflib.term")
    was_disabled, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.disabled = was_disabled


def _blamed(error: Exception) -> str | None:
    """Give the innermost shape with a name that was at work when the error was raised."""
    frames = [frame.f_locals.get("self") for frame, _ in walk_tb(error.__traceback__)]
    shapes = [item.node for item in frames if isinstance(item, Shape)]
    names = [str(node) for node in shapes if isinstance(node, URIRef)]
    return names[-1] if names else None


def _first_line(error: Exception) -> str:
    lines = str(error).split("\n")
    return lines[0] or type(error).__name__
