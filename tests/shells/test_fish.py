"""Completion in fish, which shows what each word means, and quotes by itself."""

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")


@pytest.fixture
def fish_home(shell_environment: dict[str, str]) -> dict[str, str]:
    """A home in which the script lies where `ritgraph completion` says."""
    script = subprocess.run(
        ["ritgraph", "completion", "fish"], env=shell_environment, check=True, capture_output=True
    ).stdout
    path = Path(shell_environment["HOME"], ".config", "fish", "completions", "ritgraph.fish")
    path.parent.mkdir(parents=True)
    path.write_bytes(script)
    return shell_environment


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ritgraph query n", ["near\tWhich lighthouses are near one of them?"]),
        ("ritgraph desc", ["describe\tshow all that is known about a thing, and who says so"]),
        ("ritgraph describe light:an", ["light:anholt\tAnholt Lighthouse"]),
        ("ritgraph describe Anh", ["Anholt Lighthouse\tlight:anholt"]),
        ("ritgraph describe 'Anholt L", ["Anholt Lighthouse\tlight:anholt"]),
        ("ritgraph --lang sv describe Anh", ["Anholts fyr\tlight:anholt"]),
        ("ritgraph query near --light=light:a", ["--light=light:anholt\tAnholt Lighthouse"]),
        ("true | ritgraph query n", ["near\tWhich lighthouses are near one of them?"]),
        ("ritgraph --root nowhere query ", []),
    ],
)
def test_words_come_with_what_they_mean(
    fish_home: dict[str, str], line: str, expected: list[str]
) -> None:
    outcome = subprocess.run(
        ["fish", "-c", "complete -C $argv[1]", line],
        env=fish_home,
        check=True,
        text=True,
        capture_output=True,
    )

    assert outcome.stderr == ""
    assert outcome.stdout.splitlines() == expected
