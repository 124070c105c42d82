"""``ritgraph diff``: words, exact statements, JSON, Markdown, exit codes."""

# ruff: noqa: RUF001 (the words have signs of their own)

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ritgraph.cli import main
from ritgraph.cli.diff import build_parser

Run = Callable[..., object]
LIGHTS = "data/lights.ttl"
EDITS = {
    'skos:prefLabel "Anholt Lighthouse"@en , "Anholts fyr"@sv': (
        'skos:prefLabel "Anholt Lighthouse"@en , "Anholt fyr"@sv'
    ),
    "ex:height 24 ;\n    ex:near light:anholt .": (
        'ex:height 24.0 ;\n    ex:near light:new , light:anholt ;\n'
        '    ex:beam [ ex:colour "white"@en ; ex:range 12 ] .\n\n'
        'light:new a ex:Light ; skos:prefLabel "New Light"@en ; ex:lit "2020"^^xsd:gYear .'
    ),
}  # fmt: skip


@pytest.fixture
def pair(tiny_project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two files of lighthouses, the second one edited, in a folder that is the project's."""
    monkeypatch.chdir(tiny_project)
    text = Path(LIGHTS).read_text("utf-8")
    old, rest = text.split("light:kopu", 1)
    new = old + rest.partition(".\n")[2]
    for before, after in EDITS.items():
        assert before in new
        new = new.replace(before, after)
    Path("new.ttl").write_text(new, "utf-8")
    return [LIGHTS, "new.ttl"]


ENGLISH = """\
1 Lighthouse added, 2 × Lighthouse changed, 1 Lighthouse removed, \
1 label changed in sv, 9 statements added, 5 statements removed

Lighthouse (ex:Light)
  ~ Anholt Lighthouse (light:anholt)
      ~ skos:prefLabel (sv): "Anholts fyr" → "Anholt fyr"
  - Kõpu (light:kopu)  3 statements
  + New Light (light:new)  3 statements
  ~ Utö (http://example.com/light/utö)
      + ex:beam: [ ex:colour: "white" (en); ex:range: 12 ]
      ~ height in metres: 24 → 24.0
      + ex:near: New Light (light:new)
"""
SWEDISH = """\
1 Fyr tillkom, 2 × Fyr ändrades, 1 Fyr togs bort, 1 benämning ändrades på sv, \
9 utsagor tillkom, 5 utsagor togs bort

Fyr (ex:Light)
  ~ Anholt fyr (light:anholt)
      ~ skos:prefLabel (sv): "Anholts fyr" → "Anholt fyr"
  - Kõpu (light:kopu)  3 utsagor
  + New Light (light:new)  3 utsagor
  ~ Utö (http://example.com/light/utö)
      + ex:beam: [ ex:colour: "white" (en); ex:range: 12 ]
      ~ höjd i meter: 24 → 24.0
      + ex:near: New Light (light:new)
"""
FINNISH = """\
1 Lighthouse lisätty, 2 × Lighthouse muutettu, 1 Lighthouse poistettu, \
1 nimi muutettu kielellä sv, 9 väittämää lisätty, 5 väittämää poistettu

Lighthouse (ex:Light)
  ~ Anholt Lighthouse (light:anholt)
      ~ skos:prefLabel (sv): "Anholts fyr" → "Anholt fyr"
  - Kõpu (light:kopu)  3 väittämää
  + New Light (light:new)  3 väittämää
  ~ Utö (http://example.com/light/utö)
      + ex:beam: [ ex:colour: "white" (en); ex:range: 12 ]
      ~ height in metres: 24 → 24.0
      + ex:near: New Light (light:new)
"""


@pytest.mark.parametrize(("lang", "text"), [("en", ENGLISH), ("sv", SWEDISH), ("fi", FINNISH)])
def test_what_changed_in_words(run: Run, pair: list[str], lang: str, text: str) -> None:
    outcome = run("diff", *pair, "--lang", lang)

    assert (outcome.code, outcome.out, outcome.err) == (1, text, "")


def test_with_all_what_is_new_or_gone_is_shown_too(run: Run, pair: list[str]) -> None:
    shown = run("diff", *pair, "--all").out.splitlines()

    at = shown.index("  - Kõpu (light:kopu)  3 statements")
    assert shown[at + 1 : at + 4] == [
        "      - height in metres: 36",
        '      - skos:prefLabel (et): "Kõpu"',
        "      - rdf:type: Lighthouse (ex:Light)",
    ]
    assert '      + ex:lit: 2020' in shown  # fmt: skip


def test_the_exact_statements(run: Run, pair: list[str]) -> None:
    outcome = run("diff", *pair, "--triples")
    lines = outcome.out.splitlines()

    assert outcome.code == 1
    assert [sum(line[0] == mark for line in lines) for mark in "-+ "] == [5, 9, 0]
    assert (
        "- <http://example.com/light/utö> <http://example.com/lights#height>"
        ' "24"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    ) in lines


def test_json_is_one_document(run: Run, pair: list[str]) -> None:
    outcome = run("diff", *pair, "-f", "json", "--lang", "sv")
    document = json.loads(outcome.out)

    assert outcome.code == 1
    assert list(document) == ["old", "new", "different", "counts", "things", "removed", "added"]
    assert document["counts"]["statements"] == {"added": 9, "removed": 5}
    assert document["counts"]["labels"] == {"sv": 1}
    assert [len(document[key]) for key in ("removed", "added")] == [5, 9]
    anholt = document["things"][0]
    assert anholt["curie"] == "light:anholt"
    assert anholt["class"] == {"iri": "http://example.com/lights#Light", "label": "Fyr"}
    [change] = anholt["changes"]
    assert change["old"]["value"] == "Anholts fyr"
    assert change["new"]["xml:lang"] == "sv"
    beam = document["things"][-1]["changes"][0]["new"]
    assert [held["value"]["value"] for held in beam["held"]] == ["white", "12"]


def test_json_of_the_same_is_a_document_too(run: Run, pair: list[str]) -> None:
    outcome = run("diff", LIGHTS, LIGHTS, "-f", "json")

    assert outcome.code == 0
    assert json.loads(outcome.out)["different"] is False


def test_markdown_for_a_pull_request(run: Run, pair: list[str]) -> None:
    outcome = run("diff", *pair, "-f", "md")

    assert outcome.code == 1
    assert outcome.out.startswith(
        "## Changes\n\ndata/lights.ttl → new.ttl: 1 Lighthouse added, 2 × Lighthouse changed,"
    )
    assert "### Lighthouse \\(ex:Light\\)\n\n- **changed** Anholt Lighthouse" in outcome.out
    assert '\n    - `~` skos:prefLabel \\(sv\\): "Anholts fyr" → "Anholt fyr"\n' in outcome.out
    assert "\n- **removed** Kõpu \\(light:kopu\\): 3 statements\n" in outcome.out


@pytest.mark.parametrize("quiet", ["-q", "--quiet"])
def test_quiet_says_nothing_and_gives_the_exit_code(run: Run, pair: list[str], quiet: str) -> None:
    different, same = run("diff", *pair, quiet), run("diff", LIGHTS, LIGHTS, quiet)

    assert (different.code, different.out, different.err) == (1, "", "")
    assert (same.code, same.out, same.err) == (0, "", "")


def test_the_same_graph_is_told_as_such(run: Run, pair: list[str]) -> None:
    assert run("diff", LIGHTS, LIGHTS).out == "No difference in 56 statements\n"
    assert run("diff", LIGHTS, LIGHTS, "--lang", "sv").out == "Ingen skillnad i 56 utsagor\n"
    assert run("diff", LIGHTS, LIGHTS, "--triples").out == ""
    assert "No difference in 56 statements" in run("diff", LIGHTS, LIGHTS, "-f", "md").out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nt", '<urn:a> <urn:p> "x"@en-gb .'),
        ("a.rdf", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
         '<rdf:Description rdf:about="urn:a"><u:p xml:lang="en-GB">x</u:p></rdf:Description>'
         "</rdf:RDF>"),
        ("a.jsonld", '{"@id": "urn:a", "urn:p": {"@value": "x", "@language": "en-GB"}}'),
        ("a.nq", '<urn:a> <urn:p> "x"@en-GB <urn:g> .'),
        ("a.trig", '<urn:g> { <urn:a> <urn:p> "x"@en-gb }'),
    ],
)  # fmt: skip
def test_every_format_is_compared_with_every_other(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / "b.ttl").write_text('<urn:a> <urn:p> "x"@en-GB .')
    (tmp_path / name).write_text(text)

    assert run("diff", str(tmp_path / "b.ttl"), str(tmp_path / name)).code == 0


