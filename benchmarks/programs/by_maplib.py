"""The work of maplib alone: load, rows, frame."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

import maplib


def _model(file: str) -> maplib.Model:
    model = maplib.Model()
    model.read(file)
    return model


def load(file: str) -> dict[str, object]:
    """Read Turtle into memory."""
    start = perf_counter()
    model = _model(file)
    took = perf_counter() - start
    counted = model.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    return {"seconds": took, "answer": int(counted["n"][0])}


def rows(file: str, query: str, target: str) -> dict[str, object]:
    """Write the answer of a query as CSV: maplib answers with a polars frame, which can."""
    model, text = _model(file), Path(query).read_text()
    start = perf_counter()
    model.query(text).write_csv(target)
    return {"seconds": perf_counter() - start}


def frame(file: str, query: str, target: str) -> dict[str, object]:
    """Make a polars frame of the answer of a query."""
    model, text = _model(file), Path(query).read_text()
    start = perf_counter()
    made = model.query(text)
    took = perf_counter() - start
    made.write_csv(target)
    return {"seconds": took}


if __name__ == "__main__":
    work, *words = sys.argv[1:]
    print(json.dumps(globals()[work](*words)), flush=True)
