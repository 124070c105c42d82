"""The shapes graph as both engines get it: the same, whatever each of them would make of it alone.

Prefixes that the data graph declares count for the queries in shapes (SHACL, section 5.2.1), as an
ontology is where they belong. A shape that is an owl:Class looks at its instances; engines do not
agree on that. What is beyond SHACL core and SPARQL constraints is left out; the checks tell of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph as ox

from ritgraph.turtle.files import format_of
from ritgraph.validate.graphs import PREFIXES, SH, Graphs

UNSUPPORTED = ("expression", "js", "rule", "target")
_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
_TARGET_CLASS = ox.NamedNode(f"{SH}targetClass")
_LEFT_OUT = frozenset(ox.NamedNode(SH + name) for name in UNSUPPORTED)
_OF_PREFIXES = tuple(
    map(
        ox.NamedNode,
        (*(SH + name for name in ("prefixes", "declare", "prefix", "namespace")), _IMPORTS),
    )
)
_DECLARED = f"""{PREFIXES}
CONSTRUCT {{ ?used sh:declare [ sh:prefix ?name ; sh:namespace ?namespace ] }}
WHERE {{
    SELECT DISTINCT ?used ?name ?namespace WHERE {{
        ?query sh:prefixes ?used .
        ?used owl:imports*/sh:declare ?declaration .
        ?declaration sh:prefix ?name ; sh:namespace ?namespace
    }}
}}
"""
# It begins with a word, which is found in no time.
_DECLARES = re.compile(rb"declare\b(?<=[:#<\"]declare)")
_WORDS = (b"prefixes", b"declare", b"prefix", b"namespace", b"imports")
_NEEDS_PREFIXES = f"{PREFIXES} ASK {{ ?query sh:prefixes ?used }}"
_HAS_UNSUPPORTED = f"""{PREFIXES}
ASK {{ VALUES ?path {{ {" ".join(f"sh:{name}" for name in UNSUPPORTED)} }} ?shape ?path ?what }}
"""


def additions(graphs: Graphs) -> list[ox.Triple]:
    """Give what is added to the triples of the shapes files.

    >>> additions(Graphs([], []))
    []
    """
    declared: list[ox.Triple] = []
    if graphs.shapes.query(_NEEDS_PREFIXES):
        declared += _declaring(graphs).query(_DECLARED)  # type: ignore[arg-type]
    return declared + [ox.Triple(one, _TARGET_CLASS, one) for one in graphs.implicit_classes]


def _declaring(graphs: Graphs) -> ox.Store:
    """Collect what both graphs say of prefixes; an engine need not wait for all the data."""
    store = ox.Store()
    for path in graphs.data_files:
        content = path.read_bytes()
        if _DECLARES.search(content):
            quads = _first_of(content, format_of(path))
            store.extend(quad for quad in quads if quad.predicate in _OF_PREFIXES)
    for predicate in _OF_PREFIXES:
        store.extend(graphs.shapes.quads_for_pattern(None, predicate, None))
    return store


def _first_of(content: bytes, format_: ox.RdfFormat) -> list[ox.Quad]:
    """Give the triples of a file, at least to the last that speaks of prefixes.

    Turtle that is well-formed up to the end of a line says the same whatever comes behind it.
    """
    end = content.find(b".\n", max(map(content.rfind, _WORDS)))
    if format_ == ox.RdfFormat.TURTLE and end >= 0:
        with suppress(SyntaxError):
            return list(ox.parse(content[: end + 2], format_, rename_blank_nodes=True))
    return list(ox.parse(content, format_, rename_blank_nodes=True))


def shapes_triples(graphs: Graphs) -> Iterator[ox.Triple]:
    """Give the triples of the shapes files that engines get, and what is added to them."""
    for triple in graphs.blank_nodes.shapes():
        if triple.predicate not in _LEFT_OUT:
            yield triple
    yield from additions(graphs)


def is_whole(graphs: Graphs) -> bool:
    """Tell whether the files have nothing that is left out."""
    return not graphs.shapes.query(_HAS_UNSUPPORTED)
