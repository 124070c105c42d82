"""The shipped graph published once, and a small one to publish again and again."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import ritgraph
from ritgraph.graph import KnowledgeGraph

BASE = "https://files.example.org/ritgraph/"
DESCRIBED = """
<http://example.com/lights> <http://www.w3.org/2000/01/rdf-schema#comment>
    "Where they stand, and how high."@en .
"""


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shipped graph."""
    folder = tmp_path_factory.mktemp("published") / "dataset"
    ritgraph.open().export_dataset(folder, BASE)
    return folder


@pytest.fixture(scope="session")
def triples(published: Path) -> set[ox.Triple]:
    """The triples of the published N-Quads."""
    return {quad.triple for quad in ox.parse(path=published / "ritgraph.nq")}


@pytest.fixture
def lights(tiny_project: Path) -> KnowledgeGraph:
    """A graph about lighthouses that says what it is about."""
    (tiny_project / "ontology" / "about.ttl").write_text(DESCRIBED, encoding="utf-8")
    return ritgraph.open(tiny_project)


@pytest.fixture
def folder(lights: KnowledgeGraph, tmp_path: Path) -> Path:
    """The folder of a dataset that is one statement older than the graph."""
    folder = tmp_path / "out" / "dataset"
    lights.export_dataset(folder)
    new = lights.project.root / "data" / "new.ttl"
    new.write_text("<http://example.com/light/a> <http://example.com/new> 1 .", encoding="utf-8")
    return folder
