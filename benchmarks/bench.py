"""Measure ritgraph beside its peers: the same work in turn, the answers compared first.

Data: generated graphs (see generate.py) and the graph of this repository.
Command: python benchmarks/bench.py [--quick|--smoke] [--only MEASURE ...] [--peers NAME ...]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from suite import measures
from suite.budgets import budgets
from suite.foresight import Foresight
from suite.growth import COMPARED, GROWING, all_sizes, growing
from suite.measure import Measure
from suite.peers import NPM, PYTHON, install, python
from suite.results import about, markdown, plain, record
from suite.turns import Patience, take
from suite.workload import FOLDER, Asked, Shapes, Workload

HERE = Path(__file__).parent
RESULTS = HERE / "results"
BEGIN, END = "<!-- the latest results, generated -->\n", "<!-- end of the results -->\n"


class Size(NamedTuple):
    """How much is measured, and how patiently; and the sizes at which growth is."""

    name: str
    triples: int
    patience: Patience
    asked: tuple[str, ...]
    growth: Mapping[int, Patience]


FEW = ("participants", "timeline")
FULL = Size(
    "bench",
    862_000,
    Patience(3, 30, 35),
    (),
    {
        10_000: Patience(3, 30, 3),
        100_000: Patience(3, 40, 8),
        1_000_000: Patience(1, 30, 0),
        10_000_000: Patience(1, 60, 0),
    },
)
QUICK = Size("bench-quick", 100_000, Patience(3, 3, 2), FEW, {})
SMOKE = Size("smoke", 8_000, Patience(1, 60, 0), FEW[:1], {16_000: Patience(1, 1, 0)})
SIZES = {size.name: size for size in (FULL, QUICK, SMOKE)}
WORKS = (
    "start", "cold", "warm", "load", "rows", "frame", "validate-core", "validate-clean",
    "validate-faulty", "export", "reopen",
)  # fmt: skip
CHOSEN = (*WORKS, "measures", "growth", *(f"growth-{name}" for name in GROWING))
PEERS = [name for name in (*PYTHON, *NPM, "jena") if name != "matplotlib"]
# What is over in no time is measured more often.
OFTEN = 9
QUICK_ONES = {"start", "reopen"}
# All saved queries together take some peers so many times as long as another work.
EVERY_QUERY = 10


class Task(NamedTuple):
    """A work to measure; ``section`` is where it stands among the results."""

    section: str
    name: str
    make: Callable[[], Measure]
    patience: Patience

    @property
    def chosen(self) -> str:
        """What it is called on the command line."""
        return f"growth-{self.name}" if self.section == "growth" else self.name


class Progress:
    """Tell how far the work is, and since when."""

    def __init__(self, tasks: int = 0) -> None:
        self.started, self.tasks, self.done = perf_counter(), tasks, 0

    @property
    def took(self) -> float:
        """The seconds until now."""
        return perf_counter() - self.started

    def __call__(self, text: str) -> None:
        """Tell what is going on."""
        minutes, seconds = divmod(int(self.took), 60)
        far = f"{self.done} of {self.tasks}, " if self.tasks else ""
        print(f"[{far}{minutes}:{seconds:02}] {text}", file=sys.stderr, flush=True)


def shipped(size: Size) -> Iterator[Task]:
    """Give what is measured on the graph of this repository."""
    asked = Asked(size.asked)
    triples = sum(1 for _ in asked.data.open("rb"))
    patience = size.patience
    every = replace(patience, limit=EVERY_QUERY * patience.limit)
    yield Task("measures", "start", partial(measures.start, triples), patience)
    yield Task("measures", "cold", partial(measures.cold, asked, triples), every)
    yield Task("measures", "warm", partial(measures.warm, asked, triples), every)


def generated(work: Workload, shapes: Shapes) -> dict[str, Callable[[], Measure]]:
    """Give what is measured on a generated graph; each makes its files when it is called."""
    return {
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


def plan(size: Size, only: Sequence[str]) -> list[Task]:
    """Give all tasks; those on generated graphs from the smallest: each foresees the next."""
    shapes = Shapes()
    sized = [(triples, "growth", patience) for triples, patience in size.growth.items()]
    sized.append((size.triples, "measures", size.patience))
    tasks = list(shipped(size))
    for triples, section, patience in sorted(sized, key=lambda one: one[0]):
        made = generated(Workload(triples), shapes)
        names = growing(triples) if section == "growth" else made
        tasks += [Task(section, name, made[name], patience) for name in names]
    if size is FULL:
        tasks = [_often(task) if task.name in QUICK_ONES else task for task in tasks]
    return [task for task in tasks if not only or {task.section, task.chosen} & set(only)]


def _often(task: Task) -> Task:
    return task._replace(patience=replace(task.patience, turns=OFTEN, enough=OFTEN))


def run(
    tasks: Sequence[Task], missing: Mapping[str, str], say: Progress
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Measure one work after the other; give each with its section."""
    slow: dict[int, dict[str, str]] = {}
    foresight = Foresight()
    for say.done, (section, name, make, patience) in enumerate(tasks, 1):
        say(f"{name}: its files")
        measure = make()
        if section == "growth":
            measure = replace(measure, compared=measure.triples <= COMPARED)
        over = slow.setdefault(measure.triples, {})
        out = {**missing, **over} if name.startswith("validate-") else missing
        taken = take(measure, patience, out, foresight, say)
        foresight.remember(measure, taken)
        if name in {"validate-core", "validate-clean"}:
            # It would take no less with more shapes, or with faults.
            for one in taken:
                if one.trouble.startswith("over "):
                    over.setdefault(one.contender.peer, f"{one.trouble} in {name}")
        yield section, record(measure, taken)


