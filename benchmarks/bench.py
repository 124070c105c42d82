"""Measure ritgraph beside its peers: the same work in turn, the answers compared first.

Data: generated graphs (see generate.py) and the graph of this repository.
Command: python benchmarks/bench.py [--quick|--smoke] [--only MEASURE ...] [--peers NAME ...]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from suite import measures
from suite.budgets import budgets
from suite.measure import Measure
from suite.peers import NPM, PYTHON, install
from suite.results import about, markdown, plain, record
from suite.turns import Patience, take
from suite.workload import Asked, Shapes, Workload

HERE = Path(__file__).parent
RESULTS = HERE / "results"
BEGIN, END = "<!-- the latest results, generated -->\n", "<!-- end of the results -->\n"


class Size(NamedTuple):
    """How much is measured, and how patiently."""

    name: str
    triples: int
    patience: Patience
    asked: tuple[str, ...]


FEW = ("participants", "timeline", "who-met-whom")
FULL = Size("bench", 862_000, Patience(5, 90, 20), ())
QUICK = Size("bench-quick", 100_000, Patience(3, 6, 3), FEW)
SMOKE = Size("smoke", 8_000, Patience(1, 60, 0), FEW[:1])
# All saved queries together take some peers long.
EVERY_QUERY = 3


def suite(size: Size) -> dict[str, Callable[[], Measure]]:
    """Give the measures by name; each makes its files when it is called."""
    work, asked, shapes = Workload(size.triples), Asked(size.asked), Shapes()
    shipped = sum(1 for _ in asked.data.open("rb"))
    return {
        "start": partial(measures.start, shipped),
        "cold": partial(measures.cold, asked, shipped),
        "warm": partial(measures.warm, asked, shipped),
        "load": partial(measures.load, work),
        "rows": partial(measures.rows, work),
        "frame": partial(measures.frame, work),
        **{
            f"validate-{kind}": partial(measures.validate, work, shapes, kind)
            for kind in ("core", "clean", "faulty")
        },
        "export": partial(measures.export, work),
        "reopen": partial(measures.reopen, work),
    }


def run(size: Size, only: list[str], missing: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Measure one work after the other."""
    slow: dict[str, str] = {}
    for name, make in suite(size).items():
        if only and name not in only:
            continue
        patience = size.patience
        if name in {"cold", "warm"}:
            patience = Patience(patience.turns, EVERY_QUERY * patience.limit, patience.enough)
        out = {**missing, **slow} if name.startswith("validate-") else missing
        taken = take(measure := make(), patience, out, say)
        if name in {"validate-core", "validate-clean"}:
            # It would take no less with more shapes, or with faults.
            over = (one for one in taken if one.trouble.startswith("over "))
            slow |= {one.contender.peer: f"{one.trouble} in {name}" for one in over}
        yield record(measure, taken)


def say(text: str) -> None:
    """Tell how far the work is."""
    print(text, file=sys.stderr, flush=True)


def write(results: dict[str, Any], name: str) -> None:
    """Keep the results, and show them in README.md."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    text = markdown(results)
    (RESULTS / f"{name}.md").write_text(f"# Results of `make {name}`\n\n{text}", encoding="utf-8")
    readme = HERE / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--quick", action="store_true", help="100,000 triples, three saved queries")
    add("--smoke", action="store_true", help="the smallest graph, once: does all of it work?")
    add("--only", nargs="+", default=[], metavar="MEASURE", help="some measures")
    add("--peers", nargs="*", metavar="NAME", help="some peers; the others are told as left out")
    add("-o", "--output", type=Path, help="write JSON here, and neither results nor README.md")
    return parser.parse_args()


def main() -> None:
    """Install, measure, print, keep."""
    given = options()
    size = SMOKE if given.smoke else QUICK if given.quick else FULL
    every = [name for name in (*PYTHON, *NPM, "jena") if name != "matplotlib"]
    wanted = every if given.peers is None else given.peers
    missing = {name: "left out" for name in every if name not in wanted}
    missing |= install(wanted, say)
    found = []
    for measured in run(size, given.only, missing):
        print(plain(measured), flush=True)
        found.append(measured)
    results: dict[str, Any] = {"about": about(size.name), "measures": found}
    results["budgets"] = budgets(results)
    for work, bound, is_, kept in results["budgets"]:
        print(f"{kept:9}  {work}: {is_} ({bound})")
    if given.output:
        given.output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    elif not given.only:
        write(results, size.name)


if __name__ == "__main__":
    main()
