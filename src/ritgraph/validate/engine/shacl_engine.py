"""The engine ``shacl``, a wheel written in Rust: some thirty times as fast as the reference.

It gets the text of the files and parses them itself, with the parser that pyoxigraph has, too. It
counts blank nodes as they appear in the triples, those of the shapes first; ``BlankNodes`` counts
alike, so one can tell which is which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pyoxigraph as ox

from ritgraph.errors import InputError, RitgraphError, UnsupportedError
from ritgraph.turtle.files import format_of
from ritgraph.validate.blank_nodes import DATA, SHAPES
from ritgraph.validate.engine.result import Result, ShapesError
from ritgraph.validate.engine.shapes_graph import additions, is_whole, shapes_triples
from ritgraph.validate.graphs import Graphs

_PATH = ox.NamedNode("http://www.w3.org/ns/shacl#path")
_AS_THEY_STAND = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES)


class ShaclEngine:
    """Runs the shapes of some graphs, beside what the caller does until it asks for the results.

    Raises:
        UnsupportedError: the wheel is not installed.
    """

    name = "shacl"

    def __init__(self, graphs: Graphs) -> None:
        self._graphs = graphs
        self._found: list[Any] = []
        self._error: Exception | None = None
        self._thread = Thread(target=self._run, args=(_module(), *self.texts()), daemon=True)
        self._thread.start()

    def results(self) -> list[Result]:
        """Give the results of all shapes.

        Raises:
            ShapesError: a shape is faulty.
            RitgraphError: files cannot be read, or there is a triple term.
        """
        self._thread.join()
        if isinstance(self._error, RitgraphError):
            raise self._error
        if self._error is not None:
            raise ShapesError(_tidied(str(self._error)), self._culprit()) from self._error
        first_in_data = self._first_in_data() if self._found else 0
        return [self._result(one, first_in_data) for one in self._found]

    def _run(self, shacl: Any, shapes: str, data: str) -> None:
        try:
            if self._error is None:
                self._found = shacl.Shapes.from_text(shapes).validate_text(data).results
        except ValueError as error:
            self._error = error

    # --- What the engine gets ---

    def texts(self) -> tuple[str, str]:
        """Give shapes and data as text: what pyoxigraph gives, another thread may not have."""
        try:
            self._added = additions(self._graphs)
            return self._shapes_text(), self._data_text()
        except (OSError, SyntaxError, UnicodeDecodeError) as error:
            self._error = InputError("", str(error))
        except RitgraphError as error:
            self._error = error
        return "", ""

    def _shapes_text(self) -> str:
        text = _text_of(self._graphs.shape_files) if is_whole(self._graphs) else None
        if text is None:
            return _ntriples(shapes_triples(self._graphs))
        return f"{text}\n{_ntriples(self._added)}"

    def _data_text(self) -> str:
        text = None if self._graphs.infer else _text_of(self._graphs.data_files)
        return _ntriples(self._graphs.data_triples()) if text is None else text

    # --- What it says ---

    def _culprit(self) -> str | None:
        """Give the node whose own statements the engine refuses in the same words."""
        store = self._graphs.named_shapes
        for subject in sorted({quad.subject for quad in store}, key=str):
            triples = [quad.triple for quad in store.quads_for_pattern(subject, None, None)]
            try:
                _module().Shapes.from_text(_ntriples(triples))
            except ValueError as error:
                if str(error) == str(self._error):
                    return subject.value if isinstance(subject, ox.NamedNode) else str(subject)
        return None

    def _first_in_data(self) -> int:
        """Count the blank nodes of the shapes, and of what was added to them."""
        added = {
            node
            for triple in self._added
            for node in (triple.subject, triple.object)
            if isinstance(node, ox.BlankNode)
        }
        return self._graphs.blank_nodes.in_shapes + len(added)

    def _result(self, result: Any, first: int) -> Result:
        shape = _term(result.source_shape, first)
        return Result(
            focus=_term(result.focus_node, first),
            path=self._path(result.path, shape) if result.path else None,
            value=None if result.value is None else _term(result.value, first),
            shape=shape,
            component=result.component_iri,
            severity=result.severity_iri,
            messages=tuple(("", message) for message in result.messages),
        )

    def _path(self, path: str, shape: str) -> str:
        """Give an IRI, or the node of a path that is more than that."""
        if path.startswith("<") and ">" not in path[:-1]:
            return path[1:-1]
        store = self._graphs.named_shapes
        subject = ox.BlankNode(shape[2:]) if shape.startswith("_:") else ox.NamedNode(shape)
        return str(next(store.quads_for_pattern(subject, _PATH, None)).object)


def _module() -> Any:
    try:
        import shacl
    except ImportError:
        raise UnsupportedError(
            "The engine 'shacl' is not installed. `pip install ritgraph[fast]` brings it."
        ) from None
    return shacl


def _tidied(problem: str) -> str:
    """Write in a line what is wrong; a regular expression is drawn over several."""
    first, *others = problem.removeprefix("invalid shapes graph: ").splitlines()
    return " ".join([first, *(line.removeprefix("error: ") for line in others[-1:])])


def _term(text: str, first_in_data: int) -> str:
    """Write a term as findings do; the engine names blank nodes ``_:0_b17``."""
    if text.startswith("<"):
        return text[1:-1]
    if not text.startswith("_:"):
        return text
    graph, _, number = text[2:].partition("_b")
    return f"_:{SHAPES}{number}" if graph == "1" else f"_:{DATA}{int(number) - first_in_data}"


def _text_of(files: Sequence[Path]) -> str | None:
    """Give the text of Turtle files, one behind the other, if they mean the same so.

    That is not so if blank nodes with labels are in several files, for the labels might be the
    same, nor if there may be triple terms, which the engine would pass over.
    """
    if not all(format_of(path) in _AS_THEY_STAND for path in files):
        return None
    contents = [path.read_bytes() for path in files]
    if sum(b"_:" in content for content in contents) > 1:
        return None
    if any(b"<<" in content for content in contents):
        return None
    return b"\n".join(contents).decode()


def _ntriples(triples: Iterable[ox.Triple]) -> str:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode()  # type: ignore[union-attr]
