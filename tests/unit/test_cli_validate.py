"""``ritgraph validate`` at the prompt: formats, exit codes, baselines, what a change brought."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


def git(folder: Path, *words: str) -> None:
    """Run git as nobody in particular."""
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def dark(tiny_project: Path) -> Path:
    """A project with one thing that breaks a rule, in the second line of its file."""
    text = "@prefix ex: <http://example.com/lights#> .\nex:dark a ex:Light .\n"
    (tiny_project / "data" / "dark.ttl").write_text(text, encoding="utf-8")
    return tiny_project


def test_a_finding_is_told_with_its_line(run: Callable, dark: Path) -> None:
    outcome = run("validate", root=dark)

    assert outcome.code == 1
    assert f"{dark}/data/dark.ttl:2:1  ex:dark" in outcome.out
    assert "            | ex:dark a " in outcome.out
    assert "            | ^^^^^^^\n" in outcome.out
    assert "\x1b" not in outcome.out


def test_several_formats_at_once(run: Callable, dark: Path, tmp_path: Path) -> None:
    formats = ["-f", "human", "-f", f"json={tmp_path}/a.json", "-f", f"sarif={tmp_path}/a.sarif"]

    outcome = run("validate", *formats, root=dark)

    assert outcome.out.startswith("Violation ")
    counts = json.loads((tmp_path / "a.json").read_text())["counts"]
    assert counts["violation"] == len(
        [
            result
            for result in json.loads((tmp_path / "a.sarif").read_text())["runs"][0]["results"]
            if result["level"] == "error"
        ]
    )
    assert counts["violation"] > 0


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("-f serif", "There is no report format 'serif'. Did you mean 'sarif'?"),
        ("-f json -f sarif", "Two formats go to standard output."),
        ("-f json=x -f sarif=x", "Two formats go to x."),
        ("-f json=x -f sarif=./x", "Two formats go to ./x."),
        ("--max-findings -1", "--max-findings is a number of findings, or 0 for all."),
        ("--fail-on eror", "invalid choice: 'eror'"),
        ("--write-baseline", "--write-baseline needs to know where"),
        ("--baseline none.json", "none.json: No such file or directory; --write-baseline"),
    ],
)
def test_wrong_words_are_told_before_the_work(
    words: str, problem: str, run: Callable, tiny_project: Path
) -> None:
    outcome = run("validate", *words.split(), root=tiny_project)

    assert outcome.code == 2
    assert problem in outcome.err
    assert outcome.out == ""


def test_a_file_that_cannot_be_written_is_one_line(run: Callable, dark: Path) -> None:
    outcome = run("validate", "-f", "json=/nowhere/x.json", root=dark)

    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "/nowhere/x.json: the folder does not exist" in outcome.err


def test_all_files_are_written_or_none(run: Callable, dark: Path, tmp_path: Path) -> None:
    file = tmp_path / "ok.json"

    outcome = run("validate", "-f", f"json={file}", "-f", "sarif=/nowhere/x", root=dark)

    assert (outcome.code, file.exists()) == (2, False)


def test_the_summary_of_a_job_gets_the_report(
    run: Callable, dark: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    (tmp_path / "summary.md").write_text("Before.\n")

    outcome = run("validate", "-f", "github", root=dark)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/nowhere/summary.md")
    lost = run("validate", "-f", "github", root=dark)

    assert outcome.out.startswith("::error file=")
    assert (tmp_path / "summary.md").read_text().startswith("Before.\n## Validation\n")
    assert lost.code == 2
    assert "/nowhere/summary.md: No such file or directory" in lost.err


@pytest.mark.parametrize(
    ("fail_on", "code"), [("violation", 1), ("warning", 1), ("info", 1), ("none", 0)]
)
def test_fail_on_with_a_violation(fail_on: str, code: int, run: Callable, dark: Path) -> None:
    assert run("validate", "--fail-on", fail_on, root=dark).code == code


@pytest.mark.parametrize(
    ("fail_on", "code"), [("violation", 0), ("warning", 1), ("info", 1), ("none", 0)]
)
def test_fail_on_with_a_warning(fail_on: str, code: int, run: Callable, tiny_project: Path) -> None:
    outcome = run("validate", "--fail-on", fail_on, root=tiny_project)

    assert outcome.code == code
    assert "0 violations, 1 warning, 0 infos" in outcome.out


@pytest.mark.parametrize("folder", ["data", "ontology", "ontology/shapes"])
def test_broken_turtle_is_no_finding(run: Callable, folder: str, tiny_project: Path) -> None:
    (tiny_project / folder / "broken.ttl").write_text("<http://e/a> <http://e/b>\n  .")

    outcome = run("validate", "--fail-on", "none", root=tiny_project)

    assert outcome.code == 2
    assert f"{folder}/broken.ttl:2:3: " in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_baseline_accepts_what_is_there(run: Callable, dark: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "baseline.json")

    assert run("validate", "--baseline", file, "--write-baseline", root=dark).code == 0
    accepted = run("validate", "--baseline", file, root=dark)
    (dark / "data" / "dark.ttl").unlink()
    stale = run("validate", "--baseline", file, root=dark)

    assert (accepted.code, "known before" in accepted.out) == (0, True)
    assert stale.code == 1
    assert "baseline-unused" in stale.out
    assert f"{file}:" in stale.out


def test_only_what_a_change_has_brought(
    run: Callable, dark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git(dark, "init", "--initial-branch=main")
    git(dark, "add", ".")
    git(dark, "commit", "--message=Begin")
    same = run("validate", "--changed-since", "main", root=dark)
    text = (dark / "data" / "dark.ttl").read_text(encoding="utf-8")
    text += "\n" + text.splitlines()[1].replace("ex:dark", "ex:darker")
    (dark / "data" / "dark.ttl").write_text(text, encoding="utf-8")
    changed = run("validate", "--changed-since", "main", root=dark)

    assert (same.code, changed.code) == (0, 1)
    assert "ex:darker" in changed.out
    assert "ex:dark\n" not in changed.out


# --- Files of one's own, engines, colours ---


def test_a_baseline_of_the_graph_serves_for_a_part_of_it(
    run: Callable, dark: Path, tmp_path: Path
) -> None:
    baseline = str(tmp_path / "baseline.json")
    assert run("validate", "--baseline", baseline, "--write-baseline", root=dark).code == 0

    outcome = run("validate", "--baseline", baseline, f"{dark}/data/lights.ttl", root=dark)

    assert outcome.code == 0
    assert "baseline-unused" not in outcome.out


def test_a_path_is_read_besides_and_alone_told_of(
    run: Callable, dark: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.ttl"
    draft.write_text(
        "@prefix ex: <http://example.com/lights#> .\n"
        "@prefix light: <http://example.com/light/> .\n"
        "ex:new a ex:Light ; ex:height 9 ; ex:near light:anholt .\nex:other a ex:Light .\n"
    )

    outcome = run("validate", str(draft), root=dark)

    assert outcome.code == 1
    assert f"{draft}:4:1  ex:other" in outcome.out
    assert f"{draft}:3:1  ex:new" in outcome.out  # a check query finds it, too
    assert "dark.ttl" not in outcome.out
    assert "query-" not in outcome.out


def test_options_stand_on_both_sides_of_a_path(run: Callable, dark: Path) -> None:
    path = str(dark / "data" / "lights.ttl")

    assert run("validate", "-f", "json", path, "--engine", "pyshacl", root=dark).code == 0


def test_shapes_of_one_s_own(run: Callable, dark: Path) -> None:
    words = ["-s", f"{dark}/ontology/shapes", "-e", f"{dark}/ontology/lights.ttl"]

    outcome = run("validate", *words, f"{dark}/data/dark.ttl", "-i", "rdfs")

    assert outcome.code == 1
    assert "data/dark.ttl:2:1  ex:dark" in outcome.out
    assert "The graph is that in" not in outcome.err


def test_shapes_of_one_s_own_need_data(run: Callable, dark: Path) -> None:
    outcome = run("validate", "-s", f"{dark}/ontology/shapes", root=dark)

    assert (outcome.code, outcome.out) == (2, "")
    assert "name the files to hold against them" in outcome.err


@pytest.mark.parametrize("engine", ["auto", "pyshacl", "shacl", "both"])
def test_every_engine_finds_the_same(run: Callable, dark: Path, engine: str) -> None:
    outcome = run("validate", "-f", "json", "--engine", engine, root=dark)
    reference = run("validate", "-f", "json", "--engine", "pyshacl", root=dark)

    found, expected = json.loads(outcome.out), json.loads(reference.out)
    assert found.pop("engine") == {"auto": "shacl"}.get(engine, engine)
    assert expected.pop("engine") == "pyshacl"
    assert found == expected
    assert found["findings"] != []


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({}, False)],
)
def test_colours_are_for_terminals(
    run: Callable,
    dark: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    coloured: bool,
) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    outcome = run("validate", "-f", "human", "-f", f"markdown={dark}/x.md", root=dark)

    assert ("\x1b[1m\x1b[31mViolation\x1b[0m " in outcome.out) is coloured
    assert ("\x1b" in outcome.out) is coloured
    assert "\x1b" not in (dark / "x.md").read_text()


def test_what_has_changed_is_asked_of_the_whole_graph(run: Callable, dark: Path) -> None:
    outcome = run("validate", "--changed-since", "HEAD", f"{dark}/data/dark.ttl", root=dark)

    assert outcome.code == 2
    assert "--changed-since is for the whole graph" in outcome.err
