"""What a dataset, its parts and its files are called."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from ritgraph.errors import RitgraphError

# The parts beside the graph itself, each a dataset of its own.
ONTOLOGY, SHAPES, QUERIES = "ontology", "shapes", "queries"
_TAKEN = {ONTOLOGY, SHAPES, QUERIES, "context", "void", "dcat", "README"}
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Names(NamedTuple):
    """The IRIs of a dataset and of its parts, and where its files can be fetched.

    ``space`` is what the IRIs of the graph's own things begin with, ``catalogue`` what those of
    the dataset do, and ``base`` what the addresses of the files do.

    >>> names = Names.of("https://example.com/lights/ontology")
    >>> names.graph, names.catalogue
    ('lights', 'https://example.com/lights/dataset/')
    >>> names.file("lights.ttl")
    'https://example.com/lights/dataset/lights.ttl'
    """

    graph: str
    ontology: str
    space: str
    catalogue: str
    base: str

    @classmethod
    def of(cls, ontology: str, base: str | None = None, catalogue: str | None = None) -> Names:
        """Make the names from the IRI of the graph's own ontology.

        Raises:
            RitgraphError: ``base`` is no address.
        """
        space = urljoin(ontology, ".")
        last = space.rstrip("/").rpartition("/")[2] if urlsplit(space).path.strip("/") else ""
        graph = last if _SAFE.fullmatch(last) and last not in _TAKEN else "graph"
        catalogue = catalogue or urljoin(ontology, "dataset/")
        return cls(graph, ontology, space, catalogue, catalogue if base is None else _address(base))

    def part(self, name: str) -> str:
        """Give the IRI of a part."""
        return self.catalogue + name

    def file(self, name: str) -> str:
        """Give the address of a file."""
        return self.base + quote(name)

    @property
    def values(self) -> dict[str, str]:
        """The values of the parameters that a query about the dataset can have."""
        parts = {f"{name}_dataset": self.part(name) for name in (ONTOLOGY, SHAPES, QUERIES)}
        return {
            "dataset": self.part(self.graph),
            **parts,
            "catalogue": self.catalogue,
            "ontology": self.ontology,
            "space": self.space,
        }


def _address(base: str) -> str:
    """Give where the files lie, as what their names are put behind."""
    if not re.fullmatch(r'https?://[^\s<>"{}|\\^`/?#]+(?:/[^\s<>"{}|\\^`?#]*)?', base):
        raise RitgraphError(
            f"'{base}' is no address that files can lie at. Write one such as"
            " https://example.org/dataset/."
        )
    return base if base.endswith("/") else f"{base}/"
