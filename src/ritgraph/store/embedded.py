"""The graph in memory: Turtle files read into one Oxigraph store."""

from __future__ import annotations

from functools import cached_property

import pyoxigraph as ox

from ritgraph.errors import SourceErrors
from ritgraph.term import Prefixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ritgraph.errors import RitgraphError

    Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

# SHACL, section 5.2.1: the way to declare prefixes in RDF.
_DECLARED_PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?name ?namespace
WHERE { ?declaration sh:prefix ?name ; sh:namespace ?namespace }
ORDER BY ?name ?namespace
"""


class EmbeddedStore:
    """Triples of Turtle files in one default graph, kept in memory.

    The store keeps values, not spellings: it reads ``"01"^^xsd:integer`` as ``1``. What must keep
    the spelling reads the files.
    """

    def __init__(self, store: ox.Store, paths: Sequence[Path]) -> None:
        self._store = store
        self._paths = paths

    @classmethod
    def load(cls, paths: Iterable[Path]) -> EmbeddedStore:
        """Read Turtle files; every broken one is named, not only the first.

        Raises:
            SourceSyntaxError, InputError: one file cannot be read.
            SourceErrors: several cannot.
        """
        store = ox.Store()
        files = tuple(paths)
        errors: list[RitgraphError] = []
        for path in files:
            try:
                store.load(path=path, format=ox.RdfFormat.TURTLE)
            except (SyntaxError, OSError) as error:
                from ritgraph.turtle.files import unreadable

                errors.append(unreadable(path, error))
        if errors:
            raise errors[0] if len(errors) == 1 else SourceErrors(errors)
        return cls(store, files)

    def __len__(self) -> int:
        return len(self._store)

    def query(self, text: str, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL query; ``prefixes`` need not be declared in it.

        Raises:
            SyntaxError: the text is no SPARQL query.
        """
        return self._store.query(text, prefixes=dict(prefixes) if prefixes else None)

    def select(self, text: str) -> ox.QuerySolutions:
        """Answer a SELECT query."""
        return self.query(text)  # type: ignore[return-value]  # that is what SELECT gives

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        return bool(self.query(text))

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes that the graph declares with ``sh:declare``; else those of its files."""
        declared = {
            solution["name"].value: solution["namespace"].value
            for solution in self.select(_DECLARED_PREFIXES)
        }
        return Prefixes(declared or self._prefixes_of_files())

    def _prefixes_of_files(self) -> dict[str, str]:
        from ritgraph.turtle.files import TurtleFiles

        files = TurtleFiles(self._paths)
        for _ in files:
            pass
        return files.prefixes
