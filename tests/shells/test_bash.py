"""Completion in bash, as its own completion machinery calls it, and with a real TAB."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

# What readline sets before it calls the function of a command, and what it then reads.
CALL = """
eval "$(ritgraph completion bash)"
COMP_LINE=$1 COMP_POINT=$2 COMP_TYPE=9
read -ra COMP_WORDS <<< "${COMP_LINE:0:COMP_POINT}"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_python_argcomplete ritgraph
printf '%s\\n' "${COMPREPLY[@]}"
"""
RC = """
PS1='ready> '
eval "$(ritgraph completion bash)"
bind 'set enable-bracketed-paste off'
show_and_leave() { printf '\\nline<%s>\\n' "$READLINE_LINE"; exit; }
bind -x '"\\C-m": show_and_leave'
"""


def replies(environment: dict[str, str], line: str, point: int | None = None) -> list[str]:
    outcome = subprocess.run(
        ["bash", "--norc", "-c", CALL, "bash", line, str(len(line) if point is None else point)],
        env=environment,
        check=True,
        text=True,
        capture_output=True,
    )
    assert outcome.stderr == ""
    return [word.removesuffix(" ") for word in outcome.stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ritgraph desc", ["describe"]),
        ("ritgraph query n", ["near"]),
        ("ritgraph query lights --he", ["--help", "--height"]),
        # Bash splits words at a colon, and replaces only what stands behind it.
        ("ritgraph describe light:an", ["anholt"]),
        ("ritgraph query near --light light:", ["anholt", "code-ANH", "kopu"]),
        ("ritgraph query near --light=light:an", ["anholt"]),
        ("ritgraph query near --light Anholt", [r"Anholt\ Lighthouse"]),
        (r"ritgraph query near --light Anholt\ L", [r"Anholt\ Lighthouse"]),
        ('ritgraph query near --light "Anholt', ["Anholt Lighthouse"]),
        ("ritgraph describe K", ["Kõpu"]),
        ("ritgraph describe Kõ", ["Kõpu"]),
    ],
)
def test_words_come_as_bash_wants_them(
    shell_environment: dict[str, str], line: str, expected: list[str]
) -> None:
    assert replies(shell_environment, line) == expected


def test_only_what_stands_before_the_cursor_counts(shell_environment: dict[str, str]) -> None:
    line = "ritgraph query ne --light light:anholt -f csv"

    assert replies(shell_environment, line, len("ritgraph query ne")) == ["near"]


def test_a_graph_that_cannot_be_read_gives_nothing_and_says_nothing(
    shell_environment: dict[str, str], tiny_project: Path
) -> None:
    (tiny_project / "data" / "lights.ttl").write_text("broken", encoding="utf-8")

    assert replies(shell_environment, "ritgraph describe light:") == [""]
    assert replies(shell_environment, "ritgraph --root nowhere query ") == [""]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("ritgraph desc\t", "ritgraph describe "),
        ("ritgraph describe light:an\t", "ritgraph describe light:anholt "),
        ("ritgraph describe ligh\t", "ritgraph describe light:"),
        ("ritgraph describe 'Anholt \t", "ritgraph describe 'Anholt Lighthouse' "),
        ("ritgraph describe Anholt\t", r"ritgraph describe Anholt\ Lighthouse "),
        ("true | ritgraph query nea\t", "true | ritgraph query near "),
    ],
)
def test_a_tab_completes_the_line(
    screen: Callable[..., str], tmp_path: Path, typed: str, completed: str
) -> None:
    rc = tmp_path / "rc"
    rc.write_text(RC, encoding="utf-8")

    shown = screen(["bash", "--noprofile", "--rcfile", str(rc), "-i"], f"{typed}\r")

    assert f"line<{completed}>" in shown
