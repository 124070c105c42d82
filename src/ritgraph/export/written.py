"""A graph written in a format and proved, before anyone can see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import chain, islice
from tempfile import SpooledTemporaryFile, gettempdir
from typing import IO, NamedTuple

import pyoxigraph as ox

from ritgraph.errors import OutputError, RitgraphError
from ritgraph.export.on_disk import digest, pieces
from ritgraph.export.source import LARGE, Say, Source
from ritgraph.serialise.document import Document, document
from ritgraph.serialise.formats import Format
from ritgraph.serialise.proof import Reader, difference, reader
from ritgraph.serialise.statements import Statements

# What is larger is written to the folder for temporary files, until it is proved.
_IN_MEMORY = 16_000_000
# So many subjects are handed on together.
_AT_ONCE = 200
# After so many the number is told.
_SAID = 5_000


class Written(NamedTuple):
    """A document that was proved: the number of its triples, its digest, its two parts."""

    triples: int
    sha256: str
    head: bytes
    body: IO[bytes]

    def pieces(self) -> Iterator[bytes]:
        """Give the document, from its beginning."""
        self.body.seek(0)
        return chain([self.head], pieces(self.body))


@contextmanager
def written(source: Source, format_: Format, say: Say) -> Iterator[Written]:
    """Write a graph to a place of its own, and prove that it is the graph of the source.

    Raises:
        SourceSyntaxError, InputError, SourceErrors: the source cannot be read.
        UnsupportedError: the format cannot carry the graph.
        OutputError: the temporary file cannot be written.
        RitgraphError: the document is another graph, which is a defect.
    """
    with ExitStack() as stack:
        try:
            body = stack.enter_context(SpooledTemporaryFile(_IN_MEMORY))
            document = _write(source, format_, say, body)
        except OSError as error:
            if isinstance(error, RitgraphError):
                raise
            reason = f"cannot be written: {error.strerror or error}; name another folder in TMPDIR"
            raise OutputError(gettempdir(), reason) from None
        yield document


def _write(source: Source, format_: Format, say: Say, body: IO[bytes]) -> Written:
    with (
        closing(reader(format_.engine, aside=source.size >= LARGE)) as reading,
        Statements(by_line=format_.by_line) as statements,
    ):
        source.read(statements, say)
        begun = document(format_, statements, source.prefixes, source.exact, source.context)
        for piece in _pieces(begun, _telling(statements, say), reading):
            body.write(piece)
        say("proving")
        _prove(statements, reading)
    head = begun.head()
    _prove_head(head, "".join(begun.declarations), format_)
    triples = statements.tally.number + len(statements.blank)
    body.seek(0)
    sha256 = digest(chain([head.encode()], pieces(body)))
    return Written(triples, sha256, head.encode(), body)


def _telling(statements: Statements, say: Say) -> Iterator[tuple[str, list[str]]]:
    for number, subject in enumerate(statements.subjects()):
        if number % _SAID == 0:
            say(f"writing subject {number:,}")
        yield subject


def _pieces(
    begun: Document, subjects: Iterable[tuple[str, list[str]]], reading: Reader
) -> Iterator[bytes]:
    """Write the body, and let the reader have all of it, each declaration before its first use."""
    declared = 0
    texts = begun.body(subjects)
    while several := list(islice(texts, _AT_ONCE)):
        declarations = begun.declarations[declared:]
        declared += len(declarations)
        piece = "".join(several).encode()
        reading.write("".join(declarations).encode() + piece)
        yield piece


def _prove(statements: Statements, reading: Reader) -> None:
    try:
        problem = difference(statements, reading.content())
    except SyntaxError as error:
        problem = error.msg
    if problem:
        raise _defect(problem)


def _prove_head(head: str, declarations: str, format_: Format) -> None:
    """Make sure that the head declares what the reader had before the parts of the body."""
    if head != declarations and _prefixes(head, format_) != _prefixes(declarations, format_):
        raise _defect("its prefixes are others")


def _prefixes(head: str, format_: Format) -> dict[str, str]:
    parser = ox.parse(head, format_.engine)
    if list(parser):
        raise _defect("its head has statements")
    return parser.prefixes


def _defect(problem: str) -> RitgraphError:
    return RitgraphError(
        f"The export was not proved equal to its sources ({problem}), so nothing was written. "
        "This is a defect of ritgraph: please report it."
    )
