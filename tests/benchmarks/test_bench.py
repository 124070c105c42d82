"""The suite that measures: each measure runs once, answers agree; no time is asserted."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from ritgraph.project import Project

FOLDER = Project.shipped().root / "benchmarks"
MEASURES = {
    "start", "cold", "warm", "load", "rows", "frame", "validate-core", "validate-clean",
    "validate-faulty", "export", "reopen",
}  # fmt: skip
# Peers that install in seconds.
PEERS = ("pyoxigraph", "oxigraph", "rdflib", "shacl")


def module(name: str) -> ModuleType:
    """Load a program of the benchmarks."""
    spec = importlib.util.spec_from_file_location(name.replace("/", "_"), FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def contender(measured: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in measured["contenders"] if one["name"] == name)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Every measure, once, on the smallest graph."""
    file = tmp_path_factory.mktemp("bench") / "results.json"
    words = ["--smoke", "--peers", *PEERS, "-o", str(file)]
    subprocess.run([sys.executable, FOLDER / "bench.py", *words], check=True, capture_output=True)
    told = json.loads(file.read_bytes())
    assert len(told["budgets"]) == 11
    return {measured["name"]: measured for measured in told["measures"]}


def test_every_measure_ran_with_ours(results: dict[str, dict[str, Any]]) -> None:
    assert set(results) == MEASURES
    assert [m["name"] for m in results.values() if m["contenders"][0]["trouble"]] == []


def test_peers_that_were_left_out_are_told(results: dict[str, dict[str, Any]]) -> None:
    jena = contender(results["validate-clean"], "Jena shacl")

    assert (jena["trouble"], jena["median"]) == ("left out", None)


def test_answers_of_the_peers_are_those_of_ours(results: dict[str, dict[str, Any]]) -> None:
    """Peers that could not be installed, as without a network, are told; none may differ."""
    there = [
        (name, one["name"], one["same"], one["trouble"])
        for name, measured in results.items()
        for one in measured["contenders"]
        if one["trouble"] != "left out" and name != "start"
    ]
    missing = [one for one in there if one[3].startswith("not installed")]
    if missing:
        pytest.skip(f"Peers cannot be installed here: {missing[0][3]}")

    assert [one for one in there if one[3]] == []
    assert {one[2] for one in there} <= {True, None}
    assert len([one for one in there if one[2]]) >= 22
    # All of the faults, so that agreement is not about nothing.
    assert contender(results["validate-faulty"], "shacl")["number"] > 5


def test_an_answer_is_the_same_in_any_order_and_spelling(tmp_path: Path) -> None:
    first, second, other = (tmp_path / f"{name}.csv" for name in "abc")
    first.write_text("x,y\r\nhttp://e/a,1.50\r\nb,2\r\nord,3\r\n2.0,4\r\n")
    second.write_text('y,x\n2,b\n1.5,<http://e/a>\n3,"""ord""@sv"\n4,"""2""@en"\n')
    other.write_text("y,x\n2,b\n1.6,http://e/a\n3,ord\n4,2\n")
    rows = module("suite/answers").rows

    assert rows(first) == rows(second) != rows(other)
    assert rows(first).number == 4


def test_a_command_that_fails_or_is_too_slow_is_told(tmp_path: Path) -> None:
    run = module("suite/process").run

    assert run([tmp_path / "none"], 5).error == "cannot be started: No such file or directory"
    assert run([sys.executable, "-c", "raise ValueError('x')"], 5).error == (
        "exit code 1: ValueError: x"
    )
    assert run([sys.executable, "-c", "import time; time.sleep(60)"], 0.3).error == "over 0.3 s"


def test_memory_of_children_counts_and_that_of_the_caller_does_not() -> None:
    run = module("suite/process").run
    held = bytearray(150_000_000)
    hold = "x = bytearray(60_000_000); import time; time.sleep(0.4)"
    two = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}"

    assert run([sys.executable, "-c", "pass"], 5).megabytes < 60 < len(held) / 1e6
    if Path("/proc/self/statm").exists():
        assert run([sys.executable, "-c", f"{two}; p.wait()"], 10).megabytes > 110


def test_programs_in_other_languages_are_sound(tmp_path: Path) -> None:
    """They run where Node and Java are; elsewhere nothing is known of them."""
    programs = FOLDER / "programs"
    commands = [("node", "--check", file) for file in sorted(programs.glob("*.mjs"))]
    assert len(commands) == 2
    jena = FOLDER / ".peers" / "jena"
    if jena.is_dir():
        compile_ = ("javac", "-d", tmp_path, "-cp", f"{jena}/*", programs / "ByJena.java")
        commands.append(compile_)
    there = [command for command in commands if shutil.which(command[0])]
    if not there:
        pytest.skip("There is neither Node nor Jena.")
    for command in there:
        subprocess.run(command, check=True, capture_output=True)


def test_the_shapes_that_every_engine_can_do_are_most() -> None:
    ask = "from suite.workload import Shapes; s = Shapes(); print(s.all, s.of_one_message, s.core)"
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=FOLDER, check=True, capture_output=True, text=True
    )
    sizes = [
        Counter(str(t.predicate).rpartition("#")[2][:-1] for t in ox.parse(path=FOLDER / file))
        for file in told.stdout.split()
    ]

    every, single, core = sizes
    assert every["sparql"] == single["sparql"] > 50
    assert every["message"] > single["message"] >= every["message"] - 2 * every["sparql"]
    assert (core["sparql"], core["qualifiedValueShape"]) == (0, 0)
    assert core["property"] > 0.9 * every["property"]
