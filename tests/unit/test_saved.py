"""Saved queries and the catalogue that holds them."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ritgraph import KnowledgeGraph
from ritgraph.errors import InputError, ParameterError, SourceSyntaxError, UnknownName
from ritgraph.project import Project
from ritgraph.query.saved.saved_query import Catalogue, SavedQuery


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
        " Example: 'light:anholt'."
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


ENUMERATED = """#+ params:
#+   light: {values: {query: lights, column: light}}
#+   round: {type: integer, values: [1, 2], default: 2}
#+   near: {type: iri, values: [light:anholt, light:gone], list: true}
ASK { ?__light_iri ?p ?_round FILTER(?p IN (?__near)) }"""


def answers(query: str, column: str) -> dict[str, str]:
    assert (query, column) == ("lights", "light")
    return {f"http://example.com/{name}": f"light:{name}" for name in ("anholt", "kopu")}


def of_the_graph(name: str, class_: str) -> ox.NamedNode:
    if name == "light:gone":
        raise UnknownName("thing", name, [])
    return resolve(name.removeprefix("light:"), class_)


def test_a_value_that_is_allowed_is_bound(tmp_path: Path) -> None:
    query = saved(tmp_path, ENUMERATED)

    bound = query.bind({"light": "anholt", "near": ["light:anholt"]}, of_the_graph, answers)

    assert bound.endswith(
        "ASK { <http://example.com/anholt> ?p"
        ' "2"^^<http://www.w3.org/2001/XMLSchema#integer> FILTER(?p IN'
        " ( <http://example.com/anholt> )) }"
    )


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"round": 3}, "The parameter 'round' takes one of 1, 2, not '3'."),
        ({"light": "bengtskär"}, "'light' takes one of light:anholt, light:kopu, not 'bengtskär'."),
        (
            {"near": "light:kopu"},
            "The parameter 'near' takes one of light:anholt, not 'light:kopu'.",
        ),
        ({"near": ["light:anholt", "light:kopu"]}, "takes one of light:anholt, not 'light:kopu'."),
    ],
)
def test_a_value_that_is_not_allowed_gets_those_that_are(
    tmp_path: Path, values: dict[str, object], problem: str
) -> None:
    query = saved(tmp_path, ENUMERATED)

    with pytest.raises(ParameterError) as raised:
        query.bind(values, of_the_graph, answers)  # type: ignore[arg-type]

    assert str(raised.value).endswith(problem)


def test_of_many_values_the_nearest_are_named(tmp_path: Path) -> None:
    query = saved(tmp_path, ENUMERATED)
    many = {f"http://example.com/{n}": f"light:{n}" for n in ("anholt", *range(20))}

    with pytest.raises(ParameterError) as raised:
        query.bind({"light": "light:anhalt"}, of_the_graph, lambda *_: many)

    assert str(raised.value) == (
        "The parameter 'light' takes one of the 21 values of `ritgraph query lights`, not"
        " 'light:anhalt'. Did you mean 'light:anholt'?"
    )


def test_without_answers_those_of_another_query_go_unchecked(tmp_path: Path) -> None:
    query = saved(tmp_path, ENUMERATED)

    assert "<http://example.com/elsewhere>" in query.bind({"light": "elsewhere"}, of_the_graph)


def test_a_default_of_several_values_is_bound(tmp_path: Path) -> None:
    query = saved(
        tmp_path, "#+ params: {x: {list: true, default: [b, a]}}\nASK { VALUES ?_x { 1 } }"
    )

    assert query.bind({}, resolve).endswith('ASK { VALUES ?_x { "b" "a" } }')
    assert query.bind({"x": "c"}, resolve).endswith('ASK { VALUES ?_x { "c" } }')


def test_a_missing_list_is_named_with_its_example(tmp_path: Path) -> None:
    text = "#+ params: {x: {list: true}}\n#+ example: {x: [a b, c]}\nASK { VALUES ?_x { 1 } }"

    with pytest.raises(ParameterError) as raised:
        saved(tmp_path, text).bind({}, resolve)

    assert str(raised.value).endswith("(string). Example: 'a b', 'c'.")


def test_every_query_of_the_shipped_graph_can_be_read() -> None:
    project = Project.shipped()
    queries = [SavedQuery.read(path) for path in (*project.query_files, *project.check_files)]

    assert len(queries) >= 44
