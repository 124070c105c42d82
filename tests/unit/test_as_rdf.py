"""Saved queries as RDF: what others can read, and run."""

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SH

import ritgraph
from ritgraph.errors import ProjectError
from ritgraph.query.answer.rows import Rows
from ritgraph.query.catalogue.as_rdf import queries_as_turtle
from ritgraph.query.saved.saved_query import SavedQuery
from ritgraph.store.embedded import EmbeddedStore
from ritgraph.store.store import Store

QUERY = "https://w3id.org/ritgraph/query/"
ENDPOINT = "http://localhost:7878/query"
# What the collection of the Swiss Institute of Bioinformatics demands of an example query.
RULES = """
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.com/> .

ex:Executable
    sh:targetClass sh:SPARQLExecutable ;
    sh:property
        [ sh:path [ sh:alternativePath ( sh:select sh:ask sh:construct ) ] ;
          sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path rdfs:comment ; sh:minCount 1 ; sh:datatype rdf:langString ] ,
        [ sh:path rdfs:label ; sh:minCount 1 ; sh:uniqueLang true ] ,
        [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path schema:keyword ; sh:maxCount 0 ] ,
        [ sh:path schema:keywords ; sh:minCount 1 ] ,
        [ sh:path ( sh:prefixes sh:declare ) ; sh:minCount 1 ; sh:node ex:Declaration ] .

ex:Declaration
    sh:property
        [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ] .

ex:Parameter
    sh:targetClass sh:Parameter ;
    sh:property
        [ sh:path sh:path ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path sh:optional ; sh:minCount 1 ; sh:maxCount 1 ] .
"""


@pytest.fixture(scope="module")
def graph() -> ritgraph.KnowledgeGraph:
    """The shipped graph."""
    return ritgraph.open()


@pytest.fixture(scope="module")
def store(graph: ritgraph.KnowledgeGraph) -> Store:
    """The triples of the shipped graph."""
    return EmbeddedStore.load(graph.project.graph_files)


@pytest.fixture(scope="module")
def published(graph: ritgraph.KnowledgeGraph, store: Store) -> rdflib.Graph:
    """All saved queries of the shipped graph as RDF."""
    text = "".join(queries_as_turtle(graph.queries.values(), store, ENDPOINT))
    return rdflib.Graph().parse(data=text, format="turtle")


def described(folder: Path, store: Store, text: str, name: str = "q") -> rdflib.Graph:
    path = folder / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    turtle = "".join(queries_as_turtle([SavedQuery.read(path)], store))
    return rdflib.Graph().parse(data=turtle, format="turtle")


def test_every_saved_query_is_an_executable(
    graph: ritgraph.KnowledgeGraph, published: rdflib.Graph
) -> None:
    names = {str(node).removeprefix(QUERY) for node in published[: RDF.type : SH.SPARQLExecutable]}

    assert names == set(graph.queries)
    assert len(names) == 45


def test_the_rules_of_a_public_collection_are_kept(published: rdflib.Graph) -> None:
    rules = rdflib.Graph().parse(data=RULES, format="turtle")

    conforms, _, report = pyshacl.validate(published, shacl_graph=rules)

    assert conforms, report
    published_without_text = rdflib.Graph() + published
    published_without_text.remove((rdflib.URIRef(QUERY + "participants"), SH.select, None))
    assert not pyshacl.validate(published_without_text, shacl_graph=rules)[0]


def test_each_text_runs_and_asks_the_same(
    graph: ritgraph.KnowledgeGraph, published: rdflib.Graph
) -> None:
    checked = 0
    for name, query in graph.queries.items():
        text = str(published.value(rdflib.URIRef(QUERY + name), SH.select))
        assert not text.startswith("#+")
        rows = graph.sparql(text)
        assert isinstance(rows, Rows)
        assert rows.columns == tuple(query.header.columns)
        assert query.text.endswith(text)
        checked += 1
    assert checked == 45


