"""pySHACL, the reference engine: SHACL core and SPARQL constraints.

Nothing is inferred but what the specification asks for (``rdfs:subClassOf`` in the data graph),
nothing is fetched (``owl:imports`` are not followed, ``SERVICE`` is refused), no JavaScript runs.
What pySHACL would only warn about, and then leave unchecked, is an error here.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any, NoReturn

from pyshacl import Shape, Validator
from pyshacl.errors import ReportableRuntimeError, ShapeRecursionWarning
from pyshacl.graph_abstraction import DataGraph
from pyshacl.helper.path_helper import shacl_path_to_sparql_path
from rdflib import Graph, URIRef
from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.term import Node

from ritgraph.errors import RitgraphError


class Engine:
    """Runs shape by shape, so that an error can name the shape that is to blame."""

    name = "pyshacl"

    def __init__(self, data: Graph, shapes: Graph) -> None:
        logger = logging.Logger("ritgraph.validate", logging.WARNING)
        logger.addHandler(_Strict())
        self._data = DataGraph.from_rdflib(data)
        self._validator = Validator(self._data, shacl_graph=shapes, options={"logger": logger})
        self._shapes = self._validator.shacl_graph

    def report(self) -> Graph:
        """Give the validation report of all shapes (SHACL, section 3.6).

        Raises:
            RitgraphError: a shape is faulty.
        """
        try:
            shapes = list(self._shapes.shapes)
        except ReportableRuntimeError as error:
            raise RitgraphError(f"The shapes cannot be read: {_first_line(error)}") from error
        executor = self._validator.make_executor()
        results = [result for shape in shapes for result in self._results(executor, shape)]
        report, _ = self._validator.create_validation_report(self._shapes, not results, results)
        return report  # type: ignore[no-any-return]

    def path_text(self, path: Node) -> str:
        """Write a SHACL property path as a SPARQL one."""
        return str(shacl_path_to_sparql_path(self._shapes, path))

    def _results(self, executor: Any, shape: Shape) -> list[Any]:
        try:
            _, results = shape.validate(executor, self._data)
        # A faulty shape can make pySHACL, rdflib, pyparsing or re raise what it likes.
        except Exception as error:
            raise RitgraphError(f"{_blame(error)}: {_first_line(error)}") from error
        return list(results)


@contextmanager
def contained() -> Iterator[None]:
    """Keep rdflib and pySHACL from printing, and from asking another host.

    rdflib logs a traceback for each literal that does not fit its datatype. That is a finding, if
    the shapes say so, and no fault of the program.
    """
    log = logging.getLogger("rdflib.term")
    was_disabled, log.disabled = log.disabled, True
    CUSTOM_EVALS[_refuse_service.__qualname__] = _refuse_service
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", ShapeRecursionWarning)
            yield
    finally:
        del CUSTOM_EVALS[_refuse_service.__qualname__]
        log.disabled = was_disabled


def _refuse_service(_context: object, part: Any) -> NoReturn:
    """Stand in for the evaluation of SERVICE, and leave everything else to rdflib."""
    if part.name == "ServiceGraphPattern":
        raise RitgraphError("a query in a shape cannot ask another host (SERVICE)")
    raise NotImplementedError


class _Strict(logging.Handler):
    """Turns a warning, after which pySHACL would skip a constraint, into an error."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.WARNING:
            raise RitgraphError(record.getMessage().removeprefix("ConstraintLoadWarning: "))


def _blame(error: Exception) -> str:
    """Name the innermost shape with a name that was at work when the error was raised."""
    frames = [frame.f_locals.get("self") for frame, _ in walk_tb(error.__traceback__)]
    shapes = [item.node for item in frames if isinstance(item, Shape)]
    names = [node for node in shapes if isinstance(node, URIRef)]
    return f"The shape <{names[-1]}> cannot be checked" if names else "A shape cannot be checked"


def _first_line(error: Exception) -> str:
    if isinstance(error, ShapeRecursionWarning):
        return "it refers to itself, and SHACL does not say what that means (section 3.4.3)"
    lines = str(error).split("\n")
    return lines[0] or type(error).__name__
