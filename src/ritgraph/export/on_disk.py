"""A document on disk: written, compressed or not, and read again to see that it is the same."""

from __future__ import annotations

from contextlib import contextmanager
from gzip import GzipFile
from hashlib import sha256
from pathlib import Path

from ritgraph.errors import RitgraphError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO, Any

    from ritgraph.export.written import Written

_PIECE = 1 << 20


def write(document: Written, file: IO[bytes], *, compressed: bool) -> None:
    """Write a document to a file that stands open; what a regular file then holds is proved.

    Raises:
        OSError: it cannot be written.
        RitgraphError: the file holds something else.
    """
    with _compressing(file) if compressed else _as_it_is(file) as stream:
        for piece in document.pieces():
            stream.write(piece)
    file.flush()
    if Path(file.name).is_file():
        _prove(Path(file.name), document.sha256, compressed=compressed)


@contextmanager
def opened(path: Path, *, compressed: bool) -> Iterator[IO[bytes]]:
    """Open a file to read what it holds, unpacked.

    Raises:
        OSError, EOFError: it cannot be read.
    """
    with path.open("rb") as file:
        unpacked: Any = GzipFile(fileobj=file) if compressed else file
        yield unpacked


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Give what an open file holds, piece by piece."""
    return iter(lambda: file.read(_PIECE), b"")


def digest(data: Iterable[bytes]) -> str:
    """Give the SHA-256 of what comes in pieces.

    >>> digest([])[:8]
    'e3b0c442'
    """
    found = sha256()
    for piece in data:
        found.update(piece)
    return found.hexdigest()


def is_compressed(path: Path) -> bool:
    """Tell whether a name means a compressed file.

    >>> is_compressed(Path("graph.ttl.GZ"))
    True
    """
    return path.suffix.lower() == ".gz"


@contextmanager
def _as_it_is(file: IO[bytes]) -> Iterator[IO[bytes]]:
    yield file


@contextmanager
def _compressing(file: IO[bytes]) -> Iterator[IO[bytes]]:
    # Neither name nor time is kept (RFC 1952, section 2.3.1), so that same bytes stay the same.
    with GzipFile("", "wb", fileobj=file, mtime=0) as stream:
        wrapped: Any = stream
        yield wrapped


def _prove(path: Path, expected: str, *, compressed: bool) -> None:
    """Make sure that what the file holds is what was proved."""
    with opened(path, compressed=compressed) as file:
        found = digest(pieces(file))
    if found != expected:
        raise RitgraphError(
            f"{path} does not hold what was written to it, so nothing was replaced."
            " Look after the disk, and try again."
        )
