"""Read a project's Turtle files once, and note on the way all that a store keeps about them."""

from __future__ import annotations

import os
from collections import defaultdict, namedtuple

import pyoxigraph as ox

from ritgraph.store.sources import Source, Sources, graph_files
from ritgraph.turtle.files import unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

    from ritgraph.errors import RitgraphError
    from ritgraph.project import Project


class Progress(namedtuple("Progress", "done total files triples")):
    """How far a build is: bytes read of bytes to read, files read, triples read."""

    done: int
    total: int
    files: int
    triples: int


class Reading:
    """The quads of a project's files, to be read once; ``sources`` then says what was read.

    A blank node belongs to its file. When a file is broken, the rest is read only to find what
    else is broken.
    """

    def __init__(self, project: Project) -> None:
        self.finished = False
        self.errors: list[RitgraphError] = []
        self._root = str(project.root)
        self._paths = graph_files(project)
        self._files: dict[str, Source] = {}
        self._namespaces: defaultdict[str, set[str]] = defaultdict(set)
        self._triples = self._done = 0
        self._total = sum(path.stat().st_size for path in self._paths.values() if path.is_file())

    @property
    def progress(self) -> Progress:
        """How much has been read so far."""
        return Progress(self._done, self._total, len(self._files), self._triples)

    def sources(self, triples: int) -> Sources:
        """Say what was read; ``triples`` is how many the store has of them."""
        prefixes = {name: min(these) for name, these in sorted(self._namespaces.items())}
        engine = f"pyoxigraph {ox.__version__}"
        return Sources(self._root, engine, triples, prefixes, self._files)

    def __iter__(self) -> Iterator[ox.Quad]:
        for name, path in self._paths.items():
            try:
                for quad in self._read(name, path):
                    if not self.errors:
                        yield quad
            except (SyntaxError, OSError) as error:
                self.errors.append(unreadable(path, error))
        self.finished = True

    def _read(self, name: str, path: Path) -> Iterator[ox.Quad]:
        before = self._triples
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            content = _Content(file, self._count)
            parser = ox.parse(content, ox.RdfFormat.TURTLE, rename_blank_nodes=True)  # type: ignore[arg-type]
            for quad in parser:
                self._triples += 1
                yield quad
        for prefix, namespace in parser.prefixes.items():
            self._namespaces[prefix].add(namespace)
        self._files[name] = Source(
            status.st_size, status.st_mtime_ns, content.sha256, self._triples - before
        )

    def _count(self, size: int) -> None:
        self._done += size


class _Content:
    """A file whose bytes are counted and digested as the parser reads them."""

    def __init__(self, file: IO[bytes], count: Callable[[int], None]) -> None:
        from hashlib import sha256

        self._file = file
        self._count = count
        self._digest = sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self._digest.update(content)
        self._count(len(content))
        return content

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()
