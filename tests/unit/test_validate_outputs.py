"""A report in each format: right for the programs that read it, whatever stands in the findings."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ritgraph.errors import RitgraphError
from ritgraph.finding import Finding, Place, Report, Severity
from ritgraph.term import Prefixes
from ritgraph.validate.output import FORMATS, render

PREFIXES = Prefixes({"ex": "http://example.com/"})
NASTY = 'It is\r\n<b>"bold"</b> & 100% | `code`, å𝄞 \x00\x1b[31m ::error::x'


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Findings with places in a file, without, and with what formats must escape."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a b,c.ttl"
    file.write_text("# first\n  𝄞𝄞 :p 'wrong' .\n", encoding="utf-8")
    place = Place(file, 2, 9, 2, 16)
    return Report(files=1, triples=7, shapes=2, nodes_covered=3, engine="pyshacl").including(
        [
            Finding(
                Severity.VIOLATION, "http://example.com/rule", "It is wrong.", place=place,
                focus="http://example.com/a", path="http://example.com/p", value='"wrong"',
                also=Place(file, 1, 1, 1, 3), shape_place=Place(file, 1), hint="Mend it.",
            ),
            Finding(Severity.WARNING, "nasty", NASTY, focus="_:b0", hint="50%\nmore"),
            Finding(Severity.INFO, "whole", "It is all there is."),
        ]
    )  # fmt: skip


def test_every_format_is_tested() -> None:
    formats = ["human", "json", "sarif", "junit", "github", "gitlab", "markdown", "turtle"]
    assert list(FORMATS) == formats


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_report(format_: str, report: Report) -> None:
    text = render(Report(), format_, PREFIXES)

    assert text.endswith("\n")
    assert "rule" not in text.replace('"rules"', "")


def test_human_shows_the_line_and_what_is_wrong_in_it(report: Report) -> None:
    text = render(report, "human", PREFIXES)

    assert text.startswith(
        "Violation ex:rule, stated at a b,c.ttl:1\n"
        "    It is wrong.\n"
        '        a b,c.ttl:2:9  ex:a, ex:p: "wrong"  Mend it.\n'
        "            | 𝄞𝄞 :p 'wrong' .\n"
        "            |       ^^^^^^^\n"
        "            it clashes with a b,c.ttl:1:1\n"
    )


def test_human_sends_a_terminal_no_commands(report: Report) -> None:
    text = render(report, "human", PREFIXES)

    assert "&amp;" not in text
    assert 'It is <b>"bold"</b> & 100% | `code`, å𝄞 \ufffd\ufffd[31m' in text


def test_human_cuts_a_long_line_around_what_is_wrong(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "long.ttl"
    file.write_text("\t" + "x" * 5000 + "WRONG" + "y" * 50_000_000, encoding="utf-8")
    place = Place(file, 1, 5002, 1, 5007)
    finding = Finding(Severity.INFO, "r", "M.", place=place)

    lines = render(Report().including([finding]), "human", PREFIXES).splitlines()

    source, carets = lines[3:5]
    assert len(source) < 120
    assert source[carets.index("^") : carets.rindex("^") + 1] == "WRONG"


def test_human_shows_so_many_of_a_cause_as_asked_for() -> None:
    findings = [Finding(Severity.INFO, "r", "M.", focus=f"http://e/{n:04}") for n in range(1000)]
    report = Report().including(findings)

    text = render(report, "human", PREFIXES, limit=3)

    assert text.splitlines()[:6] == [
        "Info r (1,000 findings)",
        "    M.",
        "        http://e/0000",
        "        http://e/0001",
        "        http://e/0002",
        "        and 997 more; --max-findings 0 shows all",
    ]
    assert len(render(report, "human", PREFIXES).splitlines()) == 1004


def test_what_several_constraints_say_of_one_place_is_told_once() -> None:
    findings = [
        Finding(Severity.INFO, "r", "M.", focus="http://e/a", component=f"http://e/{n}")
        for n in range(3)
    ]

    assert render(Report().including(findings), "human", PREFIXES).count("http://e/a") == 1


def test_a_file_that_is_gone_or_no_text_does_no_harm(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_bytes(b"\xff\xfe\n\xff")
    findings = [
        Finding(Severity.INFO, "r", "M.", place=Place(file, 2, 1, 2, 2))
        for file in (bad, tmp_path / "gone.ttl")
    ]
    for format_ in FORMATS:
        assert render(Report().including(findings), format_, PREFIXES)


def test_a_line_is_read_as_utf_8_and_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    place = Place(file, 2, 1, 2, 2)
    for word in ("é", "ö"):
        file.write_text(f"# coding: latin-1\n{word}\n" + "#" * ord(word), encoding="utf-8")
        text = render(Report().including([Finding(Severity.INFO, "r", "M.", place=place)]),
                      "human", PREFIXES)  # fmt: skip
        assert f"| {word}\n" in text


def test_json(report: Report) -> None:
    content = json.loads(render(report, "json", PREFIXES))

    assert content["conforms"] is False
    assert content["counts"] == {"violation": 1, "warning": 1, "info": 1}
    assert content["coverage"]["nodesCovered"] == 3
    first = content["findings"][0]
    assert first["place"] == {
        "file": "a b,c.ttl", "line": 2, "column": 9, "endLine": 2, "endColumn": 16,
    }  # fmt: skip
    assert first["shapePlace"] == {"file": "a b,c.ttl", "line": 1}
    assert content["findings"][1]["message"] == NASTY
    assert len({finding["fingerprint"] for finding in content["findings"]}) == 3


def test_sarif(report: Report) -> None:
    log = json.loads(render(report, "sarif", PREFIXES))

    (run,) = log["runs"]
    first, second, third = run["results"]
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "a%20b%2Cc.ttl"
    assert physical["region"] == {
        "startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 18,
    }  # fmt: skip
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["partialFingerprints"]["ritgraph/v1"]) == 32
    assert len(first["relatedLocations"]) == 2
    assert second["locations"] == third["locations"] == []


def test_junit(report: Report) -> None:
    suite = ElementTree.fromstring(render(report, "junit", PREFIXES))  # noqa: S314

    assert (suite.get("tests"), suite.get("failures")) == ("4", "1")
    failed = [case for case in suite if case.find("failure") is not None]
    assert [case.get("name") for case in failed] == ["a b,c.ttl"]
    (output,) = [e.text for e in suite.iter("system-out") if "bold" in e.text]
    assert '<b>"bold"</b> & 100%' in output
    assert "\x1b" not in output
    assert not any("\x1b" in render(report, name, PREFIXES) for name in FORMATS)


def test_github(report: Report) -> None:
    first, second, third, last = render(report, "github", PREFIXES).splitlines()

    assert first == (
        "::error file=a b%2Cc.ttl,line=2,col=9,endLine=2,endColumn=16,title=ex%3Arule"
        "::It is wrong. Mend it."
    )
    assert second.startswith("::warning title=nasty::It is%0D%0A<b>")
    assert "100%25" in second
    assert second.endswith("50%25%0Amore")
    assert third == "::notice title=whole::It is all there is."
    assert last.startswith("Checked 1 file, ")


def test_github_says_how_many_it_leaves_out() -> None:
    findings = [Finding(Severity.VIOLATION, "r", f"M{number}.") for number in range(12)]

    text = render(Report().including(findings), "github", PREFIXES)

    assert text.count("::error") == 10
    assert "2 more of severity violation are not annotated.\n" in text


def test_gitlab(report: Report) -> None:
    first, *others = json.loads(render(report, "gitlab", PREFIXES))

    assert first["location"] == {"path": "a b,c.ttl", "lines": {"begin": 2}}
    assert (first["severity"], first["check_name"]) == ("major", "ex:rule")
    assert [issue["severity"] for issue in others] == ["minor", "info"]
    assert others[0]["location"] == {"path": ".", "lines": {"begin": 1}}


def test_markdown(report: Report) -> None:
    text = render(report, "markdown", PREFIXES)

    assert "### Violation: ex:rule" in text
    assert r"\<b\>" in text
    assert r"100% \| \`code\`" in text
    assert all(line.count(" | ") <= 1 for line in text.splitlines() if line.startswith("| "))


def test_an_unknown_format_is_told_with_the_nearest() -> None:
    with pytest.raises(RitgraphError, match=r"no report format 'serif'\. Did you mean 'sarif'"):
        render(Report(), "serif", PREFIXES)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_hash_seed_does_not_matter(format_: str) -> None:
    program = (
        "from ritgraph.finding import *; from ritgraph.term import Prefixes\n"
        "from ritgraph.validate.output import render\n"
        "found = {Finding(Severity.INFO, f'r{n % 3}', 'm', focus=f'_:{n}') for n in range(9)}\n"
        f"print(render(Report().including(found), {format_!r}, Prefixes({{}})))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in range(3)
    }

    assert len(outputs) == 1
