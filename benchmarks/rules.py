"""Measure how long each rule in SPARQL takes with each engine, on graphs of growing size.

Data: generated graphs, with the ontology. The time of a rule is that beyond reading the graph; it
should grow no faster than the graph.
Command: python benchmarks/rules.py [-e shacl|pyshacl] [-n TURNS] [TRIPLES ...]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pyoxigraph as ox

from ritgraph.project import Project
from ritgraph.validate.engine.choice import start
from ritgraph.validate.graphs import Graphs

PROJECT = Project.shipped()
SH = "http://www.w3.org/ns/shacl#"
SPARQL = ox.NamedNode(f"{SH}sparql")
EMPTY = ox.Quad(
    ox.NamedNode("urn:empty"),
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    ox.NamedNode(f"{SH}NodeShape"),
)
READING, CORE, ALL = "reading alone", "all without SPARQL", "all"
SLOWEST = 12


def shapes_by_rule(folder: Path) -> dict[str, Path]:
    """Write a file for each rule, and files for none, for the shapes that are no rules, for all."""
    store = ox.Store()
    for file in PROJECT.shape_files:
        store.load(path=file, format=ox.RdfFormat.TURTLE)
    rules = list(store.quads_for_pattern(None, SPARQL, None))
    shapes = {rule.subject for rule in rules}
    parts = {READING: [EMPTY], CORE: [quad for quad in store if quad.subject not in shapes]}
    parts[ALL] = list(store)
    for rule in rules:
        about = [quad for quad in store if quad.subject in (rule.subject, rule.object)]
        parts[str(rule.subject).rstrip(">").partition("#")[2]] = about
    files = {name: folder / f"{name}.nt" for name in parts}
    for name, quads in parts.items():
        triples = (quad.triple for quad in quads)
        ox.serialize(triples, output=files[name], format=ox.RdfFormat.N_TRIPLES)
    return files


def seconds(engine: str, data: Path, shapes: Path, turns: int) -> float:
    """Time an engine; the least of some turns, since other work only ever adds to it."""
    least = float("inf")
    for _ in range(turns):
        graphs = Graphs([*PROJECT.ontology_files, data], [shapes], False)
        began = process_time()
        start(engine, graphs)()
        least = min(least, process_time() - began)
    return least


def measure(engine: str, turns: int, sizes: list[int]) -> dict[str, list[float]]:
    """Time each part of the shapes on a graph of each size."""
    with TemporaryDirectory() as folder:
        files = shapes_by_rule(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in files}
        for size in sizes:
            data = Path(folder, f"data-{size}.nt")
            program = (sys.executable, str(Path(__file__).with_name("generate.py")))
            words = ("--triples", str(size), "-o", str(data))
            subprocess.run([*program, *words], check=True)  # noqa: S603
            for name, shapes in files.items():
                times[name].append(seconds(engine, data, shapes, turns))
    return times


def table(engine: str, turns: int, sizes: list[int]) -> Iterator[str]:
    """Give a line for each of the slowest rules, with a column for each size."""
    times = measure(engine, turns, sizes)
    reading, core, whole = (times.pop(name) for name in (READING, CORE, ALL))
    beyond = {
        name: [time - read for time, read in zip(found, reading, strict=True)]
        for name, found in times.items()
    }
    slowest = sorted(beyond.items(), key=lambda row: row[1][-1], reverse=True)
    yield row(f"{engine}: seconds of processor time", [f"{size:,}" for size in sizes])
    for name, found in ((ALL, whole), (CORE, core), (READING, reading), *slowest[:SLOWEST]):
        yield row(name, [f"{time:.3f}" for time in found])
    each = (time / size * 1e6 for time, size in zip(whole, sizes, strict=True))
    yield row("all, millionths of a second per triple", [f"{time:.1f}" for time in each])


def row(name: str, cells: list[str]) -> str:
    """Write a line of the table."""
    return f"{name:46}" + "".join(f"{cell:>12}" for cell in cells)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-e", "--engine", choices=("shacl", "pyshacl"), default="shacl")
    parser.add_argument("-n", "--turns", type=int, default=3)
    parser.add_argument("triples", type=int, nargs="*", default=[10_000, 50_000, 100_000])
    options = parser.parse_args()
    for line in table(options.engine, options.turns, options.triples):
        print(line)
