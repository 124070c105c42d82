"""The published JSON-LD context says what ontology and shapes say; `make context` writes it."""

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

import ritgraph
from ritgraph.project import Project
from ritgraph.serialise.context_file import read_context
from ritgraph.serialise.jsonld import CompactedDocument
from ritgraph.serialise.statements import Statements

PROJECT = Project.shipped()
ROOT = PROJECT.root
FILE = ROOT / "ontology" / "context.jsonld"
PREFIXES = ritgraph.open(ROOT).prefixes
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")


@pytest.fixture(scope="module")
def definitions() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["@context"]
    return found


def declared() -> dict[str, str]:
    """The classes and properties of the ontology, with the kind of each."""
    store = ox.Store()
    for path in PROJECT.graph_files:
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    owl = PREFIXES["owl"]
    return {
        quad.subject.value: kind
        for kind in KINDS
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), ox.NamedNode(owl + kind))
    }


def test_the_context_is_the_one_that_the_ontology_gives(tmp_path: Path) -> None:
    target = FILE if os.environ.get("RITGRAPH_UPDATE_GOLDEN") else tmp_path / "context.jsonld"
    command = [sys.executable, "-B", str(ROOT / "docs/context.py"), str(target)]

    subprocess.run(command, check=True, cwd=tmp_path)

    assert FILE.read_text("utf-8") == target.read_text("utf-8"), "it is old: make context"


def test_every_prefix_is_in_it(definitions: dict[str, Any]) -> None:
    assert len(PREFIXES) > 60
    assert {name: definitions.get(name) for name in PREFIXES} == dict(PREFIXES)


def test_every_class_and_property_has_a_term(definitions: dict[str, Any]) -> None:
    iris = declared()
    assert len(iris) > 170
    terms = {
        PREFIXES.expand(value["@id"] if isinstance(value, dict) else value)
        for name, value in definitions.items()
        if name not in PREFIXES and name != "@version"
    }

    assert set(iris) - terms == {RDF_TYPE}  # which is `type`


def test_a_term_is_the_local_name_unless_that_is_taken(definitions: dict[str, Any]) -> None:
    short = [name for name in definitions if ":" in name]

    assert len(short) < 30
    for term in short:
        name = term.partition(":")[2]
        others = [other for other in short if other.partition(":")[2] == name and other != term]
        assert others or name in PREFIXES or name in ("id", "type"), term


def test_things_are_told_from_texts_dates_and_numbers(definitions: dict[str, Any]) -> None:
    for iri, kind in declared().items():
        curie = PREFIXES.compact(iri)
        found = definitions.get(curie) or definitions.get(curie.partition(":")[2])
        coercion = found.get("@type") if isinstance(found, dict) else None
        if kind in ("Class", "DatatypeProperty"):
            assert coercion != "@id", curie
        elif kind == "ObjectProperty":
            assert coercion == "@id", curie
    assert definitions["level"]["@type"] == "xsd:integer"
    assert definitions["earliest"]["@type"] == "xsd:date"
    assert definitions["prefLabel"] == {"@id": "skos:prefLabel", "@container": "@language"}
    assert definitions["evidence"]["@container"] == "@set"
    assert definitions["object"] == "rdf:object"  # anything


def test_it_can_be_read_by_us_and_by_others(definitions: dict[str, Any]) -> None:
    assert json.loads(read_context(FILE).text) == definitions

    [node] = jsonld.expand({"@context": definitions, "id": "region:SE31", "type": "Region"})

    assert node == {"@id": PREFIXES["region"] + "SE31", "@type": [PREFIXES["rit"] + "Region"]}


def test_what_the_page_shows_stands_in_the_graph() -> None:
    page = (ROOT / "docs/context.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"^```text\n(.*?)\n```$", page, re.M | re.S)
    statements = Statements(
        quad.triple for path in PROJECT.graph_files for quad in ox.parse(path=path)
    )
    document = CompactedDocument(statements, read_context(FILE))

    written = "".join(document.body(statements.subjects()))

    assert textwrap.indent(shown, "    ") in written
    assert len(shown.splitlines()) > 10
