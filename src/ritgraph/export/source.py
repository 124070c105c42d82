"""Where the triples of an export come from, and how they are to be spelt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ritgraph.errors import UnknownName
from ritgraph.export.reading import read_aside
from ritgraph.forking import can_fork
from ritgraph.project import Project
from ritgraph.serialise.language_tags import exact_literals
from ritgraph.serialise.statements import Statements
from ritgraph.turtle.files import RdfFiles

Say = Callable[[str], None]

# From this size of its sources on, an export is worth processes of its own.
LARGE = 4_000_000
PARTS = ("data", "ontology", "shapes", "all")


def silent(_: str) -> None:
    """Say nothing."""


class Source(Protocol):
    """Triples that can be read, as often as one likes."""

    def read(self, statements: Statements, say: Say) -> None:
        """Add all triples to statements."""

    @property
    def size(self) -> int:
        """How many bytes are to be read, as far as that is known."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """A namespace for each prefix, when all is read."""

    @property
    def exact(self) -> Mapping[str, str]:
        """The spelling of literals that the words of N-Triples do not keep."""

    @property
    def context(self) -> Path | None:
        """The JSON-LD context to write with, if there is one."""


class FileSource:
    """The triples of files, never those of a store, which would rewrite numbers and dates.

    ``prefixes`` come first; those of the files fill in what they lack.
    """

    def __init__(
        self, paths: Sequence[Path], prefixes: Mapping[str, str], context: Path | None = None
    ) -> None:
        self.context = context
        self._files = RdfFiles(paths)
        self._prefixes = prefixes

    def read(self, statements: Statements, say: Say) -> None:
        """Read the files; large ones in a fork, beside what is made of them here.

        Raises:
            SourceSyntaxError, InputError, SourceErrors: files cannot be read.
            RitgraphError: the fork died.
        """
        if self.size >= LARGE and can_fork():
            read_aside(self._files, statements, say)
            return
        numbers = iter(range(1, len(self._files.paths) + 1))

        def take(triples: object) -> None:
            say(f"reading file {next(numbers)} of {len(self._files.paths)}")
            statements.add(triples)  # type: ignore[arg-type]

        self._files.hand_to(take)

    @property
    def size(self) -> int:
        """The size of the files."""
        return sum(path.stat().st_size for path in self._files.paths if path.is_file())

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes given, and those of the files."""
        known = set(self._prefixes.values())
        found = {name: iri for name, iri in self._files.prefixes.items() if iri not in known}
        return found | dict(self._prefixes)

    @cached_property
    def exact(self) -> dict[str, str]:
        """The literals with capitals in their language tags."""
        return exact_literals(self._files.paths)


class TripleSource:
    """Triples from anywhere else: an endpoint, an answer, what surrounds a thing."""

    size = 0

    def __init__(
        self,
        triples: Collection[ox.Triple],
        prefixes: Mapping[str, str],
        context: Path | None = None,
        spelt_in: Sequence[Path] = (),
    ) -> None:
        """Take triples; language tags are spelt as in the files ``spelt_in``."""
        self.context = context
        self._triples = triples
        self._spelt_in = spelt_in
        self.prefixes = prefixes

    def read(self, statements: Statements, say: Say) -> None:
        """Take the triples."""
        say(f"taking {len(self._triples):,} triples")
        statements.add(self._triples)

    @cached_property
    def exact(self) -> dict[str, str]:
        """The literals with capitals in their language tags."""
        return exact_literals(self._spelt_in)


def files_of(project: Project, part: str | None) -> tuple[Path, ...]:
    """Give the files of a part of a project; None means the graph that is asked.

    >>> shapes = files_of(Project.shipped(), "shapes")
    >>> {path.parent.name for path in shapes}
    {'shapes'}

    Raises:
        UnknownName: there is no such part.
    """
    parts = {
        None: project.graph_files,
        "data": project.data_files,
        "ontology": project.ontology_files,
        "shapes": project.shape_files,
        "all": project.graph_files + project.shape_files,
    }
    if part not in parts:
        raise UnknownName("part", str(part), PARTS, f"There are {', '.join(PARTS)}.")
    return parts[part]
