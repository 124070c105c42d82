"""Measure how fast Turtle is read and laid out here, and read by pyoxigraph and rdflib.

Data: the Turtle files of this repository, as they are, and with one line per statement; in turn.
Command: python benchmarks/turtle_files.py [TURNS]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import pyoxigraph as ox
from rdflib import Graph

from ritgraph.project import Project
from ritgraph.turtle.layout import layout
from ritgraph.turtle.proved_layout import laid_out
from ritgraph.turtle.reader import read

TEXTS = [path.read_text(encoding="utf-8") for path in Project.shipped().graph_files]
ONE = "https://w3id.org/ritgraph/id/region/SE31"
SQUEEZED = [re.sub(r"\n +", " ", text) for text in TEXTS]


def tidy() -> int:
    """Lay out what is laid out already."""
    return sum(len(layout(text)) for text in TEXTS)


def untidy() -> int:
    """Lay out statements that have one line each."""
    return sum(len(layout(text)) for text in SQUEEZED)


def proved() -> int:
    """Lay out, and prove that the triples are the same."""
    return sum(len(laid_out(text.encode(), Path("a.ttl"))) for text in SQUEEZED)


def reader() -> int:
    """Read with positions."""
    return sum(1 for text in TEXTS for _ in read(text))


def about_one() -> int:
    """Read the statements about one thing, as for a finding."""
    return sum(1 for text in TEXTS for _ in read(text, subjects={ONE}))


def engine() -> int:
    """Read with pyoxigraph."""
    return sum(1 for text in TEXTS for _ in ox.parse(text, format=ox.RdfFormat.TURTLE))


def rdflib() -> int:
    """Read with rdflib."""
    return sum(len(Graph().parse(data=text, format="turtle")) for text in TEXTS)


def seconds(measure: Callable[[], int]) -> float:
    """Time one run."""
    start = perf_counter()
    measure()
    return perf_counter() - start


def table(turns: int) -> Iterator[str]:
    """Run the measures in turn, and give the medians."""
    measures = (tidy, untidy, proved, reader, about_one, engine, rdflib)
    times: dict[str, list[float]] = {measure.__name__: [] for measure in measures}
    for _ in range(turns):
        for measure in measures:
            times[measure.__name__].append(seconds(measure))
    megabytes = sum(len(text.encode()) for text in TEXTS) / 1e6
    yield f"{megabytes:.2f} MB, {turns} turns"
    for name, found in times.items():
        middle = median(found)
        yield f"{name:9} {middle * 1000:8.1f} ms  {megabytes / middle:6.2f} MB/s"


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        print(line)
