"""The pre-commit hooks, installed and run by pre-commit itself in a scratch repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from yaml12 import read_yaml

from ritgraph.project import Project

ROOT = Project.shipped().root


def git(folder: Path, *words: str) -> None:
    """Run git as nobody in particular."""
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def scratch(tiny_project: Path) -> Path:
    """A repository that holds the small project."""
    git(tiny_project, "init", "--initial-branch=main")
    git(tiny_project, "add", ".")
    git(tiny_project, "commit", "--message=Begin")
    return tiny_project


def hooks(scratch: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run all hooks of this repository, as it stands, on all files of another."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "--all-files", "--color=never"],
        cwd=scratch,
        env=inherited | {"PRE_COMMIT_HOME": str(home)},
        text=True,
        capture_output=True,
    )


def test_hooks_pass_what_is_right_and_stop_what_is_wrong(scratch: Path, tmp_path: Path) -> None:
    names = [hook["name"] for hook in read_yaml(str(ROOT / ".pre-commit-hooks.yaml"))]
    assert names == ["ritgraph validate", "ritgraph query --check"]

    right = hooks(scratch, tmp_path / "home")
    light = next((scratch / "data").glob("**/*.ttl"))
    light.write_text(light.read_text(encoding="utf-8") + "\n<http://example.com/x> <", "utf-8")
    wrong = hooks(scratch, tmp_path / "home")

    assert right.returncode == 0, right.stdout + right.stderr
    assert right.stdout.count("Passed") == len(names)
    assert wrong.returncode == 1
    assert f"data/{light.name}:" in wrong.stdout
    assert wrong.stdout.count("Failed") == len(names)
