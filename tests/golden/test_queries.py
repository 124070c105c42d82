"""Every saved query against its golden answer on the shipped graph.

A golden file holds the CSV that a query gives with the parameters of its own `example`. After a
deliberate change of data or query, `make golden` writes the files anew; read the diff. That each
query keeps to what its header says is proved by its contract (tests/unit/test_contract.py).
"""

import csv
import io
import os
import random
import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib.plugins.sparql

import ritgraph
from ritgraph.cli.listing import queries_as_markdown
from ritgraph.project import Project
from ritgraph.query.answer.rows import Rows
from ritgraph.store.embedded import EmbeddedStore

GOLDEN = Path(__file__).parent
PROJECT = Project.shipped()
QUERIES = {path.stem: path for path in PROJECT.query_files}
CHECKS = {path.stem: path for path in PROJECT.check_files}
EXPECTED_QUERIES = 45
EXPECTED_CHECKS = 3
NAMED_IN_THE_CONTRACT = {
    "participants": ["participant", "label", "kind", "country", "nuts", "round"],
    "participants-by-country": None,
    "region-parts": None,
    "events": ["event", "label", "kind", "start", "end", "place"],
    "event-programme": None,
    "people": None,
    "organisations": None,
    "pilot-names": ["name", "language", "kind"],
    "challenges": None,
    "workshop-topics": None,
    "documents": None,
    "sources": None,
    "evidence": None,
}


@pytest.fixture(scope="module")
def graph() -> ritgraph.KnowledgeGraph:
    """The shipped graph, loaded once."""
    return ritgraph.open()


def golden_file(name: str) -> Path:
    return GOLDEN / QUERIES[name].relative_to(PROJECT.root / "queries").with_suffix(".csv")


def answer(graph: ritgraph.KnowledgeGraph, name: str) -> Rows:
    rows = graph.query(name, **graph.queries[name].header.example)
    assert isinstance(rows, Rows)
    return rows


def as_csv(rows: Rows) -> str:
    out = io.BytesIO()
    rows.write("csv", out)
    return out.getvalue().decode().replace("\r\n", "\n")


def test_as_many_queries_as_expected_are_collected() -> None:
    assert len(QUERIES) == EXPECTED_QUERIES
    assert len(CHECKS) == EXPECTED_CHECKS
    assert set(NAMED_IN_THE_CONTRACT) <= set(QUERIES)


def test_every_golden_file_belongs_to_a_query() -> None:
    assert set(GOLDEN.rglob("*.csv")) == {golden_file(name) for name in QUERIES}


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_answer_is_the_golden_one(graph: ritgraph.KnowledgeGraph, name: str) -> None:
    text = as_csv(answer(graph, name))
    golden = golden_file(name)
    if os.environ.get("RITGRAPH_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert len(list(csv.reader(io.StringIO(text)))) > 1, "a golden answer has rows"


def test_the_page_of_the_queries_is_the_golden_one(graph: ritgraph.KnowledgeGraph) -> None:
    page = queries_as_markdown(graph)
    golden = PROJECT.root / "queries" / "README.md"
    if os.environ.get("RITGRAPH_UPDATE_GOLDEN"):
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8")
    assert page.count("\n### ") == EXPECTED_QUERIES + EXPECTED_CHECKS


def test_rows_come_in_one_order_however_the_graph_was_loaded(
    graph: ritgraph.KnowledgeGraph,
) -> None:
    triples = [
        quad
        for path in PROJECT.graph_files
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    ]
    random.Random(4).shuffle(triples)  # noqa: S311 (an order, no secret)
    shuffled = pyoxigraph.Store()
    for triple in triples:
        shuffled.add(triple)
    other = ritgraph.KnowledgeGraph(PROJECT, EmbeddedStore(shuffled, ()))

    for name, query in graph.queries.items():
        required = any(parameter.required for parameter in query.parameters)
        values = query.header.example if required else {}
        one, two = graph.query(name, **values), other.query(name, **values)
        assert isinstance(one, Rows)
        assert isinstance(two, Rows)
        assert list(one.terms()) == list(two.terms()), name


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_the_summary_is_a_question(graph: ritgraph.KnowledgeGraph, name: str) -> None:
    assert graph.queries[name].header.summary.endswith("?")
    assert "rows" in graph.queries[name].header.expect


@pytest.mark.parametrize(
    "name", sorted(name for name, cols in NAMED_IN_THE_CONTRACT.items() if cols)
)
def test_columns_are_those_of_the_contract(graph: ritgraph.KnowledgeGraph, name: str) -> None:
    assert list(answer(graph, name).columns) == NAMED_IN_THE_CONTRACT[name]


@pytest.mark.parametrize("path", [*QUERIES.values(), *CHECKS.values()], ids=lambda path: path.stem)
def test_file_is_valid_sparql_as_it_stands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    pyoxigraph.Store().query(text)
    rdflib.plugins.sparql.prepareQuery(text)


@pytest.mark.parametrize("path", [*QUERIES.values(), *CHECKS.values()], ids=lambda path: path.stem)
def test_prefixes_are_sorted(path: Path) -> None:
    declared = re.findall(r"^PREFIX ([\w-]+):", path.read_text(encoding="utf-8"), re.M)

    assert declared == sorted(declared) != []


@pytest.mark.parametrize("lang", ["en", "sv", "fi"])
def test_labels_come_in_the_language_asked_for(graph: ritgraph.KnowledgeGraph, lang: str) -> None:
    sweden = {"en": "Sweden", "sv": "Sverige", "fi": "Ruotsi"}
    rows = graph.query("participants", lang=lang)
    assert isinstance(rows, Rows)
    assert sweden[lang] in {row.country for row in rows}


def test_an_unknown_language_falls_back_to_english(graph: ritgraph.KnowledgeGraph) -> None:
    assert as_csv(graph.query("participants", lang="mt")) == as_csv(graph.query("participants"))


def test_without_asked_or_english_label_any_label_serves() -> None:
    store = pyoxigraph.Store()
    thing = pyoxigraph.NamedNode("https://w3id.org/ritgraph/id/country/XX")
    label = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    for language, name in [("fr", "Pays"), ("de", "Land")]:
        literal = pyoxigraph.Literal(name, language=language)
        store.add(pyoxigraph.Quad(thing, label, literal))
    block = re.search(
        r"OPTIONAL \{ \?participant skos.*?AS \?label\)", QUERIES["participants"].read_text(), re.S
    )
    assert block
    text = f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?label WHERE {{ VALUES ?participant {{ {thing} }} {block[0]} }}"""

    answers = [solution["label"].value for solution in store.query(text)]

    assert answers == ["Land"]
