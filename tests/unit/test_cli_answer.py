"""Answers on their way out: formats by name and ending, closed pipes, full disks, counts."""

import io
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from ritgraph.cli.answer import check
from ritgraph.errors import OutputError, UnknownName
from ritgraph.query.answer.formats import ROW_FORMATS, TRIPLE_FORMATS

Run = Callable[..., object]
ROWS = "SELECT ?a ?p ?o (SHA512(STRUUID()) AS ?id) { ?a ?p ?o . ?b ?q ?r }"
TRIPLES = """CONSTRUCT { ?s ?p ?o } WHERE {
    { SELECT DISTINCT ?s { ?s ?p1 ?o1 } } { SELECT DISTINCT ?p { ?s2 ?p ?o2 } }
    { SELECT DISTINCT ?o { ?s3 ?p3 ?o } LIMIT 16 }
}"""
# CSVW is two files, and goes to no stream.
STREAMED = [name for name in ROW_FORMATS if name != "csvw"]
LARGE = [(name, ROWS) for name in STREAMED] + [(name, TRIPLES) for name in TRIPLE_FORMATS]
PIPE = 1 << 16
FULL = Path("/dev/full")


def asked(format_: str | None = None, output: str | None = None) -> Namespace:
    return Namespace(format=format_, output=output)


def command(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "ritgraph", "query", "--root", str(root), *words]


def test_every_format_is_tried_with_a_large_answer() -> None:
    assert len(LARGE) == 16


@pytest.mark.parametrize(("format_", "text"), LARGE)
def test_a_closed_pipe_ends_quietly(tiny_project: Path, format_: str, text: str) -> None:
    words = command(tiny_project, "-q", text, "-f", format_)
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        first = process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")
    assert len(first) == 10


@pytest.mark.parametrize(("format_", "text"), LARGE)
def test_the_answers_are_larger_than_a_pipe(
    tiny_project: Path, tmp_path: Path, run: Run, format_: str, text: str
) -> None:
    run("query", "-q", text, "-f", format_, "-o", str(tmp_path / "answer"), root=tiny_project)

    assert (tmp_path / "answer").stat().st_size > 2 * PIPE


@pytest.mark.skipif(not FULL.is_char_device(), reason="there is no /dev/full")
@pytest.mark.parametrize(("format_", "text"), LARGE)
def test_a_full_disk_is_one_line(tiny_project: Path, format_: str, text: str) -> None:
    with FULL.open("wb") as full:
        outcome = subprocess.run(
            command(tiny_project, "-q", text, "-f", format_), stdout=full, stderr=subprocess.PIPE
        )

    assert outcome.returncode == 2
    assert outcome.stderr == b"ritgraph: standard output: No space left on device\n"


@pytest.mark.skipif(not FULL.is_char_device(), reason="there is no /dev/full")
@pytest.mark.parametrize(("format_", "text"), LARGE)
def test_a_full_disk_under_a_file_is_named(
    run: Run, tiny_project: Path, format_: str, text: str
) -> None:
    outcome = run("query", "-q", text, "-f", format_, "-o", str(FULL), root=tiny_project)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "ritgraph: /dev/full: cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("ending", "query", "start"),
    [
        ("csv", "lights", b"light,name,height"),
        ("JSON", "lights", b'{"head"'),
        ("ndjson", "lights", b'{"light"'),
        ("markdown", "lights", b"| light |"),
        ("parquet", "lights", b"PAR1"),
        ("geojson", "lights", b'{"type":"FeatureCollection"'),
        ("csvw", "lights", b"light,name,height"),
        ("txt", "lights", b"light   "),
        ("", "lights", b"light   "),
        ("ttl", "as-places", b"@prefix ex:"),
        ("nt", "as-places", b"<http"),
        ("xml", "as-places", b'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'),
        ("json", "as-places", b'{\n  "@context"'),
        ("txt", "as-places", b"@prefix ex:"),
        ("json", "is-lit", b'{"head":{},"boolean":true}'),
    ],
)
def test_the_ending_of_the_file_says_the_format(
    run: Run, tiny_project: Path, tmp_path: Path, ending: str, query: str, start: bytes
) -> None:
    target = tmp_path / f"answer.{ending}"
    given = ["--day", "1800-01-01"] if query == "is-lit" else []

    outcome = run("query", query, *given, "-o", str(target), root=tiny_project)

    assert outcome.code == 0
    assert target.read_bytes().startswith(start)


def test_a_format_that_is_named_outdoes_the_ending(
    run: Run, tiny_project: Path, tmp_path: Path
) -> None:
    target = tmp_path / "answer.csv"

    run("query", "lights", "-f", "jsonl", "-o", str(target), root=tiny_project)

    assert target.read_bytes().startswith(b'{"light"')


@pytest.mark.parametrize(
    ("query", "words", "has"),
    [
        ("lights", ["-f", "turtle"], ROW_FORMATS),
        ("lights", ["-o", "answer.ttl"], ROW_FORMATS),
        ("as-places", ["-f", "csv"], TRIPLE_FORMATS),
        ("as-places", ["-o", "answer.csv"], TRIPLE_FORMATS),
    ],
)
def test_a_format_of_the_other_kind_lists_those_there_are(
    run: Run,
    tiny_project: Path,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
    words: list[str],
    has: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tiny_project)

    outcome = run("query", query, *words, root=tiny_project)

    assert (outcome.code, outcome.out) == (2, "")
    assert f"This answer has {', '.join(has)}." in outcome.err
    assert not list(tiny_project.glob("*answer*"))


def test_a_format_that_nothing_has_is_known_before_anything_is_read() -> None:
    with pytest.raises(UnknownName, match=r"^There is no format 'turtel'. Did you mean 'turtle'"):
        check(asked("turtel"))
    for format_ in (None, "csv", "TTL", "ndjson"):
        check(asked(format_, "-"))
    with pytest.raises(UnknownName, match=r"There is no format 'xlsx'. .* Choose one with -f"):
        check(asked(None, "answer.xlsx"))
    check(asked("csv", "answer.xlsx"))
    check(asked(None, "answer"))


def test_parquet_is_kept_from_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    check(asked("parquet"))
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", terminal)

    check(asked("parquet", "answer.parquet"))
    with pytest.raises(OutputError, match="name a file with -o FILE"):
        check(asked("parquet"))


@pytest.mark.parametrize(
    ("format_", "said"),
    [
        *[(name, "1 row\n") for name in ("table", "md", "jsonl", "parquet", "geojson")],
        *[(name, "") for name in ("csv", "tsv", "json", "xml")],
    ],
)
def test_the_number_of_rows_is_said_apart_where_it_is_known(
    run: Run, tiny_project: Path, format_: str, said: str
) -> None:
    words = ("query", "lights", "--height", "40", "-f", format_, "-o", os.devnull)

    assert run(*words, root=tiny_project).err == said
    assert run(*words, "--quiet", root=tiny_project).err == ""


def test_labels_are_in_the_language_asked_for(run: Run, tiny_project: Path) -> None:
    words = ("query", "-q", "SELECT ?light { VALUES ?light { light:anholt } }", "-f", "md")

    assert "[Anholts fyr]" in run(*words, "--lang", "sv", root=tiny_project).out
    assert "[Anholt Lighthouse]" in run(*words, root=tiny_project).out
