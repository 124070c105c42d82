"""Files read by a fork of this process, which takes the other core of the machine.

The fork parses, and writes N-Triples to a pipe; this process sorts the lines meanwhile.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator

import pyoxigraph as ox

from ritgraph.errors import RitgraphError
from ritgraph.forking import close, fork, pipes, read_all, wait_for, widen
from ritgraph.serialise.statements import Statements
from ritgraph.turtle.files import RdfFiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.export.source import Say

_AT_ONCE = 1 << 20
# After so many bytes of N-Triples it is told how far the work is.
_SAID = 10_000_000


def read_aside(files: RdfFiles, statements: Statements, say: Say) -> None:
    """Add all triples of files to statements, and let ``files`` know their prefixes.

    Raises:
        SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        RitgraphError: the fork died.
    """
    with pipes(2) as (source, sink, result, answer):
        pid = fork(lambda: _hand_on(files, sink, answer), {sink, answer})
        close(sink, answer)
    widen(source)
    try:
        statements.add_text(_pieces(source, say))
        told = read_all(result)
    finally:
        close(source, result)
        wait_for(pid)
    if not told:
        raise RitgraphError(
            "The process that was to read the files died; perhaps memory ran out."
            " Nothing was written."
        )
    prefixes, error = pickle.loads(told)  # noqa: S301 (written by a fork of this process)
    files.learn(prefixes)
    if error is not None:
        raise error


def _pieces(source: int, say: Say) -> Iterator[bytes]:
    size = told = 0
    while piece := os.read(source, _AT_ONCE):
        size += len(piece)
        if size >= told:
            say(f"reading, {size / 1e6:.0f} MB of statements")
            told += _SAID
        yield piece


def _hand_on(files: RdfFiles, sink: int, answer: int) -> None:
    """Parse in the fork, and tell at the end which prefixes there are, or what is wrong."""
    found: RitgraphError | None = None
    with open(sink, "wb", _AT_ONCE) as stream:
        try:
            files.hand_to(lambda triples: ox.serialize(triples, stream, ox.RdfFormat.N_TRIPLES))
        except RitgraphError as error:
            found = error
    with open(answer, "wb") as told:
        told.write(pickle.dumps((files.prefixes, found)))