def test_folders_are_compared_as_one_graph_each(run: Run, tmp_path: Path) -> None:
    for file, text in {"a/1.ttl": "1", "a/b/2.nt": "<urn:x>", "c/one.ttl": "1, <urn:x>"}.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f"<urn:a> <urn:p> {text} .")

    assert run("diff", str(tmp_path / "a"), str(tmp_path / "c")).code == 0


def written(folder: Path, old: str, new: str) -> list[str]:
    texts = {"old.ttl": old, "new.ttl": new}
    for name, text in texts.items():
        (folder / name).write_text(f"@prefix : <urn:> .\n{text}", "utf-8")
    return [str(folder / name) for name in texts]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (":a :p (1 2) .", ":a :p (1 3 2) .", ["~ :p: (1, 2) → (1, 3, 2)"]),
        (":a :p ([ :q 1 ] 2) .", ":a :p ([ :q 3 ] 2) .",
         ["~ :p: ([ :q: 1 ], 2) → ([ :q: 3 ], 2)"]),
        (":a :p (1) .", ":a :p () .", ["~ :p: (1) → rdf:nil"]),
        (":a :p [ :q [ :r 1 ] ] .", ":a :p [ :q [ :r 2 ] ] .", ["~ :p › :q › :r: 1 → 2"]),
        (":a :p 1 .", ":a :p 1.0 .", ["~ :p: 1 → 1.0"]),
        (":a :p 1 .", ':a :p "1" .', ['~ :p: 1 → "1"']),
        (":a :p 1 .", ':a :p "1"^^<urn:t> .', ["~ :p: 1 → 1 (:t)"]),
        (":a :p 1 .", ":a :p 1 , '1'^^<http://www.w3.org/2001/XMLSchema#decimal> .", ["+ :p: 1"]),
        (":a :p '1'^^<http://www.w3.org/2001/XMLSchema#integer> .",
         ":a :p '1'^^<http://www.w3.org/2001/XMLSchema#decimal> .",
         ["~ :p: 1 (xsd:integer) → 1 (xsd:decimal)"]),
        (":a :p 'x'@en .", ":a :p 'x'@sv .", ['- :p (en): "x"', '+ :p (sv): "x"']),
        (":a :p :b .", ":a :p :c .", ["~ :p: :b → :c"]),
        (":a :p 'lamp red', 'lamp white' .", ":a :p 'lamp white!', 'lamp ret' .",
         ['~ :p: "lamp red" → "lamp ret"', '~ :p: "lamp white" → "lamp white!"']),
        (":a :p 'a', 'b' .", ":a :p 'c' .", ['- :p: "a"', '- :p: "b"', '+ :p: "c"']),
        (":a :p 'x' .", ":a :p 'y\u202e\\u001B[2J\\n' .", ['~ :p: "x" → "y\\u202E\\u001B[2J\\n"']),
    ],
)  # fmt: skip
def test_the_words_of_one_change(
    run: Run, tmp_path: Path, old: str, new: str, lines: list[str]
) -> None:
    shown = run("diff", *written(tmp_path, old, new)).out.splitlines()

    assert [line.strip() for line in shown[4:]] == lines
    assert shown[2:4] == ["thing without a class", "  ~ :a"]


