"""Where the time of a saved query goes, asked from the prompt of the shipped graph.

Data: the graph of this repository.
Command: python benchmarks/start.py [--turns 15] [--query participants]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from suite.commands import Command, saved_query
from suite.process import environment

from ritgraph.project import Project

# What the engine does when nothing is around it.
ENGINE = """
import sys
import pyoxigraph as ox
query, *files = sys.argv[1:]
store = ox.Store()
for file in files:
    store.load(path=file)
store.query(open(query).read()).serialize(sys.stdout.buffer, ox.QueryResultsFormat.CSV)
"""


def modules(command: Command) -> list[str]:
    """Give the modules that a command imports, in their order, without those of its start."""
    told = _run([command[0], "-X", "importtime", *command[1:]]).stderr.decode()
    start = set(_imported(_run([command[0], "-X", "importtime", "-c", ""]).stderr.decode()))
    start.add("ritgraph.__main__")
    # One that is sought in vain, as those of other systems, is told as well.
    return [name for name in _imported(told) if name not in start and find_spec(name)]


def _imported(told: str) -> list[str]:
    lines = (line.split("|") for line in told.splitlines() if line.startswith("import time:"))
    return [parts[2].strip() for parts in lines if not parts[2].strip().startswith("imported")]


def _run(command: Command) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, check=True, capture_output=True, env=environment())  # noqa: S603


def measure(commands: dict[str, Command], turns: int) -> dict[str, float]:
    """Give the median of each command in milliseconds; they are run in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(turns):
        for name, command in commands.items():
            start = perf_counter()
            _run(command)
            seconds[name].append(perf_counter() - start)
    return {name: 1000 * median(these) for name, these in seconds.items()}


def parts(query: str, turns: int) -> list[tuple[str, float]]:
    """Give the parts of the time of a query in milliseconds; the last is the whole."""
    import ritgraph

    graph = ritgraph.open()
    values = graph.queries[query].header.example
    files = [str(path) for path in Project.shipped().graph_files]
    ours = saved_query(query, values)
    with TemporaryDirectory() as folder:
        text = Path(folder, "query.rq")
        text.write_text(graph.explain(query, **values), encoding="utf-8")
        python = [sys.executable, "-c"]
        took = measure(
            {
                "start": [*python, ""],
                "import": [*python, "import pyoxigraph"],
                "engine": [*python, ENGINE, str(text), *files],
                "modules": [*python, f"import {', '.join(modules(ours))}"],
                "ours": ours,
            },
            turns,
        )
    engine, imported = took["engine"] - took["import"], took["modules"] - took["import"]
    return [
        ("Python starts", took["start"]),
        ("the engine is imported", took["import"] - took["start"]),
        ("the engine reads the files and answers", engine),
        ("other modules are imported", imported),
        (
            "all else: options, the saved query, its guard",
            took["ours"] - took["import"] - engine - imported,
        ),
        ("the whole", took["ours"]),
    ]


def main() -> None:
    """Print the parts, and what they are beside `import pyoxigraph`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--turns", type=int, default=15, help="how often each is run")
    parser.add_argument("--query", default="participants", help="the saved query")
    given = parser.parse_args()
    found = parts(given.query, given.turns)
    base = found[0][1] + found[1][1]
    print("| part | milliseconds | beside `import pyoxigraph` |")
    print("|---|---|---|")
    for name, took in found:
        print(f"| {name} | {took:.0f} | {took / base:.2f} |")


if __name__ == "__main__":
    main()
