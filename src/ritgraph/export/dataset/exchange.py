"""Two folders that change places, so that nobody ever sees neither."""

from __future__ import annotations

import os
from pathlib import Path

# The systems' own words: renameat2(2) of Linux, renamex_np(2) of macOS.
_HERE = -100
_EXCHANGE = 2


def put_in_place(new: Path, target: Path) -> None:
    """Give a folder the name of another, which gets its name if it exists.

    In one step, where the system and its disk can; else in two, between which ``target`` is away.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as top:
    ...     old, new = Path(top, "old"), Path(top, "new")
    ...     old.mkdir(), new.mkdir(), Path(new, "light.txt").touch()
    ...     put_in_place(new, old)
    ...     [path.name for path in old.iterdir()]
    (None, None, None)
    ['light.txt']

    Raises:
        OSError: it cannot be done; then nothing has changed.
    """
    if not target.exists():
        new.rename(target)
    elif not _exchanged(new, target):
        aside = new.with_name(f"{new.name}.old")
        target.rename(aside)
        try:
            new.rename(target)
        except BaseException:
            aside.rename(target)
            raise
        aside.rename(new)


def _exchanged(one: Path, other: Path) -> bool:
    """Try to let two folders change places in one step."""
    import ctypes

    try:
        system = ctypes.CDLL(None)
    except (OSError, TypeError):
        return False
    names = os.fsencode(one), os.fsencode(other)
    if exchange := getattr(system, "renameat2", None):
        return bool(exchange(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)
    if swap := getattr(system, "renamex_np", None):
        return bool(swap(*names, _EXCHANGE) == 0)
    return False
