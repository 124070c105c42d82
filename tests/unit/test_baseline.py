"""A baseline accepts what was found before, and tells when it has become untrue."""

import json
from datetime import date
from pathlib import Path

import pytest

from ritgraph.errors import InputError, SourceSyntaxError
from ritgraph.finding import Finding, Place, Report, Severity
from ritgraph.validate.baseline import Baseline, as_baseline

TODAY = date(2026, 11, 24)
DARK = Finding(Severity.VIOLATION, "http://e/dark", "It is dark.", focus="http://e/å")
BARE = Finding(Severity.WARNING, "http://e/bare", "It is bare.", focus="_:b0", value='"x"@sv')
WAIVED = {"owner": "harbour office", "reason": "It is rebuilt.", "expires": "2026-11-24"}


def report(*findings: Finding) -> Report:
    """Give a report with these findings."""
    return Report(files=1).including(findings)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A baseline of both findings."""
    path = tmp_path / "baseline.json"
    path.write_text(as_baseline(report(DARK, BARE)), encoding="utf-8")
    return path


def edited(file: Path, **words: str) -> Baseline:
    """Give the first entry of a file these words, and read it."""
    content = json.loads(file.read_text(encoding="utf-8"))
    content["findings"][0].update(words)
    file.write_text(json.dumps(content, indent=2), encoding="utf-8")
    return Baseline.read(file)


def test_what_is_in_it_is_accepted_and_counted(file: Path) -> None:
    left = Baseline.read(file).applied(report(DARK, BARE), TODAY)

    assert (left.findings, left.accepted, left.files) == ((), 2, 1)


def test_places_and_names_of_blank_nodes_do_not_matter(file: Path) -> None:
    moved = Finding(
        BARE.severity, BARE.rule, "It says it otherwise.", focus="_:other", value=BARE.value,
        place=Place(file, 7, 7),
    )  # fmt: skip

    assert Baseline.read(file).applied(report(moved, DARK), TODAY).findings == ()


def test_what_is_new_is_left(file: Path) -> None:
    new = Finding(Severity.VIOLATION, "http://e/dark", "It is dark.", focus="http://e/b")

    assert Baseline.read(file).applied(report(DARK, BARE, new), TODAY).findings == (new,)


def test_a_second_one_alike_is_new(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(as_baseline(report(BARE)), encoding="utf-8")
    other = Finding(BARE.severity, BARE.rule, BARE.message, focus="_:b1", value=BARE.value)

    left = Baseline.read(path).applied(report(BARE, other), TODAY)

    assert (len(left.findings), left.accepted) == (1, 1)


def test_an_entry_that_is_not_found_any_more_is_a_finding(file: Path) -> None:
    (unused,) = Baseline.read(file).applied(report(BARE), TODAY).findings

    assert (unused.rule, unused.severity) == ("baseline-unused", Severity.VIOLATION)
    assert "http://e/å" in unused.message
    lines = file.read_text(encoding="utf-8").splitlines()
    assert '"fingerprint"' in lines[unused.place.line - 1]
    assert lines[unused.place.line - 1][unused.place.column - 1] == '"'


def test_a_waiver_holds_on_its_last_day_and_not_after(file: Path) -> None:
    waiver = edited(file, **WAIVED)

    assert waiver.applied(report(DARK, BARE), TODAY).findings == ()
    after = waiver.applied(report(DARK, BARE), date(2026, 11, 25)).findings
    assert sorted(one.rule for one in after) == ["http://e/bare", "waiver-expired"]
    assert "harbour office" in next(one for one in after if one.rule == "waiver-expired").message


def test_words_of_waivers_survive_a_new_baseline(file: Path) -> None:
    text = as_baseline(report(BARE), edited(file, **WAIVED))

    (entry,) = json.loads(text)["findings"]
    assert {key: entry[key] for key in WAIVED} == WAIVED
    assert text == as_baseline(report(BARE), edited(file, **WAIVED))


def test_a_baseline_that_is_missing_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file or directory; --write-baseline makes one"):
        Baseline.read(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "baseline.json:1:2: Expecting property name"),
        ("[]", "baseline.json:1:1: it has no list of 'findings'"),
        ('{"findings": 1}', "it has no list of 'findings'"),
        ('{"findings": [1]}', "an entry is an object of texts"),
        ('{"findings": [{"rule": "x"}]}', "an entry has no 'fingerprint'"),
        ('{"findings": [{"fingerprint": 1}]}', "an entry is an object of texts"),
        (
            '{"findings": [\n {"fingerprint": "", "expires": "now", "owner": "o", "reason": ""}]}',
            "here is no reason",
        ),
        (
            '{"findings": [\n{"fingerprint": "x", "expires": "now", "owner": "o", "reason": "r"}]}',
            "baseline.json:2:17: 'now' is no day; write it as 2027-01-31",
        ),
        (
            '{"findings": [{"fingerprint": "x", "owner": "x"}]}',
            "a waiver needs owner, reason and expires; here is no reason and no expires",
        ),
        (
            '{"findings": [{"fingerprint": "x", "ower": "x"}]}',
            "an entry has no 'ower'. Did you mean 'owner'?",
        ),
    ],
)
def test_bad_files_are_told_in_one_line(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SourceSyntaxError) as raised:
        Baseline.read(path)

    assert problem in str(raised.value)
    assert "\n" not in str(raised.value)
