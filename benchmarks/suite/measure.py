"""What is measured: one work, done by ritgraph and by its peers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

OURS = "ritgraph"


@dataclass(frozen=True)
class Contender:
    """Who does the work: by one command, or by one for each part of it.

    ``outputs`` are the files that hold the answers, by part; without them the answer is what the
    command says as ``answer``. ``prepare`` is run before, and does not count. A part is stopped
    after ``longest`` seconds, so that the others are done as well. Who ``needs`` so many seconds
    has them, even if others have less.
    """

    name: str
    commands: Mapping[str, Sequence[str | Path]]
    outputs: Mapping[str, Path] = field(default_factory=dict)
    peer: str = ""
    accepted: Sequence[int] = (0,)
    to_stdout: bool = False
    prepare: Callable[[], None] | None = None
    remark: str = ""
    longest: float = math.inf
    needs: float = 0


@dataclass(frozen=True)
class Measure:
    """One work; the first contender is the one that the others are compared with."""

    name: str
    title: str
    question: str
    answer: str
    contenders: Sequence[Contender]
    triples: int
    compared: bool = True
