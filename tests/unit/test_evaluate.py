"""Evaluation: the guard, and where a fault of a query is."""

from pathlib import Path

import pytest

from ritgraph import KnowledgeGraph
from ritgraph.errors import RefusedError, SourceSyntaxError
from ritgraph.query.answer.rows import Rows


def add(project: Path, name: str, text: str) -> None:
    (project / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")


def test_known_prefixes_need_no_declaration(tiny: KnowledgeGraph) -> None:
    rows = tiny.sparql("SELECT * { light:anholt ex:height ?height }")
    assert isinstance(rows, Rows)

    assert [row.height for row in rows] == [42]


def test_a_saved_query_must_declare_its_prefixes(tiny: KnowledgeGraph, tiny_project: Path) -> None:
    add(tiny_project, "bare", "SELECT * { ?s ex:height ?o }")

    with pytest.raises(SourceSyntaxError, match=r"bare.rq:1:15: the prefix 'ex:' is not declared"):
        tiny.query("bare")


def test_a_fault_of_a_text_has_line_and_column(tiny: KnowledgeGraph) -> None:
    with pytest.raises(SourceSyntaxError, match="query text:2:9: '}' cannot stand here") as raised:
        tiny.sparql("SELECT *\n{ ?s ?p }")

    assert raised.value.path is None


def test_a_fault_of_a_file_has_its_place_whatever_was_bound(
    tiny: KnowledgeGraph, tiny_project: Path
) -> None:
    add(tiny_project, "broken", "SELECT ?p {\n  ?_x ?p ?__y . }}\n")

    with pytest.raises(SourceSyntaxError, match=r"broken.rq:2:18: '}' cannot stand here"):
        tiny.query("broken", x="a rather long value", y="another")


def test_a_value_that_cannot_stand_where_it_is_used_is_told(
    tiny: KnowledgeGraph, tiny_project: Path
) -> None:
    add(tiny_project, "predicate", "SELECT ?s {\n  ?s ?_property ?o\n}")

    with pytest.raises(
        SourceSyntaxError, match=r"predicate.rq:2:6: the value given for \?_property"
    ):
        tiny.query("predicate", property="height")


def test_a_saved_query_is_guarded_too(tiny: KnowledgeGraph, tiny_project: Path) -> None:
    add(tiny_project, "far", "ASK {\n  SERVICE <http://127.0.0.1:1/> { } }")

    with pytest.raises(RefusedError, match=r"far.rq:2:3: SERVICE is refused"):
        tiny.query("far")


def test_ask_gives_a_truth_value(tiny: KnowledgeGraph) -> None:
    assert tiny.query("is-lit", day="1800-01-01") is True
    assert tiny.query("is-lit", day="1700-01-01") is False
