"""A graph as one file: from its sources, proved equal to them, and all or nothing."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from gzip import GzipFile
from hashlib import sha256
from pathlib import Path

from ritgraph.atomic import replacing
from ritgraph.errors import InputError, RitgraphError
from ritgraph.export.difference import difference
from ritgraph.export.written import written
from ritgraph.serialise.formats import ENDINGS, FORMATS, find_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

    from ritgraph.export.source import Say, Source
    from ritgraph.serialise.formats import Format

_PIECE = 1 << 20


def export(
    source: Source,
    target: Path | None,
    format_: Format = FORMATS["turtle"],
    say: Say | None = None,
) -> int:
    """Write the graph of a source to a file, and give the number of its triples.

    The bytes depend on triples and prefixes alone. Without a ``target`` they go to standard output.
    A name that ends in ``.gz`` means a compressed file. A regular file is replaced in one step,
    with its permissions kept; whatever goes wrong, the old file stays as it was.

    >>> from tempfile import TemporaryDirectory
    >>> from ritgraph.export.source import FileSource
    >>> with TemporaryDirectory() as folder:
    ...     light, copy = Path(folder, "light.ttl"), Path(folder, "copy.ttl")
    ...     _ = light.write_text("@prefix ex: <http://example.com/> . ex:light a ex:Light .")
    ...     number = export(FileSource([light], {}), copy)
    ...     print(copy.read_text(), end="")
    @prefix ex: <http://example.com/> .
    <BLANKLINE>
    ex:light
        a ex:Light .

    Raises:
        SourceSyntaxError, InputError, SourceErrors: the source cannot be read.
        UnsupportedError: the format cannot carry the graph.
        OutputError: the target cannot be written.
    """
    with written(source, format_, say or _silent) as document:
        if target is None:
            for piece in document.pieces():
                sys.stdout.buffer.write(piece)
            sys.stdout.flush()
            return document.triples
        with replacing(target) as file:
            with _compressed(target, file) as stream:
                for piece in document.pieces():
                    stream.write(piece)
            file.flush()
            if Path(file.name).is_file():
                _prove_file(Path(file.name), document.sha256, compressed=is_compressed(target))
        return document.triples


def check(
    source: Source,
    target: Path,
    format_: Format = FORMATS["turtle"],
    say: Say | None = None,
) -> list[str]:
    """Give, as a short diff, how a file differs from what ``export`` would write; changes nothing.

    Raises:
        InputError: there is no such file, or it cannot be read.
        SourceSyntaxError, SourceErrors, UnsupportedError: as ``export`` does.
    """
    with written(source, format_, say or _silent) as document:
        try:
            with _opened(target, compressed=is_compressed(target)) as file:
                return difference(_pieces(file), document.pieces(), str(target))
        except (OSError, EOFError) as error:
            raise InputError(target, getattr(error, "strerror", None) or str(error)) from None


def _silent(_: str) -> None:
    pass


def format_for(name: str | None, target: Path | None) -> Format:
    """Give the format of that name, else the one that the ending of a file means, else Turtle.

    >>> format_for(None, Path("graph.nt.gz")).name
    'ntriples'

    Raises:
        UnknownName: there is no such format.
    """
    if name is not None:
        return find_format(name)
    said = target.name.lower().removesuffix(".gz") if target else ""
    fitting = [ending for ending in ENDINGS if said.endswith(f".{ending}")]
    return find_format(max(fitting, key=len, default="turtle"))


def is_compressed(path: Path) -> bool:
    """Tell whether a name means a compressed file.

    >>> is_compressed(Path("graph.ttl.GZ"))
    True
    """
    return path.suffix.lower() == ".gz"


@contextmanager
def _compressed(target: Path, file: IO[bytes]) -> Iterator[IO[bytes]]:
    if not is_compressed(target):
        yield file
        return
    # Neither name nor time is kept (RFC 1952, section 2.3.1), so that same bytes stay the same.
    with GzipFile("", "wb", fileobj=file, mtime=0) as stream:
        wrapped: Any = stream
        yield wrapped


@contextmanager
def _opened(path: Path, *, compressed: bool) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        unpacked: Any = GzipFile(fileobj=file) if compressed else file
        yield unpacked


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(_PIECE), b"")


def _prove_file(path: Path, expected: str, *, compressed: bool) -> None:
    """Make sure that what the file holds is what was proved."""
    digest = sha256()
    with _opened(path, compressed=compressed) as file:
        for piece in _pieces(file):
            digest.update(piece)
    if digest.hexdigest() != expected:
        raise RitgraphError(
            f"{path} does not hold what was written to it, so nothing was replaced."
            " Look after the disk, and try again."
        )
