"""What can be typed next, without a shell; with real ones see tests/shells."""

import io
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest
from argcomplete.finders import CompletionFinder

from ritgraph.cli import COMMANDS, completion
from ritgraph.cli.candidates import Candidates, beginning

Tab = Callable[..., dict[str, str]]
PICK = """\
#+ summary: Which lights are picked?
#+ params:
#+   light: {type: iri, class: ex:Light, help: 100 % of the light}
#+   lit: {type: boolean, help: whether it is lit}
#+   kind: {values: [white, red], help: the kind}
#+   name: {values: {query: lights, column: light}, help: one that is listed}
PREFIX ex: <http://example.com/lights#>
SELECT ?thing WHERE {
    ?thing ex:light ?__light ; ex:lit ?__lit ; ex:kind ?__kind ; ex:name ?__name
}
ORDER BY ?thing
"""
GLOBAL_OPTIONS = [
    "--root", "--store", "--reload", "--endpoint", "--lang", "--quiet", "--version", "--help",
]  # fmt: skip


@pytest.fixture
def tab(tiny_project: Path, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """Give what is offered at the end of a line, each word with what is said of it."""
    # argcomplete would take file descriptor 9 for its own, which may be somebody else's here.
    monkeypatch.setattr(CompletionFinder, "_init_debug_stream", lambda _finder: None)
    (tiny_project / "queries" / "pick.rq").write_text(PICK, encoding="utf-8")

    def offered(line: str, point: int | None = None, by: str = "fish") -> dict[str, str]:
        settings = {
            "COMP_LINE": line,
            "COMP_POINT": str(len(line) if point is None else point),
            "RITGRAPH_ROOT": os.environ.get("RITGRAPH_ROOT", str(tiny_project)),
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_DFS": "\t",
            "_ARGCOMPLETE_IFS": "\n",
            "_ARGCOMPLETE_SHELL": by,
            "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        stream = io.StringIO()
        completion.write_candidates(stream)
        return dict(line.split("\t") for line in stream.getvalue().splitlines())

    return offered


def test_first_come_the_commands_and_the_options_of_all(tab: Tab) -> None:
    offered = tab("ritgraph ")

    assert list(offered) == [*GLOBAL_OPTIONS, *COMMANDS]
    assert offered["query"] == COMMANDS["query"]
    assert tab("ritgraph desc") == {"describe": COMMANDS["describe"]}


@pytest.mark.parametrize(
    "line",
    ["ritgraph --q", "ritgraph query --q", "ritgraph query lights --height 3 --q"],
)
def test_options_of_all_commands_stand_anywhere(tab: Tab, line: str) -> None:
    assert tab(line)["--quiet"] == "say nothing but results and errors"


def test_an_option_that_is_there_is_not_offered_again(tab: Tab) -> None:
    assert "--quiet" not in tab("ritgraph stats --quiet --")


def test_saved_queries_come_with_their_questions(tab: Tab) -> None:
    assert tab("ritgraph query ") == {
        "as-places": "What are lighthouses as places?",
        "evidence": "Who says what of a lighthouse?",
        "is-lit": "Was a lighthouse lit before a day?",
        "lights": "Which lighthouses are there, and how high?",
        "near": "Which lighthouses are near one of them?",
        "pick": "Which lights are picked?",
    }
    assert list(tab("ritgraph query --lang sv ne")) == ["near"]
    assert list(tab("ritgraph query NE")) == ["near"]


def test_bash_which_shows_no_meaning_is_spared_reading_the_queries(
    tab: Tab,
) -> None:
    assert tab("ritgraph query n", by="bash") == {"near": ""}


def test_a_query_that_cannot_be_read_takes_no_other_away(tab: Tab, tiny_project: Path) -> None:
    (tiny_project / "queries" / "bad.rq").write_text("#+ no: [\nSELECT", encoding="utf-8")

    offered = tab("ritgraph query ")

    assert (offered["bad"], len(offered)) == ("", 7)


def test_the_root_on_the_line_decides_whose_queries(tab: Tab, tmp_path: Path) -> None:
    for folder in ("ontology", "data", "queries"):
        (tmp_path / "other" / folder).mkdir(parents=True)
    (tmp_path / "other" / "queries" / "mine.rq").write_text("SELECT * {}", encoding="utf-8")

    assert list(tab(f"ritgraph query --root {tmp_path / 'other'} ")) == ["mine"]
    assert list(tab(f"ritgraph --root={tmp_path / 'other'} query ")) == ["mine"]


def test_behind_a_query_come_its_parameters(tab: Tab) -> None:
    offered = tab("ritgraph query pick --li")

    assert list(offered) == ["--light", "--lit"]
    assert offered["--light"].startswith("100 % of the light")
    assert {"--format", "--output", "--kind", "--root"} <= set(tab("ritgraph query pick "))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ritgraph query pick --lit ", ["true", "false"]),
        ("ritgraph query pick --kind ", ["white", "red"]),
        ("ritgraph query pick --kind=w", ["--kind=white"]),
        ("ritgraph query pick --name light:", ["light:anholt", "light:kopu"]),
        ("ritgraph query lights --lang ", ["en", "et", "sv"]),
        ("ritgraph --lang ", ["en", "et", "sv"]),
        ("ritgraph query lights --height ", []),
        ("ritgraph describe Anholt -f ", ["text", "json", "turtle", "md"]),
        ("ritgraph evidence -f m", ["md"]),
        ("ritgraph completion ", ["bash", "zsh", "fish"]),
        ("ritgraph bogus x", []),
        ("ritgraph --endpoint ", []),
    ],
)
def test_values_are_those_that_can_be_listed(tab: Tab, line: str, expected: list[str]) -> None:
    assert list(tab(line)) == expected


