"""What `ritgraph query` can do besides answering a saved query."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pyoxigraph
import pytest

Run = Callable[..., object]
ENDLESS = "?a ?p ?x . ?b ?q ?y . ?c ?r ?z . FILTER(CONCAT(?x, ?y, ?z) = 'no such value')"
SLOW = {
    "an aggregate": f"SELECT (COUNT(*) AS ?n) {{ {ENDLESS} }}",
    "rows": f"SELECT * {{ {ENDLESS} }}",
    "triples": f"CONSTRUCT {{ ?a ?p ?x }} {{ {ENDLESS} }}",
    "a truth": f"ASK {{ {ENDLESS} }}",
}


@pytest.fixture
def large_project(tiny_project: Path) -> Path:
    """A project with so many triples that a product of three patterns has no end."""
    lines = (f'<http://example.com/{i}> <http://example.com/p> "{i}" .\n' for i in range(3000))
    (tiny_project / "data" / "many.ttl").write_text("".join(lines), encoding="utf-8")
    return tiny_project


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
@pytest.mark.parametrize("more", [[], ["--max-rows", "9999999"]], ids=["alone", "with rows"])
def test_timeout_ends_the_command_and_leaves_the_old_file(
    text: str, more: list[str], large_project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "answer").write_text("old", encoding="utf-8")
    words = ["--root", large_project, "query", "-q", text, "--timeout", "1", *more]
    began = monotonic()

    outcome = subprocess.run(
        [sys.executable, "-m", "ritgraph", *words, "-o", folder / "answer"],
        text=True, capture_output=True, timeout=30,
    )  # fmt: skip

    assert monotonic() - began < 3  # Python starts, too
    assert (outcome.returncode, outcome.stdout) == (3, "")
    assert outcome.stderr.startswith("ritgraph: stopped after 1 s (--timeout).")
    assert outcome.stderr.count("\n") == 1
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"answer": "old"}


@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "md", "jsonl"])
def test_max_rows_gives_so_many_and_fails(run: Run, tiny_project: Path, format_: str) -> None:
    text = "SELECT ?light WHERE { ?light a ex:Light } ORDER BY ?light"

    outcome = run("query", "-q", text, "--max-rows", "1", "-f", format_, root=tiny_project)

    assert outcome.code == 3
    assert outcome.out.count("anholt") >= 1
    assert "kopu" not in outcome.out
    assert outcome.err == (
        "ritgraph: The answer was cut off after 1 row: it has more."
        " Narrow the query, or allow more rows.\n"
    )


def test_explain_shows_the_query_with_its_values(run: Run, tiny_project: Path) -> None:
    outcome = run("query", "near", "--light", "Anholt Lighthouse", "--explain", root=tiny_project)

    assert (outcome.code, outcome.err) == (0, "")
    assert "<http://example.com/light/anholt>" in outcome.out
    assert "?_light_iri" not in outcome.out.partition("PREFIX")[2]
    pyoxigraph.Store().query(outcome.out)


def test_explain_runs_nothing(run: Run, tiny_project: Path) -> None:
    text = f"ASK {{ {ENDLESS} }}"

    assert run("query", "-q", text, "--explain", root=tiny_project).out == f"{text}\n"


def test_check_tells_that_all_is_well(run: Run, tiny_project: Path) -> None:
    outcome = run("query", "--check", root=tiny_project)

    assert outcome.code == 0
    assert outcome.out == "Checked 5 saved queries. 0 violations, 0 warnings, 0 infos.\n"


def test_check_and_validate_say_where_a_query_breaks_its_contract(
    run: Run, tiny_project: Path
) -> None:
    file = tiny_project / "queries" / "lights.rq"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ex:height", "ex:heigth"), encoding="utf-8")
    line = text[: text.index("ex:height")].count("\n") + 1

    for words in (["query", "--check"], ["validate"]):
        outcome = run(*words, root=tiny_project)

        assert outcome.code == 1
        assert "query-unknown-term" in outcome.out
        assert f"queries/lights.rq:{line}:" in outcome.out
        assert "ex:height" in outcome.out


def test_a_check_query_that_cannot_be_read_does_not_hide_the_rest(
    run: Run, tiny_project: Path
) -> None:
    (tiny_project / "queries" / "checks" / "low-light.rq").write_text("SELECT ?focus {")

    outcome = run("validate", root=tiny_project)

    assert outcome.code == 1
    assert "query-" in outcome.out
    assert "queries/checks/low-light.rq:" in outcome.out
    assert "3 shapes" in outcome.out


def test_the_saved_queries_come_as_rdf(run: Run, tiny_project: Path) -> None:
    outcome = run("query", "--as-rdf", root=tiny_project)

    assert outcome.code == 0, outcome.err
    triples = list(pyoxigraph.parse(outcome.out.encode(), pyoxigraph.RdfFormat.TURTLE))
    selects = [t for t in triples if t.object.value.endswith("shacl#SPARQLSelectExecutable")]
    assert len(selects) == 3


def test_the_saved_queries_come_as_a_page(run: Run, tiny_project: Path) -> None:
    outcome = run("query", "--as-markdown", root=tiny_project)

    assert outcome.code == 0
    assert "### near\n" in outcome.out
    assert "ritgraph query near --light light:anholt" in outcome.out


def test_a_function_that_the_engine_lacks_is_one_line(run: Run, tiny_project: Path) -> None:
    outcome = run("query", "-q", "SELECT (ex:f(1) AS ?a) {}", root=tiny_project)

    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("ritgraph: ")
    assert outcome.err.count("\n") == 1


def test_a_query_is_read_from_standard_input(large_project: Path) -> None:
    words = [sys.executable, "-m", "ritgraph", "--root", str(large_project), "query", "-"]

    outcome = subprocess.run(words, input="ASK { ?s ?p ?o }", text=True, capture_output=True)

    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "true\n", "")


def test_what_is_for_all_queries_takes_no_name(run: Run, tiny_project: Path) -> None:
    outcome = run("query", "lights", "--check", root=tiny_project)

    assert (outcome.code, outcome.out) == (2, "")
    assert "leave lights out" in outcome.err


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_is_closed_is_no_traceback(tiny_project: Path, closed: str) -> None:
    line = f'"$0" -m ritgraph --root "$1" query lights {closed}'
    words = ["/bin/sh", "-c", line, sys.executable, str(tiny_project)]

    outcome = subprocess.run(words, text=True, capture_output=True)

    assert "Traceback" not in outcome.stderr
    assert outcome.returncode in (0, 2)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_unfinished_file(
    large_project: Path, tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    words = ["--root", large_project, "query", "-q", text, "-o", folder / "answer.csv"]
    process = subprocess.Popen(
        [sys.executable, "-m", "ritgraph", *words], stderr=subprocess.PIPE, text=True
    )
    while not list(folder.iterdir()):
        assert process.poll() is None
    process.send_signal(number)
    _, said = process.communicate(timeout=10)

    assert process.returncode == 128 + number
    assert said.startswith("ritgraph: ended")
    assert list(folder.iterdir()) == []
