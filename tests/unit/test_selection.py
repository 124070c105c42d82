"""Which files a validation reads, and of which it tells."""

from pathlib import Path

import pytest

from ritgraph.errors import InputError, RitgraphError
from ritgraph.project import Project
from ritgraph.validate.selection import select


@pytest.fixture
def project(tiny_project: Path) -> Project:
    return Project.at(tiny_project)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of several kinds."""
    for name in ("a.ttl", "b.rdf", "c.txt", ".d.ttl", "e/f.NT", ".g/h.ttl"):
        file = tmp_path / "folder" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    return tmp_path / "folder"


def names(files: tuple[Path, ...], folder: Path) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in files]


def test_without_a_path_it_is_the_project(project: Project) -> None:
    selection = select(project)

    assert selection.data == project.data_files
    assert selection.shapes == project.shape_files
    assert selection.graph_files == project.graph_files
    assert (selection.named, selection.foreign) == (frozenset(), False)
    assert [path.name for path in selection.folders] == ["ontology", "data"]


def test_a_path_is_read_besides(project: Project, folder: Path) -> None:
    selection = select(project, [folder / "a.ttl"])

    assert selection.data == (folder / "a.ttl", *project.data_files)
    assert selection.named == {folder / "a.ttl"}
    assert selection.folders == ()


def test_a_folder_stands_for_the_rdf_in_it(project: Project, folder: Path) -> None:
    selection = select(project, [folder])

    assert names(selection.data[:3], folder) == ["a.ttl", "b.rdf", "e/f.NT"]


def test_shapes_of_one_s_own_leave_the_project_out(project: Project, folder: Path) -> None:
    selection = select(project, [folder / "a.ttl"], [folder / "b.rdf"], [folder / "e"])

    assert names(selection.data, folder) == ["a.ttl"]
    assert names(selection.shapes, folder) == ["b.rdf"]
    assert names(selection.ontology, folder) == ["e/f.NT"]
    assert selection.foreign


def test_a_file_of_the_project_is_no_second_one(project: Project) -> None:
    file = project.data_files[0]

    assert select(project, [file]).data == project.data_files


def test_a_relative_path_is_seen_from_here(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)

    assert select(project, ["e/../a.ttl"]).named == {folder / "a.ttl"}


def test_links_to_folders_are_not_followed(project: Project, folder: Path) -> None:
    (folder / "loop").symlink_to(folder)

    assert len(select(project, [folder]).named) == 3


def test_a_folder_without_rdf_is_an_error(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(InputError, match=r"empty: there is no RDF file in this folder \(\.ttl, "):
        select(project, [tmp_path / "empty"])


def test_shapes_without_data_are_an_error(project: Project, folder: Path) -> None:
    with pytest.raises(RitgraphError, match="name the files to hold against them"):
        select(project, shapes=[folder])
