"""Read an answer in such a way that equal ones are equal, whoever wrote them.

Command: python answers.py KIND FILE ...   (one line of JSON for each file: a digest, a number)

The suite runs it as a process of its own: its memory would count as that of the commands that the
suite starts afterwards.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

SH = "http://www.w3.org/ns/shacl#"
RESULT, FOCUS = ox.NamedNode(f"{SH}result"), ox.NamedNode(f"{SH}focusNode")
COMPONENT = ox.NamedNode(f"{SH}sourceConstraintComponent")
# As maplib writes a text in a language.
TAGGED = re.compile(r'"(.*)"@[A-Za-z0-9-]+', re.DOTALL)
XSD = "http://www.w3.org/2001/XMLSchema#"


class Answer(NamedTuple):
    """A digest that equal answers share, and how many rows, triples or results there are."""

    digest: str
    number: int


def digest(lines: Iterable[str]) -> str:
    """Give the digest of lines, in whatever order they come."""
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


def rows(file: Path) -> Answer:
    """Read CSV: rows in any order, numbers by value, with columns by name."""
    with file.open(encoding="utf-8", newline="") as text:
        head, *body = list(csv.reader(text)) or [[]]
    columns = sorted(range(len(head)), key=lambda column: head[column])
    # A row of one unbound column is an empty line, which the reader gives as no cells at all.
    full = [row or [""] for row in body]
    lines = ["\t".join(_value(row[column]) for column in columns) for row in full]
    return Answer(digest(["\t".join(sorted(head)), *lines]), len(full))


def triples(file: Path) -> Answer:
    """Read a graph; its blank nodes get canonical names."""
    graph = ox.Dataset(ox.Quad(*quad.triple, ox.DefaultGraph()) for quad in ox.parse(path=file))
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return Answer(digest(str(quad) for quad in graph), len(graph))


def values(file: Path) -> Answer:
    """Read a graph as the values that it states, so that 1.50 and 1.5 are the same."""
    lines = {f"{t.subject} {t.predicate} {_term(t.object)}" for t in ox.parse(path=file)}
    return Answer(digest(lines), len(lines))


def report(file: Path) -> Answer:
    """Read which nodes have faults: from a report in RDF, or a list of focus nodes as JSON.

    What ritgraph finds besides the shapes, such as 30 February, no engine is asked for.
    """
    if file.suffix == ".json":
        told = json.loads(file.read_bytes())
        nodes = [_node(node) for node in told["nodes"]]
    else:
        graph = ox.Dataset(ox.parse(path=file))
        components = graph.quads_for_predicate(COMPONENT)
        of_shacl = {q.subject for q in components if str(q.object).startswith(f"<{SH}")}
        results = {quad.object for quad in graph.quads_for_predicate(RESULT)} & of_shacl
        focus = graph.quads_for_predicate(FOCUS)
        nodes = [_node(str(quad.object)) for quad in focus if quad.subject in results]
    return Answer(digest(set(nodes)), len(set(nodes)))


def _node(text: str) -> str:
    """Spell an IRI without angle brackets; all blank nodes are alike."""
    return "_:" if text.startswith("_:") else text.strip("<>")


def _value(text: str) -> str:
    """Spell a number by its value; an IRI without angle brackets, a text without its language."""
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if tagged := TAGGED.fullmatch(text):
        text = tagged[1]
    try:
        return str(Decimal(text).normalize()) if text[:1] in "+-.0123456789" else text
    except InvalidOperation:
        return text


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(XSD):
        kind = term.datatype.value.removeprefix(XSD)
        if kind in {"decimal", "integer", "double"}:
            return f"{_value(term.value)} {kind}"
    return str(term)


KINDS = {"rows": rows, "triples": triples, "values": values, "report": report}

if __name__ == "__main__":
    kind, *files = sys.argv[1:]
    for name in files:
        try:
            print(json.dumps(KINDS[kind](Path(name))))
        except (OSError, ValueError, KeyError, IndexError, SyntaxError) as error:
            print(json.dumps(["", 0, f"{type(error).__name__}: {error}"[:200]]))
