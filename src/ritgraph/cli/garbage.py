"""How a command that makes very many objects, and drops none of them, saves the time to look."""

from __future__ import annotations

import gc
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def garbage_waits() -> Iterator[None]:
    """Look for no garbage: there is none among so many objects, and to look takes its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
