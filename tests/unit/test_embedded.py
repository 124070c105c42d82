"""Turtle files in memory."""

from pathlib import Path

import pytest

from ritgraph.errors import InputError, SourceErrors, SourceSyntaxError
from ritgraph.store.embedded import EmbeddedStore


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_broken_file_is_told_with_line_and_column(tmp_path: Path) -> None:
    good = write(tmp_path, "a.ttl", "<http://e/a> <http://e/b> 1 .\n")
    bad = write(tmp_path, "b.ttl", "<http://e/a> <http://e/b> 1 .\n<http://e/ä> a x y .\n")

    with pytest.raises(SourceSyntaxError) as raised:
        EmbeddedStore.load([good, bad])

    assert (raised.value.path, raised.value.line, raised.value.column) == (bad, 2, 16)


def test_every_broken_file_is_told(tmp_path: Path) -> None:
    bad = write(tmp_path, "a.ttl", "nonsense")
    good = write(tmp_path, "b.ttl", "<http://e/a> <http://e/b> 1 .")
    worse = write(tmp_path, "c.ttl", "<http://e/a> <http://e/b> \n")
    missing = tmp_path / "d.ttl"

    with pytest.raises(SourceErrors) as raised:
        EmbeddedStore.load([bad, good, worse, missing])

    assert [type(error) for error in raised.value.errors] == [
        SourceSyntaxError,
        SourceSyntaxError,
        InputError,
    ]
    assert [line.split(":")[0].rsplit("/", 1)[-1] for line in str(raised.value).split("\n")] == [
        "a.ttl",
        "c.ttl",
        "d.ttl",
    ]


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    paths = [write(tmp_path, name, "_:x <http://e/p> 1 .") for name in ("a.ttl", "b.ttl")]

    assert len(EmbeddedStore.load(paths)) == 2


def test_prefixes_are_those_declared(tiny_project: Path) -> None:
    store = EmbeddedStore.load([tiny_project / "ontology" / "lights.ttl"])

    assert sorted(store.prefixes) == ["ex", "light", "skos"]


def test_without_declarations_prefixes_are_those_of_the_files(tiny_project: Path) -> None:
    store = EmbeddedStore.load([tiny_project / "data" / "lights.ttl"])

    assert store.prefixes["light"] == "http://example.com/light/"
