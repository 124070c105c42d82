"""RDF terms as the cells of a table for people: things by their labels, values as they are."""

from __future__ import annotations

from collections import namedtuple
from itertools import islice

import pyoxigraph as ox

from ritgraph.query.answer.value import to_text
from ritgraph.query.labels import labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ritgraph.store.store import Store
    from ritgraph.term import Prefixes, Term

# Labels are asked for so many rows at once, and the columns of a table are as wide as these.
BATCH = 1000


class Cell(namedtuple("Cell", "text label iri", defaults=(None, None))):
    """What a person sees: a value, or the CURIE of a thing with its IRI and its label.

    There is no label where the graph has none, or where the row has it in a cell of its own.

    >>> str(Cell("light:anholt", "Anholt Lighthouse", "http://example.com/light/anholt"))
    'Anholt Lighthouse (light:anholt)'
    """

    text: str
    label: str | None
    iri: str | None

    def __str__(self) -> str:
        return f"{self.label} ({self.text})" if self.label else self.text


def cells(
    rows: Iterable[tuple[Term | None, ...]], store: Store, lang: str
) -> Iterator[tuple[Cell, ...]]:
    """Give the cells of each row, with labels in the reader's language."""
    unread = iter(rows)
    while batch := list(islice(unread, BATCH)):
        things = {term for row in batch for term in row if isinstance(term, ox.NamedNode)}
        names = labels(store.unlimited, things, lang) if things else {}
        for row in batch:
            texts = {term.value for term in row if isinstance(term, ox.Literal)}
            yield tuple(_cell(term, store.prefixes, names, texts) for term in row)


def _cell(term: Term | None, prefixes: Prefixes, names: Mapping[str, str], texts: set[str]) -> Cell:
    if not isinstance(term, ox.NamedNode):
        return Cell("" if term is None else to_text(term))
    label = names.get(term.value)
    return Cell(prefixes.compact(term.value), None if label in texts else label, term.value)
