"""A whole validation: what a fork does is done as well as what is done here, and nothing twice."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import ritgraph
from ritgraph import forking, validation

CountForks = Callable[[ModuleType], list[int]]


def unnamed(project: Path) -> set[Path]:
    """Take its summary from each saved query, which breaks the contract; give the files."""
    files = {p for p in (project / "queries").rglob("*.rq") if p.parent.name != "checks"}
    for file in files:
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not line.startswith("#+ summary")))
    return files


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch, count_forks: CountForks) -> list[int]:
    """Give the numbers of the forks that there have been."""
    monkeypatch.setattr(validation, "can_fork", lambda: True)
    return count_forks(forking)


def test_each_saved_query_is_held_to_its_contract_with_a_fork_and_without(
    tiny_project: Path, forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = unnamed(tiny_project)
    graph = ritgraph.open(tiny_project)

    with_fork = graph.validate().findings
    assert len(forked) == 1
    monkeypatch.setattr(validation, "can_fork", lambda: False)
    without = graph.validate().findings

    assert len(forked) == 1
    assert with_fork == without
    headers = [one for one in with_fork if one.rule == "query-header"]
    assert sorted(one.place.file for one in headers if one.place) == sorted(files)
    assert len(headers) == len(files) == 5
    of_queries = [one for one in with_fork if one.rule.startswith("query-")]
    assert sorted(graph.check_queries().findings, key=str) == sorted(of_queries, key=str)


def test_a_graph_with_what_follows_answers_in_a_fork_too(
    tiny_project: Path, forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each query states that there are no rows, so that its answer is told."""
    for number in range(3):
        query = tiny_project / "queries" / f"classes-{number}.rq"
        query.write_text("#+ expect: {rows: 0}\nSELECT ?thing ?class WHERE { ?thing a ?class }")
    graph = ritgraph.open(tiny_project)

    inferred = graph.validate(infer=True).findings
    assert len(forked) == 1
    monkeypatch.setattr(validation, "can_fork", lambda: False)

    assert graph.validate(infer=True).findings == inferred
    assert len([one for one in inferred if one.rule == "query-rows"]) == 3


def test_a_large_graph_is_not_read_twice(
    tiny_project: Path, forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validation, "_SMALL", 100)
    files = unnamed(tiny_project)

    findings = ritgraph.open(tiny_project).validate().findings

    assert not forked
    assert len([one for one in findings if one.rule == "query-header"]) == len(files)
