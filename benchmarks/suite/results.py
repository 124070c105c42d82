"""What was measured, as JSON, and as a table for people and for Markdown."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version as installed
from math import isfinite
from pathlib import Path
from statistics import median
from typing import Any

from suite.foresight import memory
from suite.growth import alternative, tables
from suite.measure import Measure
from suite.peers import version
from suite.turns import Taken

HERE = Path(__file__).parents[1]
HEAD = ("", "median", "of turns", "spread", "memory", "beside ritgraph", "answer")


def record(measure: Measure, taken: Iterable[Taken]) -> dict[str, Any]:
    """Give a measure as JSON."""
    return {
        "name": measure.name,
        "title": measure.title,
        "question": measure.question,
        "triples": measure.triples,
        "contenders": [_contender(one, measure.compared) for one in taken],
    }


def _contender(taken: Taken, compared: bool) -> dict[str, Any]:
    seconds = taken.seconds
    number = sum(number for _, number in taken.answer.values())
    told: dict[str, Any] = {
        "name": taken.contender.name,
        "remark": taken.contender.remark,
        "version": version(taken.contender.peer) if taken.contender.peer else "",
        "seconds": [round(one, 4) for one in seconds],
        "median": round(median(seconds), 4) if seconds else None,
        "megabytes": round(taken.megabytes),
        "number": number,
        "same": None if not compared or not taken.answer else not taken.differs,
        "differs": list(taken.differs),
        "trouble": taken.trouble,
    }
    parts = taken.by_part()
    failed = dict(taken.runs[0].failed) if taken.runs else {}
    if failed:
        told["failed"] = failed
    if len(parts) + len(failed) > 1:
        told["parts"] = {part: round(one, 4) for part, one in parts.items()}
    return told


def about(size: str) -> dict[str, Any]:
    """Say on which machine, with which versions and from which commit."""
    return {
        "size": size,
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _git("rev-parse", "--short", "HEAD")
        + ("+" if _git("status", "--porcelain") else ""),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory()}, {platform.system()}",
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "versions": {
            name: installed(name) for name in ("pyoxigraph", "shacl", "pyshacl", "rdflib")
        },
    }


def table(measure: Mapping[str, Any]) -> list[list[str]]:
    """Give a row of text for each contender."""
    ours = measure["contenders"][0]
    return [_row(one, _base(one, ours)) for one in measure["contenders"]]


def _base(one: Mapping[str, Any], ours: Mapping[str, Any]) -> float | None:
    """Give our time for the parts that a peer has done."""
    if one.get("failed"):
        return sum(ours["parts"][part] for part in one["parts"])
    return ours["median"]  # type: ignore[no-any-return]


def _row(one: Mapping[str, Any], ours: float | None) -> list[str]:
    name = f"{one['name']} {one['version']}".strip()
    name += f" ({one['remark']})" if one["remark"] else ""
    if one["median"] is None:
        return [name, one["trouble"], "", "", "", "", ""]
    least, most = min(one["seconds"]), max(one["seconds"])
    ratio = f"{one['median'] / ours:.2f}" if ours else ""
    same = {True: "same", False: "differs", None: ""}[one["same"]]
    if one["differs"] and len(one.get("parts", ())) > 1:
        same = f"differs in {len(one['differs'])} of {len(one['parts'])}"
    if one.get("failed"):
        fails = f"fails in {len(one['failed'])} of {len(one['failed']) + len(one['parts'])}"
        same = fails if one["same"] else f"{fails}, {same}"
    spread = f"{least:.3f}-{most:.3f}"
    turns = str(len(one["seconds"]))
    return [name, f"{one['median']:.3f} s", turns, spread, f"{one['megabytes']:,} MB", ratio, same]


def plain(measure: Mapping[str, Any]) -> str:
    """Lay out a measure for a terminal."""
    rows = [list(HEAD), *table(measure)]
    # What went wrong is wide, and stands alone in its row.
    widths = [max(len(row[column]) for row in rows if any(row[2:])) for column in range(len(HEAD))]
    widths[0] = max(len(row[0]) for row in rows)
    lines = (
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    title = f"{measure['title']} ({measure['triples']:,} triples)"
    return "\n".join([title, *(f"  {line}".rstrip() for line in lines), ""])


def markdown(results: Mapping[str, Any], picture: str = "") -> str:
    """Lay out all measures, budgets and the machine as Markdown; ``picture`` shows growth."""
    machine = results["about"]
    versions = ", ".join(f"{name} {one}" for name, one in machine["versions"].items())
    lines = [
        f"Measured on {machine['date']} with `make {machine['size']}` in "
        f"{_minutes(machine['took'])}, commit {machine['commit']}; "
        f"{machine['machine']}, load {machine['load']} at the beginning; "
        f"Python {machine['python']}, {versions}.",
        *(
            f"Measured again on {one['date']}, commit {one['commit']}: {', '.join(one['only'])}."
            for one in machine.get("again", ())
        ),
        "",
        "Beside ritgraph is a median divided by ours: above 1 it takes longer. A peer that takes "
        "long has fewer turns; one that is stopped, fails or differs is told as such. One that "
        "would take too long, as what it took on fewer triples says, is not started.",
        "",
    ]
    if results.get("budgets"):
        rows = _rows([["work", "must be", "is", ""], *results["budgets"]])
        lines += ["**Budgets**, which are meant for `make bench`", "", *rows]
    for measure in results["measures"]:
        lines += [
            f"**{measure['title']}**, {measure['triples']:,} triples. {measure['question']}",
            "",
            *_rows([list(HEAD), *table(measure)]),
            *_parts(measure),
        ]
    lines += _growth(results.get("growth", ()), picture)
    return "\n".join(lines)


def _parts(measure: Mapping[str, Any]) -> list[str]:
    """Show the median of each part of a work, as of each saved query, where there are several."""
    those = [one for one in measure["contenders"] if one.get("parts")]
    names = list(those[0]["parts"]) if those else []
    if not names:
        return []
    head = ["", *(one["name"] for one in those)]
    rows = [[name, *(_part(one, name) for one in those)] for name in names]
    told = f"<details><summary>Each of the {len(names)}, in seconds</summary>"
    return [told, "", *_rows([head, *rows]), "</details>", ""]


def _part(one: Mapping[str, Any], name: str) -> str:
    if name in one.get("failed", {}):
        return "over" if one["failed"][name].startswith("over ") else "fails"
    differs = " differs" if name in one["differs"] else ""
    return f"{one['parts'][name]:.4f}{differs}" if name in one["parts"] else "-"


def _growth(growth: Sequence[Mapping[str, Any]], picture: str) -> list[str]:
    """Show how cost grows, in a picture and in tables."""
    if not growth:
        return []
    lines = [
        "**How cost grows** with the number of triples: median and memory. The exponent is that of "
        "time between the last two sizes measured: 1 if ten times the triples take ten times as "
        "long, 0 if they take no longer.",
        "",
    ]
    if picture:
        lines += [f"![{alternative(growth)}]({picture})", ""]
    for title, rows in tables(growth):
        lines += [f"*{title}*", "", *_rows(rows)]
    return lines


def _minutes(seconds: float) -> str:
    """Spell how long all of it took.

    >>> _minutes(200), _minutes(90)
    ('3 minutes', '90 seconds')
    """
    return f"{seconds / 60:.0f} minutes" if seconds > 150 else f"{seconds:.0f} seconds"


def _rows(rows: Iterable[Iterable[str]]) -> list[str]:
    head, *body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return [f"| {' | '.join(line)} |" for line in lines] + [""]


def _git(*words: str) -> str:
    command = ["git", "-C", HERE, *words]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()  # noqa: S603


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> str:
    return f"{memory() / 1024:.0f} GB" if isfinite(memory()) else sys.platform
