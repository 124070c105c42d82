"""Turtle files as one Turtle file: from the sources, proved equal to them, and all or nothing.

Triples come from the parsed files, never from a store, which would rewrite numbers and dates. What
was written is parsed again and compared with its sources before anyone can see it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

import pyoxigraph as ox

from ritgraph.atomic import replacing
from ritgraph.errors import RitgraphError
from ritgraph.serialise.isomorphism import isomorphic
from ritgraph.serialise.turtle import turtle
from ritgraph.turtle.files import RdfFiles


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
    files = RdfFiles(paths)
    triples = set(files)
    return export_triples(triples, _completed(prefixes, files.prefixes), target)


def export_triples(
    triples: Set[ox.Triple], prefixes: Mapping[str, str], target: Path | None
) -> int:
    """Write triples from anywhere, as ``export_turtle`` does, and give their number.

    Raises:
        OutputError: the target cannot be written.
    """
    pieces = turtle(triples, prefixes)
    if target is None:
        sys.stdout.buffer.write(_proved("".join(pieces).encode(), triples))
        sys.stdout.flush()
        return len(triples)
    with replacing(target) as file:
        file.writelines(piece.encode() for piece in pieces)
        file.flush()
        if Path(file.name).is_file():
            _prove(triples, ox.parse(path=file.name, format=ox.RdfFormat.TURTLE))
    return len(triples)


def _completed(prefixes: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    known = set(prefixes.values())
    return {name: iri for name, iri in found.items() if iri not in known} | dict(prefixes)


def _proved(text: bytes, triples: Set[ox.Triple]) -> bytes:
    _prove(triples, ox.parse(text, ox.RdfFormat.TURTLE))
    return text


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