def write(results: Mapping[str, Any], name: str, say: Progress) -> None:
    """Keep the results, and show those of a full run in README.md."""
    RESULTS.mkdir(exist_ok=True)
    kept = RESULTS / f"{name}.json"
    kept.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    picture = draw(kept, RESULTS / "growth.svg", say) if results["growth"] else ""
    text = markdown(results, picture)
    (RESULTS / f"{name}.md").write_text(f"# Results of `make {name}`\n\n{text}", encoding="utf-8")
    if name != FULL.name:
        return
    text = markdown(results, picture and f"{RESULTS.name}/{picture}")
    readme = HERE / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def draw(results: Path, picture: Path, say: Progress) -> str:
    """Draw how cost grows, and give the name of the picture, if there is one."""
    if trouble := install(["matplotlib"], say):
        say(f"no picture: matplotlib is {trouble['matplotlib']}")
        return ""
    command = [python("matplotlib"), HERE / "programs" / "growth_plot.py", results, picture]
    subprocess.run(command, check=True)  # noqa: S603
    return picture.name


def _results(name: str) -> dict[str, Any]:
    """Read results that were written before."""
    try:
        results: dict[str, Any] = json.loads(Path(name).read_bytes())
        SIZES[results["about"]["size"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise argparse.ArgumentTypeError(f"{name}: cannot be read as results ({error})") from None
    return results


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--quick", action="store_true", help="100,000 triples, two saved queries")
    add("--smoke", action="store_true", help="the smallest graph, once: does all of it work?")
    add(
        "--only",
        nargs="+",
        default=[],
        metavar="MEASURE",
        choices=CHOSEN,
        help=f"some: {', '.join(WORKS)}; measures, growth, growth-load ...",
    )
    add(
        "--peers",
        nargs="*",
        metavar="NAME",
        choices=PEERS,
        help=f"some of {', '.join(PEERS)}; the others are told as left out",
    )
    add(
        "--again",
        type=_results,
        metavar="JSON",
        help="lay out these anew; with --only, measured again",
    )
    add("-o", "--output", type=Path, help="write JSON here, and neither results nor README.md")
    return parser.parse_args()


def measured(given: argparse.Namespace, size: Size) -> dict[str, Any]:
    """Install the peers, and measure; what there is so far is kept if the rest comes to nothing."""
    wanted = PEERS if given.peers is None else given.peers
    missing = {name: "left out" for name in PEERS if name not in wanted}
    missing |= install(wanted, Progress())
    tasks = plan(size, given.only)
    say = Progress(len(tasks))
    results: dict[str, Any] = {"about": about(size.name), "measures": [], "growth": []}
    for section, one in run(tasks, missing, say):
        print(plain(one), flush=True)
        results[section].append(one)
        results["about"]["took"] = round(say.took)
        (FOLDER / "so-far.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    results["growth"] = all_sizes(results["growth"], results["measures"])
    return results


def renewed(old: Mapping[str, Any], new: Mapping[str, Any], only: Sequence[str]) -> dict[str, Any]:
    """Put what was measured again in the place of what it was before, and say so."""
    again = {key: new["about"][key] for key in ("date", "commit", "load")} | {"only": list(only)}
    results = {"about": {**old["about"], "again": [*old["about"].get("again", ()), again]}}
    for section in ("measures", "growth"):
        found = {(one["name"], one["triples"]): one for one in new[section]}
        results[section] = [found.get((one["name"], one["triples"]), one) for one in old[section]]
    return results


def main() -> None:
    """Measure, or read what was measured; print it, keep it."""
    given = options()
    size = SMOKE if given.smoke else QUICK if given.quick else FULL
    results = given.again or measured(given, size)
    if given.again and given.only:
        again = measured(given, SIZES[results["about"]["size"]])
        results = renewed(results, again, given.only)
    results["budgets"] = budgets(results)
    for work, bound, is_, kept in results["budgets"]:
        print(f"{kept:9}  {work}: {is_} ({bound})")
    if given.output:
        given.output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    elif given.again or not given.only:
        write(results, results["about"]["size"], Progress())


if __name__ == "__main__":
    main()
