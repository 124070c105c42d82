"""Names become things: by IRI, CURIE, code or label."""

import pytest

from ritgraph import KnowledgeGraph
from ritgraph.errors import ParameterError, UnknownName
from ritgraph.query.resolve import Resolver

LIGHT = "http://example.com/light/"


@pytest.fixture
def resolver(tiny: KnowledgeGraph) -> Resolver:
    """The names of the lighthouse project."""
    return tiny.resolver


@pytest.mark.parametrize(
    "name",
    [
        f"{LIGHT}anholt",
        f"<{LIGHT}anholt>",
        "light:anholt",
        "ANH",
        "Anholt Lighthouse",
        "anholt LIGHTHOUSE",
        "  Anholts   fyr ",
    ],
)
def test_a_thing_has_many_names(resolver: Resolver, name: str) -> None:
    assert resolver.resolve(name).value == f"{LIGHT}anholt"


def test_names_beyond_ascii_do_not_depend_on_case(resolver: Resolver) -> None:
    assert resolver.resolve("UTÖ").value == f"{LIGHT}utö"
    assert resolver.resolve("kõPU").value == f"{LIGHT}kopu"


def test_terms_can_be_named_too(resolver: Resolver) -> None:
    assert resolver.resolve("ex:height").value == "http://example.com/lights#height"
    assert resolver.resolve("Fyr").value == "http://example.com/lights#Light"
    assert resolver.resolve("ex:near").value == "http://example.com/lights#near"


def test_a_name_of_several_things_lists_them(resolver: Resolver) -> None:
    with pytest.raises(ParameterError, match="can mean light:anholt or http:"):
        resolver.resolve("the old light")


def test_a_class_chooses_among_things(resolver: Resolver) -> None:
    assert resolver.resolve("ANH", "skos:Concept").value == f"{LIGHT}code-ANH"
    assert resolver.resolve("ANH", "ex:Light").value == f"{LIGHT}anholt"


@pytest.mark.parametrize(
    ("name", "class_", "message"),
    [
        ("Anholt Lighthuose", "", "no thing 'Anholt Lighthuose'. Did you mean 'Anholt Light"),
        ("old light", "", "Did you mean 'The Old Light'?"),
        ("light:anhold", "", "Did you mean 'light:anholt'?"),
        (f"{LIGHT}nowhere", "", f"There is no thing '{LIGHT}nowhere'."),
        ("nothing like it", "", "Give an IRI, a CURIE, a code or a label."),
        ("<not an iri>", "", "There is no thing '<not an iri>'."),
        ("Uto", "ex:Light", "There is no ex:Light 'Uto'. Did you mean 'Utö'?"),
        ("x", "rex:Light", "There is no class 'rex:Light'. Did you mean 'ex:Light'"),
        ('"} UNION { ?thing ?p ?o', "", "There is no thing"),
    ],
)  # fmt: skip
def test_an_unknown_name_gets_the_nearest(
    resolver: Resolver, name: str, class_: str, message: str
) -> None:
    with pytest.raises(UnknownName) as raised:
        resolver.resolve(name, class_)

    assert message in str(raised.value)


def test_a_thing_of_another_class_is_told_as_such(resolver: Resolver) -> None:
    with pytest.raises(ParameterError, match="'Fyr' means ex:Light, which is no ex:Light"):
        resolver.resolve("Fyr", "ex:Light")
    with pytest.raises(ParameterError, match="'ex:height' is no ex:Light"):
        resolver.resolve("ex:height", "ex:Light")