def test_a_blank_node_that_nothing_holds_is_a_thing_of_its_own(run: Run, tmp_path: Path) -> None:
    shown = run("diff", *written(tmp_path, "[] :p 1 ; :q 5 .", "[] :p 2 ; :q 5 .")).out

    assert "  ~ [ :p: 2; :q: 5 ]\n      ~ :p: 1 → 2\n" in shown


def test_nodes_that_hold_one_another_are_described_once(run: Run, tmp_path: Path) -> None:
    shown = run("diff", *written(tmp_path, "_:a :p _:b . _:b :p _:a ; :q 1 .", ":a :p 1 .")).out

    assert "[ :p: [ :p: [ … ]; :q: 1 ] ]" in shown or "[ :p: [ :p: [ … ] ]; :q: 1 ]" in shown


def test_long_texts_show_what_changed_in_them(run: Run, tmp_path: Path) -> None:
    long = "word " * 50
    files = written(tmp_path, f':a :p "{long}old {long}" .', f':a :p "{long}new {long}" .')

    cut = run("diff", *files).out
    assert "~ :p: …word word word word old word word word word… → …word word" in cut
    assert f'"{long}old {long}"' in run("diff", *files, "--all").out


def test_long_lists_are_cut(run: Run, tmp_path: Path) -> None:
    things = " ".join(f":t{i:02} :p 1 ." for i in range(25))
    values = ":many :p " + ", ".join(f'"{i}"' for i in range(15)) + "."
    files = written(tmp_path, ":many :q 1 .", f":many :q 1 . {things} {values}")

    cut, full = run("diff", *files).out, run("diff", *files, "--all").out

    assert "  … and 6 more (--all shows them)" in cut
    assert "      … and 5 more (--all shows them)" in cut
    assert "more" not in full
    assert full.count("+ :p: ") == 40