def test_formats_of_an_answer_are_those_of_rows_and_of_triples(tab: Tab) -> None:
    offered = list(tab("ritgraph query lights -f "))

    assert offered[:3] == ["table", "csv", "tsv"]
    assert "turtle" in offered
    assert len(offered) == len(set(offered))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("validate -f s", ["sarif"]),
        ("validate --engine ", ["auto", "both", "pyshacl", "shacl"]),
        ("validate --fail-on w", ["warning"]),
        ("validate -i ", ["none", "rdfs"]),
        ("validate --f", ["--fail-on", "--fix", "--format"]),
    ],
)
def test_words_of_a_validation(tab: Tab, line: str, expected: list[str]) -> None:
    assert sorted(tab(f"ritgraph {line}")) == expected


def test_things_of_the_class_come_by_curie_code_and_label(tab: Tab) -> None:
    assert tab("ritgraph query pick --light ") == {
        "light:anholt": "Anholt Lighthouse",
        "light:kopu": "Kõpu",
        "http://example.com/light/utö": "Utö",
        "ANH": "Anholt Lighthouse",
        "Anholt Lighthouse": "light:anholt",
        "Kõpu": "light:kopu",
        "Utö": "http://example.com/light/utö",
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ritgraph describe light:", {
            "light:anholt": "Anholt Lighthouse", "light:code-ANH": "", "light:kopu": "Kõpu",
        }),
        ("ritgraph describe lig", {"light:": ""}),
        ("ritgraph describe ", {"ex:": "", "light:": ""}),
        ("ritgraph describe Anh", {"Anholt Lighthouse": "light:anholt"}),
        ("ritgraph describe anh", {
            "ANH": "Anholt Lighthouse", "Anholt Lighthouse": "light:anholt",
        }),
        ("ritgraph --lang sv describe Anh", {"Anholts fyr": "light:anholt"}),
        ("ritgraph describe Anholts", {"Anholts fyr": "light:anholt"}),
        ("ritgraph describe 'Anholt L", {"Anholt Lighthouse": "light:anholt"}),
        ("ritgraph describe AN", {"ANH": "Anholt Lighthouse"}),
        ("ritgraph evidence --lang sv ut", {"Utö": "http://example.com/light/utö"}),
        ("ritgraph describe nothing", {}),
    ],
)  # fmt: skip
def test_a_thing_comes_by_what_was_typed(tab: Tab, line: str, expected: dict[str, str]) -> None:
    assert tab(line) == expected


def test_what_stands_behind_the_cursor_does_not_count(tab: Tab) -> None:
    assert list(tab("ritgraph query ne --light x", len("ritgraph query ne"))) == ["near"]


def test_the_command_is_found_behind_others_and_behind_settings(tab: Tab) -> None:
    assert list(tab("true | A=b ritgraph query ne")) == ["near"]


