"""Files that processes hold, alone or together, so that nobody takes them away meanwhile.

The system lets go when a process ends, however it ends. Where there is no ``flock`` (Windows),
nothing is held.
"""

from __future__ import annotations

import os
from contextlib import suppress

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

CAN_LOCK = fcntl is not None


def hold_together(path: Path) -> int:
    """Hold a file as one of its readers; to close the descriptor lets go.

    Raises:
        OSError: the file cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY)
    if CAN_LOCK:
        with suppress(OSError):  # Where there are no locks, a loader cannot sweep either.
            fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def hold_alone(path: Path) -> int | None:
    """Hold a file, made if need be, that nobody else holds; None if somebody does.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     mine = hold_alone(Path(folder, "lock"))
    ...     hold_alone(Path(folder, "lock")) is None
    ...     os.close(mine)
    True

    Raises:
        OSError: the file cannot be written, or its file system has no locks.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if CAN_LOCK:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
