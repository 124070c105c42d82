"""Where the triples of a command come from: files, a store on disk, an endpoint."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import ritgraph
from ritgraph.errors import InputError, StaleStoreWarning

Run = Callable[..., object]
NAMES = ["query", "lights", "-f", "csv"]
ANSWER = "light,name,height\n"


@pytest.fixture
def store(tiny_project: Path, tmp_path: Path) -> Path:
    """A store of the lighthouses."""
    folder = tmp_path / "store"
    assert ritgraph.open(tiny_project).load(folder).built
    return folder


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A current folder that is in no project."""
    (tmp_path / "outside").mkdir()
    monkeypatch.chdir(tmp_path / "outside")


def grow(project: Path) -> None:
    with (project / "data" / "lights.ttl").open("a", encoding="utf-8") as file:
        file.write("light:new a ex:Light ; ex:height 5 .\n")


def test_load_builds_a_store_and_says_how_large_it_is(
    run: Run, tiny_project: Path, tmp_path: Path
) -> None:
    first = run("load", str(tmp_path / "s"), root=tiny_project)
    second = run("load", str(tmp_path / "s"), root=tiny_project)

    assert (first.code, first.out) == (0, "")
    assert "triples of 2 files in" in first.err
    assert "is up to date" in second.err


def test_load_needs_a_folder(run: Run, tiny_project: Path) -> None:
    outcome = run("load", root=tiny_project)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("ritgraph: Name the folder that the store is to be in.")


def test_a_store_answers_as_the_files_do(run: Run, tiny_project: Path, store: Path) -> None:
    there = run("--store", str(store), *NAMES, root=tiny_project)

    assert there == run(*NAMES, root=tiny_project)
    assert there.out.replace("\r", "").startswith(ANSWER)


def test_without_root_a_store_has_the_queries_of_where_it_was_built(
    run: Run, store: Path, outside: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RITGRAPH_STORE", str(store))

    assert run(*NAMES).out.replace("\r", "").startswith(ANSWER)


def test_a_store_that_is_older_than_its_files_answers_with_a_warning(
    run: Run, tiny_project: Path, store: Path
) -> None:
    grow(tiny_project)

    outcome = run("--store", str(store), *NAMES, root=tiny_project)

    assert outcome.code == 0
    assert "light/new" not in outcome.out
    assert "is older than the files: 1 changed (data/lights.ttl)" in outcome.err
    assert "--reload" in outcome.err
    assert outcome.err.count("\n") == 1


def test_reload_builds_an_old_store_anew(run: Run, tiny_project: Path, store: Path) -> None:
    grow(tiny_project)

    outcome = run("--store", str(store), "--reload", *NAMES, root=tiny_project)

    assert (outcome.code, outcome.err) == (0, "")
    assert "light/new" in outcome.out


def test_a_store_that_was_carried_away_is_measured_by_no_other_graph(
    run: Run, tiny_project: Path, store: Path, outside: None
) -> None:
    shutil.rmtree(tiny_project)

    outcome = run("--store", str(store), "query", "-q", "ASK { ?s ?p ?o }")

    assert (outcome.code, outcome.out, outcome.err) == (0, "true\n", "")


def test_in_python_an_old_store_is_a_warning(tiny_project: Path, store: Path) -> None:
    grow(tiny_project)

    with pytest.warns(StaleStoreWarning, match="older than the files"):
        graph = ritgraph.open(tiny_project, store=store)

    assert not graph.sparql("ASK { ?light ex:height 5 }")
    assert ritgraph.open(tiny_project, store=store, reload=True).sparql("ASK { ?l ex:height 5 }")


def test_a_folder_that_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no store here"):
        ritgraph.open(store=tmp_path)


@pytest.mark.parametrize(
    ("words", "environment", "message"),
    [
        (["--store", "a", "--endpoint", "http://127.0.0.1/"], {}, "named on the command line"),
        ([], {"STORE": "a", "ENDPOINT": "http://127.0.0.1/"}, "named in RITGRAPH_STORE and RITG"),
        (["--reload"], {}, "--reload is for a store: name it with --store DIR."),
        (["--store", "/nowhere"], {}, "/nowhere: there is no store here."),
        (["--endpoint", "nowhere"], {}, "nowhere"),
        (["--endpoint", ""], {}, "need a value, and one of them is empty"),
        (["--store", ""], {}, "need a value, and one of them is empty"),
        (["--endpoint", "http://me:secret@127.0.0.1/"], {}, "RITGRAPH_ENDPOINT_USER"),
    ],
)
def test_what_cannot_be_asked_is_one_line(
    run: Run, words: list[str], environment: dict[str, str], message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(f"RITGRAPH_{name}", value)

    outcome = run(*words, "query", "-q", "ASK {}")

    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err
    assert "secret" not in outcome.err
    assert outcome.err.count("\n") == 1


def test_what_the_command_line_names_leaves_no_room_for_the_environment(
    run: Run, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RITGRAPH_ENDPOINT", "http://127.0.0.1:9/")

    assert run(*NAMES, root=tiny_project).code == 0


def test_a_damaged_store_is_told(run: Run, tiny_project: Path, store: Path) -> None:
    version = next(path for path in store.iterdir() if path.is_dir())
    for table in version.rglob("*.sst"):
        table.write_bytes(b"x" * table.stat().st_size)

    outcome = run("--store", str(store), *NAMES, root=tiny_project)

    assert outcome.code == 2
    assert "the store is damaged" in outcome.err.lower()
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("words", [["--store", "a"], ["--endpoint", "http://127.0.0.1/"]])
def test_a_store_is_built_from_files_alone(
    run: Run, words: list[str], tiny_project: Path, tmp_path: Path
) -> None:
    outcome = run(*words, "load", str(tmp_path / "s"), root=tiny_project)

    assert (outcome.code, outcome.out) == (2, "")
    assert "A store is built from files" in outcome.err
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"ritgraph-store 1 abc"])
def test_a_store_whose_pointer_is_damaged_is_built_anew(
    run: Run, tiny_project: Path, store: Path, content: bytes
) -> None:
    (store / "current").write_bytes(content)

    assert run("--store", str(store), *NAMES, root=tiny_project).code == 2
    assert run("load", str(store), root=tiny_project).code == 0
    assert run("--store", str(store), *NAMES, root=tiny_project).code == 0


def test_a_load_sweeps_only_what_a_load_has_made(
    run: Run, tiny_project: Path, store: Path, tmp_path: Path
) -> None:
    (store / "2024").mkdir()
    (store / "2024" / "photo").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    (store / "2025").symlink_to(tmp_path / "elsewhere")

    assert run("load", str(store), "--reload", root=tiny_project).code == 0

    assert (store / "2024" / "photo").read_text() == "mine"
    assert list((tmp_path / "elsewhere").iterdir()) == []
