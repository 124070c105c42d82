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


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the hooks that it has installed."""
    return tmp_path_factory.mktemp("home")


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


def test_hooks_pass_what_is_right_and_stop_what_is_wrong(scratch: Path, home: Path) -> None:
    names = [hook["name"] for hook in read_yaml(str(ROOT / ".pre-commit-hooks.yaml"))]
    assert names == ["ritgraph validate", "ritgraph query --check", "ritgraph fmt"]

    right = hooks(scratch, home)
    light = next((scratch / "data").glob("**/*.ttl"))
    light.write_text(light.read_text(encoding="utf-8") + "\n<http://example.com/x> <", "utf-8")
    wrong = hooks(scratch, home)

    assert right.returncode == 0, right.stdout + right.stderr
    assert right.stdout.count("Passed") == len(names)
    assert wrong.returncode == 1
    assert f"data/{light.name}:" in wrong.stdout
    assert wrong.stdout.count("Failed") == len(names)


def test_the_layout_of_a_commit_is_mended(scratch: Path, home: Path) -> None:
    light = next((scratch / "data").glob("**/*.ttl"))
    tidy = light.read_bytes()
    light.write_bytes(tidy.replace(b" ;\n   ", b";\r\n  "))

    first = hooks(scratch, home)
    second = hooks(scratch, home)

    assert first.returncode == 1
    assert "- files were modified by this hook" in first.stdout
    assert "1 file changed, " in first.stdout
    assert second.returncode == 0, second.stdout + second.stderr
    assert light.read_bytes() == tidy
