"""``ritgraph export``: what is written where, what a check tells, and what cannot be asked."""

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from ritgraph import KnowledgeGraph
from ritgraph.errors import InputError, UnknownName, UnsupportedError
from ritgraph.export.export import format_for
from ritgraph.serialise.formats import FORMATS
from ritgraph.serialise.isomorphism import isomorphic

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(name="run")
def run_for_a_tuple(run: Callable[..., Any]) -> Run:
    """Give exit code, standard output and standard error."""

    def command(*words: object) -> tuple[int, str, str]:
        outcome = run(*map(str, words))
        return outcome.code, outcome.out, outcome.err

    return command


@pytest.fixture
def exported(run: Run, tiny_project: Path, tmp_path: Path) -> Callable[..., Path]:
    """Export the tiny graph to a file of that name, and give the file."""

    def export(name: str, *words: str) -> Path:
        target = tmp_path / name
        code, out, error = run("export", "--root", tiny_project, "-o", target, *words)
        assert (code, out) == (0, "")
        assert error.endswith(f" written to {target}\n")
        return target

    return export


def triples_of(path: Path, format_: str = "turtle") -> set[ox.Triple]:
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    return {quad.triple for quad in ox.parse(data, FORMATS[format_].engine)}


@pytest.mark.parametrize(
    ("name", "words", "format_"),
    [
        *((f"graph.{format_.ending}", (), name) for name, format_ in FORMATS.items()),
        ("graph", (), "turtle"),
        ("graph.txt", (), "turtle"),
        ("graph.xml", (), "rdfxml"),
        ("graph.json", (), "jsonld"),
        ("graph.TTL", (), "turtle"),
        ("graph.ttl", ("-f", "ntriples"), "ntriples"),
        ("graph.NT.gz", (), "ntriples"),
        ("graph.expanded.jsonld.gz", (), "jsonld-expanded"),
    ],
)
def test_the_ending_of_the_file_says_the_format_unless_one_is_asked_for(
    tiny: KnowledgeGraph,
    exported: Callable[..., Path],
    name: str,
    words: tuple[str, ...],
    format_: str,
) -> None:
    assert isomorphic(triples_of(exported(name, *words), format_), tiny.triples())
    asked = words[1] if words else None
    assert format_for(asked, Path(name)).name == format_


def test_a_compressed_file_is_the_same_on_each_run(exported: Callable[..., Path]) -> None:
    first, second = exported("a.ttl.gz").read_bytes(), exported("b.ttl.gz").read_bytes()

    assert first == second
    assert gzip.decompress(first) == exported("a.ttl").read_bytes()


def test_the_parts_make_up_the_whole(tiny: KnowledgeGraph, exported: Callable[..., Path]) -> None:
    parts = [triples_of(exported(p, "--only", p)) for p in ("data", "ontology", "shapes")]

    assert all(parts)
    assert isomorphic(set().union(*parts[:2]), tiny.triples())
    assert isomorphic(set().union(*parts), triples_of(exported("all", "--only", "all")))


def test_a_thing_with_what_surrounds_it(
    tiny: KnowledgeGraph, exported: Callable[..., Path]
) -> None:
    written = triples_of(exported("thing.ttl", "--thing", "light:anholt"))

    assert isomorphic(written, tiny.triples_about(tiny.describe("light:anholt")))
    assert 5 <= len(written) < len(set(tiny.triples()))


def test_the_answer_of_a_saved_query(tiny: KnowledgeGraph, exported: Callable[..., Path]) -> None:
    answer = tiny.query("as-places")

    written = triples_of(exported("places.nt", "--query", "as-places"), "ntriples")

    assert isomorphic(written, answer)  # type: ignore[arg-type]
    assert written


