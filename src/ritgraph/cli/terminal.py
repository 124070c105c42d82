"""How wide the terminal is, and whether it takes colours.

``shutil`` knows the one, too, but to import it takes a tenth of a start-up.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_USUAL = 80


def result_width() -> int | None:
    """Give the width of the terminal that results go to; None if they go elsewhere."""
    return screen_width() if sys.stdout.isatty() else None


def screen_width() -> int:
    """Give the width of the terminal: what COLUMNS says, else what the terminal says."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL
    except (AttributeError, ValueError, OSError):
        return _USUAL


def takes_colours(stream: TextIO) -> bool:
    """Tell whether a stream is to have colours: FORCE_COLOR and NO_COLOR come before what it is."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
