"""Every saved query gives the same rows in memory, on disk, on Oxigraph server and on Fuseki."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import ritgraph
from ritgraph.graph import KnowledgeGraph
from ritgraph.project import Project
from ritgraph.query.answer.rows import Rows

if TYPE_CHECKING:
    from ritgraph.store.store import Store

PROJECT = Project.shipped()
QUERIES = sorted(path.stem for path in PROJECT.query_files)
CHECKS = sorted(path.stem for path in PROJECT.check_files)
IN_MEMORY = ritgraph.open()


def test_as_many_queries_as_expected_are_collected() -> None:
    assert (len(QUERIES), len(CHECKS)) == (45, 3)


@pytest.mark.parametrize("name", QUERIES)
def test_a_saved_query_gives_the_same_rows_in_the_same_order(store: Store, name: str) -> None:
    here = answer(IN_MEMORY, name)
    there = answer(KnowledgeGraph(PROJECT, store), name)

    assert there.columns == here.columns
    assert normal_rows(there) == normal_rows(here)


@pytest.mark.parametrize("lang", ["en", "sv", "fi", "mt"])
@pytest.mark.parametrize(
    "name", ["disagreements", "inferred", "only-in-one-source", "participants"]
)
def test_rows_come_in_the_same_order_in_every_language(store: Store, name: str, lang: str) -> None:
    here = IN_MEMORY.query(name, lang=lang)
    there = KnowledgeGraph(PROJECT, store).query(name, lang=lang)

    assert isinstance(here, Rows)
    assert isinstance(there, Rows)
    assert normal_rows(there) == normal_rows(here)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_finds_nothing_anywhere(store: Store, name: str) -> None:
    assert list(store.select(KnowledgeGraph(PROJECT, store).checks[name].text)) == []


def answer(graph: KnowledgeGraph, name: str) -> Rows:
    rows = graph.query(name, **graph.queries[name].header.example)
    assert isinstance(rows, Rows)
    return rows


def normal_rows(rows: Rows) -> list[tuple[object, ...]]:
    """Give the rows with one spelling for each value: 65.0 and 65 are one decimal."""
    found = [tuple(map(normal, row)) for row in rows.terms()]
    assert found
    return found


@cache
def normal(term: object) -> object:
    """Write a literal as a store does that keeps values."""
    if not isinstance(term, ox.Literal):
        return term
    store = ox.Store()
    store.add(ox.Quad(ox.BlankNode(), ox.NamedNode("http://e/p"), term))
    return next(iter(store)).object