def test_a_query_gets_its_parameters(run: Run, tiny_project: Path) -> None:
    (tiny_project / "queries" / "one.rq").write_text(
        "#+ summary: One thing.\n#+ params:\n#+   thing: {help: the thing}\n"
        "CONSTRUCT { ?_thing_iri a ?class } WHERE { ?_thing_iri a ?class }\n"
    )
    words = ("export", "--root", tiny_project, "-f", "nt", "--query", "one")

    code, out, _ = run(*words, "--param", "thing=light:anholt")

    assert code == 0
    assert out.splitlines() == [line for line in out.splitlines() if "light/anholt> <" in line]
    assert out


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nt.gz", "graph.jsonld", "graph.rdf"])
def test_a_check_tells_whether_the_file_is_what_would_be_written(
    run: Run, tiny_project: Path, exported: Callable[..., Path], name: str
) -> None:
    target = exported(name)
    before = target.read_bytes(), target.stat().st_mtime_ns
    words = ("export", "--root", tiny_project, "-o", target, "--check")

    assert run(*words) == (0, "", f"{target} is what would be written\n")

    data = next((tiny_project / "data").glob("*.ttl"))
    data.write_text(data.read_text() + "\n<http://example.com/new> a <http://example.com/T> .\n")
    code, out, error = run(*words)

    assert (code, error) == (1, f"{target} is not what would be written\n")
    lines = out.splitlines()
    assert lines[:2] == [f"--- {target}", "+++ what would be written"]
    assert any(line.startswith("+") and "http://example.com/new" in line for line in lines)
    assert len(lines) <= 21
    assert (target.read_bytes(), target.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["-f", "turtel"], 2, "no format 'turtel'. Did you mean 'turtle'"),
        (["-f", "csv"], 2, "There are turtle, trig, ntriples, nquads, rdfxml, jsonld,"),
        (["--only", "shape"], 2, "no part 'shape'. Did you mean 'shapes'"),
        (["--only", "data", "--thing", "light:anholt"], 2, "--only and --thing exclude one"),
        (["--thing", "anholtt"], 2, "anholtt"),
        (["--query", "lights"], 2, "'lights' is no CONSTRUCT query"),
        (["--query", "as-place"], 2, "Did you mean 'as-places'"),
        (["--param", "a=b"], 2, "--param is for a saved query"),
        (["--query", "as-places", "--param", "b"], 2, "'b' is no parameter. Write --param NAME="),
        (["--query", "as-places", "--param", "b=c"], 2, "parameter 'b'"),
        (["--check"], 2, "--check needs the file"),
        (["--check", "-o", "-"], 2, "--check needs the file"),
        (["--check", "-o", "no.ttl"], 2, "no.ttl: No such file or directory"),
        (["--check", "-o", "/"], 2, "'/' is a folder; name a file in it"),
        (["--check", "-o", "."], 2, ".: Is a directory"),
    ],
)
def test_what_cannot_be_asked_is_one_line(
    run: Run, tiny_project: Path, words: list[str], code: int, problem: str
) -> None:
    found, out, error = run("export", "--root", tiny_project, *words)

    assert (found, out) == (code, "")
    assert problem in error
    assert error.count("\n") == 1


def test_a_compressed_file_that_is_cut_is_one_line(
    run: Run, tiny_project: Path, exported: Callable[..., Path]
) -> None:
    target = exported("graph.ttl.gz")
    target.write_bytes(target.read_bytes()[:-20])

    code, _, error = run("export", "--root", tiny_project, "-o", target, "--check")

    assert code == 2
    assert error.startswith(f"ritgraph: {target}: ")
    assert error.count("\n") == 1


def test_what_a_format_cannot_carry_leaves_the_old_file(
    run: Run, tiny_project: Path, tmp_path: Path
) -> None:
    target = tmp_path / "graph.rdf"
    target.write_text("old")
    data = next((tiny_project / "data").glob("*.ttl"))
    data.write_text(data.read_text() + "\n<http://e.example/a> <http://e.example/1> 1 .\n")

    code, out, error = run("export", "--root", tiny_project, "-o", target)

    assert (code, out) == (3, "")
    assert error == (
        "ritgraph: RDF/XML cannot name the property <http://e.example/1>."
        " Choose turtle, trig, ntriples or nquads.\n"
    )
    assert target.read_text() == "old"
    assert [path for path in tmp_path.iterdir() if "graph" in path.name] == [target]


def test_the_same_from_python(tiny: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"

    number = tiny.export(target)

    assert number == len(set(tiny.triples()))
    assert tiny.check_export(target) == []
    assert tiny.check_export(target, only="data") != []
    with pytest.raises(UnknownName, match="no part 'dat'"):
        tiny.export(target, only="dat")
    with pytest.raises(InputError, match="No such file"):
        tiny.check_export(tmp_path / "none.ttl")
    with pytest.raises(UnsupportedError, match="Only files have parts"):
        tiny.export(target, only="data", triples=[])
    assert tiny.export(target, triples=[]) == 0
    assert target.read_bytes() == b""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("how", ["killed", "full"])
def test_a_kill_or_a_full_disk_in_the_middle_leaves_the_old_file(
    tiny_project: Path, tmp_path: Path, how: str
) -> None:
    """A large graph, so that the proof has a process of its own, and there is a middle."""
    lines = (f'<urn:s{n}> <urn:p> "{"x" * 80}" .\n' for n in range(60_000))
    (tiny_project / "data" / "large.ttl").write_text("".join(lines))
    folder = tmp_path / "build"
    folder.mkdir()
    target = folder / "graph.ttl"
    target.write_text("old")
    program = {
        "killed": "import os, signal; os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)",
        "full": "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (2_000_000, 2_000_000))",
    }[how]
    command = f"{program}; import sys; from ritgraph.cli import main; sys.exit(main(sys.argv[1:]))"

    done = subprocess.run(
        [sys.executable, "-c", command, "export", "--root", tiny_project, "-o", target],
        capture_output=True,
        text=True,
    )

    assert target.read_text() == "old"
    if how == "killed":
        assert done.returncode == -signal.SIGKILL
    else:
        assert done.returncode == 2
        assert done.stderr == f"ritgraph: {target}: cannot be written: File too large\n"
        assert list(folder.iterdir()) == [target]
