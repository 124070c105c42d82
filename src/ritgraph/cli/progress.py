"""A bar that says on a terminal how far a long work is."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import TextIO

    from ritgraph.store.reading import Progress

_BAR = 24


class ProgressBar:
    """A line on standard error, redrawn in its place, and gone when the work is done.

    It shows nothing if it is to be quiet, or if standard error is no terminal that can redraw.
    """

    def __init__(self, quiet: bool, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = not quiet and self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._start = time.monotonic()
        self._drawn = 0

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._draw("")

    def __call__(self, progress: Progress) -> None:
        """Show how far the work is."""
        self._draw(line(progress, time.monotonic() - self._start))

    def say(self, text: str) -> None:
        """Show what is being done."""
        self._draw(text)

    def _draw(self, text: str) -> None:
        """Put ``text`` over what is drawn, without a line end, as wide as the terminal at most."""
        if not self._shown:
            return
        text = text[: self._width() - 1]
        blank = " " * (self._drawn - len(text))
        try:
            self._stream.write(f"\r{text}{blank}" + ("" if text else "\r"))
            self._stream.flush()
        except OSError:
            self._shown = False  # The work matters more than its bar.
        self._drawn = len(text)

    def _width(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or 80
        except (ValueError, OSError):
            return 80


def line(progress: Progress, seconds: float) -> str:
    """Write the bar.

    >>> from ritgraph.store.reading import Progress
    >>> line(Progress(done=50, total=200, files=3, triples=1200), seconds=2.345)
    ' 25 % [######------------------] 3 files, 1,200 triples, 2.3 s'
    """
    share = min(progress.done / progress.total, 1) if progress.total else 1
    full = int(share * _BAR)
    bar = "#" * full + "-" * (_BAR - full)
    last = ", putting in order" if share == 1 else ""
    counts = f"{progress.files:,} files, {progress.triples:,} triples, {seconds:.1f} s"
    return f"{int(share * 100):3} % [{bar}] {counts}{last}"
