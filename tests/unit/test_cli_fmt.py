"""``ritgraph fmt`` at the prompt: what is written, what is only said, and what is wrong."""

import errno
import io
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., object]
UNTIDY = "<http://e/a> <http://e/b> 1;\n<http://e/c> 2 ."
TIDY = "<http://e/a>\n    <http://e/b> 1 ;\n    <http://e/c> 2 .\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with an untidy and a tidy file."""
    (tmp_path / "untidy.ttl").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "tidy.ttl").write_text(TIDY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Let something stand on standard input."""
    return lambda data: monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Give which file each name stands for, and what is in it."""
    return {p.name: (p.stat().st_ino, p.read_bytes()) for p in folder.iterdir() if p.is_file()}


def test_only_what_changes_is_written(run: Run, folder: Path) -> None:
    before = snapshot(folder)

    outcome = run("fmt", "untidy.ttl", "tidy.ttl")

    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "1 file changed, 1 left as it is.\n"
    assert snapshot(folder)["untidy.ttl"][1] == TIDY.encode()
    assert snapshot(folder)["tidy.ttl"] == before["tidy.ttl"]
    assert run("fmt", "untidy.ttl", "tidy.ttl").err == "0 files changed, 2 left as they are.\n"


def test_quiet_says_nothing(run: Run, folder: Path) -> None:
    outcome = run("fmt", "untidy.ttl", "--quiet")

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_check_says_which_files_and_where(run: Run, folder: Path) -> None:
    (folder / "late.ttl").write_text(f"{TIDY}\n<http://e/d>\n  <http://e/b> 1 .\n")
    (folder / "end.ttl").write_text(f"{TIDY}\n")
    before = snapshot(folder)

    outcome = run("fmt", ".", "--check")

    assert outcome.code == 1
    assert outcome.out == (
        "end.ttl:4: would be laid out otherwise\n"
        "late.ttl:6: would be laid out otherwise\n"
        "untidy.ttl:1: would be laid out otherwise\n"
    )
    assert outcome.err == "3 files would be changed, 1 left as it is.\n"
    assert snapshot(folder) == before
    assert run("fmt", "--check", "tidy.ttl").code == 0


@pytest.mark.parametrize("text", [UNTIDY, f"{TIDY}\n\n", TIDY.replace("\n", "\r\n"), TIDY[:-1]])
def test_diff_is_one_that_patch_takes(run: Run, folder: Path, text: str) -> None:
    (folder / "untidy.ttl").write_text(text, newline="")
    before = snapshot(folder)

    outcome = run("fmt", "--diff", "untidy.ttl", "tidy.ttl")

    assert outcome.code == 1
    assert outcome.out.startswith("--- untidy.ttl\n+++ untidy.ttl\n@@ -1")
    assert outcome.err == "1 file would be changed, 1 left as it is.\n"
    assert snapshot(folder) == before
    subprocess.run(["git", "apply", "-p0"], input=outcome.out.encode(), check=True)
    assert (folder / "untidy.ttl").read_text(encoding="utf-8") == TIDY
    assert run("fmt", "--diff", "untidy.ttl").out == ""


def test_a_diff_gives_a_terminal_no_commands(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "untidy.ttl").write_text("# \x1b[2J\n<http://e/a> <http://e/b> 1.")

    assert "\x1b[2J" in run("fmt", "--diff", "untidy.ttl").out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "\x1b" not in run("fmt", "--diff", "untidy.ttl").out


def test_standard_input_goes_to_standard_output(run: Run, typed: Callable[[bytes], None]) -> None:
    typed(UNTIDY.encode())
    outcome = run("fmt", "-")
    assert (outcome.code, outcome.out, outcome.err) == (0, TIDY, "")

    typed(TIDY.encode())
    assert run("fmt", "-").out == TIDY

    typed(UNTIDY.encode())
    outcome = run("fmt", "-", "--check")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out == "standard input:1: would be laid out otherwise\n"

    typed(b"<a> <b>")
    outcome = run("fmt", "-")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("ritgraph: standard input:1:8: ")


def test_a_folder_means_the_turtle_below_it(run: Run, folder: Path) -> None:
    names = ["a/b/c.ttl", "d.turtle", ".hidden.ttl", ".git/e.ttl", "f.txt", "g.nt"]
    for name in names:
        (folder / "sub" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "sub" / name).write_text(UNTIDY)

    outcome = run("fmt", "sub", "./sub/", "untidy.ttl", "untidy.ttl")

    assert outcome.err == "3 files changed, 0 left as they are.\n"
    changed = [name for name in names if (folder / "sub" / name).read_text() == TIDY]
    assert changed == ["a/b/c.ttl", "d.turtle"]


def test_without_a_path_it_is_ontology_shapes_and_data(
    run: Run, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny_project / "data")
    files = sorted(tiny_project.glob("[do]*/**/*.ttl"))
    assert run("fmt", "--check").err == "0 files would be changed, 3 left as they are.\n"
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").replace(" ;\n", ";\n"), encoding="utf-8")
    (tiny_project / "queries" / "loose.ttl").write_text(UNTIDY)

    assert run("fmt").err == "3 files changed, 0 left as they are.\n"


def test_without_a_path_and_a_graph_nothing_is_touched(run: Run, folder: Path) -> None:
    outcome = run("fmt")

    assert outcome.code == 2
    assert outcome.err == (
        "ritgraph: There is no graph around this folder. Name files or folders.\n"
    )


def test_paths_stand_on_both_sides_of_options(run: Run, folder: Path) -> None:
    outcome = run("fmt", "untidy.ttl", "--check", "tidy.ttl")

    assert outcome.err == "1 file would be changed, 1 left as it is.\n"


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("broken.ttl", b"<http://e/a>\n <http://e/b>", 2, "broken.ttl:2:14: "),
        ("latin.ttl", b"# \xe5\n", 2, "latin.ttl:1:3: what stands here is not UTF-8"),
        ("bom.ttl", b"\xef\xbb\xbf", 2, "bom.ttl:1:1: a byte order mark cannot stand here"),
        ("new.ttl", b"<http://e/a> <http://e/b> 1 ~ .", 3, "new.ttl:1:29: '~' cannot stand here"),
        ("graph.trig", b"", 2, "graph.trig: only Turtle is laid out, in files whose names end in"),
        ("lines.nt", b"", 2, "lines.nt: only Turtle is laid out"),
        ("nowhere.ttl", None, 2, "nowhere.ttl: No such file or directory"),
        ("nowhere", None, 2, "nowhere: No such file or directory"),
    ],
)
def test_what_is_wrong_is_one_line_and_the_others_are_laid_out(
    run: Run, folder: Path, name: str, content: bytes | None, code: int, message: str
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)

    outcome = run("fmt", name, "untidy.ttl", "--quiet")

    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.startswith(f"ritgraph: {message}")
    assert outcome.err.count("\n") == 1
    assert content is None or (folder / name).read_bytes() == content
    assert (folder / "untidy.ttl").read_text() == TIDY


