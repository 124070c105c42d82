"""Budgets: what is met, missed, or not known is told as such."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from ritgraph.project import Project

SUITE = str(Project.shipped().root / "benchmarks")
Told = Callable[..., dict[str, list[str]]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Give the row of each budget, by its work."""
    monkeypatch.syspath_prepend(SUITE)
    for name in [name for name in sys.modules if name.partition(".")[0] == "suite"]:
        monkeypatch.delitem(sys.modules, name)
    from suite.budgets import budgets  # type: ignore[import-not-found]

    def rows(measures: list[Any], growth: list[Any] | None = None) -> dict[str, list[str]]:
        found = budgets({"measures": measures, "growth": growth or []})
        assert len(found) == 11
        return {row[0]: row[1:] for row in found}

    return rows


def measured(name: str, triples: int = 8000, **contenders: float | str) -> dict[str, Any]:
    """Give a measure with the median of each contender, or why there is none."""
    return {
        "name": name,
        "triples": triples,
        "contenders": [
            {
                "name": who.replace("_", " "),
                "median": None if isinstance(one, str) else one,
                "trouble": one if isinstance(one, str) else "",
                "megabytes": 601,
            }
            for who, one in contenders.items()
        ],
    }


def test_what_was_not_measured_is_not_known(told: Told) -> None:
    assert {row[-1] for row in told([]).values()} == {"not known"}


@pytest.mark.parametrize(("ours", "kept"), [(1.09, "met"), (1.11, "missed")])
def test_at_most_is_a_bound_from_above(told: Told, ours: float, kept: str) -> None:
    found = told([measured("load", ritgraph=ours, pyoxigraph=1.0)])

    assert found["load, beside pyoxigraph"] == ["at most 1.1 times", f"{ours:.2f} times", kept]


@pytest.mark.parametrize(("theirs", "kept"), [(15.1, "met"), (14.9, "missed")])
def test_at_least_is_a_bound_from_below(told: Told, theirs: float, kept: str) -> None:
    found = told([measured("export", ritgraph=1.0, rdflib_turtle=theirs)])

    assert found["export, beside rdflib"][1:] == [f"{theirs:.2f} times", kept]
    assert found["export, memory"] == ["at most 600 MB", "601 MB", "missed"]


@pytest.mark.parametrize(
    ("trouble", "is_", "kept"),
    [
        ("over 62 s", "over 31.0 times", "met"),
        ("over 62 s, by 20 s at 100,000 triples", "over 31.0 times", "met"),
        ("over 58 s", "not measured", "not known"),
        ("exit code 1", "not measured", "not known"),
    ],
)
def test_who_was_stopped_takes_longer(told: Told, trouble: str, is_: str, kept: str) -> None:
    found = told([measured("validate-clean", ritgraph=2.0, pyshacl=trouble)])

    assert found["validate, beside pySHACL"] == ["at least 30 times", is_, kept]


def test_who_is_too_slow_for_a_size_is_compared_at_the_largest_that_tells(told: Told) -> None:
    sizes = [
        measured("validate-clean", triples, ritgraph=1.0, pyshacl=one)
        for triples, one in ((10_000, "over 40 s"), (100_000, 31.0), (1_000_000, "over 9 s"))
    ]
    whole = measured("validate-clean", 862_000, ritgraph=9.0, pyshacl="over 60 s, by 31 s")

    found = told([whole], sizes)["validate, beside pySHACL"]
    assert found[1:] == ["31.00 times at 100,000 triples", "met"]
    found = told([whole], [*sizes[:1], *sizes[2:]])["validate, beside pySHACL"]
    assert found[1:] == ["over 40.0 times at 10,000 triples", "met"]


def test_a_start_may_take_so_much_longer(told: Told) -> None:
    start = {"ritgraph validate": 0.2, "import pyoxigraph here": 0.02, "ritgraph": 0.07}
    found = told([measured("start", **start)])

    cold = found["validate, cold, more than `import pyoxigraph`"]
    assert cold == ["at most 0.15 s", "0.18 s", "missed"]
    query = found["saved query, cold, beside `import pyoxigraph`"]
    assert query == ["at most 4 times", "3.50 times", "met"]


def test_a_store_must_open_as_quickly_at_any_size(told: Told) -> None:
    sizes = [measured("reopen", 10**n, ritgraph=0.1 * n) for n in (4, 5, 6)]
    name = "reopen, the largest store beside the smallest"

    assert told([], sizes)[name][1:] == ["1.50 times", "missed"]
    assert told([], sizes[:2])[name][1:] == ["1.25 times", "met"]
    assert told([], sizes[:1])[name][1:] == ["not measured", "not known"]
