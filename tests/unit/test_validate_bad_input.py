"""Bad input of every kind at the prompt: one line, an exit code, and never a traceback or a 1."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

EX = "http://example.com/"
SHAPES = f"""@prefix : <{EX}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
:kept a sh:NodeShape ; sh:targetClass :Light ; sh:property :one . :one sh:path :p ; sh:minCount 1 .
"""
DATA = f"@prefix : <{EX}> .\n:a a :Light ; :p 1 .\n"


@pytest.fixture
def check(run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable:
    """Validate ``data.ttl`` against ``shapes.ttl`` in this folder; both are good at first."""
    monkeypatch.chdir(tmp_path)
    Path("data.ttl").write_text(DATA)
    Path("shapes.ttl").write_text(SHAPES)

    def check(*words: str) -> tuple[int, str]:
        outcome = run("validate", "-s", "shapes.ttl", *(words or ["data.ttl"]))
        assert "Traceback" not in outcome.err + outcome.out
        if outcome.code > 1:
            assert outcome.out == ""
        return outcome.code, outcome.err if outcome.code > 1 else outcome.out

    return check


def one_line(code: int, err: str) -> str:
    """Give the one line of an error that is no finding."""
    assert code in (2, 3)
    assert err.startswith("ritgraph: ")
    assert err.count("\n") == 1
    return err.removeprefix("ritgraph: ").rstrip("\n")


def test_good_input_is_fine(check: Callable) -> None:
    code, out = check()

    assert (code, out.count("0 violations")) == (0, 1)


@pytest.mark.parametrize("name", ["data.ttl", "shapes.ttl"])
def test_broken_turtle(check: Callable, name: str) -> None:
    Path(name).write_text(":a a\n  :b .")

    assert one_line(*check()) == f"{name}:1:1: The prefix : has not been declared"


def test_all_broken_files_are_told(check: Callable) -> None:
    for name in ("data.ttl", "shapes.ttl"):
        Path(name).write_text("broken")

    code, err = check()

    assert code == 2
    assert [line.split(":")[1].strip() for line in err.splitlines()] == ["shapes.ttl", "data.ttl"]


@pytest.mark.parametrize(
    ("name", "rule"), [("data.ttl", "empty-file"), ("shapes.ttl", "No shape is active")]
)
def test_an_empty_file(check: Callable, name: str, rule: str) -> None:
    Path(name).write_text("# nothing\n")

    code, out = check()

    assert code == 1
    assert rule in out


def test_a_folder_without_turtle(check: Callable) -> None:
    Path("empty").mkdir()

    assert one_line(*check("empty")).startswith("empty: there is no RDF file in this folder (.ttl,")


def test_a_file_that_is_not_there(check: Callable) -> None:
    assert one_line(*check("none.ttl")) == "none.ttl: No such file or directory"


def test_a_file_with_another_ending(check: Callable) -> None:
    Path("data.csv").write_text("a,b")

    assert one_line(*check("data.csv")).startswith(
        "data.csv: its ending is not that of an RDF file"
    )


def test_a_file_that_is_not_utf_8(check: Callable) -> None:
    Path("data.ttl").write_bytes(DATA.encode() + b':a :p "\xe5" .')

    assert one_line(*check()).startswith("data.ttl:3:8: Invalid UTF-8")


def test_a_link_that_leads_to_itself(check: Callable) -> None:
    Path("loop.ttl").symlink_to("loop.ttl")

    assert one_line(*check("loop.ttl")) == "loop.ttl: Too many levels of symbolic links"


def test_a_folder_with_a_link_to_itself(check: Callable) -> None:
    Path("folder").mkdir()
    Path("folder/data.ttl").write_text(DATA)
    Path("folder/again").symlink_to(Path.cwd() / "folder")

    assert check("folder")[0] == 0


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has such a file")
def test_a_file_that_cannot_be_read(check: Callable) -> None:
    """Nobody can read this one; that a file is forbidden is no matter to root, who runs CI."""
    Path("memory.ttl").symlink_to("/proc/self/mem")

    assert one_line(*check("memory.ttl")) == "memory.ttl: Input/output error"


def test_a_folder_in_the_place_of_a_file(check: Callable, run: Callable) -> None:
    Path("folder.ttl").mkdir()

    assert "there is no RDF file in this folder" in one_line(*check("folder.ttl"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<<( :a :b :c )>> :p 1 .", "data.ttl:2:"),
        (":a :p <<( :a :b :c )>> .", "SHACL cannot check a triple term"),
    ],
)
def test_rdf_1_2(check: Callable, text: str, problem: str) -> None:
    Path("data.ttl").write_text(f"@prefix : <{EX}> .\n{text}")

    assert problem in one_line(*check())


def test_a_recursive_shape(check: Callable) -> None:
    Path("shapes.ttl").write_text(SHAPES + ":one sh:node :kept .")

    code, err = check()

    assert code == 2
    assert err.startswith("ritgraph: shapes.ttl:3:1: The shape <http://example.com/kept> cannot be")
    assert "it refers to itself" in err


@pytest.mark.parametrize("engine", ["pyshacl", "shacl", "both"])
def test_an_invalid_regular_expression(check: Callable, engine: str) -> None:
    Path("shapes.ttl").write_text(SHAPES + ":one\n  sh:pattern '(' .")

    error = one_line(*check("data.ttl", "--engine", engine))

    assert error.startswith(
        "shapes.ttl:3:67: The shape <http://example.com/one> cannot be checked: "
    )


def test_an_engine_that_is_not_installed(check: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shacl", None)

    code, err = check("data.ttl", "--engine", "shacl")

    assert code == 3
    assert "`pip install ritgraph[fast]` brings it" in one_line(code, err)


def test_a_line_of_fifty_megabytes(check: Callable) -> None:
    statement = f"<{EX}a%d> <{EX}p> 1 . "
    text = "".join(statement % number for number in range(1_000_000))
    Path("data.ttl").write_text(text + f"<{EX}last> a <{EX}Light> .")
    assert len(text) > 50_000_000

    code, out = check()

    assert code == 1
    assert f"data.ttl:1:{len(text) + 1}  :last" in out
    assert max(map(len, out.splitlines())) < 300


def test_json_ld_that_asks_for_a_context(check: Callable) -> None:
    Path("a.jsonld").write_text('{"@context": "http://127.0.0.1:1/x", "@id": "http://e/a"}')

    assert "nothing is fetched" in one_line(*check("a.jsonld"))
