"""Set two files of results side by side, and mark what changed beyond the noise.

Command: python benchmarks/compare.py A.json B.json     (exit code 1 if something became slower)

The machine is not as fast today as it was yesterday. So the peers are the yardstick: their versions
are the same in both files, and what they took more or less says how the machine has changed, and
how much chance there is in a time.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from suite.measure import OURS

# A change of less is not told, however steady the times are.
LEAST = 0.10
# So many turns on both sides at least: with fewer, times lie apart by chance too often.
TURNS = 3
# Of a normal distribution, 99.7 in 100 lie within 3 sigma, which is 1.4826 median deviations.
WIDTH = 3 * 1.4826
HEAD = ["measure", "triples", "who", "A", "B", "B/A", ""]

Key = tuple[str, int, str]


class Yardstick(NamedTuple):
    """What peers say: by what factor the machine was slower in each measure, and the noise."""

    factors: Mapping[tuple[str, int], float]
    everywhere: float
    noise: float

    def factor(self, key: Key) -> float:
        """Give the factor for a measure: of its own peers, else of all."""
        return self.factors.get(key[:2], self.everywhere)


def contenders(results: Mapping[str, Any]) -> dict[Key, dict[str, Any]]:
    """Give each contender by its measure, the size and its name."""
    measures = [(measure["name"], measure) for measure in results["measures"]]
    measures += [(f"growth-{measure['name']}", measure) for measure in results.get("growth", ())]
    return {
        (name, measure["triples"], one["name"]): one
        for name, measure in measures
        for one in measure["contenders"]
    }


def is_ours(name: str) -> bool:
    """Tell whether a contender is a command or a function of ritgraph."""
    return name.split()[0] == OURS


def yardstick(before: Mapping[Key, Any], after: Mapping[Key, Any]) -> Yardstick:
    """Compare the peers that are the same in both.

    >>> def peer(*seconds): return {"seconds": seconds, "median": seconds[1], "version": "1"}
    >>> key = ("load", 8000, "rdflib")
    >>> yardstick({key: peer(1.0, 1.1, 1.2)}, {key: peer(2.0, 2.2, 2.4)}).factor(key)
    2.0
    """
    logs: dict[tuple[str, int], list[float]] = {}
    for key in before.keys() & after.keys():
        one, other = before[key], after[key]
        if is_ours(key[2]) or one["version"] != other["version"] or _too_few(one, other):
            continue
        logs.setdefault(key[:2], []).append(math.log(other["median"] / one["median"]))
    middles = {key: median(these) for key, these in logs.items()}
    every = [one for these in logs.values() for one in these]
    off = [abs(one - middles[key]) for key, these in logs.items() for one in these]
    noise = math.expm1(WIDTH * median(off)) if off else 0.0
    return Yardstick(
        {key: math.exp(one) for key, one in middles.items()},
        math.exp(median(every)) if every else 1.0,
        max(LEAST, noise),
    )


def change(before: Mapping[str, Any], after: Mapping[str, Any], factor: float, noise: float) -> str:
    """Say how the time changed beyond what the machine and chance account for.

    So it did if the medians differ by more than the noise, and all turns of one by themselves took
    longer than all of the other.

    >>> old = {"seconds": [1.0, 1.1, 1.2], "median": 1.1}
    >>> new = {"seconds": [2.0, 2.2, 2.4], "median": 2.2}
    >>> change(old, new, 1.0, 0.1), change(old, new, 2.0, 0.1), change(new, old, 1.0, 0.1)
    ('slower, 2.00 times', '', 'faster, 2.00 times')
    """
    if not before["seconds"] or not after["seconds"]:
        return _one_is_missing(before, after)
    if _too_few(before, after):
        return "too few turns"
    ratio = after["median"] / before["median"] / factor
    first, second = [one * factor for one in before["seconds"]], after["seconds"]
    if ratio > 1 + noise and min(second) > max(first):
        return f"slower, {ratio:.2f} times"
    if ratio < 1 / (1 + noise) and max(second) < min(first):
        return f"faster, {1 / ratio:.2f} times"
    return ""


def _one_is_missing(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if not before["seconds"] and not after["seconds"]:
        return ""
    return "not measured now" if before["seconds"] else "not measured before"


def _too_few(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return min(len(one["seconds"]), len(other["seconds"])) < TURNS


def table(before: Mapping[Key, Any], after: Mapping[Key, Any]) -> Iterator[list[str]]:
    """Give a row for each contender of either; changes are marked for ours, and new versions."""
    measured = yardstick(before, after)
    nothing: dict[str, Any] = {"seconds": [], "median": None, "version": None}
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key, nothing), after.get(key, nothing)
        name, triples, who = key
        mark = change(one, other, measured.factor(key), measured.noise)
        if not is_ours(who) and None not in (one["version"], other["version"]):
            same = one["version"] == other["version"]
            mark = "" if same else f"{one['version']} -> {other['version']} {mark}"
        yield [name, f"{triples:,}", who, _time(one), _time(other), _ratio(one, other), mark]


def _time(one: Mapping[str, Any]) -> str:
    return "-" if one["median"] is None else f"{one['median']:.3f} s"


def _ratio(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    return f"{other['median'] / one['median']:.2f}" if one["median"] and other["median"] else ""


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for row in lines:
        yield "  ".join(map(str.ljust, row, widths)).rstrip()


def _heads(read: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one, told in zip("AB", read, strict=True):
        yield f"{one}: {told['about']['date']}, commit {told['about']['commit']}"
    if read[0]["about"]["machine"] != read[1]["about"]["machine"]:
        yield "The machines differ: only what the peers account for is taken out."


def main() -> int:
    """Print the table, and what it comes to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("before", type=Path, metavar="A", help="a file that bench.py has written")
    parser.add_argument("after", type=Path, metavar="B", help="a later one")
    given = parser.parse_args()
    try:
        read = [json.loads(file.read_bytes()) for file in (given.before, given.after)]
        first, second = map(contenders, read)
        rows = list(table(first, second))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        parser.error(f"cannot read results: {error}")
    print("\n".join([*_heads(read), *_lines([HEAD, *rows])]))
    measured = yardstick(first, second)
    slower, faster = (sum(word in row[-1] for row in rows) for word in ("slower", "faster"))
    print(
        f"{slower} slower, {faster} faster, beyond a noise of {measured.noise:.0%}. By the peers, "
        f"the machine took {measured.everywhere:.2f} times as long for B."
    )
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
