"""The profile of a start: its parts come to the whole, and the modules are those of a query."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys

import pytest

from ritgraph.project import Project

PROGRAM = Project.shipped().root / "benchmarks" / "start.py"


def test_the_parts_come_to_the_whole() -> None:
    command = [sys.executable, PROGRAM, "--turns", "1"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = re.findall(r"^\| (.*) \| (-?[0-9]+) \| -?[0-9.]+ \|$", told, re.MULTILINE)

    assert rows[0][0] == "Python starts"
    assert len(rows) == 6
    assert sum(int(took) for _, took in rows[:-1]) == pytest.approx(int(rows[-1][1]), abs=4)


def test_modules_are_those_that_a_query_imports_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(PROGRAM.parent))
    loaded = importlib.import_module("start")
    ours = [sys.executable, "-m", "ritgraph", "--quiet", "query", "participants", "-f", "csv"]
    found = loaded.modules(ours)

    assert {"ritgraph.cli.answer", "ritgraph.graph", "pyoxigraph", "argparse"} <= set(found)
    assert not {"rdflib", "pyshacl", "sys", "site"} & set(found)
    assert len(found) > 60
