"""What VoID and DCAT say of a dataset is what its files hold."""

import hashlib
import re
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID, XSD, Namespace, URIRef

import ritgraph
from ritgraph.errors import ProjectError, RitgraphError, UnsupportedError
from ritgraph.graph import KnowledgeGraph
from ritgraph.project import Project
from ritgraph.publication import dataset_queries
from ritgraph.query.contract.contract import check_queries

SPDX = Namespace("http://spdx.org/rdf/terms#")
HERE = Namespace("https://w3id.org/ritgraph/dataset/")
BASE = "https://files.example.org/ritgraph/"
TYPE = ox.NamedNode(str(RDF.type))
QUERIES = "queries/dataset"


@pytest.fixture(scope="module")
def void(published: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(published / "void.ttl")


@pytest.fixture(scope="module")
def dcat(published: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(published / "dcat.ttl")


def number(graph: rdflib.Graph, subject: URIRef, name: str) -> int:
    (value,) = graph.objects(subject, VOID[name])
    return int(value)


def test_void_counts_what_the_n_quads_hold(void: rdflib.Graph, triples: set[ox.Triple]) -> None:
    graph = HERE.ritgraph
    entities = {
        triple.subject.value
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith("https://w3id.org/ritgraph/")
    }
    counted = {
        "triples": len(triples),
        "entities": len(entities),
        "distinctSubjects": len({triple.subject for triple in triples}),
        "distinctObjects": len({triple.object for triple in triples}),
        "properties": len({triple.predicate for triple in triples}),
        "classes": len({triple.object for triple in triples if triple.predicate == TYPE}),
    }

    assert {name: number(void, graph, name) for name in counted} == counted
    assert counted["triples"] > 10_000


def test_void_counts_each_class(void: rdflib.Graph, triples: set[ox.Triple]) -> None:
    counted: dict[str, set[object]] = {}
    for triple in triples:
        if triple.predicate == TYPE:
            counted.setdefault(triple.object.value, set()).add(triple.subject)
    partitions = list(void.objects(HERE.ritgraph, VOID.classPartition))

    assert {
        str(void.value(partition, VOID["class"])): number(void, partition, "entities")
        for partition in partitions
    } == {name: len(things) for name, things in counted.items()}
    assert len(partitions) == len(counted) > 30


def test_void_counts_each_property(void: rdflib.Graph, triples: set[ox.Triple]) -> None:
    counted: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        counted.setdefault(triple.predicate.value, []).append(triple)
    partitions = list(void.objects(HERE.ritgraph, VOID.propertyPartition))

    assert {
        str(void.value(partition, VOID.property)): tuple(
            number(void, partition, name)
            for name in ("triples", "distinctSubjects", "distinctObjects")
        )
        for partition in partitions
    } == {
        name: (len(those), len({t.subject for t in those}), len({t.object for t in those}))
        for name, those in counted.items()
    }
    assert len(partitions) == len(counted) > 100


def test_void_counts_the_links(void: rdflib.Graph, triples: set[ox.Triple]) -> None:
    linksets = list(void.subjects(RDF.type, VOID.Linkset))
    for linkset in linksets:
        target = void.value(linkset, VOID.objectsTarget)
        start, property_ = (
            void.value(target, VOID.uriSpace),
            void.value(linkset, VOID.linkPredicate),
        )
        links = [
            triple
            for triple in triples
            if triple.predicate.value == str(property_)
            and triple.subject.value.startswith("https://w3id.org/ritgraph/")
            and isinstance(triple.object, ox.NamedNode)
            and triple.object.value.startswith(str(start))
        ]
        assert number(void, linkset, "triples") == len(links) > 0
        assert set(void.objects(linkset, VOID.target)) == {HERE.ritgraph, target}
    assert len(linksets) == 5
    assert {str(title) for _, title in void.subject_objects(DCTERMS.title)} >= {
        *("NUTS", "Wikidata", "Authority tables of the European Union", "EU Knowledge Graph")
    }


def test_void_names_what_there_is(
    void: rdflib.Graph, triples: set[ox.Triple], published: Path
) -> None:
    subjects = {triple.subject.value for triple in triples}
    examples = {str(example) for example in void.objects(HERE.ritgraph, VOID.exampleResource)}
    dumps = {str(dump).removeprefix(BASE) for dump in void.objects(HERE.ritgraph, VOID.dataDump)}

    assert examples <= subjects
    assert len(examples) > 8
    assert dumps == {path.name for path in published.glob("ritgraph.*")}
    assert len(set(void.objects(HERE.ritgraph, VOID.feature))) == 6
    assert RDF._NS in map(str, void.objects(HERE.ritgraph, VOID.vocabulary))


def test_every_rdf_file_is_a_distribution_that_says_what_it_is(
    dcat: rdflib.Graph, published: Path
) -> None:
    described = {"ritgraph", "ontology", "shapes", "queries"}
    files = {p.name for p in published.iterdir() if p.name.partition(".")[0] in described}
    found = set()
    for distribution in dcat.subjects(RDF.type, DCAT.Distribution):
        (address,) = dcat.objects(distribution, DCAT.downloadURL)
        name = str(address).removeprefix(BASE)
        found.add(name)
        data = (published / name).read_bytes()
        (size,) = dcat.objects(distribution, DCAT.byteSize)
        (checksum,) = dcat.objects(distribution, SPDX.checksum)
        (value,) = dcat.objects(checksum, SPDX.checksumValue)
        assert (str(size), size.datatype) == (str(len(data)), XSD.nonNegativeInteger)
        assert str(value) == hashlib.sha256(data).hexdigest()
        assert dcat.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        packed = dcat.value(distribution, DCAT.compressFormat)
        assert (packed is not None) == name.endswith(".gz")
        assert (None, DCAT.distribution, distribution) in dcat
        for one in (DCTERMS.format, DCTERMS.license, DCAT.mediaType, DCTERMS.description):
            assert len(list(dcat.objects(distribution, one))) == 1
    assert found == files
    assert len(files) == 14


def test_the_catalogue_has_four_datasets_in_three_languages(dcat: rdflib.Graph) -> None:
    catalogue = URIRef(str(HERE))
    datasets = set(dcat.subjects(RDF.type, DCAT.Dataset))

    assert datasets == {HERE.ritgraph, HERE.ontology, HERE.shapes, HERE.queries}
    assert set(dcat.objects(catalogue, DCAT.dataset)) == datasets
    for one in (catalogue, *datasets):
        for text in (DCTERMS.title, DCTERMS.description):
            assert sorted(said.language for said in dcat.objects(one, text)) == ["en", "fi", "sv"]
    languages = {str(iri)[-3:] for iri in dcat.objects(HERE.ritgraph, DCTERMS.language)}
    assert languages == {"ENG", "SWE", "FIN"}
    assert len(set(dcat.objects(HERE.ritgraph, DCTERMS.spatial))) == 10


def test_the_publisher_is_whom_the_repository_names(dcat: rdflib.Graph) -> None:
    citation = (Project.shipped().root / "CITATION.cff").read_text(encoding="utf-8")
    (publisher,) = set(dcat.objects(None, DCTERMS.publisher))

    assert f'name: "{dcat.value(publisher, FOAF.name)}"' in citation


# --- Days ---


def days(folder: Path) -> set[str]:
    text = (folder / "dcat.ttl").read_text() + (folder / "void.ttl").read_text()
    return set(re.findall(r'(?:issued|modified) "([^"]+)"', text))


def test_days_are_those_of_the_ontology_and_never_todays(published: Path, folder: Path) -> None:
    ontology = (Project.shipped().root / "ontology/ritgraph.ttl").read_text()

    assert days(published) == set(re.findall(r'"([0-9-]+)"\^\^xsd:date', ontology))
    assert days(folder) == set()


def test_the_day_of_the_source_is_kept(
    lights: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    lights.export_dataset(tmp_path / "d")
    dcat = rdflib.Graph().parse(tmp_path / "d" / "dcat.ttl")
    kinds = {DCAT.Dataset, DCAT.Distribution}
    things = {thing for kind in kinds for thing in dcat.subjects(RDF.type, kind)}

    assert days(tmp_path / "d") == {"2020-01-01"}
    assert set(dcat.subjects(DCTERMS.modified)) == things
    assert len(things) > 10

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(RitgraphError, match="SOURCE_DATE_EPOCH is 'yesterday'"):
        lights.export_dataset(tmp_path / "d")


# --- The queries that say it ---


def test_the_queries_keep_the_contract_of_saved_queries() -> None:
    graph = ritgraph.open()
    queries = [query.path for query in dataset_queries(graph.project).values()]
    plain = [Path(p, "about.rq") for p in ritgraph.export.dataset.__path__]
    found = [
        finding
        for finding in check_queries(
            [*queries, *plain], [], graph.store, partial(graph.ask, graph.store)
        )
        # The vocabulary that rdflib carries is DCAT 2, which had no such property.
        if "dcat#version" not in finding.message
    ]

    assert found == []
    assert len(queries) == 13
    assert not set(dataset_queries(graph.project)) & set(graph.queries)


def test_a_query_of_the_project_takes_the_place_of_one_that_is_lent(
    lights: KnowledgeGraph, tmp_path: Path
) -> None:
    own = lights.project.root / QUERIES
    own.mkdir()
    text = (Project.shipped().root / QUERIES / "vocabularies.rq").read_text()
    (own / "vocabularies.rq").write_text(
        text.replace("?vocabulary)", "?w)").replace(
            "WHERE {", "WHERE { BIND(<http://example.com/mine#> AS ?vocabulary)"
        )
    )
    lights.export_dataset(tmp_path / "d")
    void = rdflib.Graph().parse(tmp_path / "d" / "void.ttl")

    assert set(map(str, void.objects(None, VOID.vocabulary))) == {"http://example.com/mine#"}
    assert {query.path.parent for query in dataset_queries(lights.project).values()} == {
        own,
        Project.shipped().root / QUERIES,
        *map(Path, ritgraph.export.dataset.__path__),
    }


def test_nothing_of_the_shipped_graph_is_said_of_another(folder: Path) -> None:
    text = (folder / "dcat.ttl").read_text() + (folder / "void.ttl").read_text()

    assert "ritgraph" not in text.replace("https://w3id.org/ritgraph/", "")
    assert "Catalog" not in text
    assert "Lighthouses of the Baltic" in text


@pytest.mark.parametrize(
    "text",
    [
        "#+ tags: [void]\nSELECT * WHERE { ?s ?p ?o }",
        "#+ tags: [other]\nCONSTRUCT WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_that_describes_nothing_is_named(
    lights: KnowledgeGraph, tmp_path: Path, text: str
) -> None:
    own = lights.project.root / QUERIES
    own.mkdir()
    (own / "odd.rq").write_text(text)

    with pytest.raises(ProjectError, match=r"odd\.rq must be a CONSTRUCT query with the tag"):
        lights.export_dataset(tmp_path / "d")
    assert not (tmp_path / "d").exists()


def test_a_description_that_breaks_its_shapes_is_not_published(
    lights: KnowledgeGraph, folder: Path
) -> None:
    before = (folder / "SHA256SUMS").read_bytes()
    (lights.project.root / "ontology" / "about.ttl").write_text("")

    with pytest.raises(RitgraphError) as caught:
        lights.export_dataset(folder)

    assert "A dataset must have a description" in str(caught.value)
    assert "queries/dataset/" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (folder / "SHA256SUMS").read_bytes() == before


def test_shapes_of_the_project_are_used_instead(lights: KnowledgeGraph, tmp_path: Path) -> None:
    shapes = lights.project.root / "ontology/shapes/dataset"
    shapes.mkdir()
    (shapes / "mine.ttl").write_text("""
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        <http://example.com/kept> sh:targetClass <http://www.w3.org/ns/dcat#Dataset> ;
            sh:property <http://example.com/keeper-shape> .
        <http://example.com/keeper-shape> sh:path <http://example.com/keeper> ; sh:minCount 1 ;
            sh:message "Who keeps it?" .
    """)

    with pytest.raises(RitgraphError, match=r"Who keeps it\? .* There are 1 more"):
        lights.export_dataset(tmp_path / "d")
    assert lights.validate().conforms


def test_a_number_that_is_not_that_of_the_files_is_refused(
    lights: KnowledgeGraph, tmp_path: Path
) -> None:
    data = lights.project.root / "data" / "twice.ttl"
    data.write_text("<http://example.com/a> <http://example.com/p> 1 , 01 .")

    with pytest.raises(UnsupportedError, match="two spellings, such as 01 and 1"):
        lights.export_dataset(tmp_path / "d")


def test_a_graph_without_an_ontology_has_no_dataset(tiny_project: Path, tmp_path: Path) -> None:
    (tiny_project / "ontology" / "lights.ttl").write_text("")

    with pytest.raises(ProjectError, match="has no owl:Ontology"):
        ritgraph.open(tiny_project).export_dataset(tmp_path / "d")


def test_an_endpoint_is_not_published(tiny_project: Path, tmp_path: Path) -> None:
    graph = ritgraph.connect("http://127.0.0.1:9/sparql", tiny_project)

    with pytest.raises(UnsupportedError, match="Only files can be published"):
        graph.export_dataset(tmp_path / "d")
