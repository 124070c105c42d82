"""The work of ritgraph, in Python: load, frame, rows, warm.

Command: python ours.py WORK FILE [ARGUMENT ...]; the last line of the output is JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from ritgraph.query.answer.rows import answer
from ritgraph.store.embedded import EmbeddedStore


def load(file: str) -> dict[str, object]:
    """Read Turtle into memory."""
    start = perf_counter()
    store = EmbeddedStore.load([Path(file)])
    return {"seconds": perf_counter() - start, "answer": len(store)}


def rows(file: str, query: str, target: str) -> dict[str, object]:
    """Write the answer of a query as CSV."""
    store, text = EmbeddedStore.load([Path(file)]), Path(query).read_text()
    start = perf_counter()
    with Path(target).open("wb") as stream:
        answer(store, text).write("csv", stream)
    return {"seconds": perf_counter() - start}


def frame(file: str, query: str, target: str) -> dict[str, object]:
    """Make a polars frame of the answer of a query."""
    import polars  # noqa: F401 (loading it is no part of the work)

    store, text = EmbeddedStore.load([Path(file)]), Path(query).read_text()
    start = perf_counter()
    made = answer(store, text).to_polars()
    took = perf_counter() - start
    made.write_csv(target)
    return {"seconds": took}


def warm(root: str, asked: str, folder: str) -> dict[str, object]:
    """Ask every saved query with the values of its example, each twice; the second time counts."""
    import ritgraph

    graph = ritgraph.open(root)
    seconds = {}
    for name, values in json.loads(Path(asked).read_bytes()).items():
        for _ in range(2):
            start = perf_counter()
            with Path(folder, f"{name}.csv").open("wb") as stream:
                graph.query(name, **values).write("csv", stream)
            seconds[name] = perf_counter() - start
    return {"seconds": seconds}


if __name__ == "__main__":
    work, *words = sys.argv[1:]
    print(json.dumps({"load": load, "rows": rows, "frame": frame, "warm": warm}[work](*words)))
