"""How wide the terminal is.

``shutil`` knows that too, but to import it takes a tenth of a start-up.
"""

from __future__ import annotations

import os
import sys

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
