"""Generated graphs: the same bytes for a seed, as large as asked for, correct, faulty on demand."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

import ritgraph
from ritgraph.project import Project
from ritgraph.validate.engine.choice import start
from ritgraph.validate.graphs import Graphs

PROJECT = Project.shipped()
PROGRAM = PROJECT.root / "benchmarks" / "generate.py"
KINDS = 10
IDS = "https://w3id.org/ritgraph/id/"
CODES = "http://data.europa.eu/nuts/code/"
SCHEMES = "http://data.europa.eu/nuts/scheme/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def generate(file: Path, *words: str, hash_seed: str = "0") -> Path:
    """Run the program as a process of its own."""
    subprocess.run(
        [sys.executable, PROGRAM, *words, "-o", file],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )
    return file


def triples(file: Path) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=file)]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a graph about as small as they get."""
    return generate(tmp_path_factory.mktemp("small") / "graph.ttl", "--triples", "7500")


@pytest.mark.parametrize("ending", ["ttl", "nt"])
def test_a_seed_gives_the_same_bytes_in_every_process(tmp_path: Path, ending: str) -> None:
    options = ("--triples", "9000", "--errors", "0.03", "--seed")
    first, again, other = (
        generate(
            tmp_path / f"{name}.{ending}", *options, seed, "--expected",
            str(tmp_path / f"{name}.json"), hash_seed=hashes,
        )
        for name, seed, hashes in (("a", "7", "1"), ("b", "7", "2"), ("c", "8", "1"))
    )  # fmt: skip

    assert first.read_bytes() == again.read_bytes() != other.read_bytes()
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_turtle_and_n_triples_state_the_same(tmp_path: Path, small: Path) -> None:
    lines = generate(tmp_path / "graph.nt", "--triples", "7500")

    assert triples(lines) == triples(small)


@pytest.mark.parametrize("size", [8_000, 15_000, 60_000])
def test_the_size_is_what_was_asked_for(tmp_path: Path, size: int) -> None:
    found = triples(generate(tmp_path / "graph.nt", "--triples", str(size)))

    assert len(found) == pytest.approx(size, rel=0.02)
    assert len(set(found)) == len(found)


def test_memory_does_not_grow_with_the_graph(tmp_path: Path) -> None:
    program = (
        "import resource, runpy, sys; sys.path.insert(0, sys.argv[1]); del sys.argv[1]; "
        "runpy.run_path(sys.path[0] + '/generate.py', run_name='__main__'); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    used = [
        int(
            subprocess.run(
                [
                    sys.executable,
                    "-c",
                    program,
                    PROGRAM.parent,
                    "--triples",
                    size,
                    "-o",
                    os.devnull,
                ],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for size in ("20000", "400000")
    ]

    assert used[1] < used[0] * 1.2


def test_a_small_graph_passes_everything_with_the_reference_engine(
    tmp_path: Path, small: Path
) -> None:
    """No shape, no check and nothing that would make a green run mean little has a finding."""
    shutil.copytree(PROJECT.root / "ontology", tmp_path / "ontology")
    shutil.copytree(PROJECT.root / "queries" / "checks", tmp_path / "queries" / "checks")
    (tmp_path / "data").mkdir()
    shutil.copy(small, tmp_path / "data")

    report = ritgraph.open(tmp_path).validate(engine="pyshacl")

    assert [str(finding) for finding in report.findings] == []
    assert report.nodes_covered > 1_000


def test_all_classes_of_the_shipped_data_have_instances(small: Path) -> None:
    def classes(files: list[Path]) -> set[str]:
        stated = (triple for file in files for triple in triples(file))
        return {t.object.value for t in stated if t.predicate.value == RDF_TYPE}

    assert classes([small]) == classes(list(PROJECT.data_files))


def test_nothing_is_said_of_a_real_thing(small: Path) -> None:
    subjects = {triple.subject.value for triple in triples(small)}
    places = {iri for iri in subjects if iri.startswith(CODES)}
    named = {iri for iri in subjects if iri.startswith(IDS)}

    assert subjects - places - named == {f"{SCHEMES}{year}" for year in (2016, 2021, 2024)}
    assert [iri for iri in named if "generated-" not in iri] == []
    # Codes that ISO 3166 leaves to its users: no country has them, so no region has either.
    assert places
    assert [iri for iri in places if iri.removeprefix(CODES)[0] not in "QX"] == []


@pytest.mark.parametrize(("size", "share"), [("30000", "0.05"), ("60000", "0.01")])
def test_each_kind_of_fault_is_found_and_nothing_else(
    tmp_path: Path, size: str, share: str
) -> None:
    listed = tmp_path / "faults.json"
    file = generate(
        tmp_path / "graph.ttl", "--triples", size, "--errors", share, "--expected", str(listed)
    )
    expected = json.loads(listed.read_text(encoding="utf-8"))
    graphs = Graphs([*PROJECT.ontology_files, file], list(PROJECT.shape_files), False)
    results = start("shacl", graphs)()

    kinds = Counter(fault["fault"] for fault in expected["faults"])
    assert len(kinds) == KINDS
    assert max(kinds.values()) - min(kinds.values()) <= 1
    assert expected["triples"] == len(triples(file))
    assert {(result.focus, result.shape) for result in results} == {
        (fault["thing"], fault["shape"]) for fault in expected["faults"]
    }


@pytest.mark.parametrize("module", ["names", "places", "dates"])
def test_examples_in_the_generator_are_true(module: str) -> None:
    program = (
        f"import doctest, sys; sys.path.insert(0, sys.argv[1]); from generator import {module}; "
        f"found = doctest.testmod({module}); print(found.failed, found.attempted > 0)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", program, PROGRAM.parent], check=True, capture_output=True, text=True
    )

    assert outcome.stdout == "0 True\n"
