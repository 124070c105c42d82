"""Set two files of results side by side, and mark what changed beyond the noise.

Command: python benchmarks/compare.py A.json B.json
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

# What differs by less is noise, even if each run's own times were close to each other.
LEAST = 0.05


def contenders(results: Mapping[str, Any]) -> dict[tuple[str, int, str], dict[str, Any]]:
    """Give each contender by its measure, the size and its name."""
    return {
        (measure["name"], measure["triples"], one["name"]): one
        for measure in results["measures"]
        for one in measure["contenders"]
    }


def change(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Say how the time changed: beyond the noise if no turn of one overlaps with one of the other.

    >>> change({"seconds": [1.0, 1.1], "median": 1.05}, {"seconds": [2.0, 2.2], "median": 2.1})
    'slower, 2.00 times'
    >>> change({"seconds": [1.0, 1.3], "median": 1.1}, {"seconds": [1.2, 1.4], "median": 1.3})
    'noise'
    >>> change({"seconds": [1.0], "median": 1.0}, {"seconds": [2.0], "median": 2.0})
    'one turn: not known'
    """
    first, second = before["seconds"], after["seconds"]
    if not first or not second:
        return "" if first == second else "not measured before" if second else "not measured now"
    if min(len(first), len(second)) < 2:
        return "one turn: not known"
    ratio = after["median"] / before["median"]
    if min(second) > max(first) and ratio > 1 + LEAST:
        return f"slower, {ratio:.2f} times"
    if max(second) < min(first) and ratio < 1 - LEAST:
        return f"faster, {1 / ratio:.2f} times"
    return "noise"


def table(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[list[str]]:
    """Give a row for each contender of either."""
    first, second = contenders(before), contenders(after)
    nothing: dict[str, Any] = {"seconds": [], "median": None}
    for key in dict.fromkeys((*first, *second)):
        one, other = first.get(key, nothing), second.get(key, nothing)
        measure, triples, name = key
        yield [measure, f"{triples:,}", name, _time(one), _time(other), change(one, other)]


def _time(one: Mapping[str, Any]) -> str:
    return "-" if one["median"] is None else f"{one['median']:.3f} s"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("before", type=Path, metavar="A")
    parser.add_argument("after", type=Path, metavar="B")
    given = parser.parse_args()
    try:
        read = [json.loads(file.read_bytes()) for file in (given.before, given.after)]
        rows = [["measure", "triples", "who", "A", "B", ""], *table(*read)]
    except (OSError, ValueError, KeyError) as error:
        parser.error(f"cannot read results: {error}")
    for one, told in zip("AB", read, strict=True):
        print(f"{one}: {told['about']['date']}, commit {told['about']['commit']}")
    if read[0]["about"]["machine"] != read[1]["about"]["machine"]:
        print("The machines differ: times cannot be compared.")
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(map(str.ljust, row, widths)).rstrip())


if __name__ == "__main__":
    main()
