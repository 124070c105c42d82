"""Terms as text: CURIEs and exact SPARQL tokens."""

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.term import Prefixes, to_sparql

PREFIXES = Prefixes(
    {"ex": "http://example.com/", "light": "http://example.com/light/", "": "http://empty.org/"}
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("iri", "curie"),
    [
        ("http://example.com/light/anholt", "light:anholt"),
        ("http://example.com/light", "ex:light"),
        ("http://example.com/light/a/b", "http://example.com/light/a/b"),
        ("http://example.com/light/", "http://example.com/light/"),
        ("http://example.com/light/a.b", "light:a.b"),
        ("http://example.com/light/ends.", "http://example.com/light/ends."),
        ("http://example.com/light/-starts", "http://example.com/light/-starts"),
        ("http://empty.org/x", ":x"),
        ("http://elsewhere.org/x", "http://elsewhere.org/x"),
    ],
)
def test_iri_is_compacted_only_to_a_curie_that_is_safe(iri: str, curie: str) -> None:
    assert PREFIXES.compact(iri) == curie
    if curie != iri:
        assert PREFIXES.expand(curie) == iri


def test_unknown_prefix_expands_to_nothing() -> None:
    assert PREFIXES.expand("other:x") is None
    assert PREFIXES.expand("ex") is None


def test_prefixes_are_a_mapping_sorted_by_name() -> None:
    assert list(PREFIXES) == ["", "ex", "light"]
    assert PREFIXES["ex"] == "http://example.com/"
    assert len(PREFIXES) == 3


@given(TEXTS, st.sampled_from([None, "en", "sv-fi"]))
def test_literal_comes_back_as_itself(text: str, language: str | None) -> None:
    literal = ox.Literal(text, language=language)

    (row,) = ox.Store().query(f"SELECT ?x WHERE {{ BIND({to_sparql(literal)} AS ?x) }}")

    assert row["x"] == literal


@given(st.text(st.sampled_from("\\uU0041\"'\n{}<>#?_ a"), max_size=12))
def test_literal_is_the_same_to_an_engine_that_unescapes_first(text: str) -> None:
    query = f"SELECT ?x WHERE {{ BIND({to_sparql(ox.Literal(text))} AS ?x) }}"

    (row,) = rdflib.Graph().query(query)

    assert str(row.x) == text


@pytest.mark.parametrize("datatype", ["integer", "decimal", "date", "boolean"])
def test_datatype_is_kept(datatype: str) -> None:
    literal = ox.Literal("1", datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))

    assert to_sparql(literal) == f'"1"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'


@pytest.mark.parametrize("term", [ox.BlankNode("b")])
def test_what_no_token_denotes_is_refused(term: ox.BlankNode) -> None:
    with pytest.raises(ValueError, match="no SPARQL token"):
        to_sparql(term)
