"""Two results side by side: a change of ours is marked, one of the machine is not."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ritgraph.project import Project

PROGRAM = Project.shipped().root / "benchmarks" / "compare.py"
PEERS = ("pyoxigraph", "rdflib", "maplib", "shacl")
SIZES = range(8_000, 28_000, 1_000)


def seeded(seed: float) -> random.Random:
    return random.Random(seed)  # noqa: S311 (the same every time)


def results(file: Path, chance: random.Random, *, machine: float = 1, ours: float = 1) -> Path:
    """Write what a run might measure, with a tenth of chance in each time."""

    def contender(name: str, factor: float) -> dict[str, Any]:
        seconds = sorted(machine * factor * chance.uniform(0.95, 1.05) for _ in range(5))
        return {"name": name, "version": "1", "seconds": seconds, "median": seconds[2]}

    measures = [
        {
            "name": "load",
            "triples": size,
            "contenders": [contender("ritgraph", ours), *(contender(one, 2) for one in PEERS)],
        }
        for size in SIZES
    ]
    about = {"date": file.stem, "commit": "c", "machine": "m"}
    told = {"about": about, "measures": measures[:10], "growth": measures[10:]}
    file.write_text(json.dumps(told))
    return file


def compared(first: Path, second: Path) -> tuple[int, list[str]]:
    command = [sys.executable, PROGRAM, first, second]
    outcome = subprocess.run(command, capture_output=True, text=True)
    assert outcome.stderr == ""
    lines = outcome.stdout.splitlines()
    assert len(rows(lines)) == 100
    return outcome.returncode, lines


def rows(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(("load", "growth-load"))]


def marks(lines: list[str]) -> list[str]:
    return [line for line in rows(lines) if line.endswith("times")]


@pytest.mark.parametrize("machine", [0.5, 1, 1.7])
def test_two_runs_of_the_same_code_are_the_same(tmp_path: Path, machine: float) -> None:
    chance = seeded(machine)
    code, lines = compared(
        results(tmp_path / "a.json", chance), results(tmp_path / "b.json", chance, machine=machine)
    )

    assert (code, marks(lines)) == (0, [])
    assert lines[-1].startswith("0 slower, 0 faster, beyond a noise of 1")


@pytest.mark.parametrize("machine", [0.5, 1, 1.7])
def test_slower_code_is_marked(tmp_path: Path, machine: float) -> None:
    chance = seeded(machine)
    before = results(tmp_path / "a.json", chance)
    after = results(tmp_path / "b.json", chance, machine=machine, ours=1.4)

    code, lines = compared(before, after)
    assert (code, len(marks(lines))) == (1, len(SIZES))
    assert all("ritgraph" in line and "slower, 1." in line for line in marks(lines))

    code, lines = compared(after, before)
    assert (code, len(marks(lines))) == (0, len(SIZES))
    assert all("faster, 1." in line for line in marks(lines))


def test_few_turns_are_told_and_say_nothing(tmp_path: Path) -> None:
    chance = seeded(1)
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    for file, ours in ((before, 1), (after, 9)):
        results(file, chance, ours=ours)
        told = json.loads(file.read_text())
        told["measures"][0]["contenders"][0]["seconds"] = [1.0]
        file.write_text(json.dumps(told))

    lines = compared(before, after)[1]
    assert [line for line in lines if line.endswith("too few turns")] == [lines[3]]
    assert "8,000" in lines[3]


def test_a_file_that_is_no_result_is_told(tmp_path: Path) -> None:
    for text in ("{}", "[]", "no JSON", '{"measures": 1}'):
        (file := tmp_path / "a.json").write_text(text)
        outcome = subprocess.run(
            [sys.executable, PROGRAM, file, file], capture_output=True, text=True
        )

        assert outcome.returncode == 2
        assert "cannot read results" in outcome.stderr
        assert "Traceback" not in outcome.stderr
