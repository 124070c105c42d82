"""The floors of the package, the size of its modules, and what a start-up may load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from ritgraph.project import Project

ROOT = Project.shipped().root
MODULES = sorted((ROOT / "src" / "ritgraph").rglob("*.py"))
MAXIMUM_LINES = 300
TOTAL_LINES = 16000


def test_every_module_imports_only_from_the_floors_below_its_own() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    outcome = subprocess.run([linter, "--no-cache"], cwd=ROOT, text=True, capture_output=True)

    assert outcome.returncode == 0, outcome.stdout
    assert "1 kept, 0 broken" in outcome.stdout


def test_as_many_modules_as_expected_are_collected() -> None:
    assert len(MODULES) > 80


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_is_small_and_its_name_says_something(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAXIMUM_LINES
    assert path.stem not in {"utils", "helpers", "common", "misc", "base"}


def lines_of_code(path: Path) -> int:
    """Lines with a token on them that is neither comment nor docstring."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    documented = [
        n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)
    ]
    docstrings = {
        line
        for node in documented
        if ast.get_docstring(node, clean=False) is not None
        for line in range(node.body[0].lineno, node.body[0].end_lineno + 1)
    }
    lines = enumerate(source.splitlines(), 1)
    code = {number for number, line in lines if line.strip() and not line.lstrip().startswith("#")}
    return len(code - docstrings)


def test_the_package_stays_small() -> None:
    assert sum(map(lines_of_code, MODULES)) < TOTAL_LINES


@pytest.mark.parametrize(
    "code",
    [
        "import ritgraph",
        "from ritgraph.cli import main; main(['query', 'participants', '-f', 'csv'])",
        "from ritgraph.cli import main; main(['describe', 'Gävle'])",
    ],
)
def test_start_up_loads_neither_rdflib_nor_pyshacl(code: str) -> None:
    program = f"{code}\nimport sys; print(sorted({{'rdflib', 'pyshacl'}} & set(sys.modules)))"

    outcome = subprocess.run(
        [sys.executable, "-c", program], check=True, text=True, capture_output=True, cwd=ROOT
    )

    assert outcome.stdout.splitlines()[-1] == "[]"