def test_the_text_is_the_same_on_every_run(graph: ritgraph.KnowledgeGraph, store: Store) -> None:
    first, second = (
        "".join(queries_as_turtle(queries, store))
        for queries in (graph.queries.values(), reversed(list(graph.queries.values())))
    )

    assert first == second


def test_a_parameter_says_what_it_takes(published: rdflib.Graph) -> None:
    parameters = {
        str(published.value(node, SH.name)): node
        for node in published.objects(rdflib.URIRef(QUERY + "participants"), SH.parameter)
    }

    assert set(parameters) == {"country", "round", "lang"}
    country, lang = parameters["country"], parameters["lang"]
    assert published.value(country, SH.nodeKind) == SH.IRI
    assert str(published.value(country, SH["class"])).endswith("ontology#Country")
    assert str(published.value(country, SH.path)) == f"{QUERY}participants#__country_iri"
    assert published.value(lang, SH.defaultValue) == rdflib.Literal("en")
    assert published.value(lang, SH.optional) == rdflib.Literal(True)


def test_values_and_patterns_are_those_of_shacl(tmp_path: Path, store: Store) -> None:
    text = (
        "#+ params:\n#+   n: {type: integer, values: [1, 2]}\n#+   code: {pattern: '[A-Z]+|x'}\n"
        "ASK { ?s ?p ?_n , ?_code }"
    )

    found = described(tmp_path, store, text)

    (values,) = found.objects(None, SH["in"])
    assert [item.toPython() for item in found.items(values)] == [1, 2]
    assert set(found.objects(None, SH.pattern)) == {rdflib.Literal("^(?:[A-Z]+|x)$")}


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("ask {}", SH.SPARQLAskExecutable, SH.ask),
        ("SELECT * {}", SH.SPARQLSelectExecutable, SH.select),
        ("CONSTRUCT WHERE { ?s ?p ?o }", SH.SPARQLConstructExecutable, SH.construct),
    ],
)
def test_the_form_of_a_query_is_its_class(
    tmp_path: Path, store: Store, text: str, kind: rdflib.URIRef, says: rdflib.URIRef
) -> None:
    found = described(tmp_path, store, text)

    node = rdflib.URIRef(QUERY + "q")
    assert (node, RDF.type, kind) in found
    assert found.value(node, says) == rdflib.Literal(text)
    assert found.value(node, RDFS.label) == rdflib.Literal("q", lang="en")


def test_describe_uses_no_term_that_shacl_lacks(tmp_path: Path, store: Store) -> None:
    found = described(tmp_path, store, "DESCRIBE <http://example.com/x>")

    assert {str(term) for term in found.objects(None, RDF.type)} == {str(SH.SPARQLExecutable)}
    words = {str(term) for term in found.predicates() if str(term).startswith(str(SH))}
    assert words == {str(SH.prefixes)}


def test_a_name_that_is_no_iri_is_escaped(tmp_path: Path, store: Store) -> None:
    found = described(tmp_path, store, "ASK {}", "a b")

    assert (rdflib.URIRef(QUERY + "a%20b"), RDF.type, SH.SPARQLExecutable) in found


def test_a_prefix_of_the_graph_says_where_queries_live(tmp_path: Path) -> None:
    declared = ox.Store()
    declared.load(
        b'[] <http://www.w3.org/ns/shacl#prefix> "query" ;'
        b' <http://www.w3.org/ns/shacl#namespace> "http://example.com/ask/" .',
        ox.RdfFormat.TURTLE,
    )

    found = described(tmp_path, EmbeddedStore(declared, ()), "ASK {}")

    assert (rdflib.URIRef("http://example.com/ask/q"), None, None) in found


def test_a_graph_without_ontology_and_prefix_is_told_what_to_declare(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="Declare a prefix 'query'"):
        described(tmp_path, EmbeddedStore(ox.Store(), ()), "ASK {}")
