"""How cost grows: who is too slow is foreseen, tables and a picture tell what was measured."""

from __future__ import annotations

import doctest
import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

from ritgraph.project import Project

FOLDER = Project.shipped().root / "benchmarks"
GROWING = ["load", "rows", "validate-core", "validate-clean", "export", "reopen"]
SVG = "{http://www.w3.org/2000/svg}"
Suite = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def suite() -> Iterator[Suite]:
    """Load a module of the suite."""
    sys.path.insert(0, str(FOLDER))
    yield lambda name: importlib.import_module(f"suite.{name}")
    sys.path.remove(str(FOLDER))


def contender(name: str, median: float | None, trouble: str = "") -> dict[str, Any]:
    return {
        "name": name, "version": "1", "remark": "", "median": median, "megabytes": 1200,
        "differs": [], "trouble": trouble,
    }  # fmt: skip


def measured(triples: int, *contenders: dict[str, Any]) -> dict[str, Any]:
    return {"name": "load", "title": "Load", "triples": triples, "contenders": list(contenders)}


GROWTH = [
    measured(10_000, contender("ritgraph", 0.05), contender("rdflib", 6.0), contender("old", 1.0)),
    measured(
        100_000,
        contender("ritgraph", 0.4),
        contender("rdflib", None, "over 20 s, by 6 s at 10,000 triples"),
        contender("old", 3.0),
    ),
    measured(1_000_000, contender("ritgraph", 4.0), contender("rdflib", None, "over 60 s")),
]
GROWTH[-1]["contenders"].append(contender("old", 300.0))


def test_each_part_of_a_work_is_told(suite: Suite) -> None:
    ours = {**contender("ritgraph", 0.3), "parts": {"a|b": 0.1, "c": 0.2}, "failed": {}}
    peer = {**contender("old", 0.5), "parts": {"a|b": 0.5}, "failed": {"c": "exit code 1"}}
    slow = {**contender("slow", 0.4), "parts": {"c": 0.4}, "failed": {"a|b": "over 20 s"}}
    whole = measured(10, ours, {**peer, "differs": ["a|b"]}, slow, contender("alone", 1.0))

    told = suite("results")._parts(whole)
    assert told[0] == "<details><summary>Each of the 2, in seconds</summary>"
    assert told[2:6] == [
        "|  | ritgraph | old | slow |",
        "| --- | --- | --- | --- |",
        "| a\\|b | 0.1000 | 0.5000 differs | over |",
        "| c | 0.2000 | fails | 0.4000 |",
    ]
    assert suite("results")._parts(measured(10, contender("ritgraph", 0.3))) == []


class Seeing:
    """What was seen of one peer, and what is foreseen of it."""

    def __init__(self, suite: Suite, megabytes: float) -> None:
        self.suite = suite
        self.foresight = suite("foresight").Foresight(megabytes)

    def measure(self, triples: int, name: str = "peer") -> Any:
        one = self.suite("measure").Contender(name, {"": [name]}, peer=name)
        return self.suite("measure").Measure("load", "Load", "?", "number", [one], triples)

    def remember(
        self, triples: int, wall: float, megabytes: float = 0, trouble: str = "", name: str = "peer"
    ) -> None:
        measure = self.measure(triples, name)
        runs = [] if trouble else [self.suite("process").Run({"": wall}, megabytes)]
        one = self.suite("turns").Taken(measure.contenders[0], runs, [wall], trouble=trouble)
        self.foresight.remember(measure, [one])

    def trouble(self, triples: int, limit: float, name: str = "peer") -> str:
        return str(self.foresight.trouble(self.measure(triples), name, limit))


@pytest.fixture
def peer(suite: Suite) -> Seeing:
    return Seeing(suite, 1000)


def test_who_was_never_seen_is_started(peer: Seeing) -> None:
    assert peer.trouble(100_000, 1) == ""


