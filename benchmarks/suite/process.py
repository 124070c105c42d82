"""Run a command: how long it took, and how much memory it and its children held at most.

The system counts to a command the memory of whoever starts it, so this module is run as a program:
it is small, reads what to run from standard input as JSON, and says what it took in the same way.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from time import perf_counter
from typing import IO, NamedTuple

MEGABYTE = 1024 * 1024
LOOK_EVERY = 0.05


class Run(NamedTuple):
    """What one run took; ``seconds`` by part, and ``error`` says why there is nothing else.

    ``failed`` says why there is nothing of some parts.
    """

    seconds: Mapping[str, float]
    megabytes: float
    error: str = ""
    said: Mapping[str, object] = {}
    failed: Mapping[str, str] = {}

    @property
    def total(self) -> float:
        """The seconds of all parts."""
        return sum(self.seconds.values())


def environment() -> dict[str, str]:
    """Give this environment, but for Python to keep what it has compiled, as it does for users."""
    kept = dict(os.environ)
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept


def run(
    command: Sequence[str | Path],
    limit: float,
    *,
    part: str = "",
    stdout: Path | None = None,
    environment: Mapping[str, str] | None = None,
    accepted: Sequence[int] = (0,),
) -> Run:
    """Run a command in a session of its own, which is killed when the limit in seconds is over.

    A program that times itself says so in the last line of its output, as JSON: ``seconds``, a
    number or an object by part. Otherwise all that the command took counts.
    """
    wanted = [[str(word) for word in command], limit, part, stdout and str(stdout)]
    wanted += [environment, list(accepted)]
    launcher = [sys.executable, "-I", "-S", __file__]
    told = subprocess.run(  # noqa: S603
        launcher, input=json.dumps(wanted), check=True, capture_output=True, text=True
    )
    return Run(*json.loads(told.stdout))


def launch(
    command: Sequence[str],
    limit: float,
    part: str,
    stdout: str | None,
    environment: Mapping[str, str] | None,
    accepted: Sequence[int],
) -> Run:
    """Run a command from a small process (see ``run``)."""
    with TemporaryFile() as errors, _output(stdout) as out:
        start = perf_counter()
        try:
            process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            return Run({}, 0, f"cannot be started: {error.strerror}")
        over, done, peak = Event(), Event(), [0]
        watch = Thread(target=_watch, args=(process.pid, start + limit, over, done, peak))
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        took = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watch.join()
        megabytes = max(usage.ru_maxrss / 1024, peak[0] / MEGABYTE)
        if over.is_set():
            return Run({}, megabytes, f"over {limit:.3g} s")
        if process.returncode not in accepted:
            return Run({}, megabytes, _reason(errors, out, process.returncode))
        said = _said(out) if stdout is None else {}
        failed = said.get("failed")
        failed = failed if isinstance(failed, dict) else {}
        return Run(_seconds(said, part, took), megabytes, "", said, failed)


def _output(path: str | None) -> IO[bytes]:
    return TemporaryFile() if path is None else Path(path).open("wb+")  # type: ignore[return-value]


def _seconds(said: Mapping[str, object], part: str, took: float) -> Mapping[str, float]:
    seconds = said.get("seconds", took)
    if isinstance(seconds, dict):
        return seconds
    return {part: float(str(seconds))}


def _said(out: IO[bytes]) -> Mapping[str, object]:
    """Give what a program said in the last line of its output."""
    out.seek(max(0, out.seek(0, os.SEEK_END) - MEGABYTE))
    lines = out.read().splitlines()
    if not lines or not lines[-1].startswith(b"{"):
        return {}
    try:
        said = json.loads(lines[-1])
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _reason(errors: IO[bytes], out: IO[bytes], code: int) -> str:
    """Give the first line of what a failed command wrote that names an error, else the last."""
    for stream in (errors, out):
        stream.seek(0)
        lines = stream.read().decode(errors="replace").strip().splitlines()
        if lines:
            line = next(filter(re.compile("(Error|Exception): ").search, lines), lines[-1])
            return f"exit code {code}: {line.strip()[:120]}"
    return f"exit code {code}"


def _watch(pid: int, until: float, over: Event, done: Event, peak: list[int]) -> None:
    """Add up the memory of a process and its children, and kill them when time is over.

    The system tells the most that one process held, not what several held together.
    """
    while not done.wait(LOOK_EVERY):
        peak[0] = max(peak[0], _resident(pid))
        if perf_counter() > until and not over.is_set():
            over.set()
            try:
                os.killpg(pid, signal.SIGKILL)
            except ProcessLookupError:
                return


def _resident(pid: int) -> int:
    """Add up the resident memory of a process and all below it; what they share counts twice."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_bytes().split()[1])
        tasks = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    except (OSError, IndexError):
        return 0
    children = sum(_resident(int(child)) for task in tasks for child in task.split())
    return pages * os.sysconf("SC_PAGE_SIZE") + children


if __name__ == "__main__":
    print(json.dumps(launch(*json.load(sys.stdin))))
