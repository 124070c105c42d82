"""A published folder holds the graph in every format, and says of each file what is true."""

import gzip
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import ritgraph
from ritgraph.graph import KnowledgeGraph
from ritgraph.serialise.formats import FORMATS

GRAPH = [f"ritgraph.{format_.ending}" for format_ in FORMATS.values()]
NAMES = {
    *GRAPH,
    *("ritgraph.ttl.gz", "ritgraph.nt.gz", "ontology.ttl", "ontology.rdf", "ontology.jsonld"),
    *("shapes.ttl", "queries.ttl", "context.jsonld", "void.ttl", "dcat.ttl"),
    *("README.md", "SHA256SUMS", "w3id/.htaccess", "w3id/README.md"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_all_files_are_there_and_no_others(published: Path) -> None:
    assert contents(published).keys() == NAMES
    assert len(NAMES) == 21


@pytest.mark.parametrize("name", [name for name in GRAPH if name != "ritgraph.nq"])
def test_every_format_holds_the_same_triples(
    published: Path, triples: set[ox.Triple], name: str
) -> None:
    path = published / name
    format_ = next(f for f in FORMATS.values() if name.removeprefix("ritgraph.") == f.ending)
    text = path.read_bytes()
    assert len(triples) > 10_000
    assert {quad.triple for quad in ox.parse(text, format_.engine)} == triples


@pytest.mark.parametrize("name", ["ritgraph.ttl", "ritgraph.nt"])
def test_what_is_compressed_is_the_same(published: Path, name: str) -> None:
    with gzip.open(published / f"{name}.gz") as file:
        assert file.read() == (published / name).read_bytes()


def test_the_parts_are_those_of_the_project(published: Path) -> None:
    graph = ritgraph.open()
    project = graph.project
    for name, paths in (
        ("ontology.ttl", project.ontology_files),
        ("shapes.ttl", project.shape_files + project.dataset_shape_files),
    ):
        expected = ox.Dataset(
            quad for path in paths for quad in ox.parse(path=path, rename_blank_nodes=True)
        )
        found = ox.Dataset(ox.parse(path=published / name))
        for dataset in (expected, found):
            dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        assert set(found) == set(expected)
        assert len(found) > 2000
    queries = {
        quad.subject.value
        for quad in ox.parse(path=published / "queries.ttl")
        if quad.object.value.endswith("#SPARQLExecutable")
    }
    assert len(queries) == len(graph.queries)
    assert (published / "context.jsonld").read_bytes() == project.context_file.read_bytes()


def test_checksums_are_true_and_a_tool_agrees(published: Path) -> None:
    listed = dict(
        reversed(line.split("  ", 1))
        for line in (published / "SHA256SUMS").read_text().splitlines()
    )
    found = {name: hashlib.sha256(data).hexdigest() for name, data in contents(published).items()}
    del found["SHA256SUMS"]

    assert listed == found
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=published, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout


def test_the_page_names_each_file_with_its_numbers(published: Path) -> None:
    page = (published / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \[([^\]]+)\]\(\1\) \|(.*)\|$", page, re.M))

    assert rows.keys() == NAMES - {"README.md"}
    for name, data in contents(published).items():
        if name not in ("README.md", "SHA256SUMS"):
            assert f" {len(data):,} " in rows[name]
    digest = hashlib.sha256((published / "ritgraph.nt.gz").read_bytes()).hexdigest()
    assert (
        f"| 10,361 | {(published / 'ritgraph.nt.gz').stat().st_size:,} | `{digest}` "
        in (rows["ritgraph.nt.gz"])
    )
    assert "licence/CC_BY_4_0>" in page


def test_the_page_shows_text_and_no_markup(lights: KnowledgeGraph, tmp_path: Path) -> None:
    about = lights.project.root / "ontology" / "about.ttl"
    said = "<script>x</script> *bold* | [a](javascript:b) &amp; `code`\\n# head"
    about.write_text(
        f'<http://example.com/lights> <http://purl.org/dc/terms/title> "{said}"@en ;'
        f' <http://purl.org/dc/terms/description> "{said}"@en .'
    )
    lights.export_dataset(tmp_path / "d")

    lines = (tmp_path / "d" / "README.md").read_text().splitlines()
    shown = (
        r"&lt;script&gt;x&lt;/script&gt; \*bold\* \| \[a\](javascript:b) &amp;amp; \`code\` # head"
    )
    assert lines[0] == f"# {shown}"
    assert lines[2] == shown


def test_the_same_bytes_with_any_hash_seed(lights: KnowledgeGraph, tmp_path: Path) -> None:
    program = "import sys, ritgraph; ritgraph.open(sys.argv[1]).export_dataset(sys.argv[2])"
    seen = []
    for seed in range(6):
        target = tmp_path / f"seed-{seed}"
        subprocess.run(
            [sys.executable, "-c", program, lights.project.root, target],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "SOURCE_DATE_EPOCH": "1577836800"},
            check=True,
        )
        seen.append(contents(target))

    assert len(seen) == 6
    assert len(seen[0]) > 15
    assert all(one == seen[0] for one in seen)


def test_a_format_that_cannot_carry_the_graph_is_left_out_and_told(
    lights: KnowledgeGraph, tmp_path: Path
) -> None:
    data = lights.project.root / "data" / "odd.ttl"
    data.write_text("<http://example.com/a> <http://example.com/1> 1 .")

    published = lights.export_dataset(tmp_path / "d")

    assert not (tmp_path / "d" / "graph.rdf").exists()
    assert (tmp_path / "d" / "graph.nt").exists()
    assert sum("graph.rdf is left out: " in remark for remark in published.remarks) == 1
    assert "graph.rdf" not in (tmp_path / "d" / "dcat.ttl").read_text()


def test_a_graph_without_a_folder_of_its_own_is_called_graph(folder: Path) -> None:
    assert (folder / "graph.ttl").is_file()
    assert not (folder / "w3id").exists()
    assert not (folder / "context.jsonld").exists()
