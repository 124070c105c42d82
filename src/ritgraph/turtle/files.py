"""Turtle files as triples with their exact lexical forms, which a store would normalise.

The parser keeps every lexical form. Language tags come out in lower case, whatever the file says:
RDF does not tell ``en-GB`` from ``en-gb`` (RDF 1.1 Concepts, section 3.3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from ritgraph.errors import InputError, RitgraphError, SourceErrors, SourceSyntaxError


class TurtleFiles:
    """The triples of some files, read again each time one iterates.

    A blank node belongs to its file: the same label in two files means two nodes. All files are
    read before broken ones are reported, so that one run names all of them.

    >>> list(TurtleFiles([]))
    []

    Raises, at the end of an iteration:
        SourceSyntaxError, InputError: one file is not Turtle, or cannot be read.
        SourceErrors: several files.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = tuple(paths)
        self._namespaces: defaultdict[str, set[str]] = defaultdict(set)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the files read so far; the order of the files does not matter."""
        return {name: min(namespaces) for name, namespaces in sorted(self._namespaces.items())}

    def __iter__(self) -> Iterator[ox.Triple]:
        return (triple for _, triple in self.with_paths())

    def with_paths(self) -> Iterator[tuple[Path, ox.Triple]]:
        """Give each triple with the file that states it."""
        errors: list[RitgraphError] = []
        for path in self.paths:
            try:
                yield from ((path, triple) for triple in self._read(path))
            except (SyntaxError, OSError) as error:
                errors.append(unreadable(path, error))
        if errors:
            raise errors[0] if len(errors) == 1 else SourceErrors(errors)

    def _read(self, path: Path) -> Iterator[ox.Triple]:
        parser = ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        for quad in parser:
            yield quad.triple
        for name, namespace in parser.prefixes.items():
            self._namespaces[name].add(namespace)


def unreadable(path: Path, error: SyntaxError | OSError) -> RitgraphError:
    """Say in the terms of this package why a file cannot be read.

    >>> str(unreadable(Path("a.ttl"), OSError("Is a directory (os error 21)")))
    'a.ttl: Is a directory'
    """
    if isinstance(error, SyntaxError):
        problem = error.msg.removeprefix("Parser error ").partition(": ")[2]
        return SourceSyntaxError(path, error.lineno or 1, error.offset or 1, problem or error.msg)
    return InputError(path, error.strerror or str(error).partition(" (os error")[0])
