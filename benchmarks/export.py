"""Measure the canonical export beside rdflib and pyoxigraph, and on ten million triples.

Data: generated graphs (see generate.py).
Command: python benchmarks/export.py [TRIPLES] [TURNS] [MANY]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

HERE = Path(__file__).parent
OURS = """
import sys
from pathlib import Path
from ritgraph.export.export import export
from ritgraph.export.source import FileSource
from ritgraph.serialise.formats import FORMATS
source, target, format_ = sys.argv[1:]
export(FileSource([Path(source)], {}), Path(target), FORMATS[format_])
"""
RDFLIB = """
import sys, rdflib
rdflib.Graph().parse(sys.argv[1]).serialize(sys.argv[2], format=sys.argv[3])
"""
# Neither sorted nor proved, with no prefix: what reading and writing cost at the least.
ENGINE = """
import sys, pyoxigraph as ox
ox.serialize(ox.parse(path=sys.argv[1]), sys.argv[2], ox.RdfFormat.TURTLE)
"""
# Memory of the program and of the process that proves the export, at their highest, together.
MEASURED = """
import resource as r
print(sum(r.getrusage(who).ru_maxrss for who in (r.RUSAGE_SELF, r.RUSAGE_CHILDREN)) // 1024)
"""


class Run(NamedTuple):
    """What one run of a program took: seconds, and megabytes at the most."""

    seconds: float
    megabytes: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.megabytes:,} MB"


def run(program: str, *words: str) -> Run:
    """Run a program in a process of its own."""
    start = perf_counter()
    command = [sys.executable, "-c", program + MEASURED, *words]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return Run(perf_counter() - start, int(told))


def generated(folder: Path, triples: int, ending: str) -> str:
    """Write a graph."""
    file = folder / f"{triples}.{ending}"
    words = ["--triples", str(triples), "--seed", "1", "-o", str(file)]
    subprocess.run([sys.executable, HERE / "generate.py", *words], check=True)  # noqa: S603
    return str(file)


def middle(runs: list[Run]) -> Run:
    """Give the median of the times, and the most memory."""
    return Run(median(one.seconds for one in runs), max(one.megabytes for one in runs))


def beside_others(folder: Path, triples: int, turns: int) -> Iterator[str]:
    """Compare an export in Turtle, sorted and proved, with the others, in turn."""
    source, target = generated(folder, triples, "ttl"), str(folder / "out.ttl")
    runs = [
        (
            run(OURS, source, target, "turtle"),
            run(RDFLIB, source, target, "turtle"),
            run(ENGINE, source, target),
        )
        for _ in range(turns)
    ]
    ours, rdflib, engine = (middle([turn[n] for turn in runs]) for n in range(3))
    yield f"{triples:,} triples from Turtle to Turtle, in {turns} turns"
    yield f"  ritgraph, canonical and proved   {ours}; at most 600 MB"
    yield (
        f"  rdflib, parsed and serialised    {rdflib};"
        f" {rdflib.seconds / ours.seconds:.1f} times as long (at least 15)"
    )
    faster = ours.seconds / engine.seconds
    yield f"  pyoxigraph, as the triples come  {engine}; {faster:.1f} times as fast"


def many(folder: Path, triples: int) -> Iterator[str]:
    """Export very many triples."""
    source = generated(folder, triples, "nt")
    yield f"{triples:,} triples from N-Triples ({Path(source).stat().st_size / 1e6:,.0f} MB)"
    for format_ in ("ntriples", "nquads", "turtle"):
        yield f"  {format_:8}  {run(OURS, source, str(folder / 'out'), format_)}"


def table(triples: int, turns: int, number: int) -> Iterator[str]:
    """Run all measures."""
    with tempfile.TemporaryDirectory() as name:
        yield from beside_others(Path(name), triples, turns)
        yield from many(Path(name), number)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    triples, turns, number = given + [862_000, 3, 10_000_000][len(given) :]
    for line in table(triples, turns, number):
        print(line, flush=True)
