"""A graph published as a folder: its files in every format, described, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyoxigraph as ox

from ritgraph.errors import InputError, OutputError, RitgraphError
from ritgraph.export.dataset.dcat import dcat
from ritgraph.export.dataset.folder import SUMS, names_in, replacing_folder
from ritgraph.export.dataset.names import Names
from ritgraph.export.dataset.part import Part
from ritgraph.export.dataset.readme import Entry, readme
from ritgraph.export.dataset.redirects import Redirects
from ritgraph.export.dataset.terms import PREFIXES
from ritgraph.export.dataset.void import void
from ritgraph.export.dataset.writing import Writing
from ritgraph.export.source import Say, TripleSource

_CONTEXT = "context.jsonld"
_PAGES = ("w3id/.htaccess", "w3id/README.md")


class Content(NamedTuple):
    """What is to be published; the first of the ``parts`` is the graph.

    Queries have ``said`` what there is to say in VoID and in DCAT. ``segments`` are those of
    ``Redirects``. ``hold`` holds files of descriptions to their shapes, and gives remarks.
    """

    names: Names
    parts: Sequence[Part]
    said: Mapping[str, Sequence[ox.Triple]]
    segments: Mapping[str, frozenset[str]]
    prefixes: Mapping[str, str]
    context: Path | None
    day: str | None
    hold: Callable[[Sequence[Path]], Sequence[str]]


class Published(NamedTuple):
    """What a dataset consists of; ``remarks`` are what could be better."""

    files: int
    size: int
    triples: int
    remarks: tuple[str, ...]


def publish(target: Path, content: Content, sources: Sequence[Path], say: Say) -> Published:
    """Write a dataset, which takes the place of an older one when all of it is there.

    Raises:
        SourceSyntaxError, InputError, SourceErrors: the graph cannot be read.
        RitgraphError: the description breaks its shapes.
        OutputError: the folder holds other files, or cannot be written.
    """
    with replacing_folder(target, sources) as folder:
        return _build(folder, content, say)


def compare(target: Path, content: Content, say: Say) -> list[str]:
    """Give a line for each file that is not what ``publish`` would write; changes nothing.

    Raises:
        InputError: there is no such folder.
        OutputError: there is no room in the folder for temporary files.
    """
    if not target.is_dir():
        raise InputError(target, "there is no such folder")
    with TemporaryDirectory() as scratch:
        try:
            _build(Path(scratch), content, say)
        except OSError as error:
            if isinstance(error, RitgraphError):
                raise
            raise OutputError(scratch, f"cannot be written: {error.strerror or error}") from None
        return list(_differences(target, Path(scratch)))


def _differences(target: Path, expected: Path) -> list[str]:
    there, wanted = names_in(target), names_in(expected)
    lines = [f"{name}: missing" for name in wanted - there]
    lines += [f"{name}: not part of the dataset" for name in there - wanted]
    lines += [
        f"{name}: differs"
        for name in there & wanted
        if (target / name).read_bytes() != (expected / name).read_bytes()
    ]
    return sorted(lines)


def _build(folder: Path, content: Content, say: Say) -> Published:
    writing = Writing(folder, say)
    names, said = content.names, content.said
    files = writing.parts(content.parts)
    if content.context:
        writing.copy(_CONTEXT, content.context)
    described = (
        Part("void", _source(content, void(names, files, said["void"]))),
        Part("dcat", _source(content, dcat(names, files, said["dcat"], content.day))),
    )
    writing.parts(described)
    say("holding the description to its shapes")
    remarks = content.hold([folder / f"{part.name}.ttl" for part in described])
    listed = tuple(sorted({*names_in(folder), "README.md", SUMS}))
    redirects = Redirects(names, tuple(files), listed, content.segments)
    if redirects.is_at_w3id:
        for name, text in zip(_PAGES, (redirects.rules(), redirects.readme()), strict=True):
            writing.text(name, text)
    data = {file.name for file in files}
    others = [Entry(name, (folder / name).stat().st_size) for name in names_in(folder) - data]
    others = [*sorted(others), Entry(SUMS, None)]
    writing.text("README.md", readme(names, files, others, said["dcat"]))
    sums = writing.checksums()
    writing.text(SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums.items()))
    size = sum((folder / name).stat().st_size for name in (*sums, SUMS))
    return Published(len(sums) + 1, size, files[0].triples, (*writing.remarks, *remarks))


def _source(content: Content, triples: set[ox.Triple]) -> TripleSource:
    prefixes = {**content.prefixes, **PREFIXES, "dataset": content.names.catalogue}
    return TripleSource(triples, prefixes)
