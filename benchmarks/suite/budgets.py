"""The bounds that the project keeps to, and whether a run kept them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Bound(NamedTuple):
    """What a ratio of two medians, or a number, must be."""

    work: str
    measure: str
    over: str
    under: str
    bound: float
    at_least: bool = False
    part: str = ""


# The median of `over` divided by that of `under`.
BOUNDS = (
    Bound(
        "saved query, cold, beside `import pyoxigraph`",
        "start",
        "ritgraph",
        "import pyoxigraph here",
        4,
    ),
    Bound(
        "saved query, cold, beside rdflib", "cold", "rdflib", "ritgraph", 8, True, "participants"
    ),
    Bound("load, beside pyoxigraph", "load", "ritgraph", "pyoxigraph", 1.1),
    Bound("rows to CSV, beside pyoxigraph", "rows", "ritgraph", "pyoxigraph", 1.1),
    Bound("rows to a frame, beside rows in Python", "frame", "pyoxigraph", "ritgraph", 4, True),
    Bound("validate, beside its engine alone", "validate-clean", "ritgraph", "shacl", 1.15),
    Bound("validate, beside pySHACL", "validate-clean", "pyshacl", "ritgraph", 30, True),
    Bound("export, beside rdflib", "export", "rdflib turtle", "ritgraph", 15, True),
)
MORE_THAN_IMPORT = 0.15
EXPORT_MEGABYTES = 600


def budgets(results: Mapping[str, Any]) -> list[list[str]]:
    """Say of each bound what it is, what was measured, and whether it is met."""
    found = {
        (measure["name"], one["name"]): one
        for measure in results["measures"]
        for one in measure["contenders"]
    }
    rows = [_ratio(bound, found) for bound in BOUNDS]
    start, base = (
        found.get(("start", who)) for who in ("ritgraph validate", "import pyoxigraph here")
    )
    over = (
        start["median"] - base["median"]
        if start and base and start["median"] and base["median"]
        else None
    )
    rows.append(
        _row(
            "validate, cold, more than `import pyoxigraph`", "at most", MORE_THAN_IMPORT, over, " s"
        )
    )
    export = found.get(("export", "ritgraph"))
    held = export["megabytes"] if export and export["median"] else None
    rows.append(_row("export, memory", "at most", EXPORT_MEGABYTES, held, " MB"))
    return rows


def _ratio(bound: Bound, found: Mapping[tuple[str, str], Any]) -> list[str]:
    over, under = (
        _median(found.get((bound.measure, who)), bound.part) for who in (bound.over, bound.under)
    )
    word = "at least" if bound.at_least else "at most"
    stopped = found.get((bound.measure, bound.over), {}).get("trouble", "")
    if over is None and under and bound.at_least and stopped.startswith("over "):
        # It was stopped: it takes longer than that.
        least = float(stopped.split()[1]) / under
        kept = "met" if least >= bound.bound else "not known"
        return [bound.work, f"{word} {bound.bound:g} times", f"over {least:.1f} times", kept]
    ratio = over / under if over is not None and under else None
    return _row(bound.work, word, bound.bound, ratio, " times")


def _median(one: Mapping[str, Any] | None, part: str) -> float | None:
    if one is None or one["median"] is None:
        return None
    found = one.get("parts", {}).get(part, one["median"]) if part else one["median"]
    return float(found)


def _row(work: str, word: str, bound: float, is_: float | None, unit: str) -> list[str]:
    if is_ is None:
        return [work, f"{word} {bound:g}{unit}", "not measured", "not known"]
    met = is_ >= bound if word == "at least" else is_ <= bound
    return [work, f"{word} {bound:g}{unit}", f"{is_:.2f}{unit}", "met" if met else "missed"]
