"""Two engines, one report: they get the same, whatever the files are, and are held together."""

import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.errors import RitgraphError, UnsupportedError
from ritgraph.finding import Report
from ritgraph.project import Project
from ritgraph.turtle.files import format_of
from ritgraph.validate.engine import choice
from ritgraph.validate.engine.result import Result
from ritgraph.validate.engine.shapes_graph import additions
from ritgraph.validate.graphs import Graphs
from ritgraph.validate.run import Run
from ritgraph.validate.selection import Selection, select

HEAD = """@prefix : <http://example.com/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = (
    ":kept sh:targetClass :Light ; sh:property [ sh:path :p ; sh:in (1) ] , "
    "[ sh:path :q ; sh:minCount 1 ] ."
)

Both = Callable[..., Report]


@pytest.fixture
def both(tmp_path: Path) -> Both:
    """Run both engines on files given by name; they must agree, or the run ends in an error."""

    def both(shapes: str, infer: bool = False, **files: str) -> Report:
        paths = [tmp_path / name.replace("_", ".") for name in files]
        for path, text in zip(paths, files.values(), strict=True):
            path.write_text(HEAD + text if path.suffix == ".ttl" else text, encoding="utf-8")
        rules = tmp_path / "shapes.ttl"
        rules.write_text(HEAD + shapes, encoding="utf-8")
        return Run(Selection((), tuple(paths), (rules,)), engine="both", infer=infer).report()

    return both


def facts(report: Report) -> list[tuple[str | None, ...]]:
    return [
        (one.focus, one.path, one.value, str(one.place and one.place.file.name))
        for one in report.findings
        if one.component
    ]


def test_blank_nodes_with_one_label_in_several_files_stay_apart(both: Both) -> None:
    report = both(
        SHAPES, a_ttl="_:x a :Light ; :p 2 .", b_ttl="_:y :q 1 . _:x a :Light ; :p 3 ; :q _:y ."
    )

    p, q = "http://example.com/p", "http://example.com/q"
    two, three = (f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in (2, 3))
    assert facts(report) == [
        ("_:b0", p, two, "a.ttl"),
        ("_:b2", p, three, "b.ttl"),
        ("_:b0", q, None, "a.ttl"),
    ]


def test_a_base_counts_in_its_own_file_alone(both: Both) -> None:
    report = both(
        ":s sh:targetObjectsOf :p ; sh:nodeKind sh:Literal .",
        a_ttl="@base <http://example.com/one/> . <x> :p <y> . @base <deeper/> . <x> :p <y> .",
        b_ttl="@base <http://example.com/two/> . <x> :p <y> .",
    )

    assert [found[0] for found in facts(report)] == [
        f"http://example.com/{path}/y" for path in ("one/deeper", "one", "two")
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a_trig",
            "@prefix : <http://example.com/> . :a :q 1 . :g { :a a :Light . _:b a :Light } "
            ":h { :a :p 2 . _:b :q 1 }",
        ),
        (
            "a_nq",
            "<http://example.com/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<http://example.com/Light> <http://example.com/g> .\n<http://example.com/a> "
            "<http://example.com/q> _:b .\n<http://example.com/a> <http://example.com/p> "
            '"2"^^<http://www.w3.org/2001/XMLSchema#integer> _:h .\n',
        ),
        (
            "a_rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://example.com/"><Light rdf:about="http://example.com/a"><q>1</q>'
            '<p rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">2</p></Light></rdf:RDF>',
        ),
        (
            "a_jsonld",
            '{"@id": "http://example.com/a", "@type": "http://example.com/Light", '
            '"http://example.com/q": 1, "http://example.com/p": 2}',
        ),
    ],
)
def test_every_format_and_named_graphs_are_read(both: Both, name: str, text: str) -> None:
    report = both(SHAPES, **{name: text})

    value = '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    file = name.replace("_", ".")
    assert facts(report) == [("http://example.com/a", "http://example.com/p", value, file)]


def test_subclasses_of_the_ontology_count_without_inference(both: Both) -> None:
    report = both(
        SHAPES,
        a_ttl=":Beacon rdfs:subClassOf :Light .",
        b_ttl=":a a :Beacon ; :p 1 ; :q 1 ; :p 2 .",
    )

    assert len(facts(report)) == 1


@pytest.mark.parametrize(("infer", "number"), [(False, 0), (True, 3)])
def test_rdfs_counts_if_it_is_asked_for(both: Both, infer: bool, number: int) -> None:
    ontology = (
        ":keeper rdfs:domain :Lit ; rdfs:range :Man . :Lit rdfs:subClassOf :Light . "
        ":height rdfs:subPropertyOf :size . :size rdfs:subPropertyOf :p ."
    )

    report = both(SHAPES, infer, o_ttl=ontology, a_ttl=":a :keeper :ole ; :height 01, 2 .")

    assert len(facts(report)) == number
    if infer:
        values = {found[2] for found in facts(report)}
        assert '"01"^^<http://www.w3.org/2001/XMLSchema#integer>' in values


def test_a_class_of_owl_is_an_implicit_target(both: Both) -> None:
    shapes = ":Light a owl:Class , sh:NodeShape ; sh:property [ sh:path :q ; sh:minCount 1 ] ."

    assert len(facts(both(shapes, a_ttl=":a a :Light ."))) == 1


def test_what_is_beyond_core_and_sparql_runs_in_neither(both: Both) -> None:
    shapes = (
        SHAPES + ":s a sh:NodeShape ; sh:nodeKind sh:Literal ; sh:target [ a sh:SPARQLTarget ; "
        'sh:select "SELECT ?this { ?this a <http://example.com/Light> }" ] .'
    )

    report = both(shapes, a_ttl=":a a :Light ; :p 1 ; :q 1 .")

    assert facts(report) == []
    assert "unsupported-shacl-term" in {finding.rule for finding in report.findings}


def test_the_shipped_graph_is_the_same_to_both() -> None:
    report = Run(select(Project.shipped()), engine="both").report()

    assert (report.engine, report.findings) == ("both", ())


NESTED = st.recursive(
    st.sampled_from([":o", "1", '"x"', "_:a", "_:b", "[]", "()", '"""l"""', "true"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda items: f"( {' '.join(items)} )"),
        st.lists(inner, min_size=1, max_size=2).map(lambda items: f"[ :p {' , '.join(items)} ]"),
    ),
    max_leaves=8,
)


@given(
    st.lists(st.tuples(st.sampled_from([":s", "_:a", "_:c", "[]"]), NESTED), min_size=1, max_size=4)
)
def test_blank_nodes_have_one_name_in_both_engines(
    tmp_path_factory: pytest.TempPathFactory, statements: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("nested")
    data, shapes = folder / "data.ttl", folder / "shapes.ttl"
    data.write_text(HEAD + "".join(f"{subject} :p {value} .\n" for subject, value in statements))
    shapes.write_text(HEAD + "[] sh:targetObjectsOf :p ; sh:not [ sh:nodeKind sh:BlankNode ] .")
    graphs = Graphs([data], [shapes])

    fast, reference = (choice.start(name, graphs)() for name in ("shacl", "pyshacl"))

    assert {one.facts for one in fast} == {one.facts for one in reference}


def test_engines_that_differ_are_told_with_what_they_differ_in(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ritgraph.validate import shape_faults
    from ritgraph.validate.engine.shacl_engine import ShaclEngine

    monkeypatch.setattr(shape_faults, "is_installed", lambda _: False)
    made_up = Result("http://e/a", None, None, "http://e/s", "http://e/x#C", "http://e/V")
    monkeypatch.setattr(ShaclEngine, "results", lambda _: [made_up])

    with pytest.raises(UnsupportedError) as caught:
        both(SHAPES, a_ttl=":a a :Light ; :p 1 .")

    assert caught.value.exit_code == 3
    message = str(caught.value)
    assert message.startswith("The engines differ. Only pyshacl finds MinCountConstraintComponent ")
    assert "Only shacl finds C of http://e/s at http://e/a." in message


def test_without_the_wheel_auto_is_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "is_installed", lambda _: False)

    assert choice.check_engine("auto") == "pyshacl"


@pytest.mark.parametrize("engine", ["shacl", "both"])
def test_an_engine_that_is_not_installed(
    both: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setitem(sys.modules, "shacl", None)

    with pytest.raises(UnsupportedError, match=r"`pip install ritgraph\[fast\]`") as caught:
        choice.start(engine, Graphs([], []))

    assert caught.value.exit_code == 3


def test_an_unknown_engine_gets_the_nearest() -> None:
    with pytest.raises(
        RitgraphError, match=r"There is no engine 'pyshakl'\. Did you mean 'pyshacl'\?"
    ):
        choice.check_engine("pyshakl")


@pytest.mark.parametrize("ending", [".ttl", ".trig", ".rdf"])
@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{}\n",
        "{} :a :b 1 .\n:c :d 2 .\n",
        ":a :b 1 .\n:c :d 2 .\n{}",
        ':a :b """ sh:declare .\n sh:prefix .\n""" .\n{}\n:c :d """\n.\n""" , 1 .\n',
        "# sh:declare .\n{}\n# sh:namespace .\n:c :d 1 .\n",
    ],
)
def test_a_file_is_read_to_its_last_declaration(tmp_path: Path, text: str, ending: str) -> None:
    declared = (
        ':o sh:declare [ sh:prefix "a" ; sh:namespace "urn:a:" ] ,\n'
        '  [ sh:prefix "b"\n ; sh:namespace\n "urn:b:" ] .\n:o owl:imports :p .'
        ':p sh:declare [ sh:prefix "c" ; sh:namespace """urn:c:""" ] .'
    )
    turtle = HEAD + text.format(declared)
    data, shapes = tmp_path / f"data{ending}", tmp_path / "shapes.ttl"
    shapes.write_text(f'{HEAD} :s sh:sparql [ sh:prefixes :o ; sh:select "" ] .')
    if ending == ".ttl":
        data.write_text(turtle)
    else:
        ox.serialize(ox.parse(turtle, ox.RdfFormat.TURTLE), data, format_of(data))

    added = additions(Graphs([data], [shapes]))

    of_prefixes = [one for one in added if one.predicate.value.endswith("prefix")]
    assert sorted(one.object.value for one in of_prefixes) == ["a", "b", "c"]


def test_where_no_query_names_prefixes_none_are_looked_for(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(HEAD + SHAPES)

    assert additions(Graphs([tmp_path / "no-such-file.ttl"], [shapes])) == []
