"""Foresee who would take too long, from what they took on smaller graphs: nobody waits for them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from suite.measure import OURS, Measure
from suite.turns import Taken

# What any peer may take to start, in seconds and megabytes: this does not grow.
START, START_MEGABYTES = 3.0, 250.0
# What is expected must be so many times the limit: what warms up, as Java does, takes less for a
# triple of a large graph than for one of a small graph.
MARGIN = 1.3
# The share of this machine's memory that a peer may hold.
SHARE = 0.8


class Seen(NamedTuple):
    """What a contender took on a graph of some size; at least that, if it was stopped."""

    triples: int
    seconds: float
    megabytes: float
    stopped: bool = False


class Foresight:
    """What was seen of each contender in each work, and what is to be expected of more triples."""

    def __init__(self, megabytes: float | None = None) -> None:
        self._most = SHARE * memory() if megabytes is None else megabytes
        self._seen: dict[tuple[str, str], list[Seen]] = {}
        self._failed: dict[tuple[str, str], tuple[int, str]] = {}

    def remember(self, measure: Measure, taken: Iterable[Taken]) -> None:
        """Keep what was measured."""
        for one in taken:
            key, stopped = (measure.name, one.contender.name), one.trouble.startswith("over ")
            if one.walls and (stopped or not one.trouble):
                seen = Seen(measure.triples, min(one.walls), one.megabytes, stopped)
                self._seen[key] = sorted([*self._seen.get(key, []), seen])
            elif one.walls:
                self._failed[key] = (measure.triples, one.trouble)

    def trouble(self, measure: Measure, name: str, limit: float) -> str:
        """Say why a contender need not be started, or nothing if it should be."""
        if name == OURS:
            return ""
        failed, why = self._failed.get((measure.name, name), (measure.triples, ""))
        if failed < measure.triples:
            return f"{why}, at {failed:,} triples"
        seen = self._seen.get((measure.name, name), [])
        smaller = [one for one in seen if one.triples <= measure.triples]
        if not smaller:
            return ""
        last = smaller[-1]
        expected = _expected([(s.triples, s.seconds) for s in smaller], START, measure.triples)
        if last.seconds >= limit or expected >= MARGIN * limit:
            more = "over " if last.stopped else ""
            return f"over {limit:.4g} s, by {more}{last.seconds:.3g} s at {last.triples:,} triples"
        held = [(s.triples, s.megabytes) for s in smaller if not s.stopped]
        if held and _expected(held, START_MEGABYTES, measure.triples) >= self._most:
            size, megabytes = held[-1]
            return f"needs over {self._most:,.0f} MB, by {megabytes:,.0f} MB at {size:,} triples"
        return ""


def _expected(points: list[tuple[int, float]], start: float, triples: int) -> float:
    """Draw a line through the last two points; the start, on no triples at all, is one.

    >>> _expected([(10, 5.0)], 3.0, 100)  # 0.2 for each triple
    23.0
    >>> _expected([(10, 2.0)], 3.0, 100)  # All of it may be the start.
    2.0
    >>> _expected([(10, 2.0), (20, 3.0)], 3.0, 100)
    11.0
    """
    size, last = points[-1]
    before, first = points[-2] if len(points) > 1 else (0, min(start, last))
    if triples <= size or before == size:
        return last
    return last + max(0.0, last - first) / (size - before) * (triples - size)


def memory() -> float:
    """Give the memory of this machine in megabytes; where it cannot be known, there is no bound."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**20
    except (ValueError, OSError):
        return float("inf")
