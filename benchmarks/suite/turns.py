"""Do a work in turn: compare the answers of the first turn, then take the times of all turns."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Protocol

from suite.measure import OURS, Contender, Measure
from suite.process import Run, environment, run

ANSWERS = Path(__file__).with_name("answers.py")


@dataclass
class Taken:
    """What a contender took in all its turns, and what it answered.

    ``walls`` are the seconds of whole commands, even if only a part of them is measured.
    """

    contender: Contender
    runs: list[Run] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    answer: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    trouble: str = ""
    differs: tuple[str, ...] = ()

    @property
    def seconds(self) -> list[float]:
        """The seconds of each turn."""
        return [one.total for one in self.runs]

    @property
    def megabytes(self) -> float:
        """The most memory of any turn."""
        return max((one.megabytes for one in self.runs), default=0)

    def by_part(self) -> dict[str, float]:
        """Give the median of each part of the work."""
        parts = self.runs[0].seconds if self.runs else {}
        return {
            part: median(one.seconds[part] for one in self.runs if part in one.seconds)
            for part in parts
        }


# Ours is not stopped before that.
HOUR = 3600.0


@dataclass(frozen=True)
class Patience:
    """How many turns there are, and after how many seconds a contender takes no further part.

    A peer is stopped after ``limit`` seconds, unless it is known to need more.
    """

    turns: int
    limit: float
    enough: float

    def limit_for(self, contender: Contender) -> float:
        """Give the seconds that a turn of a contender may take."""
        return HOUR if contender.name == OURS else max(self.limit, contender.needs)


class Foreseeing(Protocol):
    """What knows who need not be started."""

    def trouble(self, measure: Measure, name: str, limit: float) -> str:
        """Say why not."""


def take(
    measure: Measure,
    patience: Patience,
    missing: Mapping[str, str],
    foresight: Foreseeing,
    say: Callable[[str], None],
) -> list[Taken]:
    """Measure; ``missing`` says which peers there are not, and why."""
    taken = [Taken(one, trouble=missing.get(one.peer, "")) for one in measure.contenders]
    for turn in range(patience.turns):
        for one in taken:
            limit = patience.limit_for(one.contender)
            if not turn and not one.trouble:
                one.trouble = foresight.trouble(measure, one.contender.name, limit)
            tired = one.contender.name != OURS and sum(one.walls) > patience.enough
            if one.trouble or (turn and tired):
                continue
            work = f"{measure.name}, {measure.triples:,} triples"
            say(f"{work}: turn {turn + 1}, {one.contender.name}")
            _turn(one, limit)
            if not turn and one.runs and (measure.compared or not one.contender.outputs):
                _read_answer(one, measure.answer)
        if not turn and measure.compared:
            _compare(taken)
    return taken


def _turn(one: Taken, limit: float) -> None:
    """Take a turn of a contender; who fails once has no result at all."""
    found, wall = _once(one.contender, limit)
    one.walls.append(wall)
    if found.error:
        one.trouble, one.runs = found.error, []
    else:
        one.runs.append(found)


def _once(contender: Contender, limit: float) -> tuple[Run, float]:
    """Run the commands of a contender, one after the other; say how long that took in all."""
    for output in contender.outputs.values():
        output.unlink(missing_ok=True)
    if contender.prepare is not None:
        try:
            contender.prepare()
        except (OSError, subprocess.SubprocessError) as error:
            return Run({}, 0, f"cannot be prepared: {error}"[:200]), 0
    start = perf_counter()
    return _run(contender, limit), perf_counter() - start


def _run(contender: Contender, limit: float) -> Run:
    seconds: dict[str, float] = {}
    megabytes = spent = 0.0
    said: Mapping[str, object] = {}
    failed: dict[str, str] = {}
    for part, command in contender.commands.items():
        if spent >= limit:
            failed[part] = f"over {limit:.4g} s"
            continue
        start = perf_counter()
        one = run(
            command,
            min(contender.longest, limit - spent),
            part=part,
            stdout=contender.outputs[part] if contender.to_stdout else None,
            environment=_environment(contender.name == OURS),
            accepted=contender.accepted,
        )
        spent += perf_counter() - start
        megabytes = max(megabytes, one.megabytes)
        if one.error:
            over = one.error.startswith("over ") and spent >= limit
            failed[part] = f"over {limit:.4g} s" if over else one.error
            continue
        seconds.update(one.seconds)
        failed.update(one.failed)
        said = one.said
    if not seconds:
        return Run({}, megabytes, next(iter(failed.values())))
    return Run(seconds, megabytes, "", said, failed)


def _environment(ours: bool) -> dict[str, str]:
    """Give a peer nothing of ours to import."""
    kept = environment()
    if not ours:
        kept.pop("PYTHONPATH", None)
    return {**kept, "NO_COLOR": "1"}


def _read_answer(taken: Taken, kind: str) -> None:
    outputs = taken.contender.outputs
    if not outputs:
        said = taken.runs[0].said.get("answer")
        if isinstance(said, int):
            taken.answer = {"": (str(said), said)}
        return
    command = [sys.executable, ANSWERS, kind, *outputs.values()]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    read = [tuple(json.loads(line)) for line in lines.splitlines()]
    taken.answer = {part: one[:2] for part, one in zip(outputs, read, strict=True)}
    failed = taken.runs[0].failed
    unread = [
        one[2]
        for part, one in zip(outputs, read, strict=True)
        if len(one) > 2 and part not in failed
    ]
    if unread:
        taken.trouble, taken.runs = f"its answer cannot be read: {unread[0]}", []


def _compare(taken: list[Taken]) -> None:
    """Say of each contender in which parts its answer is not ours."""
    ours = taken[0].answer
    for one in taken:
        if one.runs and one.answer:
            failed = one.runs[0].failed
            one.differs = tuple(
                part for part in ours if part not in failed and one.answer.get(part) != ours[part]
            )
