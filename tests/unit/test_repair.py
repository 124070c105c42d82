"""What is beyond doubt is put right, and no other character of a file changes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ritgraph.errors import UnsupportedError
from ritgraph.finding import Finding, Severity
from ritgraph.validate.positions import with_places
from ritgraph.validate.repair import declared_in, prefix_repairs, repairs
from ritgraph.validate.slip import one_slip_from

EX = "http://example.com/"
HEAD = f"@prefix : <{EX}> .\n@prefix ex: <{EX}terms#> .\n"

# what stands there, the triple, the wrong and the right term, what must stand there
CASES = [
    (":a ex:hieght 1 .", "ex:hieght", "1", "ex:hieght", "ex:height", ":a ex:height 1 ."),
    (":a <{ex}hieght> 1 .", "ex:hieght", "1", "ex:hieght", "ex:height", ":a <{ex}height> 1 ."),
    (":a a ex:Lihgt.", "rdf:type", "ex:Lihgt", "ex:Lihgt", "ex:Light", ":a a ex:Light."),
    (":a a <ex:Light> .", "rdf:type", "<ex:Light>", "<ex:Light>", "ex:Light", ":a a ex:Light ."),
    ("\t:a\tex:p 'å'\t; ex:q 2 .", "ex:p", '"å"', None, '"å"@sv', "\t:a\tex:p 'å'@sv\t; ex:q 2 ."),
    (":a ex:p 'a@b' .", "ex:p", '"a@b"', None, '"a@b"@sv', ":a ex:p 'a@b'@sv ."),
    (":a ex:p '''x\ny'''@swe .", "ex:p", r'"x\ny"@swe', None, r'"x\ny"@sv',
     ":a ex:p '''x\ny'''@sv ."),
    (":a ex:p 'x'@swe\r\n.", "ex:p", '"x"@swe', None, '"x"@sv', ":a ex:p 'x'@sv\r\n."),
]  # fmt: skip


def full(term: str | None) -> str | None:
    """Write a term as findings do."""
    if term is None or term.startswith('"'):
        return term
    if term.isdigit():
        return f'"{term}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    if term.startswith("<"):
        return term[1:-1]
    return term.replace("ex:", f"{EX}terms#").replace(
        "rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    )


def finding(path: str, value: str, wrong: str | None, right: str) -> Finding:
    return Finding(
        Severity.VIOLATION, "x", "X.", focus=f"{EX}a", path=full(path), value=full(value),
        wrong=full(wrong), right=full(right),
    )  # fmt: skip


@pytest.mark.parametrize(("text", "path", "value", "wrong", "right", "expected"), CASES)
def test_the_token_alone_changes(
    tmp_path: Path, text: str, path: str, value: str, wrong: str | None, right: str, expected: str
) -> None:
    file = tmp_path / "a.ttl"
    source = HEAD + "# before\r\n" + text.replace("{ex}", f"{EX}terms#") + " # after 𝄞\n:b ex:p 1 ."
    file.write_bytes(source.encode())
    placed = with_places([finding(path, value, wrong, right)], [file])

    (repair,) = repairs(placed)

    after = HEAD + "# before\r\n" + expected.replace("{ex}", f"{EX}terms#")
    assert repair.new == after + " # after 𝄞\n:b ex:p 1 ."
    assert (repair.old, repair.number) == (source, 1)
    assert file.read_bytes() == source.encode()


def test_every_place_is_mended_once(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(HEAD + ":a ex:hieght 1 , 2 ; ex:hieght 1 .")
    one = finding("ex:hieght", "1", "ex:hieght", "ex:height")
    found = with_places([one, replace(one, value=full("2"))], [file])

    (repair,) = repairs([*found, *found])

    assert repair.new == HEAD + ":a ex:height 1 , 2 ; ex:hieght 1 ."
    assert repair.number == 1


def test_a_typed_text_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(HEAD + ":a ex:p 'a@b'^^<http://www.w3.org/2001/XMLSchema#string> .")

    assert repairs(with_places([finding("ex:p", '"a@b"', None, '"a@b"@sv')], [file])) == []


def test_what_would_change_more_than_it_should_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ritgraph.validate import repair

    file = tmp_path / "a.ttl"
    file.write_text(HEAD + ":a ex:hieght 1 .")
    placed = with_places([finding("ex:hieght", "1", "ex:hieght", "ex:height")], [file])
    monkeypatch.setattr(repair, "_like", lambda *_: "ex:other")

    with pytest.raises(UnsupportedError, match="could not be mended safely"):
        repairs(placed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@prefix skos: <urn:s:> .\n:a skso:b 1 .", "@prefix skos: <urn:s:> .\n:a skos:b 1 ."),
        ("PREFIX rdfs: <urn:s:>\n:a rdfs:b rdf:c .", None),
        ("PREFIX s: <urn:s:>\n:a xsd:b 1 .",
         "PREFIX s: <urn:s:>\n@prefix xsd: <urn:x:> .\n:a xsd:b 1 ."),
        (":a xsd:b 'skso:x' . # xsd:c\n", "@prefix xsd: <urn:x:> .\n:a xsd:b 'skso:x' . # xsd:c\n"),
        (":a skso:b 1 .\n@prefix skos: <urn:s:> .\n", None),
        ("@prefix skos: <urn:s:> .\n:a other:b 1 .", None),
        ("@prefix ex: <urn:s:> .\n:a e:b 1 .", None),
        ("@prefix a: <urn:s:> .\n:a xsd:b \"broken .", None),
    ],
)  # fmt: skip
def test_a_prefix_that_is_not_declared(tmp_path: Path, text: str, expected: str | None) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(HEAD.splitlines(keepends=True)[0] + text)

    found = prefix_repairs([file], {"xsd": "urn:x:"})

    head = HEAD.splitlines(keepends=True)[0]
    assert [repair.new for repair in found] == ([head + expected] if expected else [])


def test_a_prefix_on_which_files_differ_is_not_known(tmp_path: Path) -> None:
    for name, text in (
        ("a", "@prefix x: <urn:1> .\n@prefix y: <urn:2> .\n"),
        ("b", "PREFIX x: <urn:3>\n"),
    ):
        (tmp_path / name).write_text(text)

    assert declared_in([tmp_path / "a", tmp_path / "b"]) == {"y": "urn:2"}


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("preflabel", ["prefLabel", "altLabel"], "prefLabel"),
        ("minCounts", ["minCount", "maxCount"], "minCount"),
        ("keper", ["keeper", "keep"], "keeper"),
        ("hieght", ["height"], "height"),
        ("weight", ["height"], None),
        ("event", ["events", "eventt"], None),
        ("born", ["borne"], None),
        ("heightt", ["height", "Heightt"], None),
        ("height", ["height"], None),
    ],
)
def test_slips(name: str, names: list[str], expected: str | None) -> None:
    assert one_slip_from(name, names) == expected


def test_the_graph_is_put_right_in_several_turns(
    run: Callable, tiny_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tiny_project / "data" / "new.ttl"
    head = (
        "@prefix ex: <http://example.com/lights#> .\n@prefix light: <http://example.com/light/> .\n"
    )
    file.write_text(
        head + "lihgt:b a ex:Light ;  # new\n    skos:preflabel 'B'@swe ; ex:hieght 30 .\n"
    )
    before = file.read_text()

    shown = run("validate", "--diff", root=tiny_project)

    assert (shown.code, file.read_text()) == (1, before)
    assert "-lihgt:b a ex:Light ;  # new\n+@prefix skos:" in shown.out
    assert "Could put right 2 things in 1 file." in shown.err

    outcome = run("validate", "--fix", root=tiny_project)

    assert "Put right 5 things in 1 file." in outcome.err
    assert file.read_text() == (
        head + "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "light:b a ex:Light ;  # new\n    skos:prefLabel 'B'@sv ; ex:height 30 .\n"
    )
    assert "unknown-term" not in outcome.out
    assert run("validate", "--diff", root=tiny_project).out == ""
