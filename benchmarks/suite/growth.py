"""How cost grows with the number of triples: what is told of the same works on growing graphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import Any

GROWING = ("load", "rows", "validate-core", "validate-clean", "export", "reopen")
# Answers on larger graphs take longer to compare than to give; on these they are compared.
COMPARED = 100_000
# What is measured up to that size only, to foresee who would take too long.
SMALL = {"validate-core"}


def growing(triples: int) -> list[str]:
    """Give the works that are measured at a size."""
    return [name for name in GROWING if triples <= COMPARED or name not in SMALL]


def all_sizes(
    growth: Sequence[Mapping[str, Any]], measures: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Count other measures of the same works as growth, unless a size like theirs is there."""
    sizes = {(measured["name"], measured["triples"]) for measured in growth}
    more = [
        measured
        for measured in measures
        if measured["name"] in GROWING
        and not any(
            name == measured["name"] and size / 2 < measured["triples"] < size * 2
            for name, size in sizes
        )
    ]
    return sorted([*growth, *more], key=lambda measured: measured["triples"]) if growth else []


def alternative(growth: Sequence[Mapping[str, Any]]) -> str:
    """Say what the picture shows to who cannot see it."""
    sizes = sorted({measured["triples"] for measured in growth})
    titles = list(dict.fromkeys(measured["title"].lower() for measured in growth))
    return (
        f"A small chart for each work ({', '.join(titles)}) on log axes: time above and memory "
        f"below, against {sizes[0]:,} to {sizes[-1]:,} triples, with a line for ritgraph and for "
        "each peer. The numbers stand in the tables below."
    )


def tables(growth: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[list[str]]]]:
    """Give the title of each work and its table: who, each size, and how time grows at last."""
    for name in dict.fromkeys(measured["name"] for measured in growth):
        found = [measured for measured in growth if measured["name"] == name]
        sizes = [measured["triples"] for measured in found]
        head = ["", *(f"{size:,}" for size in sizes), "exponent"]
        who = dict.fromkeys(one["name"] for measured in found for one in measured["contenders"])
        rows = [_row(one, sizes, [_of(measured, one) for measured in found]) for one in who]
        yield found[0]["title"], [head, *rows]


def exponent(points: Sequence[tuple[int, float]]) -> float | None:
    """Say how time grows between the last two sizes: 1 if twice the triples take twice as long.

    >>> exponent([(10, 1.0), (100, 2.0), (1000, 200.0)])
    2.0
    >>> exponent([(10, 1.0)])
    """
    if len(points) < 2:
        return None
    (before, first), (after, last) = points[-2:]
    return round(log(last / first) / log(after / before), 2)


def _of(measured: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next(one for one in measured["contenders"] if one["name"] == name)


def _row(name: str, sizes: Sequence[int], found: Sequence[Mapping[str, Any]]) -> list[str]:
    told = f"{name} {found[0]['version']}".strip()
    told += f" ({found[0]['remark']})" if found[0]["remark"] else ""
    timed = zip(sizes, found, strict=True)
    grows = exponent([(size, one["median"]) for size, one in timed if one["median"]])
    return [told, *map(_cell, found), "" if grows is None else f"{grows:.2f}"]


def _cell(one: Mapping[str, Any]) -> str:
    """Give time and memory; or why there is neither, without what the columns before say."""
    if one["median"] is None:
        return str(one["trouble"]).split(", ")[0]
    differs = ", differs" if one["differs"] else ""
    return f"{seconds(one['median'])}, {one['megabytes']:,} MB{differs}"


def seconds(number: float) -> str:
    """Spell seconds with three digits.

    >>> seconds(0.0123), seconds(1.5), seconds(312.4)
    ('0.012 s', '1.50 s', '312 s')
    """
    if number < 1:
        return f"{number:.3f} s"
    return f"{number:.2f} s" if number < 10 else f"{number:.3g} s"
