"""Profiles: the graph in the words of another vocabulary."""

import io
from pathlib import Path

import pytest

import ritgraph
from ritgraph.errors import LimitError, ProjectError, RefusedError, SourceSyntaxError, UnknownName

PLACES = "CONSTRUCT { ?light a <https://schema.org/Place> } WHERE { ?light a ex:Light }"
NAMES = """CONSTRUCT { ?light a <https://schema.org/Place> ; <https://schema.org/name> ?name }
WHERE { ?light a ex:Light ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }"""
EX = "PREFIX ex: <http://example.com/lights#>\n"


@pytest.fixture
def profiled(tiny_project: Path) -> Path:
    """A project with two profiles, the one of two queries."""
    for name, text in (("one/places", PLACES), ("one/names", NAMES), ("other/places", PLACES)):
        path = tiny_project / "queries" / "profiles" / f"{name}.rq"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(EX + text, encoding="utf-8")
    return tiny_project


def test_a_profile_is_what_its_queries_construct_together(profiled: Path) -> None:
    graph = ritgraph.open(profiled)

    one, other = graph.profile("one"), graph.profile("other")

    assert graph.profiles == ("one", "other")
    assert len(list(other)) == 3
    triples = list(one)
    assert len(triples) == len(set(triples)) == 3 + 4
    assert triples == list(one) == sorted(triples, key=str)


def test_the_queries_of_a_profile_are_no_saved_queries(profiled: Path) -> None:
    graph = ritgraph.open(profiled)

    assert "names" not in graph.queries
    assert graph.check_queries().queries == len(graph.queries) + 3


def test_a_profile_is_written_in_the_prefixes_of_the_graph(profiled: Path) -> None:
    stream = io.BytesIO()
    ritgraph.open(profiled).profile("other").write("turtle", stream)

    assert "light:anholt\n    a <https://schema.org/Place> ." in stream.getvalue().decode()


def test_an_unknown_profile_offers_the_nearest(profiled: Path, tiny_project: Path) -> None:
    graph = ritgraph.open(profiled)

    with pytest.raises(UnknownName) as caught:
        graph.profile("othr")

    assert str(caught.value) == (
        "There is no profile 'othr'. Did you mean 'other'? There are one, other."
    )


def test_a_graph_without_profiles_says_so(tiny: ritgraph.KnowledgeGraph) -> None:
    assert tiny.profiles == ()
    with pytest.raises(UnknownName, match=r"^There is no profile 'a'\. The graph has no profiles"):
        tiny.profile("a")


@pytest.mark.parametrize(
    ("text", "error", "problem"),
    [
        ("SELECT * { ?s ?p ?o }", ProjectError, "a query of a profile must CONSTRUCT."),
        ("ASK { ?s ?p ?o }", ProjectError, "a query of a profile must CONSTRUCT."),
        (
            *("CONSTRUCT WHERE { ?s ?p ?__x }", ProjectError),
            "a query of a profile takes no values: x.",
        ),
        ("CONSTRUCT {", SourceSyntaxError, "wrong.rq:1:12:"),
        (
            *("CONSTRUCT WHERE { SERVICE <http://a> { ?s ?p ?o } }", RefusedError),
            "wrong.rq:1:19: ",
        ),
    ],
)
def test_a_query_that_cannot_serve_is_named(
    profiled: Path, text: str, error: type[Exception], problem: str
) -> None:
    (profiled / "queries" / "profiles" / "one" / "wrong.rq").write_text(text, encoding="utf-8")

    with pytest.raises(error) as caught:
        ritgraph.open(profiled).profile("one")

    assert "wrong.rq" in str(caught.value)
    assert problem in str(caught.value)


def test_limits_hold_for_profiles(profiled: Path) -> None:
    with pytest.raises(LimitError):
        ritgraph.open(profiled).limited(max_rows=2).profile("one")
