"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from _thread import allocate_lock
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from ritgraph.errors import OutputError, RitgraphError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from ritgraph.errors import StrPath

_unfinished: set[Path] = set()
_beginning = allocate_lock()
_numbers = count()


@contextmanager
def replacing(name: StrPath) -> Iterator[IO[bytes]]:
    """Give a stream whose file takes the place of ``name`` in one step when all is written.

    Until then, and whatever goes wrong, what stood there stays; permissions are kept, and a link
    stays a link. What is no regular file, such as ``/dev/null``, is written to as it is.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with replacing(Path(folder, "light.txt")) as stream:
    ...         _ = stream.write(b"lit")
    ...     Path(folder, "light.txt").read_text()
    'lit'

    Raises:
        OutputError: the file cannot be written.
    """
    target = Path(name)
    if target.is_dir():
        raise OutputError(target, "it is a folder; name a file in it")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as device:
                yield device
        else:
            with _beside(target.resolve()) as file:
                yield file
    except OSError as error:
        if isinstance(error, RitgraphError):
            raise
        raise OutputError(target, _reason(error)) from None
    except RuntimeError as error:
        if not str(error).startswith("Symlink loop"):
            raise
        raise OutputError(target, "it is a link that leads back to itself") from None


@contextmanager
def _beside(target: Path) -> Iterator[IO[bytes]]:
    with _beginning:
        temporary = target.with_name(f".{target.name}.{os.getpid()}.{next(_numbers)}.tmp")
        # What takes the place of a file that others may not read is never open to them.
        mode = 0o600 if target.exists() else 0o666
        begun = open(temporary, "xb", opener=lambda path, flags: os.open(path, flags, mode))  # noqa: SIM115
        _unfinished.add(temporary)
    try:
        with begun as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
        _unfinished.discard(temporary)


@contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """Give a new folder beside ``target``, gone at the end with whatever is then in it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as top:
    ...     with folder_beside(Path(top, "lights")) as folder:
    ...         _ = Path(folder, "light.txt").write_text("lit")
    ...     list(Path(top).iterdir())
    []

    Raises:
        OSError: it cannot be made.
    """
    with _beginning:
        folder = target.with_name(f".{target.name}.{os.getpid()}.{next(_numbers)}.tmp")
        folder.mkdir()
        _unfinished.add(folder)
    try:
        yield folder
    finally:
        _remove(folder)
        _unfinished.discard(folder)


def remove_unfinished() -> None:
    """Remove what is not yet written to its end, just before the process ends in the middle."""
    _beginning.acquire(timeout=0.2)  # and never released: nothing else is begun
    for temporary in tuple(_unfinished):
        _remove(temporary)


def _remove(temporary: Path) -> None:
    if not temporary.is_dir():
        temporary.unlink(missing_ok=True)
        return
    from shutil import rmtree

    rmtree(temporary, ignore_errors=True)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "the folder does not exist; create it, or choose another place"
    return f"cannot be written: {error.strerror or error}"
