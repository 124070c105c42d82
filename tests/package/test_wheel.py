"""The wheel carries the graph: freshly installed, it answers in an empty folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ritgraph.project import Project

ROOT = Project.shipped().root


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("ritgraph-*.whl"))


def test_wheel_holds_every_file_of_the_graph_and_the_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    found = [p for f in ("ontology", "data", "queries") for p in (ROOT / f).rglob("*.*")]
    files = [path for path in found if path.is_file()]  # a profile's folder may have a full stop
    assert len(files) > 100

    assert {f"ritgraph/graph_files/{p.relative_to(ROOT).as_posix()}" for p in files} <= names
    assert {"ritgraph/py.typed", "ritgraph/export/dataset/about.rq"} <= names
    assert {name.rsplit("/")[-1] for name in names} >= {"LICENSE", "LICENSE-DATA"}


def test_installed_wheel_answers_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    environment, empty = tmp_path / "env", tmp_path / "empty"
    empty.mkdir()
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)

    def run(*words: str) -> str:
        command = [environment / "bin" / "ritgraph", *words]
        return subprocess.run(command, cwd=empty, check=True, text=True, capture_output=True).stdout

    assert len(run("query", "participants", "-f", "csv").splitlines()) == 13
    assert "0 violations" in run("validate")
    assert run("export").startswith("@prefix ")
    assert list(empty.iterdir()) == []
