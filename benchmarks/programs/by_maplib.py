"""The work of maplib: load."""

from __future__ import annotations

import json
import sys
from time import perf_counter

import maplib

if __name__ == "__main__":
    start = perf_counter()
    model = maplib.Model()
    model.read(sys.argv[2])
    took = perf_counter() - start
    counted = model.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    print(json.dumps({"seconds": took, "answer": int(counted["n"][0])}))
