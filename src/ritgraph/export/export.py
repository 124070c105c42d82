"""A graph as one file: from its sources, proved equal to them, and all or nothing."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

from ritgraph.atomic import replacing
from ritgraph.errors import InputError
from ritgraph.export.difference import difference
from ritgraph.export.on_disk import is_compressed, opened, pieces, write
from ritgraph.export.source import silent
from ritgraph.export.written import written
from ritgraph.serialise.formats import ENDINGS, FORMATS, find_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.export.source import Say, Source
    from ritgraph.serialise.formats import Format


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
    with written(source, format_, say or silent) as document:
        if target is None:
            for piece in document.pieces():
                sys.stdout.buffer.write(piece)
            sys.stdout.flush()
            return document.triples
        with replacing(target) as file:
            write(document, file, compressed=is_compressed(target))
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
    with written(source, format_, say or silent) as document:
        try:
            with opened(target, compressed=is_compressed(target)) as file:
                return difference(pieces(file), document.pieces(), str(target))
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(target, getattr(error, "strerror", None) or str(error)) from None


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
