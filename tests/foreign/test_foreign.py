"""Queries that nobody here wrote are saved queries too."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from ritgraph.project import Project

SCRIPT = Path(__file__).parent / "list_queries.py"
PLACE = os.environ.get("RITGRAPH_FOREIGN") or Project.shipped().root / ".venv" / "foreign"
MISSING = "the foreign source packages are not here; `make foreign` fetches them"


def listing(folder: Path) -> list[str]:
    outcome = subprocess.run(
        [sys.executable, SCRIPT, folder], capture_output=True, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert outcome.stderr == ""
    return outcome.stdout.splitlines()


def unpacked(package: str, folder: Path) -> Path:
    archives = sorted(Path(PLACE).glob(f"{package}-*.tar.gz"))
    if not archives:
        pytest.skip(MISSING)
    with tarfile.open(archives[-1]) as archive:
        queries = [
            member
            for member in archive
            if member.isfile() and member.name.endswith((".rq", ".sparql"))
        ]
        archive.extractall(folder, queries, filter="data")
    (top,) = folder.iterdir()
    return top


def test_queries_in_the_manner_of_others_are_listed() -> None:
    assert listing(Path(__file__).parent / "grlc-style") == [
        "bridges.rq  Which bridges of a kind does a town have?",
        "    kind: an iri; optional; default http://example.com/kind/Arch; one of"
        " http://example.com/kind/Arch, http://example.com/kind/Beam",
        "    town: an iri; required",
        "form.rq  A form as kgsteward has it",
        "    length: a string; optional",
        "! misspelt.rq: 1:4: the header has the unknown key 'sumary'. Did you mean 'summary'?",
        "opened.rq  Which bridges were opened since a day, under a name?",
        "    since: a date; required",
        "    name: a string in the language 'sv'; optional",
        "    note: a string; optional",
        "    length: a number; optional",
        "    spans: an integer; optional",
        "    place: a wktLiteral; required",
        "! sent-away.rq: 2:18: SERVICE is refused: it would ask another host; a query reads this"
        " graph alone.",
    ]


def test_the_queries_of_ramose_are_listed(tmp_path: Path) -> None:
    lines = listing(unpacked("ramose", tmp_path))

    assert [line for line in lines if line.startswith(("!", "    "))] == [
        "    doi: a string; required",
        "    doi: a string; required",
        "    doi: a string; required",
        "    doi: a string; required",
        "    br: an iri; required",
        "    br: an iri; required",
        "    label: a string; required",
    ]
    assert len(lines) == 10 + 7
    assert (
        "docs/comparison/grlc/queries/article-meta.rq"
        "  Title of a bibliographic resource in OpenCitations Meta, by DOI" in lines
    )


def test_the_queries_of_kgsteward_are_listed_but_for_an_update(tmp_path: Path) -> None:
    lines = listing(unpacked("kgsteward", tmp_path))

    assert len(lines) == 3
    assert [line for line in lines if line.startswith("!")] == [
        "! doc/first_steps/sparql/update/a_blue_car_for_Alice.rq: 5:1: INSERT is refused: it would"
        " change the graph; change the Turtle files instead."
    ]


def test_without_a_folder_the_usage_is_told() -> None:
    outcome = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)

    assert outcome.returncode == 1
    assert outcome.stderr.startswith("usage: ")
