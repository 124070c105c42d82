"""No term without a use, no use of an undeclared term, and reused terms are real."""

import pytest
import rdflib
from rdflib.namespace import (
    DCTERMS,
    FOAF,
    GEO,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    TIME,
    VANN,
)

import ritgraph
from ritgraph.project import Project

RIT = "https://w3id.org/ritgraph/ontology#"
RITS = "https://w3id.org/ritgraph/shapes#"
TERM_KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
CLOSED = [DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN]
# Terms of vocabularies that rdflib does not carry, as read in the sources of the fact sheet.
SEEN = {
    "http://data.europa.eu/m8g/": {
        "PublicEvent", "PublicOrganisation", "Participation", "code", "eventNumber",
        "hasNextEvent",
        "hasParticipant", "hasParticipation", "parentEvent", "role",
    },
    "http://data.europa.eu/nuts/": {"level"},
    "http://www.w3.org/ns/oa#": {
        "SpecificResource", "TextPositionSelector", "end", "hasSelector", "hasSource", "start",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return parsed(Project.shipped().ontology_files)


@pytest.fixture(scope="module")
def data() -> rdflib.Graph:
    return parsed(Project.shipped().data_files)


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return parsed(Project.shipped().shape_files)


def parsed(paths: tuple) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path)
    return graph


def declared(ontology: rdflib.Graph) -> set[rdflib.URIRef]:
    return {term for kind in TERM_KINDS for term in ontology.subjects(RDF.type, kind)}


def used(graph: rdflib.Graph) -> set[rdflib.URIRef]:
    return set(graph.predicates()) | set(graph.objects(None, RDF.type))


def mentioned(graph: rdflib.Graph) -> set[rdflib.term.Node]:
    return set(graph.objects()) | set(graph.predicates())


def test_every_term_used_in_data_and_ontology_is_declared(
    ontology: rdflib.Graph, data: rdflib.Graph
) -> None:
    assert (used(data) | used(ontology)) - declared(ontology) == set()


def test_every_term_that_a_shape_names_is_declared(
    ontology: rdflib.Graph, shapes: rdflib.Graph
) -> None:
    named = set(shapes.objects(None, SH.targetClass)) | set(shapes.objects(None, SH["class"]))
    for path in shapes.objects(None, SH.path):
        if isinstance(path, rdflib.URIRef):
            named.add(path)
    assert len(named) > 60

    assert named - declared(ontology) == set()


def test_every_term_of_ours_is_used_by_the_data_or_builds_the_ontology(
    ontology: rdflib.Graph, data: rdflib.Graph
) -> None:
    ours = {term for term in declared(ontology) if term.startswith(RIT)}
    assert len(ours) > 30

    assert ours - used(data) - used(ontology) == set()


def test_every_reused_term_is_used(
    ontology: rdflib.Graph, data: rdflib.Graph, shapes: rdflib.Graph
) -> None:
    reused = {term for term in declared(ontology) if not term.startswith(RIT)}
    assert len(reused) > 50

    assert reused - used(data) - mentioned(ontology) - mentioned(shapes) == set()


def test_every_concept_is_used(ontology: rdflib.Graph, data: rdflib.Graph) -> None:
    concepts = set(ontology.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 40

    assert concepts - mentioned(data) - set(ontology.objects(None, SKOS.broader)) == set()


def test_reused_terms_exist_in_their_vocabularies(ontology: rdflib.Graph) -> None:
    unknown = set()
    for term in declared(ontology):
        if term.startswith(RIT):
            continue
        closed = next((ns for ns in CLOSED if term.startswith(str(ns))), None)
        seen = next((names for base, names in SEEN.items() if term.startswith(base)), None)
        if closed is not None:
            if term not in closed:
                unknown.add(term)
        elif seen is None or term.split("/")[-1].split("#")[-1] not in seen:
            unknown.add(term)

    assert unknown == set()


def test_shapes_use_only_terms_of_shacl(shapes: rdflib.Graph) -> None:
    terms = {term for term in used(shapes) | mentioned(shapes) if term.startswith(str(SH))}
    assert len(terms) > 10

    assert {term for term in terms if term not in SH} == set()


def test_the_wrapper_knows_nothing_about_regions() -> None:
    package = Project.shipped().root / "src" / "ritgraph"
    if not package.is_dir():
        package = __import__("pathlib").Path(ritgraph.__file__).parent
    texts = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    assert len(texts) > 15

    for path, text in texts.items():
        assert RIT not in text, path
        assert RITS not in text, path
