"""Each shape fires on its own wrong file, on nothing else, and never on correct things.

`<shapes file>/valid*.ttl` hold correct things; together, all of them are the background of every
case. `<shapes file>/invalid-<Shape>.ttl` holds one fault, which must fire exactly `rits:<Shape>`.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyshacl.graph_abstraction import DataGraph
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
OA = Namespace("http://www.w3.org/ns/oa#")
RIT = Namespace("https://w3id.org/ritgraph/ontology#")
RITS = Namespace("https://w3id.org/ritgraph/shapes#")

ONTOLOGY_FILES = sorted(
    path for path in ROOT.glob("ontology/**/*.ttl") if "shapes" not in path.parts
)
SHAPES_FILES = sorted(ROOT.glob("ontology/shapes/*.ttl"))
DATA_FILES = sorted(ROOT.glob("data/**/*.ttl"))
VALID_FILES = sorted(HERE.glob("*/valid*.ttl"))
INVALID_FILES = sorted(HERE.glob("*/invalid-*.ttl"))

# How many shapes can fire. Each has one wrong file; change the number when you add or remove one.
EXPECTED_SHAPES = 264

LANGUAGES = ["en", "fi", "sv"]
TARGETS = {SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf}
NOT_A_CONSTRAINT = TARGETS | {SH.message, SH.name, SH.order, SH.path, SH.property, SH.severity}


class GraphWithPreparedQueries(Graph):
    """A graph that parses the text of a query once, not again for each focus node."""

    def query(self, query_object: str | Query, *args: object, **options: object) -> Result:
        """Run a query, prepared if its text has been seen before."""
        text_or_query = prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(text_or_query, *args, **options)


@cache
def prepared(text: str) -> Query:
    """Parse a SPARQL query."""
    return prepareQuery(text)


@cache
def parsed(path: Path) -> Graph:
    """Parse a Turtle file."""
    return Graph().parse(path)


def union(paths: list[Path]) -> Graph:
    """Join the triples of Turtle files."""
    graph = GraphWithPreparedQueries()
    for path in paths:
        graph += parsed(path)
    return graph


def fired(report: Graph) -> set[str]:
    """Name the shapes whose results a report holds."""
    return {local_name(shape) for shape in report.objects(None, SH.sourceShape)}


def local_name(shape: object) -> str:
    """Take the name of a shape from its IRI."""
    return str(shape).removeprefix(str(RITS))


def shape_of(path: Path) -> str:
    """Name the shape that a wrong file must fire."""
    return path.stem.removeprefix("invalid-")


def name_of(path: Path) -> str:
    """Name a file within this folder, without its ending."""
    return path.relative_to(HERE).with_suffix("").as_posix()


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """Give the shapes, with the prefixes of their SPARQL rules."""
    return union([*SHAPES_FILES, ROOT / "ontology/prefixes.ttl"])


@pytest.fixture(scope="module")
def superclasses() -> Graph:
    """Give the class hierarchy of the ontology, and nothing else of it."""
    graph = Graph()
    for path in ONTOLOGY_FILES:
        for triple in parsed(path).triples((None, RDFS.subClassOf, None)):
            graph.add(triple)
    return graph


class Background:
    """The correct things, to which the faults of some files at a time are added."""

    def __init__(self, shapes: Graph, superclasses: Graph) -> None:
        self.graph = union(VALID_FILES) + superclasses
        self.nodes = set(self.graph.subjects())
        graph = DataGraph.from_rdflib_graph(self.graph)
        # The public function goes first, since it also adapts rdflib to SHACL. The validator is
        # then kept, so that the shapes are read once and not once per file.
        self.conforms, self.report, self.text = pyshacl.validate(
            graph, shacl_graph=shapes, advanced=False, inference="none"
        )
        self.validator = pyshacl.Validator(graph, shacl_graph=shapes)

    def with_faults(self, paths: list[Path]) -> tuple[Graph, str]:
        """Validate the background with some wrong files added; give the report."""
        faults = [triple for triple in union(paths) if triple not in self.graph]
        for triple in faults:
            self.graph.add(triple)
        try:
            _, report, text = self.validator.run()
        finally:
            for triple in faults:
                self.graph.remove(triple)
        return report, text

    def batches(self, paths: list[Path]) -> list[list[Path]]:
        """Group wrong files that cannot touch each other, so that one run serves a group.

        No file of a group mentions what another describes. A file that says more of a correct
        thing is alone.
        """
        groups: list[tuple[list[Path], set[Node], set[Node]]] = []
        for path in paths:
            described = set(parsed(path).subjects())
            mentioned = described | set(parsed(path).objects())
            for members, all_described, all_mentioned in groups:
                if (
                    described.isdisjoint(all_mentioned | self.nodes)
                    and mentioned.isdisjoint(all_described)
                    and all_described.isdisjoint(self.nodes)
                ):
                    members.append(path)
                    all_described |= described
                    all_mentioned |= mentioned
                    break
            else:
                groups.append(([path], described, mentioned))
        return [members for members, _, _ in groups]


@pytest.fixture(scope="module")
def background(shapes: Graph, superclasses: Graph) -> Background:
    """Give the correct things."""
    return Background(shapes, superclasses)


@pytest.fixture(scope="module")
def outcomes(background: Background, request: pytest.FixtureRequest) -> dict[Path, set[str]]:
    """Name, for each wrong file under test, the shapes that fire on the things it describes.

    Files whose shape fires on a thing that no file describes are left out: they are run alone.
    """
    found: dict[Path, set[str]] = {}
    cases = [item.callspec for item in request.session.items if hasattr(item, "callspec")]
    selected = {case.params.get("path") for case in cases}
    for group in background.batches([path for path in INVALID_FILES if path in selected]):
        paths = group
        while paths:
            report, _ = background.with_faults(paths)
            results = {
                (
                    report.value(result, SH.focusNode),
                    local_name(report.value(result, SH.sourceShape)),
                )
                for result in report.objects(None, SH.result)
            }
            things = {path: set(parsed(path).subjects()) for path in paths}
            described = set().union(*things.values())
            strays = {shape for focus, shape in results if focus not in described}
            if not strays:
                for path in paths:
                    found[path] = {shape for focus, shape in results if focus in things[path]}
                break
            remaining = [path for path in paths if shape_of(path) not in strays]
            paths = remaining if len(remaining) < len(paths) else []
    return found


def firing_shapes(shapes: Graph) -> set[URIRef]:
    """Find the shapes that a result can name: reached from a target, with a constraint."""
    targeted = {shape for target in TARGETS for shape in shapes.subjects(target)}
    reached = {
        shape for start in targeted for shape in shapes.transitive_objects(start, SH.property)
    }
    return {
        shape
        for shape in reached
        if any(
            predicate in SH and predicate not in NOT_A_CONSTRAINT
            for predicate in shapes.predicates(shape)
        )
    }


def languages(shapes: Graph, subject: URIRef, predicate: URIRef) -> list[str]:
    """List the languages of the texts that a shape has for one property."""
    return sorted(text.language or "none" for text in shapes.objects(subject, predicate))


def test_every_shape_has_its_wrong_file(shapes: Graph) -> None:
    """Each shape that can fire has one wrong file, in the folder named as its shapes file."""
    homes = {
        (path.stem, local_name(shape))
        for path in SHAPES_FILES
        for shape in parsed(path).subjects(SH.severity)
    }
    files = {(path.parent.name, shape_of(path)) for path in INVALID_FILES}
    assert files == homes
    assert len(INVALID_FILES) == len(homes) == EXPECTED_SHAPES
    assert {name for _, name in homes} == {local_name(shape) for shape in firing_shapes(shapes)}


def test_every_shapes_file_has_correct_things() -> None:
    """Each shapes file has a file of correct things beside its wrong ones."""
    assert {path.parent.name for path in VALID_FILES} == {path.stem for path in SHAPES_FILES}


def test_correct_things_fire_nothing(background: Background) -> None:
    """All correct things, taken together, conform."""
    assert background.conforms, background.text
    assert fired(background.report) == set()


@pytest.mark.parametrize("path", INVALID_FILES, ids=name_of)
def test_wrong_file_fires_exactly_its_shape(
    path: Path, background: Background, outcomes: dict[Path, set[str]]
) -> None:
    """The shape that the file is named after fires, and no other."""
    expected = {shape_of(path)}
    if outcomes.get(path) != expected:
        report, text = background.with_faults([path])
        assert fired(report) == expected, text


def test_every_shape_speaks_three_languages(shapes: Graph) -> None:
    """Each shape has a severity, a name and a message in English, Swedish and Finnish."""
    silent = []
    for shape in firing_shapes(shapes):
        name = SH.name if (shape, SH.path, None) in shapes else SKOS.prefLabel
        speakers = [*shapes.objects(shape, SH.sparql)] or [shape]
        if (
            len([*shapes.objects(shape, SH.severity)]) != 1
            or languages(shapes, shape, name) != LANGUAGES
            or any(languages(shapes, speaker, SH.message) != LANGUAGES for speaker in speakers)
        ):
            silent.append(local_name(shape))
    assert sorted(silent) == []


def test_message_names_the_field(shapes: Graph) -> None:
    """Each message names its field by a CURIE, the same ones in the three languages."""
    curie = re.compile(r"\b[a-z0-9-]+:[A-Za-z]\w*")
    differing = []
    for speaker in set(shapes.subjects(SH.message)):
        fields = {
            frozenset(curie.findall(re.sub(r'<[^>]*>|"[^"]*"|https?:\S*', "", text)))
            for text in shapes.objects(speaker, SH.message)
        }
        if len(fields) != 1 or fields == {frozenset()}:
            differing.append(local_name(speaker))
    assert sorted(differing) == []


@pytest.fixture(scope="module")
def classes() -> set[Node]:
    """Give the classes that the data and the concepts instantiate."""
    paths = [*DATA_FILES, *ROOT.glob("ontology/vocabularies/*.ttl")]
    found = {cls for path in paths for cls in parsed(path).objects(None, RDF.type)}
    assert found
    return found


def test_every_class_of_the_data_has_a_shape(
    shapes: Graph, superclasses: Graph, classes: set[Node]
) -> None:
    """Each class of the data, or a class above it, is the target of a shape."""
    targets = set(shapes.objects(None, SH.targetClass))
    assert [
        str(cls)
        for cls in sorted(classes)
        if targets.isdisjoint(superclasses.transitive_objects(cls, RDFS.subClassOf))
    ] == []


def test_every_class_that_people_see_must_have_labels(shapes: Graph, classes: set[Node]) -> None:
    """Each class of the data must have labels, but for what nobody reads by name."""
    labelled = set(shapes.objects(RITS.Labelled, SH.targetClass))
    # Concepts of our own schemes are reached by their definitions; NUTS codes have no labels.
    assert classes - labelled <= {RIT.Claim, GEO.Geometry, OA.TextPositionSelector, SKOS.Concept}


def terms_in(shapes: Graph) -> Iterator[URIRef]:
    """Find the classes and properties that shapes and their SPARQL rules name."""
    prefixes = {
        str(shapes.value(declaration, SH.prefix)): str(shapes.value(declaration, SH.namespace))
        for declaration in shapes.objects(None, SH.declare)
    }
    not_terms = {SH.datatype, SH.declare, SH.hasValue, SH.nodeKind, SH.prefixes, SH.severity}
    not_terms |= {SH.targetNode}
    for predicate, value in shapes.predicate_objects():
        if predicate == SH.select:
            for prefix, name in re.findall(r"(?<![\w?\"])([a-z][\w-]*):([A-Za-z]\w*)", value):
                yield URIRef(prefixes[prefix] + name)
        elif (
            isinstance(value, URIRef)
            and value not in RITS
            and value != RDF.nil
            and (predicate in SH or predicate == RDF.first)
            and predicate not in not_terms
        ):
            yield value


def test_shapes_name_only_declared_terms(shapes: Graph) -> None:
    """Each class and property that a shape names is declared in the ontology."""
    ontology = union(ONTOLOGY_FILES)
    kinds = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty]
    declared = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    assert sorted({term for term in terms_in(shapes) if term not in XSD} - declared) == []


def test_ontology_keeps_the_house_style(shapes: Graph) -> None:
    """The terms and headers of the ontology, and the concepts, conform."""
    conforms, _, text = pyshacl.validate(
        DataGraph.from_rdflib_graph(union(ONTOLOGY_FILES)), shacl_graph=shapes
    )
    assert conforms, text


def test_shapes_files_keep_the_house_style(shapes: Graph) -> None:
    """The headers of the shapes files and the labels of the shapes conform."""
    conforms, _, text = pyshacl.validate(
        DataGraph.from_rdflib_graph(union(SHAPES_FILES)), shacl_graph=shapes
    )
    assert conforms, text
