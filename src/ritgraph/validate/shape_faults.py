"""Shapes that are ill-formed (SHACL, section 3.1): then a result would mean nothing.

Most of it SHACL says of itself, in the shapes for shapes graphs (appendix C there), which pySHACL
carries; the fast engine runs them in no time. What these cannot say is here: a shape must not refer
to itself, and its queries must be SPARQL that asks nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.machinery import PathFinder
from pathlib import Path

import pyoxigraph as ox

from ritgraph.errors import RefusedError, RitgraphError, SourceErrors, SourceSyntaxError
from ritgraph.finding import Finding, Place, Severity
from ritgraph.sparql.guard import refuse_all_but_reading
from ritgraph.sparql.syntax import check_words
from ritgraph.sparql.syntax import fault as fault_of
from ritgraph.validate.blank_nodes import BlankNodes
from ritgraph.validate.engine.choice import is_installed, start
from ritgraph.validate.engine.result import Result, ShapesError
from ritgraph.validate.findings import Findings
from ritgraph.validate.graphs import PREFIXES, SH, Graphs
from ritgraph.validate.positions import with_places

# Each row is a shape, a property of it, and what is wrong with the two.
_ILL_FORMED = f"""{PREFIXES}
SELECT DISTINCT ?shape ?path ?problem WHERE {{
    {{
        ?shape (
            sh:property|sh:node|sh:not|sh:qualifiedValueShape|
            ((sh:and|sh:or|sh:xone)/rdf:rest*/rdf:first)
        )+ ?shape
        BIND("it refers to itself, and SHACL does not say what that means (section 3.4.3)"
            AS ?problem)
    }} UNION {{
        ?shape a sh:PropertyShape FILTER NOT EXISTS {{ ?shape sh:path ?any }}
        BIND("a property shape needs a sh:path" AS ?problem)
    }} UNION {{
        ?shape a sh:NodeShape ; sh:path ?any BIND(sh:path AS ?path)
        BIND("a node shape has none" AS ?problem)
    }} UNION {{
        VALUES (?path ?other) {{
            (sh:qualifiedMinCount sh:qualifiedValueShape)
            (sh:qualifiedMaxCount sh:qualifiedValueShape)
            (sh:flags sh:pattern)
            (sh:ignoredProperties sh:closed)
        }}
        ?shape ?path ?any FILTER NOT EXISTS {{ ?shape ?other ?one }}
        BIND(CONCAT("it does nothing without sh:", STRAFTER(STR(?other), "#")) AS ?problem)
    }} UNION {{
        VALUES ?path {{
            sh:minCount sh:maxCount sh:uniqueLang sh:lessThan sh:lessThanOrEquals
            sh:qualifiedValueShape
        }}
        ?shape ?path ?any FILTER NOT EXISTS {{ ?shape sh:path ?way }}
        BIND("it needs a sh:path beside it" AS ?problem)
    }} UNION {{
        BIND(sh:qualifiedValueShape AS ?path) ?shape ?path ?any
        FILTER NOT EXISTS {{ ?shape sh:qualifiedMinCount|sh:qualifiedMaxCount ?one }}
        BIND("it does nothing without sh:qualifiedMinCount or sh:qualifiedMaxCount" AS ?problem)
    }}
}}
"""
_QUERIES = f"""{PREFIXES}
SELECT ?node ?path ?text WHERE {{
    VALUES ?path {{ sh:select sh:ask }}
    ?node ?path ?text
    FILTER(isLiteral(?text))
}}
"""
_TEXTS = f"{PREFIXES} SELECT ?text WHERE {{ ?node sh:select|sh:ask ?text }}"
_MAY_REACH_OUT = ("SERVICE", "FROM", "LOAD", "\\U")


def check_shapes(graphs: Graphs) -> Callable[[], None]:
    """Begin to hold the shapes to what SHACL demands of them; what is given back ends it.

    Raises, when it ends:
        RitgraphError, SourceErrors: shapes are ill-formed; where, and what is wrong.
    """
    of_shapes = Graphs(graphs.shape_files, _shapes_for_shapes())
    results = start("shacl", of_shapes) if is_installed("shacl") else list[Result]

    def end() -> None:
        raise_faults(graphs.shape_files, graphs.blank_nodes, _ill_formed(graphs))
        raise_faults(graphs.shape_files, graphs.blank_nodes, _bad_queries(graphs, _may_reach_out))
        found = Findings(of_shapes, "en").of(results())
        raise_faults(graphs.shape_files, of_shapes.blank_nodes, found)

    return end


def explain(graphs: Graphs, error: ShapesError) -> RitgraphError:
    """Say where the shape is with which an engine could not work."""
    found = list(_bad_queries(graphs, bool))
    about = Finding(Severity.VIOLATION, "", error.problem, focus=error.shape)
    try:
        raise_faults(graphs.shape_files, graphs.blank_nodes, found or [about])
    except RitgraphError as better:
        return better
    return error


def raise_faults(files: Sequence[Path], names: BlankNodes, found: Iterable[Finding]) -> None:
    """Raise faults of shapes in ``files`` as errors, each with its place."""
    placed = with_places(sorted(found, key=Finding.order), files, (), names)
    errors = list(dict.fromkeys(map(_as_text, placed)))
    if len(errors) == 1:
        raise RitgraphError(errors[0])
    if errors:
        raise SourceErrors(map(RitgraphError, errors))


def _as_text(fault: Finding) -> str:
    where = f"{fault.place}: " if fault.place else ""
    named = fault.focus and not fault.focus.startswith("_:")
    who = f"The shape <{fault.focus}>" if named else "A shape"
    path = fault.path.removeprefix(SH) if fault.path and fault.path.startswith(SH) else ""
    return f"{where}{who} cannot be checked: {f'sh:{path}: ' if path else ''}{fault.message}"


def _shapes_for_shapes() -> list[Path]:
    found = PathFinder.find_spec("pyshacl")
    folder = Path(found.origin).parent if found and found.origin else Path()
    return [folder / "assets" / "shacl-shacl.ttl"]


def _ill_formed(graphs: Graphs) -> Iterator[Finding]:
    rows = graphs.in_shapes(_ILL_FORMED)
    # In a circle, the shapes with a name say enough.
    named = {row["problem"] for row in rows if isinstance(row["shape"], ox.NamedNode)}
    for row in rows:
        if isinstance(row["shape"], ox.NamedNode) or row["problem"] not in named:
            path = row["path"] and row["path"].value
            yield _fault(row["problem"].value, _text(row["shape"]), path)


def _fault(problem: str, shape: str, path: str | None = None, value: str | None = None) -> Finding:
    return Finding(Severity.VIOLATION, "", problem, focus=shape, path=path, value=value)


def _may_reach_out(text: str) -> bool:
    return any(word in text.upper() for word in _MAY_REACH_OUT)


def _bad_queries(graphs: Graphs, suspicious: Callable[[str], bool]) -> Iterator[Finding]:
    """Find queries that are no SPARQL, or that would ask more than the data graph."""
    rows: Iterable[ox.QuerySolution] = graphs.shapes.query(_TEXTS)  # type: ignore[assignment]
    if not any(suspicious(row["text"].value) for row in rows):
        return
    known = graphs.prefixes
    for row in graphs.in_shapes(_QUERIES):
        if suspicious(row["text"].value) and (problem := _problem(row["text"].value, known)):
            yield _bad_query(graphs, row, problem)


def _problem(text: str, known: Mapping[str, str]) -> SourceSyntaxError | RefusedError | None:
    try:
        refuse_all_but_reading(check_words(text, known), text)
    except (SourceSyntaxError, RefusedError) as error:
        return error
    declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in known.items())
    found = fault_of(declared + text)
    if found and found.line == 1:
        return SourceSyntaxError(None, 1, max(1, found.column - len(declared)), found.problem)
    return found


def _bad_query(
    graphs: Graphs, row: ox.QuerySolution, problem: SourceSyntaxError | RefusedError
) -> Finding:
    fault = _fault(problem.problem, _text(row["node"]), row["path"].value, str(row["text"]))
    [placed] = with_places([fault], graphs.shape_files, (), graphs.blank_nodes)
    if placed.place is None:
        return placed
    inside = _inside(placed.place, row["text"].value, problem.line, problem.column)
    return replace(placed, place=inside)


def _inside(string: Place, text: str, line: int, column: int) -> Place:
    """Give a place in a text that stands in a string, if it stands there as it is."""
    lines = string.file.read_text(encoding="utf-8").splitlines()
    if not string.line or not string.column or text.split("\n")[0] not in lines[string.line - 1]:
        return string
    if line > 1:
        return Place(string.file, string.line + line - 1, column)
    opening = lines[string.line - 1][string.column - 1 :]
    quotes = 3 if opening[:3] in ('"' * 3, "'" * 3) else 1
    return Place(string.file, string.line, string.column + quotes + column - 1)


def _text(term: ox.NamedNode | ox.BlankNode) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
