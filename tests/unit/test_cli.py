"""The command line: one line per error, results apart from everything else, exit codes."""

import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

import ritgraph
from ritgraph.cli import COMMANDS, main

Run = Callable[..., object]
SUM = "c0400bbec4605983a7648e9b9329c4d717347443fec7061ee2800eb1a1c19361"
SCRIPT = [sys.executable, "-m", "ritgraph"]


def test_alone_it_says_what_graph_this_is_and_what_can_be_asked(
    run: Run, tiny_project: Path
) -> None:
    outcome = run(root=tiny_project)

    assert outcome.code == 0
    assert "Lighthouses of the Baltic" in outcome.out
    assert "lights     Which lighthouses are there, and how high?" in outcome.out


def test_query_alone_lists_the_questions(run: Run, tiny_project: Path) -> None:
    outcome = run("query", root=tiny_project)

    assert outcome.out.splitlines()[:3] == [
        "query      question",
        "---------  ------------------------------------------",
        "as-places  What are lighthouses as places?",
    ]


def test_a_saved_query_is_a_table_with_its_count_apart(run: Run, tiny_project: Path) -> None:
    outcome = run("query", "lights", "--height", "30", "--lang", "sv", root=tiny_project)

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "light              name         height",
        "-----------------  -----------  ------",
        "light:anholt       Anholts fyr  42",
        "Kõpu (light:kopu)               36",
    ]
    assert outcome.err == "2 rows\n"


@pytest.mark.parametrize("before", [True, False])
def test_global_options_stand_before_or_behind(run: Run, tiny_project: Path, before: bool) -> None:
    words = ["query", "lights", "-f", "csv"]
    options = ["--quiet", "--lang", "sv", "--root", str(tiny_project)]

    outcome = run(*(options + words if before else words + options))

    assert (outcome.code, outcome.err) == (0, "")
    assert "Anholts fyr" in outcome.out


