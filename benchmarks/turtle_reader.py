"""Measure how fast our reader of Turtle is beside pyoxigraph and rdflib.

Data: the Turtle files of this repository, read so often that a run takes a while, in turn.
Command: python benchmarks/turtle_reader.py [TURNS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import pyoxigraph as ox
from rdflib import Graph

from ritgraph.project import Project
from ritgraph.turtle.reader import read

TEXTS = [path.read_text(encoding="utf-8") for path in Project.shipped().graph_files]
ONE = "https://w3id.org/ritgraph/id/region/SE31"


def ours() -> int:
    """Read everything, with positions."""
    return sum(1 for text in TEXTS for _ in read(text))


def engine() -> int:
    """Read everything with pyoxigraph."""
    return sum(1 for text in TEXTS for _ in ox.parse(text, format=ox.RdfFormat.TURTLE))


def rdflib() -> int:
    """Read everything with rdflib."""
    return sum(len(Graph().parse(data=text, format="turtle")) for text in TEXTS)


def about_one() -> int:
    """Read the statements about one thing, as for a finding."""
    return sum(1 for text in TEXTS for _ in read(text, subjects={ONE}))


def seconds(measure: Callable[[], int]) -> float:
    """Time one run."""
    start = perf_counter()
    measure()
    return perf_counter() - start


def table(turns: int) -> Iterator[str]:
    """Run the measures in turn, and give the medians."""
    measures = (ours, engine, rdflib, about_one)
    times: dict[str, list[float]] = {measure.__name__: [] for measure in measures}
    for _ in range(turns):
        for measure in measures:
            times[measure.__name__].append(seconds(measure))
    triples, megabytes = ours(), sum(len(text.encode()) for text in TEXTS) / 1e6
    base = median(times["ours"])
    yield f"{triples:,} triples, {megabytes:.2f} MB, {turns} turns"
    for name, found in times.items():
        middle = median(found)
        yield (
            f"{name:10} {middle * 1000:8.1f} ms  {middle / base:6.2f} of ours"
            f"  {triples / middle:11,.0f} triples/s  {middle / megabytes:.3f} s/MB"
        )


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        print(line)
