"""Each SPARQL rule walks from its node, so that it takes no longer on a larger graph.

An engine may join the patterns of a group one by one, each over the whole graph. A pattern that
holds `$this`, or a variable that is known where it stands, is looked up instead.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import SH, Graph, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
SHAPES_FILES = sorted(ROOT.glob("ontology/shapes/*.ttl"))
THIS = Variable("this")
EXISTS = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}

# How many rules there are; change the number when you add or remove one.
EXPECTED_RULES = 62


@cache
def namespaces() -> dict[str, str]:
    """Read the prefixes of the rules."""
    graph = Graph().parse(ROOT / "ontology/prefixes.ttl")
    return {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for node in graph.objects(None, SH.declare)
    }


@cache
def rules() -> dict[str, str]:
    """Give the SPARQL of each rule by its name."""
    graphs = [Graph().parse(path) for path in SHAPES_FILES]
    return {
        str(rule).partition("#")[2]: str(text)
        for graph in graphs
        for rule, text in graph.subject_objects(SH.select)
    }


def walk(part: object) -> Iterator[CompValue]:
    """Give the parts of one group, those within EXISTS left out."""
    if isinstance(part, CompValue):
        yield part
        if part.name not in EXISTS:
            for value in part.values():
                yield from walk(value)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from walk(item)


def lost(group: object, known: set[Node]) -> Iterator[str]:
    """Give the patterns that hold nothing known, in a group and the groups within it."""
    parts = list(walk(group))
    triples = [triple for part in parts if part.name == "BGP" for triple in part.triples]
    for subject, path, value in triples:
        if known.isdisjoint({subject, value}):
            yield f"{subject.n3()} {path.n3()} {value.n3()}"
    found = {term for triple in triples for term in triple if isinstance(term, Variable)}
    for part in parts:
        if part.name in EXISTS:
            yield from lost(part.graph, known | found)


def lost_in(text: str) -> list[str]:
    """Give the patterns of a query that hold nothing known."""
    return list(lost(prepareQuery(text, initNs=namespaces()).algebra, {THIS}))


def has_open_chain(text: str) -> bool:
    """Tell whether a path leads over two properties outside brackets."""
    text = re.sub(r'"[^"]*"', "", text)
    while (shorter := re.sub(r"\([^()]*\)[?+*]?", ":x", text)) != text:
        text = shorter
    return re.search(r":\w+[?+*]?/", text) is not None


def test_as_many_rules_as_expected_are_collected() -> None:
    assert len(rules()) == EXPECTED_RULES


@pytest.mark.parametrize("name", rules())
def test_rule_walks_from_its_node(name: str) -> None:
    assert lost_in(rules()[name]) == []


@pytest.mark.parametrize("name", rules())
def test_chain_of_properties_stands_in_brackets(name: str) -> None:
    """Without them an engine takes a chain apart, into patterns that hold nothing known."""
    assert not has_open_chain(rules()[name])


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("$this rit:pilot/rit:started ?start", True),
        ("$this (rit:pilot/rit:started)+/rit:earliest ?day", True),
        ("$this (rit:pilot/(rit:started|rit:announced)/rit:earliest)+ ?day", False),
        ('FILTER ( CONTAINS(STR(?text), "a:b/c:d") )', False),
    ],
)
def test_an_open_chain_is_seen(pattern: str, expected: bool) -> None:
    assert has_open_chain(pattern) is expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("$this rit:pilot ?pilot . ?pilot rit:started ?start", 1),
        ("$this rit:pilot ?pilot . FILTER EXISTS { ?pilot rit:started ?start }", 0),
        ("FILTER NOT EXISTS { $this rit:pilot ?pilot . ?pilot rit:started ?start }", 1),
        ("OPTIONAL { ?round rit:pilot ?pilot } $this rit:pilot ?pilot", 1),
        ("?round rit:pilot $this", 0),
    ],
)
def test_a_pattern_without_anything_known_is_seen(pattern: str, expected: int) -> None:
    assert len(lost_in(f"SELECT $this WHERE {{ {pattern} }}")) == expected