def test_who_is_bound_to_be_too_slow_is_not_started(peer: Seeing) -> None:
    peer.remember(10_000, 8.0)

    # Up to three seconds may be the start; the other five become fifty, or three quarters of that.
    assert peer.trouble(100_000, 40) == "over 40 s, by 8 s at 10,000 triples"
    assert peer.trouble(100_000, 41) == ""


def test_what_two_sizes_say_tells_the_start_from_the_work(peer: Seeing) -> None:
    peer.remember(10_000, 8.0)
    peer.remember(100_000, 9.0)

    assert peer.trouble(1_000_000, 15) == ""
    assert peer.trouble(1_000_000, 12) == "over 12 s, by 9 s at 100,000 triples"


def test_who_was_stopped_takes_longer_than_that_on_more_triples(peer: Seeing) -> None:
    peer.remember(10_000, 20.2, trouble="over 20 s")

    assert peer.trouble(20_000, 24) == "over 24 s, by over 20.2 s at 10,000 triples"
    assert peer.trouble(10_000, 20) == "over 20 s, by over 20.2 s at 10,000 triples"
    assert peer.trouble(10_000, 21) == ""
    assert peer.trouble(9_000, 5) == ""


def test_who_needs_more_memory_than_there_is_is_not_started(peer: Seeing) -> None:
    peer.remember(100_000, 1.0, 300)
    assert peer.trouble(1_000_000, 60) == ""
    peer.remember(1_000_000, 2.0, 600)

    assert peer.trouble(10_000_000, 60) == "needs over 1,000 MB, by 600 MB at 1,000,000 triples"


def test_who_failed_on_fewer_triples_is_not_started(peer: Seeing) -> None:
    peer.remember(10_000, 1.0, trouble="exit code 1: x")

    assert peer.trouble(100_000, 60) == "exit code 1: x, at 10,000 triples"
    assert peer.trouble(10_000, 60) == ""


def test_ours_is_always_started(peer: Seeing) -> None:
    for name in ("ritgraph", "peer"):
        peer.remember(10_000, 100.0, name=name)

    assert peer.trouble(100_000, 1, "ritgraph") == ""
    assert peer.trouble(100_000, 1) != ""


def test_who_is_foreseen_to_be_too_slow_takes_no_turn(suite: Suite, tmp_path: Path) -> None:
    turns, measure = suite("turns"), suite("measure")
    mark = tmp_path / "started"
    command = [sys.executable, "-c", f"open({str(mark)!r}, 'w')"]
    one = measure.Contender("peer", {"": command}, peer="peer")
    work = measure.Measure("load", "Load", "?", "number", [one], 10, compared=False)
    patience = turns.Patience(1, 60, 0)

    class Foreseeing:
        says = "over 60 s, by 9 s at 1 triples"

        def trouble(self, *_: object) -> str:
            return self.says

    (first,) = turns.take(work, patience, {}, Foreseeing(), lambda _: None)
    assert (first.trouble, first.runs, mark.exists()) == (Foreseeing.says, [], False)

    Foreseeing.says = ""
    (second,) = turns.take(work, patience, {}, Foreseeing(), lambda _: None)
    assert (second.trouble, len(second.runs), mark.exists()) == ("", 1, True)


def test_ours_takes_its_time_and_so_does_who_is_known_to_need_it(suite: Suite) -> None:
    made, patience = suite("measure").Contender, suite("turns").Patience(1, 60, 0)

    assert patience.limit_for(made("peer", {}, peer="peer")) == 60
    assert patience.limit_for(made("peer", {}, peer="peer", needs=180)) == 180
    assert patience.limit_for(made("ritgraph", {})) > 1000