def test_the_worst_decides_the_exit_code(run: Run, folder: Path) -> None:
    (folder / "broken.ttl").write_text("<a> <b>")
    assert run("fmt", "--check", ".").code == 2

    (folder / "new.ttl").write_text("<http://e/a> <http://e/b> 1 ~ .")
    outcome = run("fmt", "--check", ".")
    assert (outcome.code, outcome.err.count("ritgraph: ")) == (3, 2)
    assert outcome.err.endswith("\n1 file would be changed, 1 left as it is.\n")


def test_a_folder_without_turtle_is_told(run: Run, folder: Path) -> None:
    (folder / "empty").mkdir()

    outcome = run("fmt", "empty", "tidy.ttl")

    assert outcome.code == 2
    assert outcome.err == (
        "ritgraph: empty: there is no file in it whose name ends in .ttl\n"
        "0 files changed, 1 left as it is.\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--check --diff", "Argument --diff: not allowed with argument --check."),
        ("--chekc", "There is no option '--chekc'. Did you mean '--check'?"),
        ("-x", "There is no option '-x'."),
        ("--store s tidy.ttl", "What is laid out is files: leave --store and --endpoint out."),
    ],
)
def test_wrong_words_are_told_before_the_work(
    run: Run, folder: Path, words: str, message: str
) -> None:
    outcome = run("fmt", "untidy.ttl", *words.split())

    assert outcome.code == 2
    assert outcome.err.startswith(f"ritgraph: {message}")
    assert (folder / "untidy.ttl").read_text() == UNTIDY


def test_an_empty_path_is_not_the_current_folder(run: Run, folder: Path) -> None:
    assert run("fmt", "").err == "ritgraph: A PATH is empty.\n"
    assert (folder / "untidy.ttl").read_text() == UNTIDY


def denied(*_: object, **__: object) -> None:
    """Refuse as the system does; who runs the tests may be allowed everything."""
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "the folder")


def test_a_file_that_cannot_be_read_is_one_line(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathlib.Path.read_bytes", denied)

    outcome = run("fmt", "untidy.ttl", "--quiet")

    assert (outcome.code, outcome.err) == (2, "ritgraph: untidy.ttl: Permission denied\n")


def test_a_folder_that_cannot_be_read_is_one_line(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.scandir", denied)

    outcome = run("fmt", ".", "--quiet")

    assert (outcome.code, outcome.err) == (2, "ritgraph: the folder: Permission denied\n")


@pytest.mark.parametrize("step", ["os.open", "os.fsync", "pathlib.Path.replace"])
def test_what_cannot_be_written_leaves_the_old_file(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = snapshot(folder)
    with monkeypatch.context() as patch:
        patch.setattr(step, denied)
        outcome = run("fmt", "untidy.ttl", "tidy.ttl")

    assert outcome.code == 2
    assert outcome.err == (
        "ritgraph: untidy.ttl: cannot be written: Permission denied\n"
        "0 files changed, 1 left as it is.\n"
    )
    assert snapshot(folder) == before


def test_permissions_and_links_are_kept(run: Run, folder: Path) -> None:
    (folder / "untidy.ttl").chmod(0o640)
    (folder / "link.ttl").symlink_to("untidy.ttl")

    run("fmt", "link.ttl")

    assert (folder / "link.ttl").is_symlink()
    assert (folder / "untidy.ttl").read_text() == TIDY
    assert stat.S_IMODE((folder / "untidy.ttl").stat().st_mode) == 0o640


def test_a_defect_leaves_the_file_alone(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ritgraph.turtle.proved_layout.layout", lambda text: text.replace("2", "3"))

    outcome = run("fmt", "untidy.ttl", "--quiet")

    assert outcome.code == 3
    assert outcome.err.startswith("ritgraph: untidy.ttl: the new layout was not proved to say the")
    assert outcome.err.count("\n") == 1
    assert (folder / "untidy.ttl").read_text() == UNTIDY
