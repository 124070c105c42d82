"""Completion in zsh: a terminal, a line, a real TAB."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
RC = """
PS1='ready> '
LISTMAX=1000
fpath=($ZDOTDIR $fpath)
autoload -Uz compinit && compinit -u -D
show_and_leave() { print -r -- "\nline<$BUFFER>"; exit }
zle -N accept-line show_and_leave
"""


@pytest.fixture
def tab(
    screen: Callable[..., str], shell_environment: dict[str, str], tmp_path: Path
) -> Callable[[str], str]:
    """Type a line, which may have a TAB in it, and enter it; give all that is shown."""
    script = subprocess.run(
        ["ritgraph", "completion", "zsh"], env=shell_environment, check=True, capture_output=True
    ).stdout
    (tmp_path / "_ritgraph").write_bytes(script)
    (tmp_path / ".zshrc").write_text(RC, encoding="utf-8")
    shell_environment["ZDOTDIR"] = str(tmp_path)
    return lambda line: screen(["zsh", "-i"], f"{line}\r")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("ritgraph desc\t", "ritgraph describe "),
        ("ritgraph query nea\t", "ritgraph query near "),
        ("ritgraph query near --li\t", "ritgraph query near --light "),
        ("ritgraph describe ligh\t", "ritgraph describe light:"),
        ("ritgraph describe light:an\t", "ritgraph describe light:anholt "),
        ("ritgraph describe Anholt\t", r"ritgraph describe Anholt\ Lighthouse "),
        ("ritgraph describe 'Anh\t", "ritgraph describe 'Anholt Lighthouse' "),
        ("ritgraph query near --light=light:an\t", "ritgraph query near --light=light:anholt "),
        ("ritgraph describe Kõ\t", "ritgraph describe Kõpu "),
        ("true | LC_TIME=C ritgraph query nea\t", "true | LC_TIME=C ritgraph query near "),
        # The cursor goes back to the end of `nea`; zsh puts a space behind a finished word.
        ("ritgraph query nea -f csv" + 7 * "\x02" + "\t", "ritgraph query near  -f csv"),
    ],
)
def test_a_tab_completes_the_line(tab: Callable[[str], str], typed: str, completed: str) -> None:
    assert f"line<{completed}>" in tab(typed)


def test_several_words_are_listed_with_what_they_mean(tab: Callable[[str], str]) -> None:
    listed = tab("ritgraph query lights --he\t")

    assert "--height" in listed
    assert "Only those at least so high" in listed


def test_a_value_behind_an_equals_sign_has_its_meaning_too(tab: Callable[[str], str]) -> None:
    listed = tab("ritgraph query near --light=light:\t")

    assert re.search("--light=light:anholt +-- Anholt Lighthouse", listed)
    assert "None" not in listed