def test_a_part_that_takes_too_long_does_not_keep_the_others_from_theirs(suite: Suite) -> None:
    turns, measure = suite("turns"), suite("measure")
    naps = {"first": 0, "second": 30, "third": 0, "fourth": 30, "fifth": 0}
    commands = {
        part: [sys.executable, "-c", f"import time; time.sleep({nap})"]
        for part, nap in naps.items()
    }

    def taken(limit: float) -> object:
        one = measure.Contender("peer", commands, peer="peer", longest=0.7)
        work = measure.Measure("cold", "Cold", "?", "none", [one], 10, compared=False)
        ((only,),) = (turns.take(work, turns.Patience(1, limit, 0), {}, Anyone(), lambda _: None),)
        return only.runs[0]

    whole = taken(60)
    assert whole.seconds.keys() == {"first", "third", "fifth"}
    assert whole.failed == {"second": "over 0.7 s", "fourth": "over 0.7 s"}
    stopped = taken(0.6)
    assert stopped.seconds.keys() == {"first"}
    assert stopped.failed == dict.fromkeys(("second", "third", "fourth", "fifth"), "over 0.6 s")


def test_who_takes_long_has_fewer_turns_but_ours_has_all(suite: Suite) -> None:
    turns, measure = suite("turns"), suite("measure")
    commands = {"": [sys.executable, "-c", "pass"]}
    both = [measure.Contender("ritgraph", commands), measure.Contender("peer", commands)]
    work = measure.Measure("start", "Start", "?", "none", both, 10, compared=False)

    taken = turns.take(work, turns.Patience(3, 60, 0), {}, Anyone(), lambda _: None)
    assert [len(one.runs) for one in taken] == [3, 1]


class Anyone:
    def trouble(self, *_: object) -> str:
        return ""


def test_the_table_gives_each_size_and_how_time_grows_at_last(suite: Suite) -> None:
    ((title, rows),) = suite("growth").tables(GROWTH)

    assert title == "Load"
    assert rows == [
        ["", "10,000", "100,000", "1,000,000", "exponent"],
        ["ritgraph 1", "0.050 s, 1,200 MB", "0.400 s, 1,200 MB", "4.00 s, 1,200 MB", "1.00"],
        ["rdflib 1", "6.00 s, 1,200 MB", "over 20 s", "over 60 s", ""],
        ["old 1", "1.00 s, 1,200 MB", "3.00 s, 1,200 MB", "300 s, 1,200 MB", "2.00"],
    ]


def test_other_measures_count_as_growth_unless_a_size_like_theirs_is_there(suite: Suite) -> None:
    near, far = measured(862_000), measured(20_000_000)
    other = {**measured(20_000_000), "name": "frame"}
    sizes = suite("growth").all_sizes

    assert sizes(GROWTH, [near, far, other]) == [*GROWTH, far]
    assert sizes([], [far]) == []


def test_what_only_foresees_is_measured_on_few_triples(suite: Suite) -> None:
    growing = suite("growth").growing

    assert set(growing(100_000)) - set(growing(1_000_000)) == {"validate-core"}


def test_markdown_tells_growth_with_its_picture_and_how_long_all_took(suite: Suite) -> None:
    about = {
        "date": "d", "size": "bench", "took": 1330, "commit": "c", "machine": "m", "load": 1,
        "python": "3", "versions": {},
    }  # fmt: skip
    text = suite("results").markdown({"about": about, "measures": [], "growth": GROWTH}, "g.svg")

    assert "with `make bench` in 22 minutes" in text
    assert "against 10,000 to 1,000,000 triples" in text
    assert "](g.svg)\n" in text
    assert "| ritgraph 1 | 0.050 s, 1,200 MB |" in text


@pytest.mark.parametrize("name", ["foresight", "growth", "results"])
def test_examples_of_the_suite_are_true(suite: Suite, name: str) -> None:
    tried = doctest.testmod(suite(name))

    assert (tried.failed, tried.attempted > 0) == (0, True)


def drawn(picture: Path) -> ElementTree.Element:
    """Read a picture that was drawn here."""
    return ElementTree.fromstring(picture.read_bytes())  # noqa: S314


