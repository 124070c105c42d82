"""The one object that people hold."""

import subprocess
import sys
from pathlib import Path

import pytest

import ritgraph
from ritgraph import KnowledgeGraph, errors
from ritgraph.finding import Severity
from ritgraph.query.answer.rows import Rows


def test_public_names_are_sorted_and_there() -> None:
    assert ritgraph.__all__ == sorted(ritgraph.__all__)
    assert all(hasattr(ritgraph, name) for name in ritgraph.__all__)
    with pytest.raises(AttributeError, match="no attribute 'shut'"):
        _ = ritgraph.shut


def test_open_without_path_is_the_shipped_graph() -> None:
    assert len(ritgraph.open().queries) > 4


def test_open_of_what_is_no_graph_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(errors.ProjectError, match="ontology/, data/ and queries/"):
        ritgraph.open(tmp_path)


def test_parameters_are_keywords(tiny: KnowledgeGraph) -> None:
    rows = tiny.query("lights", lang="sv", height=30)
    assert isinstance(rows, Rows)

    assert [(row.name, row.height) for row in rows] == [("Anholts fyr", 42), (None, 36)]


def test_things_are_named_by_label_or_code(tiny: KnowledgeGraph) -> None:
    assert [list(tiny.query("near", light=name)) for name in ("ANH", "anholts fyr")] == [
        [("http://example.com/light/utö",)]
    ] * 2


def test_broken_files_are_all_told_when_the_graph_is_needed(tiny_project: Path) -> None:
    for name in ("a", "b"):
        (tiny_project / "data" / f"{name}.ttl").write_text("nonsense", encoding="utf-8")
    graph = ritgraph.open(tiny_project)

    assert "lights" in graph.queries
    with pytest.raises(errors.SourceErrors) as raised:
        graph.query("lights")
    assert len(raised.value.errors) == 2


def test_to_rdflib_has_the_triples_and_prefixes(tiny: KnowledgeGraph) -> None:
    graph = tiny.to_rdflib()

    assert len(graph) == tiny.stats().triples
    assert dict(graph.namespaces())["light"].toPython() == "http://example.com/light/"


def test_export_gives_ontology_and_data_without_shapes(
    tiny: KnowledgeGraph, tmp_path: Path
) -> None:
    target = tmp_path / "graph.ttl"

    assert tiny.export(target) == tiny.stats().triples
    text = target.read_text(encoding="utf-8")
    assert "light:anholt" in text
    assert "LightShape" not in text


def test_importing_the_package_loads_no_engine() -> None:
    engines = {"pyoxigraph", "rdflib", "re", "typing"}
    program = f"import sys, ritgraph; print({engines!r} & set(sys.modules))"
    environment = {"PYTHONPATH": str(Path(ritgraph.__file__).parents[1])}

    outcome = subprocess.run(
        [sys.executable, "-Sc", program], capture_output=True, text=True, env=environment
    )

    assert outcome.stdout.strip() == "set()"


def test_validate_joins_shapes_and_checks(tiny: KnowledgeGraph, tiny_project: Path) -> None:
    report = tiny.validate("sv")

    assert report.conforms
    assert (report.shapes, report.nodes_covered) == (3, 4)
    (warning,) = report.findings
    assert (warning.severity, warning.rule) == (Severity.WARNING, "low-light")
    assert (warning.focus_label, warning.message) == ("Utö", "It is only 24 metres high.")

    data = tiny_project / "data" / "lights.ttl"
    data.write_text(data.read_text(encoding="utf-8").replace("ex:height 42", "ex:height 42.5"))
    report = ritgraph.open(tiny_project).validate()

    assert not report.conforms
    assert "ex:LightShape-height".partition(":")[2] in report.findings[0].rule


def test_a_check_must_be_a_select_query(tiny: KnowledgeGraph, tiny_project: Path) -> None:
    (tiny_project / "queries" / "checks" / "ask.rq").write_text("ASK {}", encoding="utf-8")

    with pytest.raises(errors.ProjectError, match="'ask' is no SELECT query"):
        tiny.validate()