def test_more_than_a_few_kinds_are_counted_together(run: Run, tmp_path: Path) -> None:
    things = " ".join(f":t{i} a :C{i} ." for i in range(7))

    assert run("diff", *written(tmp_path, "", things)).out.startswith("7 things added, 7 statem")


def test_the_most_special_class_is_the_kind(run: Run, tmp_path: Path) -> None:
    classes = ":B <http://www.w3.org/2000/01/rdf-schema#subClassOf> :A ."
    files = written(tmp_path, classes, f"{classes} :x a :A , :B .")

    assert run("diff", *files).out.startswith("1 urn:B added")


def test_colours_are_asked_for(run: Run, pair: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" not in run("diff", *pair).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("diff", *pair).out

    assert "\x1b[31m  - Kõpu (light:kopu)  3 statements\x1b[0m\n" in coloured
    assert "\x1b[32m+ <http" in run("diff", *pair, "--triples").out
    assert "\x1b" not in run("diff", *pair, "-f", "json").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("diff", *pair).out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.ttl", LIGHTS], "ritgraph: nothing.ttl: no such file or folder."),
        (["broken.ttl", LIGHTS], "ritgraph: broken.ttl:2:3: "),
        (["queries/lights.rq", LIGHTS], "ritgraph: queries/lights.rq: its ending is not that of"),
        ([LIGHTS, LIGHTS, LIGHTS], "ritgraph: 'data/lights.ttl' is one argument too many."),
        ([LIGHTS, LIGHTS, "-f", "jsn"], "ritgraph: There is no format 'jsn'. Did you mean 'json'?"),
        ([LIGHTS, LIGHTS, "-f", "json", "--triples"], "ritgraph: --triples are lines of text."),
        ([LIGHTS, LIGHTS, "--tripels"], "ritgraph: There is no option '--tripels'. Did you mean '"),
        ([LIGHTS, LIGHTS, "--endpoint", "http://e"], "ritgraph: What is compared is files"),
    ],
)
def test_bad_input_is_one_line(
    run: Run, pair: list[str], arguments: list[str], message: str
) -> None:
    Path("broken.ttl").write_text("<urn:a> <urn:b>\n  <urn> .\n")

    outcome = run("diff", *arguments)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(message)
    assert outcome.err.count("\n") == 1


def test_all_files_that_cannot_be_read_are_told(run: Run, pair: list[str]) -> None:
    Path("one.ttl").write_text("<urn:a")
    Path("two.nt").write_text("x")

    outcome = run("diff", "one.ttl", "two.nt")

    assert outcome.code == 2
    assert [line.split(":")[1] for line in outcome.err.splitlines()] == [" one.ttl", " two.nt"]


def test_help_says_what_it_takes(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--help"]) == 0
    shown = capfd.readouterr().out

    for option in ("--all", "--triples", "--format", "-q"):
        assert option in shown
    assert "exit code" in shown
    assert build_parser().parse_args(["a", "b"]).new == "b"