@pytest.fixture(scope="module")
def picture(suite: Suite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The picture of the results above, drawn in an environment that is installed for it."""
    peers = suite("peers")
    if trouble := peers.install(["matplotlib"], print):
        pytest.skip(f"The picture needs matplotlib: {trouble['matplotlib']}")
    folder = tmp_path_factory.mktemp("picture")
    (folder / "results.json").write_text(json.dumps({"growth": GROWTH}))
    command = [peers.python("matplotlib"), FOLDER / "programs" / "growth_plot.py"]
    for name in ("first.svg", "second.svg"):
        words = [folder / "results.json", folder / name]
        subprocess.run([*command, *words], check=True, capture_output=True)
    return folder / "first.svg"


def test_the_picture_names_each_contender_in_text(picture: Path) -> None:
    root = drawn(picture)
    texts = {"".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")}

    assert {"ritgraph", "rdflib", "old", "10k", "100k", "1M", "time", "memory"} <= texts


def test_the_picture_says_what_it_is(picture: Path) -> None:
    root = drawn(picture)

    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert "0.05 s on 10,000 and 4 s on 1,000,000 triples" in str(root[1].text)


def test_the_picture_has_the_same_bytes_each_time_and_a_white_ground(picture: Path) -> None:
    assert picture.read_bytes() == picture.with_name("second.svg").read_bytes()
    ground = next(one for one in drawn(picture).iter(f"{SVG}g") if one.get("id") == "patch_1")
    assert "fill: #ffffff" in str(ground[0].get("style"))


def test_growth_is_measured_beside_a_peer(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    words = ["--smoke", "--only", "growth", "--peers", "shacl", "-o", file]
    outcome = subprocess.run(
        [sys.executable, FOLDER / "bench.py", *words], check=True, capture_output=True, text=True
    )
    told = json.loads(file.read_bytes())

    assert [(one["name"], one["triples"]) for one in told["growth"]] == [
        (name, 16_000) for name in GROWING
    ]
    assert [one["name"] for one in told["growth"] if one["contenders"][0]["trouble"]] == []
    assert told["about"]["took"] > 0
    assert "[3 of 6, 0:" in outcome.stderr


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program that measures."""
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("bench")


def test_what_is_measured_again_takes_the_place_of_what_it_was(bench: ModuleType) -> None:
    about = {"date": "then", "commit": "a", "load": 0.1}
    old = {"about": about, "measures": [measured(10)], "growth": [*GROWTH]}
    one = measured(100_000, contender("ritgraph", 9.0))
    new = {"about": {**about, "date": "now"}, "measures": [], "growth": [one]}

    found = bench.renewed(old, new, ["growth-load"])
    assert found["growth"] == [GROWTH[0], one, GROWTH[2]]
    assert found["measures"] == old["measures"]
    assert found["about"]["date"] == "then"
    again = {"date": "now", "commit": "a", "load": 0.1, "only": ["growth-load"]}
    assert found["about"]["again"] == [again]


def test_the_names_of_works_are_those_of_the_plan(bench: ModuleType) -> None:
    made = bench.generated(bench.Workload(8000), None)

    assert ("start", "cold", "warm", *made) == bench.WORKS


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--only", "laod"], "argument --only: invalid choice: 'laod' (choose from 'start',"),
        (["--peers", "rdflb"], "argument --peers: invalid choice: 'rdflb' (choose from"),
        (["--again", "/none.json"], "argument --again: /none.json: cannot be read as results"),
        (["--again", str(FOLDER / "README.md")], "README.md: cannot be read as results"),
    ],
)
def test_what_cannot_be_measured_is_told(words: list[str], problem: str) -> None:
    command = [sys.executable, FOLDER / "bench.py", *words]
    outcome = subprocess.run(command, capture_output=True, text=True)

    assert outcome.returncode == 2
    assert problem in outcome.stderr
    assert "Traceback" not in outcome.stderr
