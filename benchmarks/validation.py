"""Measure validation beside the engines alone, and what findings and a cold start cost.

Data: generated graphs (see generate.py) and the graph of this repository.
Command: python benchmarks/validation.py [TRIPLES] [TURNS]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

import shacl

from ritgraph.project import Project
from ritgraph.validate.engine.pyshacl_engine import PyshaclEngine
from ritgraph.validate.engine.shacl_engine import ShaclEngine
from ritgraph.validate.graphs import Graphs
from ritgraph.validate.positions import with_places
from ritgraph.validate.run import Run
from ritgraph.validate.selection import Selection

PROJECT = Project.shipped()
HERE = Path(__file__).parent
# What pySHACL can do in a minute or so.
SMALL = 20_000
MANY = 100_000
SHAPES = """@prefix : <http://example.com/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
:kept sh:targetClass :Light ; sh:property :one . :one sh:path :keeper ; sh:minCount 1 ."""


def generated(folder: Path, triples: int, errors: float = 0) -> Path:
    """Write a graph."""
    file = folder / f"{triples}-{errors}.ttl"
    words = ["--triples", str(triples), "--seed", "1", "--errors", str(errors), "-o", str(file)]
    subprocess.run([sys.executable, HERE / "generate.py", *words], check=True)  # noqa: S603
    return file


def selection(file: Path) -> Selection:
    """Take a generated file for the data of the graph."""
    return Selection(PROJECT.ontology_files, (file,), PROJECT.shape_files)


def seconds(measure: Callable[[], object]) -> float:
    """Time one run."""
    start = perf_counter()
    measure()
    return perf_counter() - start


def in_turn(turns: int, *measures: Callable[[], object]) -> list[float]:
    """Run measures in turn, and give the median of each."""
    times = [[seconds(measure) for measure in measures] for _ in range(turns)]
    return [median(column) for column in zip(*times, strict=True)]


def beside_the_engine(file: Path, turns: int) -> str:
    """Compare a run with its fast engine alone, which gets the same texts."""
    graphs = Graphs(selection(file).graph_files, PROJECT.shape_files)
    shapes, data = ShaclEngine(graphs).texts()
    alone, ours = in_turn(
        turns,
        lambda: len(shacl.Shapes.from_text(shapes).validate_text(data)),
        lambda: Run(selection(file), engine="shacl").report(),
    )
    return f"{ours:.2f} s, the engine alone {alone:.2f} s: {ours / alone:.2f} times (at most 1.15)"


def beside_pyshacl(file: Path) -> str:
    """Compare a run with pySHACL alone, on a graph that it can do."""
    graphs = Graphs(selection(file).graph_files, PROJECT.shape_files)
    graphs.read()
    alone = seconds(PyshaclEngine(graphs).results)
    ours = seconds(lambda: Run(selection(file), engine="shacl").report())
    return (
        f"{ours:.2f} s, pySHACL alone {alone:.2f} s: {alone / ours:.0f} times faster (at least 30)"
    )


def places(file: Path) -> str:
    """Measure what it takes to say where findings stand."""
    report = Run(selection(file), engine="shacl").report()
    bare = [replace(one, place=None, also=None, shape_place=None) for one in report.findings]
    took = seconds(lambda: with_places(bare, selection(file).graph_files, PROJECT.shape_files))
    megabytes = file.stat().st_size / 1e6
    return f"{took:.2f} s for {len(bare):,} findings: {took / megabytes:.3f} s/MB (at most 0.1)"


def many_findings(folder: Path) -> str:
    """Measure a report of very many findings."""
    data, shapes = folder / "many.ttl", folder / "shapes.ttl"
    lights = (f":l{number} a :Light .\n" for number in range(MANY))
    data.write_text(f"@prefix : <http://example.com/> .\n{''.join(lights)}")
    shapes.write_text(SHAPES)
    command = [sys.executable, "-m", "ritgraph", "validate", "-s", str(shapes), str(data)]
    memory = "import resource as r; print(r.getrusage(r.RUSAGE_CHILDREN).ru_maxrss)"
    script = f"import subprocess as s; s.run({command!r}, stdout=s.DEVNULL); {memory}"
    engine = f"import shacl; len(shacl.validate({str(data)!r}, {str(shapes)!r}))"
    alone = f"import subprocess as s, sys; s.run([sys.executable, '-c', {engine!r}]); {memory}"
    start = perf_counter()
    ours = int(subprocess.run([sys.executable, "-c", script], capture_output=True).stdout)  # noqa: S603
    took = perf_counter() - start
    bare = int(subprocess.run([sys.executable, "-c", alone], capture_output=True).stdout)  # noqa: S603
    return f"{took:.1f} s, {ours / 1024:.0f} MB, of which the engine alone {bare / 1024:.0f} MB"


def cold(turns: int) -> Iterator[str]:
    """Compare a command from cold with the import of the engine that everything needs."""

    def run(*words: str) -> Callable[[], object]:
        command = [sys.executable, *words]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return lambda: subprocess.run(command, cwd=PROJECT.root, **quiet)  # noqa: S603

    files = ["-s", "ontology/shapes", "-e", "ontology", "data"]
    base, whole, part, queries = in_turn(
        turns,
        run("-c", "import pyoxigraph"),
        run("-m", "ritgraph", "validate"),
        run("-m", "ritgraph", "validate", *files),
        run("-m", "ritgraph", "query", "--check"),
    )
    yield f"import pyoxigraph {base:.3f} s; budget {base + 0.15:.3f} s"
    yield f"ritgraph validate {whole:.3f} s, of which saved queries {queries:.3f} s"
    yield f"shapes and checks against a false green alone {part:.3f} s"


def table(triples: int, turns: int) -> Iterator[str]:
    """Run all measures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield f"{triples:,} triples, clean: {beside_the_engine(generated(folder, triples), turns)}"
        yield f"{SMALL:,} triples, clean: {beside_pyshacl(generated(folder, SMALL))}"
        yield f"{triples:,} triples, 1 % faulty: {places(generated(folder, triples, 0.01))}"
        yield f"{MANY:,} findings: {many_findings(folder)}"
    yield from cold(4 * turns)


if __name__ == "__main__":
    numbers = [int(word.replace("_", "")) for word in sys.argv[1:]]
    for line in table(*(numbers + [862_000, 5][len(numbers) :])):
        print(line, flush=True)
