"""Which files make up a project."""

from pathlib import Path

import pytest

from ritgraph.errors import InputError, ProjectError
from ritgraph.project import Project


def names(paths: tuple[Path, ...], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def test_files_of_a_project_by_what_they_are_for(tiny_project: Path) -> None:
    project = Project.at(tiny_project)

    assert names(project.ontology_files, tiny_project) == ["ontology/lights.ttl"]
    assert names(project.shape_files, tiny_project) == ["ontology/shapes/light.ttl"]
    assert names(project.data_files, tiny_project) == ["data/lights.ttl"]
    assert names(project.query_files, tiny_project) == [
        "queries/as-places.rq",
        "queries/evidence.rq",
        "queries/lights.rq",
        "queries/places/is-lit.rq",
        "queries/places/near.rq",
    ]
    assert names(project.check_files, tiny_project) == ["queries/checks/low-light.rq"]
    assert project.graph_files == project.ontology_files + project.data_files


def test_hidden_and_foreign_files_are_no_part_of_it(tiny_project: Path) -> None:
    before = Project.at(tiny_project).data_files
    (tiny_project / "data" / ".hidden.ttl").touch()
    (tiny_project / "data" / ".git").mkdir()
    (tiny_project / "data" / ".git" / "a.ttl").touch()
    (tiny_project / "data" / "notes.txt").touch()

    assert Project.at(tiny_project).data_files == before


def test_a_folder_that_cannot_be_read_is_no_empty_one(
    tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.scandir", denied)

    with pytest.raises(InputError, match=r"/tiny/data: Permission denied$"):
        _ = Project.at(tiny_project).data_files


def test_only_the_topmost_shapes_folder_is_left_out_of_the_ontology(tiny_project: Path) -> None:
    deeper = tiny_project / "ontology" / "towers" / "shapes"
    deeper.mkdir(parents=True)
    (deeper / "round.ttl").touch()

    files = Project.at(tiny_project).ontology_files

    assert deeper / "round.ttl" in files


def test_missing_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    with pytest.raises(ProjectError, match="has no ontology/ and queries/"):
        Project.at(tmp_path)


def test_what_is_no_folder_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is not a folder"):
        Project.at(tmp_path / "nowhere")


def test_two_queries_of_one_name_are_both_named(tiny_project: Path) -> None:
    (tiny_project / "queries" / "places" / "lights.rq").touch()

    with pytest.raises(ProjectError, match=r"queries/lights.rq and queries/places/lights.rq"):
        _ = Project.at(tiny_project).query_files


def test_queries_of_profiles_are_apart_and_in_folders(tiny_project: Path) -> None:
    saved = Project.at(tiny_project).query_files
    assert Project.at(tiny_project).profile_files == {}
    top = tiny_project / "queries" / "profiles"
    for name in ("b/lights.rq", "a/two.rq", "a/deeper/one.rq", "a/.hidden.rq"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).touch()

    project = Project.at(tiny_project)

    assert {name: names(files, top) for name, files in project.profile_files.items()} == {
        "a": ["a/deeper/one.rq", "a/two.rq"],
        "b": ["b/lights.rq"],
    }
    assert project.query_files == saved
    (top / "loose.rq").touch()
    with pytest.raises(ProjectError, match=r"^queries/profiles/loose.rq belongs to no profile"):
        _ = project.profile_files


def test_the_project_around_a_folder_is_the_nearest(tiny_project: Path, tmp_path: Path) -> None:
    around = Project.around(tiny_project / "data")

    assert around is not None
    assert around.root == tiny_project
    assert Project.around(tmp_path) is None


def test_the_shipped_project_has_queries() -> None:
    assert Project.shipped().query_files
