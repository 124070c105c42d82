"""The graph in memory: Turtle files read into one Oxigraph store."""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.errors import SourceErrors
from ritgraph.store.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ritgraph.errors import RitgraphError
    from ritgraph.store.store import Answer


class EmbeddedStore(Store):
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
        """Answer a SPARQL query (see ``Store.query``)."""
        return self._store.query(text, prefixes=dict(prefixes) if prefixes else None)

    def _undeclared_prefixes(self) -> dict[str, str]:
        from ritgraph.turtle.files import RdfFiles

        files = RdfFiles(self._paths)
        for _ in files:
            pass
        return files.prefixes