def test_the_environment_gives_root_and_language(
    run: Run, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RITGRAPH_ROOT", str(tiny_project))
    monkeypatch.setenv("RITGRAPH_LANG", "sv")

    assert "Anholts fyr" in run("query", "lights").out
    assert "Anholt Lighthouse" in run("query", "lights", "--lang", "en").out


def test_the_project_around_the_current_folder_is_taken(
    run: Run, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny_project / "data")

    assert "light:anholt" in run("query", "lights").out


def test_elsewhere_the_shipped_graph_is_taken(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert str(ritgraph.open().project.root) in run().out


def test_help_of_a_query_is_its_own_page(run: Run, tiny_project: Path) -> None:
    outcome = run("query", "lights", "--help", root=tiny_project)

    assert outcome.code == 0
    assert "usage: ritgraph query lights [--lang LANGUAGE] [--height INTEGER]" in outcome.out
    assert "Which lighthouses are there, and how high?" in outcome.out
    assert "  --height INTEGER" in outcome.out
    assert "Only those at least so high" in outcome.out
    assert "(default: en)" in outcome.out
    assert "  height  integer: its height in metres" in outcome.out
    assert "  ritgraph query lights --height 30" in outcome.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_its_name(run: Run, command: str) -> None:
    outcome = run(command, "--help")

    assert outcome.code == 0
    assert outcome.out.startswith(f"usage: ritgraph {command}")
    assert command in run("--help").out


def test_a_text_and_a_file_are_answered_too(run: Run, tiny_project: Path, tmp_path: Path) -> None:
    text = "SELECT ?height { light:kopu ex:height ?height }"
    file = tmp_path / "q.rq"
    file.write_text(text, encoding="utf-8")

    for words in (["-q", text], ["--query-file", str(file)]):
        assert run("query", *words, "-f", "csv", root=tiny_project).out == "height\r\n36\r\n"


def test_a_text_can_come_from_standard_input(tiny_project: Path) -> None:
    outcome = subprocess.run([*SCRIPT, "query", "--query-file", "-", "--root", tiny_project],
                             input="ASK { ?s ?p ?o }", capture_output=True, text=True)  # fmt: skip

    assert (outcome.returncode, outcome.stdout) == (0, "true\n")


def test_answers_of_every_kind_have_formats(run: Run, tiny_project: Path) -> None:
    rows = run("query", "lights", "-f", "json", root=tiny_project)
    truth = run("query", "is-lit", "--day", "1800-01-01", "-f", "json", root=tiny_project)
    triples = run("query", "as-places", root=tiny_project)

    assert len(json.loads(rows.out)["results"]["bindings"]) == 3
    assert json.loads(truth.out) == {"head": {}, "boolean": True}
    assert triples.out.startswith("@prefix ex:")


def test_output_goes_to_a_file_and_replaces_the_old_one(
    run: Run, tiny_project: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "lights.csv"
    target.parent.mkdir()
    target.write_text("old", encoding="utf-8")

    outcome = run("query", "lights", "-f", "csv", "-o", str(target), root=tiny_project)

    assert (outcome.code, outcome.out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("light,name,height")
    assert list(target.parent.iterdir()) == [target]


def test_an_error_leaves_the_old_file_and_no_other(
    run: Run, tiny_project: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "lights.csv"
    target.parent.mkdir()
    target.write_text("old", encoding="utf-8")

    outcome = run("query", "lights", "-f", "xlsx", "-o", str(target), root=tiny_project)

    assert outcome.code == 2
    assert target.read_text(encoding="utf-8") == "old"
    assert list(target.parent.iterdir()) == [target]


def test_a_device_is_written_and_not_replaced(run: Run, tiny_project: Path) -> None:
    assert run("query", "lights", "-o", os.devnull, root=tiny_project).code == 0
    assert Path(os.devnull).is_char_device()


def test_describe_shows_both_directions(run: Run, tiny_project: Path) -> None:
    outcome = run("describe", "anh", "--lang", "sv", root=tiny_project)
    assert outcome.code == 2

    outcome = run("describe", "ANH", "--lang", "sv", root=tiny_project)

    assert outcome.code == 0
    assert outcome.out.startswith("Anholts fyr\n<http://example.com/light/anholt>\n")
    assert "höjd i meter" in outcome.out
    assert "Utö (http://example.com/light/utö)  ex:near" in outcome.out
    assert "höjd i meter: 42  [1] [2]\n" in outcome.out
    assert "[1] ALM page 7: Anholt: 42 metres.\n" in outcome.out


def test_describe_without_evidence_is_two_tables(run: Run, tiny_project: Path) -> None:
    (tiny_project / "queries" / "evidence.rq").unlink()

    outcome = run("describe", "light:kopu", root=tiny_project)

    assert outcome.out.splitlines() == [
        "Kõpu",
        "<http://example.com/light/kopu>",
        "",
        "property                                         value",
        "-----------------------------------------------  ---------------------",
        "height in metres                                 36",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type  Lighthouse (ex:Light)",
        "skos:prefLabel                                   Kõpu (et)",
    ]


def test_describe_has_formats(run: Run, tiny_project: Path) -> None:
    told = json.loads(run("describe", "ANH", "-f", "json", root=tiny_project).out)
    page = run("describe", "ANH", "-f", "md", root=tiny_project).out
    turtle = run("describe", "ANH", "-f", "turtle", root=tiny_project).out

    assert list(told) == ["thing", "label", "statements", "notFollowed", "inverse"]
    (lit,) = [s for s in told["statements"] if s["property"]["iri"].endswith("#lit")]
    assert lit == {
        "property": {"iri": "http://example.com/lights#lit", "label": None},
        "value": {
            "type": "literal",
            "value": "1785-10-01",
            "label": None,
            "datatype": "http://www.w3.org/2001/XMLSchema#date",
        },
        "followed": True,
        "evidence": [
            {
                "source": "NOTICE",
                "sourceLabel": "Notice to mariners",
                "position": "line 2",
                "start": 38,
                "end": 58,
                "sha256": SUM,
                "paraphrase": "Anholt is older than its neighbour.",
                "words": None,
                "iri": "http://example.com/lights#notice-2",
            }
        ],
        "inference": "Reckoned from the height and from the neighbour.",
        "premises": [
            {
                "iri": "http://example.com/lights#claim-42",
                "thing": {"iri": "http://example.com/light/anholt", "label": "Anholt Lighthouse"},
                "property": {
                    "iri": "http://example.com/lights#height",
                    "label": "height in metres",
                },
                "value": {
                    "type": "literal",
                    "value": "42",
                    "label": None,
                    "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                },
            },
            {
                "iri": "http://example.com/light/utö",
                "thing": {"iri": "http://example.com/light/utö", "label": "Utö"},
                "property": None,
                "value": None,
            },
        ],
        "whyNot": None,
        "claims": ["http://example.com/lights#claim-lit"],
    }
    assert [s["whyNot"] for s in told["notFollowed"]] == [
        "Measured from the sea, not from the ground."
    ]
    assert [s["value"]["type"] for s in told["inverse"]] == ["uri"]
    names = [s["value"] for s in told["statements"] if s["property"]["iri"].endswith("prefLabel")]
    assert [name["xml:lang"] for name in names] == ["en", "sv"]
    assert page.startswith("# Anholt Lighthouse\n")
    assert turtle.startswith("@prefix ex: <http://example.com/lights#> .\n")
    assert "\nex:notice-1\n    ex:from 9 ;\n" in turtle
    assert "light:kopu" not in turtle


@pytest.mark.parametrize("format_", ["text", "json", "md", "turtle"])
def test_describe_writes_a_file(run: Run, tiny_project: Path, tmp_path: Path, format_: str) -> None:
    target = tmp_path / "anholt"
    words = ("describe", "ANH", "-f", format_)

    outcome = run(*words, "-o", str(target), root=tiny_project)

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert target.read_text(encoding="utf-8") == run(*words, root=tiny_project).out


def test_evidence_shows_passages_and_words(run: Run, tiny_project: Path) -> None:
    notice = str(tiny_project / "texts" / "notice.txt")

    outcome = run("evidence", "ANH", "--text", notice, root=tiny_project)

    assert (outcome.code, outcome.err) == (0, "")
    assert (
        outcome.out
        == """\
Anholt Lighthouse
<http://example.com/light/anholt>

height in metres: 42  [1] [2]
ex:lit: 1785-10-01  [3]
    inferred: Reckoned from the height and from the neighbour.
    from: Anholt Lighthouse (light:anholt), height in metres: 42
    from: Utö (http://example.com/light/utö)

Claims that the graph does not follow:
height in metres: 37  [4]
    not followed: Measured from the sea, not from the ground.

[1] ALM page 7: Anholt: 42 metres.
[2] NOTICE line 1, characters 9-37: The notice gives Anholt a height of 42 metres.
    > Anholts fyr är 42 meter hög.
[3] NOTICE line 2, characters 38-58: Anholt is older than its neighbour.
    > Den tändes före Utö.
[4] ALM page 9: Anholt: 37 metres.

ALM: Nautical almanac
NOTICE: Notice to mariners
"""
    )
    assert ">" not in run("evidence", "ANH", root=tiny_project).out.partition("\n\n")[2]


def test_evidence_has_formats(run: Run, tiny_project: Path) -> None:
    notice = str(tiny_project / "texts" / "notice.txt")

    words = ("evidence", "ANH", "--text", notice, "-f")
    told = json.loads(run(*words, "json", root=tiny_project).out)
    page = run(*words, "md", root=tiny_project).out

    assert [p["words"] for s in told["statements"] for p in s["evidence"]] == [
        None,
        "Anholts fyr är 42 meter hög.",
        "Den tändes före Utö.",
    ]
    assert "2. NOTICE line 1, characters 9-37: The notice gives" in page
    assert "\n\n   > Anholts fyr är 42 meter hög.\n\n" in page


def test_words_are_left_nowhere_but_in_the_output(
    run: Run, tiny_project: Path, tmp_path: Path
) -> None:
    before = sorted(tiny_project.rglob("*"))
    notice = tiny_project / "texts" / "notice.txt"

    run("evidence", "ANH", "--text", str(notice), root=tiny_project)
    refused = run("evidence", "Utö", "--text", str(notice), root=tiny_project)

    assert sorted(tiny_project.rglob("*")) == before
    assert "Anholts fyr" not in refused.err


def test_evidence_of_a_thing_without_claims_says_so(run: Run, tiny_project: Path) -> None:
    outcome = run("evidence", "Utö", root=tiny_project)

    assert (outcome.code, outcome.out) == (0, "Utö\n<http://example.com/light/utö>\n")
    assert outcome.err == "There is no claim about it, and so no evidence.\n"
    assert run("evidence", "Utö", "--quiet", root=tiny_project).err == ""


def test_stats_and_version(run: Run, tiny_project: Path) -> None:
    assert "3       Lighthouse  ex:Light" in run("stats", root=tiny_project).out
    assert run("--version").out == f"ritgraph {ritgraph.__version__}\n"


def test_validate_tells_findings_and_fails_on_violations(run: Run, tiny_project: Path) -> None:
    outcome = run("validate", root=tiny_project)

    assert outcome.code == 0
    assert "Utö (http://example.com/light/utö)" in outcome.out
    assert "0 violations, 1 warning, 0 infos" in outcome.out

    data = tiny_project / "data" / "lights.ttl"
    data.write_text(data.read_text(encoding="utf-8").replace("ex:height 42", "ex:height 42.5"))
    outcome = run("validate", root=tiny_project)

    assert outcome.code == 1
    assert "State it." in outcome.out
    assert "2 violations, 1 warning" in outcome.out, "a shape's, and the type of a column"


def test_validate_without_shapes_is_no_success(run: Run, tiny_project: Path) -> None:
    (tiny_project / "ontology" / "shapes" / "light.ttl").unlink()

    outcome = run("validate", root=tiny_project)

    assert outcome.code == 1
    assert "No shape is active, so nothing would be checked." in outcome.out


def test_export_writes_a_file_and_says_so(run: Run, tiny_project: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"

    outcome = run("export", "-o", str(target), root=tiny_project)

    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.endswith(f"triples written to {target}\n")
    assert target.read_text(encoding="utf-8") == run("export", root=tiny_project).out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["qery"], 2, "There is no command 'qery'. Did you mean 'query'? See `ritgraph --help`."),
        (["-q", "ASK {}"], 2, "The option '-q' must stand behind a command."),
        (["query", "ligths"], 2, "There is no query 'ligths'. Did you mean 'lights'?"),
        (["query", "lights", "--heigth", "3"], 2, "no option '--heigth'. Did you mean '--height'"),
        (["query", "lights", "--height"], 2, "Argument --height: expected one argument."),
        (["query", "lights", "--height", "tall"], 2, "takes an integer such as 30, not 'tall'"),
        (["query", "lights", "more"], 2, "'more' is one argument too many."),
        (["query", "lights", "-q", "ASK {}"], 2, "'lights' is one argument too many."),
        (["query", "lights", "--lang", "en us"], 2, "takes a language such as sv, not 'en us'"),
        (["query", "near"], 2, "'near' needs the parameter 'light' (iri: the lighthouse)."),
        (["query", "near", "--light", "Anholts fur"], 2, "Did you mean 'Anholts fyr'"),
        (["query", "near", "--light", "the old light"], 2, "can mean light:anholt or"),
        (["query", "lights", "-f", "tabel"], 2, "no format 'tabel'. Did you mean 'table'?"),
        (["query", "as-places", "-f", "csv"], 2, "no format 'csv'. This answer has turtle, trig"),
        (["query", "-q", "SELECT * {\n ?s ?p }"], 2, "query text:2:8: '}' cannot stand here"),
        (["query", "-q", "DROP ALL"], 3, "query text:1:1: DROP is refused"),
        (["query", "-q"], 2, "Argument -q: expected one argument."),
        (["query", "-q", "ASK {}", "--query-file", "x"], 2, "not allowed with argument -q"),
        (["query", "--query-file", "/nowhere.rq"], 2, "/nowhere.rq: No such file or directory"),
        (["query", "--nme"], 2, "There is no option '--nme'."),
        (["query", "lights", "-o", "/nowhere/x.csv"], 2, "/x.csv: the folder does not exist"),
        (["query", "lights", "-o", "/"], 2, "'/' is a folder; name a file in it"),
        (["query", "lights", "-o", "."], 2, ".: it is a folder; name a file in it"),
        (["export", "-o", "new/"], 2, "'new/' is a folder; name a file in it"),
        (["describe", "ANH", "-o", "new/"], 2, "'new/' is a folder; name a file in it"),
        (["export", "-o", "/nowhere/x.ttl"], 2, "/nowhere/x.ttl: the folder does not exist"),
        (["describe"], 2, "Name a thing: an IRI, a CURIE, a code or a label."),
        (["describe", "ANH", "more"], 2, "'more' is one argument too many."),
        (["describe", "ANH", "-f", "markdow"], 2, "no format 'markdow'. There are text, json,"),
        (["describe", "ANH", "-o", "/nowhere/x.md"], 2, "/x.md: the folder does not exist"),
        (["describe", "ANH", "--text", "x"], 2, "There is no option '--text'."),
        (["evidence"], 2, "Name a thing: an IRI, a CURIE, a code or a label."),
        (["evidence", "ANH", "-f", "turtle"], 2, "no format 'turtle'. There are text, json, md."),
        (["evidence", "ANH", "--text"], 2, "Argument --text: expected one argument."),
        (["evidence", "ANH", "--text", "/nowhere.txt"], 2, "/nowhere.txt: No such file or dir"),
        (["evidence", "ANH", "--text", "/"], 2, "/: Is a directory"),
        (["evidence", "ANH", "--text", os.devnull], 2,
         f"its SHA-256 is {hashlib.sha256().hexdigest()}, the evidence names {SUM} (NOTICE)"),
        (["describe", "Anhold Lighthouse"], 2, "Did you mean 'Anholt Lighthouse'"),
        (["stats", "now"], 2, "'now' is one argument too many. See `ritgraph stats --help`."),
    ],
)  # fmt: skip
def test_an_error_is_one_line_with_its_exit_code(
    run: Run, tiny_project: Path, words: list[str], code: int, message: str
) -> None:
    outcome = run(*words, root=tiny_project)

    assert outcome.code == code
    assert outcome.out == ""
    assert outcome.err.startswith("ritgraph: ")
    assert message in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_folder_that_is_no_graph_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()

    outcome = run("query", root=tmp_path)

    assert outcome.code == 2
    assert "has no ontology/ and data/" in outcome.err


def test_every_broken_file_is_one_line(run: Run, tiny_project: Path) -> None:
    for name in ("a", "b"):
        (tiny_project / "data" / f"{name}.ttl").write_text("\n nonsense", encoding="utf-8")

    outcome = run("query", "lights", root=tiny_project)

    assert outcome.code == 2
    assert [line.split(": ")[0:2] for line in outcome.err.splitlines()] == [
        ["ritgraph", f"{tiny_project}/data/{name}.ttl:2:2"] for name in ("a", "b")
    ]


def test_a_query_file_with_a_fault_is_told_with_its_place(run: Run, tiny_project: Path) -> None:
    (tiny_project / "queries" / "lights.rq").write_text("SELECT *\n{ ?s ?p }", encoding="utf-8")

    outcome = run("query", "lights", root=tiny_project)

    assert outcome.code == 2
    assert "queries/lights.rq:2:9: '}' cannot stand here" in outcome.err


def test_a_parameter_named_like_an_option_has_a_longer_name(run: Run, tiny_project: Path) -> None:
    text = "SELECT ?y { BIND(?_format AS ?y) }"
    (tiny_project / "queries" / "odd.rq").write_text(text, encoding="utf-8")

    outcome = run("query", "odd", "--param-format", "x", "-f", "csv", root=tiny_project)

    assert outcome.out == "y\r\nx\r\n"


def test_a_closed_pipe_ends_quietly(tiny_project: Path) -> None:
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    command = [*SCRIPT, "query", "-q", text, "-f", "csv", "--root", tiny_project]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""

    assert process.returncode == 0


def test_an_interrupt_is_one_line(
    run: Run, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ritgraph.cli.query.main", interrupt)

    outcome = run("query", root=tiny_project)

    assert (outcome.code, outcome.err) == (130, "ritgraph: interrupted\n")


def test_a_table_is_wrapped_only_on_a_terminal(
    tiny_project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["query", "lights", "--quiet", "--root", str(tiny_project)]
    main(words)
    assert "http://example.com/light/utö" in capfd.readouterr().out

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    main(words)

    assert max(map(len, capfd.readouterr().out.splitlines())) <= 40


def test_output_is_utf_8_whatever_the_locale(tiny_project: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}

    outcome = subprocess.run([*SCRIPT, "describe", "ANH", "--root", tiny_project],
                             capture_output=True, env=environment)  # fmt: skip

    assert outcome.returncode == 0
    assert "utö" in outcome.stdout.decode()


def test_a_query_imports_only_what_it_needs(tiny_project: Path) -> None:
    heavy = {"dataclasses", "hashlib", "importlib.metadata", "inspect", "pyshacl", "rdflib",
             "ritgraph.query.description.describe", "ritgraph.query.description.evidence", "shutil",
             "textwrap", "typing", "yaml"}  # fmt: skip
    program = f"""import sys
from ritgraph.cli import main
main(["query", "lights", "--quiet", "--root", {str(tiny_project)!r}])
print(sorted({heavy!r} & set(sys.modules)))"""
    source = str(Path(ritgraph.__file__).parents[1])
    packages = str(Path(pyoxigraph.__file__).parents[1])

    outcome = subprocess.run([sys.executable, "-Sc", program], capture_output=True, text=True,
                             env={"PYTHONPATH": os.pathsep.join([source, packages])})  # fmt: skip

    assert outcome.stdout.splitlines()[-1] == "[]", outcome.stderr


@pytest.mark.parametrize(
    "words", ["query lights -f csv", "export", "stats", "describe ANH", "evidence ANH"]
)
def test_a_full_disk_behind_standard_output_is_one_line(words: str, tiny_project: Path) -> None:
    command = [sys.executable, "-m", "ritgraph", "--root", str(tiny_project), *words.split()]
    with Path("/dev/full").open("wb") as full:
        outcome = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)

    assert outcome.returncode == 2
    assert outcome.stderr.endswith("ritgraph: standard output: No space left on device\n")
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_that_fills_up_half_way_is_told(
    unbuffered: str, tiny_project: Path, tmp_path: Path
) -> None:
    """A write that falls short says so only to a buffer, and PYTHONUNBUFFERED takes that away."""
    long = " ".join(["Lamp"] * 4000)
    (tiny_project / "data" / "long.ttl").write_text(f'<http://e/a> <http://e/p> "{long}" .')
    command = [sys.executable, "-m", "ritgraph", "--root", str(tiny_project), "export"]
    with (tmp_path / "out.ttl").open("wb") as out:
        outcome = subprocess.run(
            command,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)),
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert (tmp_path / "out.ttl").stat().st_size == 9000
    assert outcome.returncode == 2, outcome.stderr
    assert outcome.stderr == "ritgraph: standard output: File too large\n"
