"""What a graph can do when it is asked on a server."""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import ritgraph
from ritgraph.errors import EndpointError, LimitError, UnknownName
from ritgraph.graph import KnowledgeGraph
from ritgraph.project import Project
from ritgraph.query.answer.rows import Rows, Triples
from ritgraph.store.endpoint import Endpoint
from ritgraph.store.http_answer import RESULTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROJECT = Project.shipped()
IN_MEMORY = ritgraph.open()
KICK_OFF = "event:kick-off-gavle-2018"
HUGE = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
SLOW = """SELECT (COUNT(*) AS ?n)
    WHERE { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) < 0) }"""


@pytest.fixture
def graph(server: Endpoint) -> KnowledgeGraph:
    return KnowledgeGraph(PROJECT, server)


@pytest.mark.parametrize("country", ["Sweden", "Ruotsi", "SE", "country:SE"])
def test_a_country_has_the_same_names(graph: KnowledgeGraph, country: str) -> None:
    rows = graph.query("participants", country=country)

    assert isinstance(rows, Rows)
    assert [row.label for row in rows] == ["North-Middle Sweden"]


def test_an_unknown_name_has_the_same_neighbours(graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'Sweden'"):
        graph.query("participants", country="Swedn")


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph: graph.describe("Gävle", "sv"),
        lambda graph: graph.describe(KICK_OFF, "fi"),
        lambda graph: graph.describe("SE31"),
        lambda graph: graph.evidence(KICK_OFF),
        lambda graph: replace(graph.stats("sv"), files=None),
        lambda graph: dict(graph.prefixes),
        lambda graph: graph.sparql("ASK { region:SE31 a rit:Region }"),
        lambda graph: graph.sparql("ASK { region:SE31 a rit:Country }"),
    ],
    ids=["describe", "event", "region", "evidence", "stats", "prefixes", "yes", "no"],
)
def test_it_says_what_the_graph_in_memory_says(
    graph: KnowledgeGraph, ask: Callable[[KnowledgeGraph], object]
) -> None:
    assert ask(graph) == ask(IN_MEMORY)


def test_prefixes_need_no_declaration(graph: KnowledgeGraph) -> None:
    text = "SELECT ?region WHERE { ?region a rit:Region } ORDER BY ?region"

    here, there = IN_MEMORY.sparql(text), graph.sparql(text)

    assert isinstance(here, Rows)
    assert isinstance(there, Rows)
    assert list(there) == list(here) != []


def test_triples_come_as_triples(graph: KnowledgeGraph) -> None:
    text = (
        "CONSTRUCT { ?place rdfs:label ?name } WHERE { ?place a rit:Region ; skos:prefLabel ?name }"
    )

    here, there = IN_MEMORY.sparql(text), graph.sparql(text)

    assert isinstance(here, Triples)
    assert isinstance(there, Triples)
    assert set(there) == set(here) != set()


def test_the_whole_graph_can_be_fetched(server: Endpoint) -> None:
    fetched = ox.Store()
    for triple in server.query("CONSTRUCT WHERE { ?s ?p ?o }"):
        fetched.add(ox.Quad(*triple))

    assert len(server) == len(IN_MEMORY.store)
    here = IN_MEMORY.sparql("CONSTRUCT WHERE { ?s ?p ?o }")
    assert {quad.triple for quad in fetched} == set(here)  # type: ignore[arg-type]


def test_a_huge_answer_comes_row_by_row(server: Endpoint) -> None:
    rows = server.select(HUGE)
    for _ in islice(rows, 1_000):
        pass
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    read = sum(1 for _ in islice(rows, 100_000))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    assert read == 100_000
    assert grown < 10_000  # kilobytes; the rows are 80 megabytes


def test_a_slow_query_is_stopped(graph: KnowledgeGraph) -> None:
    limited = graph.limited(timeout=1)
    began = monotonic()

    with pytest.raises(LimitError, match="stopped after 1 s"):
        limited.sparql(SLOW)

    assert monotonic() - began < 2
    assert graph.sparql("ASK { ?s ?p ?o }") is True


def test_a_command_asks_there(server: Endpoint) -> None:
    outcome = command(server, "participants", "--country", "Ruotsi", "--lang", "sv", "-f", "csv")

    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.splitlines()[1:] == [
        "https://w3id.org/ritgraph/id/region/SE31,Norra Mellansverige,Region,Sverige,SE31,1"
    ]


def test_a_command_that_waits_for_a_server_ends_at_its_limit(server: Endpoint) -> None:
    began = monotonic()

    outcome = command(server, "-q", SLOW, "--timeout", "1")

    assert monotonic() - began < 3.5  # Python starts, too
    assert (outcome.returncode, outcome.stdout) == (3, "")
    assert outcome.stderr.startswith("ritgraph: stopped after 1 s (--timeout).")


def command(server: Endpoint, *words: str) -> subprocess.CompletedProcess[str]:
    ritgraph_ = [sys.executable, "-m", "ritgraph", "--endpoint", server.address, "query"]
    return subprocess.run([*ritgraph_, *words], capture_output=True, text=True, timeout=60)


def test_what_the_server_refuses_is_one_line(server: Endpoint) -> None:
    with pytest.raises(EndpointError) as raised:
        server._server.ask("SELECT ?x WHERE { ?x ex:lacks ?y }", RESULTS)

    assert raised.value.status == 400
    assert "400 Bad Request: " in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("path", ["/nothing/here", "/"])
def test_a_wrong_address_is_asked_about(server: Endpoint, path: str) -> None:
    host = "/".join(server._server.shown.split("/")[:3])
    endpoint = Endpoint(host + path)

    with pytest.raises(EndpointError, match="Is this the address of the SPARQL endpoint"):
        endpoint.query("ASK {}")
    endpoint.close()


@pytest.mark.parametrize("thing", ["SE31", KICK_OFF])
def test_what_a_description_tells_is_asked_there(graph: KnowledgeGraph, thing: str) -> None:
    here = IN_MEMORY.triples_about(IN_MEMORY.describe(thing))

    there = graph.triples_about(graph.describe(thing))

    assert set(map(normal, there)) == set(map(normal, here)) != set()


def test_the_export_is_that_of_the_endpoint(graph: KnowledgeGraph, tmp_path: Path) -> None:
    here, there = tmp_path / "here.ttl", tmp_path / "there.ttl"

    assert IN_MEMORY.export(here) == graph.export(there)
    assert normal_graph(there) == normal_graph(here)


def normal(triple: ox.Triple) -> ox.Triple:
    """Write a triple as a store does that keeps values."""
    store = ox.Store()
    store.add(ox.Quad(*triple))
    return next(iter(store)).triple


def normal_graph(path: Path) -> set[ox.Triple]:
    store = ox.Store()
    store.load(path=path)
    return {quad.triple for quad in store}
