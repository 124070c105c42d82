"""A file of Turtle laid out, and proved to state the same triples as before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

import pyoxigraph as ox

from ritgraph.errors import SourceSyntaxError, UnsupportedError, place
from ritgraph.turtle.files import unreadable
from ritgraph.turtle.layout import layout
from ritgraph.turtle.spans import Lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

# A file may leave its base to whoever reads it. Which one it is makes no difference here.
_BASE = "http://example.com/"


def laid_out(source: bytes, path: Path) -> str:
    r"""Lay out the bytes of a file; ``path`` is for errors alone.

    >>> from pathlib import Path
    >>> laid_out(b"<a>  <b>  <c>.", Path("a.ttl"))
    '<a>\n    <b> <c> .\n'

    Raises:
        SourceSyntaxError: the file is not Turtle.
        UnsupportedError: it is Turtle that cannot be laid out, such as that of RDF 1.2.
    """
    text = _decoded(source, path)
    before = _read(source, path)
    try:
        after = layout(text)
    except SourceSyntaxError as error:
        for _ in before:  # A text that is no Turtle at all has its error here.
            pass
        raise _unsupported(error, path) from None
    if not all(one == other for one, other in zip_longest(before, _read_again(after, path))):
        raise _defect(path)
    return after


def _decoded(source: bytes, path: Path) -> str:
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        before = source[: error.start].decode()
        where = Lines(before).position(len(before))
        raise SourceSyntaxError(path, *where, "what stands here is not UTF-8") from None
    if text.startswith("\ufeff"):
        raise SourceSyntaxError(path, 1, 1, "a byte order mark cannot stand here; remove it")
    return text


def _read(source: bytes, path: Path) -> Iterator[tuple[object, ...]]:
    try:
        yield from _in_order(source)
    except SyntaxError as error:
        raise unreadable(path, error) from None


def _read_again(text: str, path: Path) -> Iterator[tuple[object, ...]]:
    try:
        yield from _in_order(text.encode())
    except SyntaxError:
        raise _defect(path) from None


def _in_order(source: bytes) -> Iterator[tuple[object, ...]]:
    """Give the triples, with blank nodes named as they appear.

    A layout leaves the order as it is. To compare in order is more than to find two graphs
    isomorphic (RDF 1.1, 3.6), and takes no search.
    """
    names: dict[ox.BlankNode, int] = {}
    for quad in ox.parse(source, ox.RdfFormat.TURTLE, base_iri=_BASE):
        yield tuple(_named(quad.triple, names))


def _named(triple: Iterable[object], names: dict[ox.BlankNode, int]) -> Iterator[object]:
    for term in triple:
        yield names.setdefault(term, len(names)) if isinstance(term, ox.BlankNode) else term


def _unsupported(error: SourceSyntaxError, path: Path) -> UnsupportedError:
    return UnsupportedError(
        f"{place(path, error.line, error.column)}: {error.problem}; this is Turtle, but that of"
        " RDF 1.2, or nested very deep, and is left as it is"
    )


def _defect(path: Path) -> UnsupportedError:
    return UnsupportedError(
        f"{place(path)}: the new layout was not proved to say the same, so nothing was written."
        " This is a defect of ritgraph: please report it."
    )
