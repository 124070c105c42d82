"""The profile schema.org of the shipped graph: its golden file, and what its terms allow.

After a deliberate change of data or query, `make golden` writes the file anew; read the diff.
"""

import io
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

import ritgraph
from ritgraph.project import Project
from ritgraph.turtle.layout import layout
from ritgraph.vocabulary import published

HERE = Path(__file__).parent / "schema.org"
GOLDEN = HERE / "golden.ttl"
SHAPES = HERE / "shapes.ttl"
SCHEMA = "https://schema.org/"
THEMES = ["actors", "documents", "events", "evidence", "places", "projects", "topics"]
# What schema.org demands of it (test_the_shapes_can_fail), broken one at a time.
FAULTS = {
    "an event without a name": ("schema:Event", "schema:keywords event-kind:workshop"),
    "a date that is text": ("schema:Event", 'schema:name "a"@en ; schema:startDate "May"'),
    "an end without a start": (
        *("schema:Event", 'schema:name "a"@en ; schema:endDate "2018"^^xsd:gYear'),
    ),
    "an organiser that is a place": (
        *("schema:Event", 'schema:name "a"@en ; schema:organizer region:SE31'),
    ),
    "a property that events have not": (
        *("schema:Event", 'schema:name "a"@en ; schema:geo point:SE31'),
    ),
    "a latitude off the earth": (
        *("schema:GeoCoordinates", "schema:longitude 1.0 ; schema:latitude 91.0"),
    ),
    "two names in one language": ("schema:Project", 'schema:name "a"@en , "b"@en'),
    "a currency in words": ("schema:MonetaryAmount", 'schema:currency "euro"'),
}


@pytest.fixture(scope="module")
def graph() -> ritgraph.KnowledgeGraph:
    return ritgraph.open()


@pytest.fixture(scope="module")
def triples(graph: ritgraph.KnowledgeGraph) -> list[ox.Triple]:
    return list(graph.profile("schema.org"))


@pytest.fixture(scope="module")
def turtle(graph: ritgraph.KnowledgeGraph) -> str:
    stream = io.BytesIO()
    graph.profile("schema.org").write("turtle", stream)
    return stream.getvalue().decode()


def conforms(turtle: str) -> tuple[bool, str]:
    data = rdflib.Graph().parse(data=turtle, format="turtle")
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    found, _, text = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    return bool(found), str(text)


def test_the_profile_has_its_themes() -> None:
    files = Project.shipped().profile_files

    assert list(files) == ["schema.org"]
    assert [path.stem for path in files["schema.org"]] == THEMES


def test_the_profile_is_the_golden_one(turtle: str, triples: list[ox.Triple]) -> None:
    text = layout(turtle)  # as `ritgraph fmt` has it, like every other Turtle file here
    if os.environ.get("RITGRAPH_UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")

    assert text == GOLDEN.read_text(encoding="utf-8")
    assert len(triples) == len(set(triples)) == 2363


def test_every_term_is_one_of_schema_org(triples: list[ox.Triple]) -> None:
    known = {SCHEMA + name for name in published(SCHEMA)}
    properties = {t.predicate.value for t in triples} - {str(rdflib.RDF.type)}
    classes = {t.object.value for t in triples if t.predicate.value == str(rdflib.RDF.type)}

    assert len(known) > 2000
    assert (len(properties), len(classes)) == (42, 20)
    assert properties | classes <= known


def test_no_node_is_blank(triples: list[ox.Triple]) -> None:
    nodes = {node for triple in triples for node in (triple.subject, triple.object)}

    assert not [node for node in nodes if isinstance(node, ox.BlankNode)]


def test_the_profile_conforms(turtle: str) -> None:
    assert conforms(turtle) == (True, "Validation Report\nConforms: True\n")


def test_every_class_of_the_profile_has_a_shape(triples: list[ox.Triple]) -> None:
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    targets = {str(target) for target in shapes.objects(None, rdflib.SH.targetClass)}
    classes = {t.object.value for t in triples if t.predicate.value == str(rdflib.RDF.type)}

    # A language is an IRI of the EU, and no more is said of it.
    assert classes - targets == {f"{SCHEMA}Language"}
    assert targets <= classes


@pytest.mark.parametrize("fault", FAULTS)
def test_the_shapes_can_fail(turtle: str, fault: str) -> None:
    class_, statements = FAULTS[fault]
    prefixes = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"

    found, text = conforms(
        f"{prefixes}{turtle}\n<http://example.com/a> a {class_} ; {statements} ."
    )

    assert not found
    assert "http://example.com/a" in text


def test_only_events_that_no_source_dates_have_no_date(graph: ritgraph.KnowledgeGraph) -> None:
    text = "SELECT ?event { ?event a m8g:PublicEvent FILTER NOT EXISTS { ?event time:hasTime ?t } }"
    undated = {row.event for row in graph.sparql(text)}
    profile = list(graph.profile("schema.org"))
    dated = {t.subject.value for t in profile if t.predicate.value == f"{SCHEMA}startDate"}
    events = {
        t.subject.value
        for t in profile
        if t.predicate.value == str(rdflib.RDF.type) and t.object.value == f"{SCHEMA}Event"
    }

    assert (len(events), len(undated)) == (13, 3)
    assert events - dated == undated


def test_nothing_is_the_same_that_the_graph_does_not_call_so(
    graph: ritgraph.KnowledgeGraph, triples: list[ox.Triple]
) -> None:
    stated = {tuple(row) for row in graph.sparql("SELECT ?a ?b { ?a skos:exactMatch ?b }")}
    same = {
        (t.subject.value, t.object.value) for t in triples if t.predicate.value == f"{SCHEMA}sameAs"
    }

    assert len(same) > 30
    assert same <= stated


def test_the_bytes_are_the_same_whatever_the_hash_seed(turtle: str) -> None:
    program = (
        "import ritgraph, sys\n"
        "for format_ in ('turtle', 'ntriples'):\n"
        "    ritgraph.open().profile('schema.org').write(format_, sys.stdout.buffer)"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }

    (only,) = written
    assert only.decode().startswith(turtle)
