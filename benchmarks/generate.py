"""Generate a graph of any size that looks like the shipped one, and speaks of nothing real.

Command: python benchmarks/generate.py --triples 862000 --seed 1 [--errors 0.01] [-o FILE]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from generator.faults import Faults, Record
from generator.pilots import Pilots
from generator.vocabulary import Vocabulary
from generator.world import World
from generator.writers import NTriplesWriter, TurtleWriter

ONTOLOGY = Path(__file__).parents[1] / "ontology"
# The first two pilots use every term between them. How many triples others take, about.
FIRST = (8, 6)
PER_PILOT, PER_PARTICIPANT, PER_DOCUMENT = 1_500, 320, 90


def generate(world: World, triples: int) -> None:
    """Write pilot after pilot while there is room for one, then documents."""
    pilots = Pilots(world, countries=5 + triples // 20_000)
    pilots.begin()
    for size in FIRST:
        pilots.chapter(size)
    while (left := triples - world.triples - PER_PILOT) > 2 * PER_PARTICIPANT:
        pilots.chapter(pilots.size(largest=left // PER_PARTICIPANT))
    while triples - world.triples > PER_DOCUMENT // 2:
        pilots.document()


def run(options: argparse.Namespace) -> None:
    """Write the graph, and a list of its faults."""
    vocabulary = Vocabulary.read(ONTOLOGY)
    with ExitStack() as stack:
        file = stack.enter_context(opened(options.output))
        lines = options.output is not None and options.output.suffix == ".nt"
        writer = (NTriplesWriter if lines else TurtleWriter)(file, vocabulary.prefixes)
        record = None
        if options.expected is not None:
            record = Record(stack.enter_context(opened(options.expected)), vocabulary.prefixes)
        world = World(vocabulary, writer, options.seed, Faults(options.errors, record))
        generate(world, options.triples)
        if record is not None:
            record.close(world.triples)


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """Open a file for writing, or give standard output."""
    file = (
        os.fdopen(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
        if path is None
        else path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20)
    )
    with file:
        yield file


def share(text: str) -> float:
    """Read a share, as 0.01."""
    number = float(text)
    if not 0 <= number < 1:
        raise ValueError
    return number


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add(
        "--triples", type=int, default=10_000, help="how many, within a few per cent; 8000 at least"
    )
    add("--seed", type=int, default=1, help="the same seed and size give the same bytes")
    add("--errors", type=share, default=0.0, help="which share of the things is faulty")
    add("-o", "--output", type=Path, help="FILE.ttl or FILE.nt; else Turtle to standard output")
    add("--expected", type=Path, help="a file for the list of faults, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        run(options())
    except BrokenPipeError:
        # Whoever reads has enough; Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")
