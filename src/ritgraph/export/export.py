"""Turtle files as one Turtle file: from the sources, proved equal to them, and all or nothing.

Triples come from the parsed files, never from a store, which would rewrite numbers and dates. What
was written is parsed again and compared with its sources before anyone can see it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from ritgraph.errors import OutputError, RitgraphError
from ritgraph.turtle.files import TurtleFiles
from ritgraph.turtle.isomorphism import isomorphic
from ritgraph.turtle.writer import turtle


def export_turtle(paths: Sequence[Path], prefixes: Mapping[str, str], target: Path | None) -> int:
    """Write the triples of some Turtle files to one, and give their number.

    The bytes depend on the triples and prefixes alone, not on the order or layout of the files.
    ``prefixes`` come first; those of the files fill in what they lack. Without a ``target`` the
    text goes to standard output. A regular file is replaced in one step, with its permissions kept;
    whatever goes wrong, the old file stays as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     light, copy = Path(folder, "light.ttl"), Path(folder, "copy.ttl")
    ...     _ = light.write_text("@prefix ex: <http://example.com/> . ex:light a ex:Light .")
    ...     number = export_turtle([light], {}, copy)
    ...     print(copy.read_text(), end="")
    @prefix ex: <http://example.com/> .
    <BLANKLINE>
    ex:light
        a ex:Light .

    Raises:
        SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        OutputError: the target cannot be written.
    """
    files = TurtleFiles(paths)
    triples = set(files)
    pieces = turtle(triples, _completed(prefixes, files.prefixes))
    try:
        if target is None:
            _send(sys.stdout.buffer, pieces, triples)
        elif _is_device(target):
            with target.open("wb") as device:
                _send(device, pieces, triples)
        else:
            _replace(target.resolve(), pieces, triples)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(target or "standard output", _reason(error)) from error
    return len(triples)


def _completed(prefixes: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    known = set(prefixes.values())
    return {name: iri for name, iri in found.items() if iri not in known} | dict(prefixes)


def _is_device(target: Path) -> bool:
    """Tell whether something is there that must not be replaced, such as ``/dev/null``."""
    return target.exists() and not target.is_file() and not target.is_dir()


def _send(stream: BinaryIO, pieces: Iterable[str], triples: Set[ox.Triple]) -> None:
    text = "".join(pieces).encode()
    _prove(triples, ox.parse(text, ox.RdfFormat.TURTLE))
    stream.write(text)
    stream.flush()


def _replace(target: Path, pieces: Iterable[str], triples: Set[ox.Triple]) -> None:
    """Write a new file beside the target and, once it is proved, put it in the target's place."""
    temporary = target.with_name(f".ritgraph-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.writelines(piece.encode() for piece in pieces)
            file.flush()
            os.fsync(file.fileno())
        _prove(triples, ox.parse(path=temporary, format=ox.RdfFormat.TURTLE))
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _prove(triples: Set[ox.Triple], written: Iterator[ox.Quad]) -> None:
    """Check that what was written says what the sources say, and nothing else."""
    try:
        if isomorphic(triples, (quad.triple for quad in written)):
            return
        problem = "it differs from them"
    except SyntaxError as error:
        problem = error.msg
    raise RitgraphError(
        f"The export was not proved equal to its sources ({problem}), so nothing was written. "
        "This is a defect of ritgraph: please report it."
    )


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "the folder does not exist; create it, or choose another place"
    return f"cannot be written: {error.strerror or error}"
