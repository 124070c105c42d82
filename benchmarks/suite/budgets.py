"""The bounds that the project keeps to, and whether a run kept them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from suite.measure import OURS

Contenders = Mapping[tuple[str, str], Mapping[str, Any]]
IMPORT = "import pyoxigraph here"


class Bound(NamedTuple):
    """What a ratio of two medians must be: that of ``over`` divided by that of ``under``.

    ``part`` is the part of the work that counts, if not all of it does.
    """

    work: str
    measure: str
    over: str
    under: str
    bound: float
    at_least: bool = False
    part: str = ""


BOUNDS = (
    Bound("saved query, cold, beside `import pyoxigraph`", "start", OURS, IMPORT, 4),
    Bound("saved query, cold, beside rdflib", "cold", "rdflib", OURS, 8, True, "participants"),
    Bound("load, beside pyoxigraph", "load", OURS, "pyoxigraph", 1.1),
    Bound("rows to CSV, beside pyoxigraph", "rows", OURS, "pyoxigraph", 1.1),
    Bound("rows to a frame, beside rows built in Python", "frame", "pyoxigraph", OURS, 4, True),
    Bound("validate, beside its engine alone", "validate-clean", OURS, "shacl", 1.15),
    Bound("validate, beside pySHACL", "validate-clean", "pyshacl", OURS, 30, True),
    Bound("export, beside rdflib", "export", "rdflib turtle", OURS, 15, True),
)
MORE_THAN_IMPORT = 0.15
EXPORT_MEGABYTES = 600
# A store must open as quickly at any size; so much more may be chance.
GROWTH = 1.25


def budgets(results: Mapping[str, Any]) -> list[list[str]]:
    """Say of each bound what it is, what was measured, and whether it is met."""
    found = _contenders(results["measures"])
    growth = results.get("growth", ())
    more = (
        ("validate, cold, more than `import pyoxigraph`", MORE_THAN_IMPORT, _validate(found), " s"),
        ("export, memory", EXPORT_MEGABYTES, _export(found), " MB"),
        ("reopen, the largest store beside the smallest", GROWTH, _reopen(growth), " times"),
    )
    return [
        *(_ratio(bound, found, growth) for bound in BOUNDS),
        *(_at_most(*one) for one in more),
    ]


def _contenders(measures: Iterable[Mapping[str, Any]]) -> Contenders:
    return {
        (measure["name"], one["name"]): one for measure in measures for one in measure["contenders"]
    }


def _ratio(bound: Bound, found: Contenders, growth: Iterable[Mapping[str, Any]]) -> list[str]:
    must = f"{'at least' if bound.at_least else 'at most'} {bound.bound:g} times"
    known = _compared(bound, found)
    if known is None and bound.at_least:
        # Who is not measured at this size may be so at a smaller one, and takes no less for more.
        sizes = {m["triples"]: _contenders([m]) for m in growth if m["name"] == bound.measure}
        for triples in sorted(sizes, reverse=True):
            if smaller := _compared(bound, sizes[triples]):
                known = (f"{smaller[0]} at {triples:,} triples", smaller[1])
                break
    return [bound.work, must, *(known or ("not measured", "not known"))]


def _compared(bound: Bound, found: Contenders) -> tuple[str, str] | None:
    """Say what a ratio is, and whether it is as it must be; None if that is not known."""
    over, under = (
        _median(found.get((bound.measure, who)), bound.part) for who in (bound.over, bound.under)
    )
    if over is not None and under:
        met = (over / under >= bound.bound) is bound.at_least
        return f"{over / under:.2f} times", "met" if met else "missed"
    stopped = found.get((bound.measure, bound.over), {}).get("trouble", "")
    if under and bound.at_least and stopped.startswith("over "):
        # It was stopped, or not even started, as it takes longer than that.
        least = float(stopped.split()[1]) / under
        return (f"over {least:.1f} times", "met") if least >= bound.bound else None
    return None


def _median(one: Mapping[str, Any] | None, part: str) -> float | None:
    if one is None or one["median"] is None:
        return None
    return float(one.get("parts", {}).get(part, one["median"]) if part else one["median"])


def _validate(found: Contenders) -> float | None:
    ours, base = (_median(found.get(("start", who)), "") for who in (f"{OURS} validate", IMPORT))
    return None if ours is None or base is None else ours - base


def _export(found: Contenders) -> float | None:
    one = found.get(("export", OURS))
    return one["megabytes"] if one and one["median"] else None


def _reopen(growth: Iterable[Mapping[str, Any]]) -> float | None:
    sizes = {
        measure["triples"]: _median(_contenders([measure]).get(("reopen", OURS)), "")
        for measure in growth
        if measure["name"] == "reopen"
    }
    if len(sizes) < 2:
        return None
    least, most = sizes[min(sizes)], sizes[max(sizes)]
    return most / least if least and most else None


def _at_most(work: str, bound: float, is_: float | None, unit: str) -> list[str]:
    must = f"at most {bound:g}{unit}"
    if is_ is None:
        return [work, must, "not measured", "not known"]
    number = f"{is_:.0f}" if is_ >= 100 else f"{is_:.2f}"
    return [work, must, f"{number}{unit}", "met" if is_ <= bound else "missed"]