def test_what_is_compared_is_a_path_or_a_revision(
    tab: Tab, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"]
    monkeypatch.chdir(tiny_project)
    for words in (["init", "-b", "main"], ["commit", "--allow-empty", "-m", "-"], ["tag", "dawn"]):
        subprocess.run(["git", *who, *words], check=True, capture_output=True)

    assert tab("ritgraph diff ma") == {"main": "git revision"}
    assert list(tab("ritgraph diff da")) == ["dawn", "data/"]
    assert list(tab("ritgraph diff HEAD data/l")) == ["data/lights.ttl"]
    assert list(tab("ritgraph diff HE")) == ["HEAD"]
    assert list(tab("ritgraph diff main dawn -f ")) == ["text", "json", "md"]
    assert {"HEAD", "data/"} <= set(tab("ritgraph diff "))


def test_without_git_what_is_compared_is_a_path(
    tab: Tab, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny_project)
    monkeypatch.setenv("PATH", "")

    assert list(tab("ritgraph diff da")) == ["data/"]


def test_folders_and_files_come_where_they_are_asked_for(
    tab: Tab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    (place / "folder").mkdir(parents=True)
    (place / ".hidden").mkdir()
    (place / "file.rq").touch()
    (place / "folder" / "inner").touch()
    monkeypatch.chdir(place)
    monkeypatch.setenv("HOME", str(place))

    assert list(tab("ritgraph --root ")) == ["folder/"]
    assert list(tab("ritgraph --store .h")) == [".hidden/"]
    assert list(tab("ritgraph query --query-file f")) == ["file.rq", "folder/"]
    assert list(tab("ritgraph query -o folder/")) == ["folder/inner"]
    assert list(tab("ritgraph evidence x --text ~/fi")) == ["~/file.rq"]
    assert list(tab("ritgraph fmt ")) == ["file.rq", "folder/"]
    assert list(tab("ritgraph fmt --check file.rq folder/")) == ["folder/inner"]
    assert "--diff" in tab("ritgraph fmt file.rq --")


def test_an_endpoint_is_not_asked(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "query pick --light "

    assert tab(f"ritgraph --endpoint http://localhost:1/ {words}") == {}
    assert list(tab("ritgraph --endpoint http://localhost:1/ query n")) == ["near"]

    monkeypatch.setenv("RITGRAPH_ENDPOINT", "http://localhost:1/")

    assert tab(f"ritgraph {words}") == {}
    assert len(tab(f"ritgraph --root {os.environ['RITGRAPH_ROOT']} {words}")) == 7


def test_files_that_take_too_long_to_read_are_left_alone(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ritgraph.cli.candidates._MOST_BYTES", 100)

    assert tab("ritgraph describe light:") == {}


def test_no_more_is_offered_than_a_person_can_choose_from() -> None:
    assert len(beginning(dict.fromkeys(map(str, range(1000)), ""), "")) == 300


def test_the_script_is_printed_for_each_shell(run: Callable[..., object]) -> None:
    for shell, mark in (("bash", "complete "), ("zsh", "#compdef ritgraph"), ("fish", "set -lx")):
        outcome = run("completion", shell)

        assert (outcome.code, outcome.err) == (0, "")
        assert mark in outcome.out


def test_on_a_terminal_it_also_says_where_the_script_goes(
    run: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    assert (
        "site-functions" in run("completion", "zsh").err or "fpath" in run("completion", "zsh").err
    )
    assert "~/.config/fish/completions/ritgraph.fish" in run("completion", "fish").err
    assert run("completion", "fish", "--quiet").err == ""


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["completion"], "ritgraph: Name a shell: bash, zsh, fish.\n"),
        (
            ["completion", "bsh"],
            "ritgraph: There is no shell 'bsh'. Did you mean 'bash'? There are bash, zsh, fish.\n",
        ),
    ],
)
def test_another_shell_is_an_error(
    run: Callable[..., object], words: list[str], error: str
) -> None:
    outcome = run(*words)

    assert (outcome.code, outcome.out, outcome.err) == (2, "", error)


@pytest.mark.parametrize("line", ["ritgraph describe light:", "ritgraph query nothing --"])
def test_whatever_is_wrong_is_silent(tiny_project: Path, line: str) -> None:
    (tiny_project / "data" / "lights.ttl").write_text("broken", encoding="utf-8")
    answer = tiny_project / "answer"
    asked = {
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "RITGRAPH_ROOT": str(tiny_project),
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
    }

    outcome = subprocess.run(
        [sys.executable, "-m", "ritgraph"], env=os.environ | asked, capture_output=True
    )

    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, b"", b"")
    assert not answer.exists() or answer.read_bytes() == b""


def test_a_start_without_a_tab_does_not_load_it() -> None:
    program = (
        "import sys; from ritgraph.cli import main; main(['query', 'participants', '-f', 'csv']);"
        "print([name for name in sys.modules if 'complet' in name or 'candidates' in name])"
    )

    outcome = subprocess.run(
        [sys.executable, "-c", program], check=True, text=True, capture_output=True
    )

    assert outcome.stdout.splitlines()[-1] == "[]"


def test_profiles_can_be_offered(tiny_project: Path) -> None:
    options = Namespace(root=str(tiny_project), store=None, endpoint=None, lang=None)
    assert Candidates(options).profiles() == {}
    folder = tiny_project / "queries" / "profiles" / "schema.org"
    folder.mkdir(parents=True)
    (folder / "lights.rq").touch()

    assert Candidates(options).profiles() == {"schema.org": ""}
