"""``ritgraph export --dataset`` at the prompt."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ritgraph.graph import KnowledgeGraph
from ritgraph.project import Project

Run = Callable[..., object]


def test_it_says_what_was_published(run: Run, lights: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "d"

    outcome = run("export", "--dataset", str(target), root=lights.project.root)

    *notes, summary = outcome.err.splitlines()
    files = [path for path in target.rglob("*") if path.is_file()]
    triples = len((target / "graph.nt").read_text().splitlines())
    assert (outcome.code, outcome.out) == (0, "")
    assert re.fullmatch(rf"{len(files)} files, [\d.]+ kB, {triples} triples in {target}", summary)
    assert len(notes) > 3
    assert all(note.startswith("note: ") for note in notes)
    assert run("export", "--quiet", "--dataset", str(target), root=lights.project.root).err == ""


def test_a_check_exits_with_1(run: Run, folder: Path, lights: KnowledgeGraph) -> None:
    outcome = run("export", "--dataset", str(folder), "--check", root=lights.project.root)

    assert outcome.code == 1
    assert "graph.ttl: differs\n" in outcome.out
    assert outcome.err == f"{folder} is not what would be written\n"

    run("export", "--dataset", str(folder), root=lights.project.root)
    outcome = run("export", "--dataset", str(folder), "--check", root=lights.project.root)
    assert (outcome.code, outcome.out) == (0, "")


def test_the_address_of_the_files_can_be_named(
    run: Run, lights: KnowledgeGraph, tmp_path: Path
) -> None:
    words = ("export", "--dataset", str(tmp_path / "d"), "--base", "https://e.org/lights")

    assert run(*words, root=lights.project.root).code == 0
    assert "<https://e.org/lights/graph.nt.gz>" in (tmp_path / "d" / "dcat.ttl").read_text()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--dataset", "d", "-f", "ttl"], "in every format: leave --format out."),
        (["--dataset", "d", "-o", "f", "--only", "data"], "leave --output and --only out."),
        (["--dataset", "d", "--param", "a=b"], "leave --param out."),
        (["--base", "https://e.org/"], "--base is where a dataset will lie"),
        (["--dataset", "d", "--base", "here"], "'here' is no address"),
        (["--dataset", "nowhere", "--check"], "nowhere: there is no such folder"),
    ],
)
def test_what_cannot_be_is_one_line(
    run: Run, tiny_project: Path, words: list[str], message: str
) -> None:
    outcome = run("export", *words, root=tiny_project)

    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.err.count("\n") == 1


def test_queries_and_shapes_of_the_description_are_not_among_the_others() -> None:
    project = Project.shipped()

    assert len(project.dataset_query_files) == 13
    assert len(project.dataset_shape_files) == 11
    assert not {*project.dataset_query_files} & {*project.query_files, *project.check_files}
    assert not {*project.dataset_shape_files} & {*project.shape_files, *project.graph_files}
