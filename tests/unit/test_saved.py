"""Saved queries and the catalogue that holds them."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ritgraph import KnowledgeGraph
from ritgraph.errors import InputError, ParameterError, SourceSyntaxError, UnknownName
from ritgraph.query.saved import Catalogue, SavedQuery


def resolve(name: str, class_: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.com/{name}")


def saved(folder: Path, text: str) -> SavedQuery:
    path = folder / "a-query.rq"
    path.write_text(text, encoding="utf-8")
    return SavedQuery.read(path)


def test_a_file_is_read_with_header_and_parameters(tiny_project: Path) -> None:
    query = SavedQuery.read(tiny_project / "queries" / "lights.rq")

    assert query.name == "lights"
    assert query.header.summary == "Which lighthouses are there, and how high?"
    assert [parameter.name for parameter in query.parameters] == ["lang", "height"]


def test_defaults_are_bound_and_none_counts_as_not_given(tiny_project: Path) -> None:
    query = SavedQuery.read(tiny_project / "queries" / "lights.rq")

    assert '"en"' in query.bind({}, resolve)
    assert query.bind({"lang": None, "height": None}, resolve) == query.bind({}, resolve)
    assert '"sv"' in query.bind({"lang": "sv"}, resolve)


def test_a_missing_parameter_is_named_with_type_help_and_example(tiny_project: Path) -> None:
    query = SavedQuery.read(tiny_project / "queries" / "places" / "near.rq")

    with pytest.raises(ParameterError) as raised:
        query.bind({}, resolve)

    assert raised.value.parameter == "light"
    assert str(raised.value) == (
        "The query 'near' needs the parameter 'light' (iri: the lighthouse)."
        " Example: --light light:anholt"
    )


def test_an_unknown_parameter_gets_the_nearest(tiny_project: Path) -> None:
    query = SavedQuery.read(tiny_project / "queries" / "lights.rq")

    with pytest.raises(UnknownName, match="Did you mean 'height'") as raised:
        query.bind({"heigth": 3}, resolve)

    assert raised.value.nearest == ("height",)
    assert "has lang, height" in str(raised.value)


def test_a_parameter_of_a_query_without_any_is_refused(tiny_project: Path) -> None:
    query = SavedQuery.read(tiny_project / "queries" / "as-places.rq")

    with pytest.raises(UnknownName, match="has no parameters"):
        query.bind({"lang": "sv"}, resolve)


def test_faults_of_a_file_have_its_place(tmp_path: Path) -> None:
    with pytest.raises(SourceSyntaxError, match=r"a-query.rq:2:1: 'SELCT' is no SPARQL"):
        saved(tmp_path, "#+ summary: What?\nSELCT * { }")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes("ASK { ?s ?p 'ä' }".encode("latin-1"))

    with pytest.raises(InputError, match=r"latin.rq: it is not UTF-8 \(byte 13\)"):
        SavedQuery.read(tmp_path / "latin.rq")
    with pytest.raises(InputError, match=r"none.rq: No such file"):
        SavedQuery.read(tmp_path / "none.rq")


def test_a_byte_order_mark_is_no_part_of_the_query(tmp_path: Path) -> None:
    (tmp_path / "bom.rq").write_bytes("\ufeff#+ summary: What?\nASK {}".encode())

    assert SavedQuery.read(tmp_path / "bom.rq").header.summary == "What?"


def test_the_catalogue_reads_only_the_query_asked_for(tiny_project: Path) -> None:
    (tiny_project / "queries" / "broken.rq").write_text("SELCT", encoding="utf-8")
    catalogue = Catalogue(tuple((tiny_project / "queries").rglob("*.rq")))

    assert list(catalogue) == [
        *("as-places", "broken", "evidence", "is-lit", "lights", "low-light", "near")
    ]
    assert "broken" in catalogue
    assert len(catalogue) == 7
    assert catalogue["lights"] is catalogue["lights"]
    with pytest.raises(SourceSyntaxError):
        _ = catalogue["broken"]


def test_an_unknown_query_gets_the_nearest(tiny: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'lights'"):
        _ = tiny.queries["ligths"]

    assert tiny.queries.get("ligths") is None
