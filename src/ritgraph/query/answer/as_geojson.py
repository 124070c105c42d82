"""Rows as a collection of features in GeoJSON (RFC 7946), which maps are drawn from.

A row is a feature. It is that of the first column with an IRI, and what the other columns say of it
are its properties. Its geometry stands in a column of WKT, or in two with longitude and latitude;
where there are none, it is what the graph has for the thing (``geo:hasGeometry``). A feature with
none of these is one without a place: its geometry is null (section 3.2 there).
"""

from __future__ import annotations

from collections import namedtuple
from itertools import islice
from json.encoder import encode_basestring

import pyoxigraph as ox

from ritgraph.query.answer.cells import BATCH
from ritgraph.query.answer.json_lines import json_value
from ritgraph.query.answer.value import to_text
from ritgraph.query.answer.wkt import WKT_LITERAL, collection, geometry, point
from ritgraph.query.labels import labels
from ritgraph.term import to_sparql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ritgraph.store.store import Store
    from ritgraph.term import Term

    Terms = tuple[Term | None, ...]

_LONGITUDES = ("longitude", "long", "lon", "lng")
_LATITUDES = ("latitude", "lat")
_GEOMETRIES = """
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
SELECT DISTINCT ?thing ?wkt
WHERE {
    VALUES ?thing { %s }
    ?thing (geo:hasGeometry | geo:hasDefaultGeometry) / geo:asWKT ?wkt
}
ORDER BY ?thing ?wkt
"""


def geojson(
    columns: Sequence[str], rows: Iterable[Terms], store: Store, lang: str
) -> Iterator[str]:
    """Give the lines of a FeatureCollection, one for each row; labels are in ``lang``.

    What the first thousand rows hold says which columns are the thing and its geometry.

    Raises:
        UnsupportedError: a geometry is none that GeoJSON can hold.
    """
    unread = iter(rows)
    batch = list(islice(unread, BATCH))
    layout = _layout(columns, batch)
    yield '{"type":"FeatureCollection","features":['
    last = ""
    while batch:
        for feature in _features(layout, batch, store.unlimited, lang):
            if last:
                yield f"{last},"
            last = feature
        batch = list(islice(unread, BATCH))
    if last:
        yield last
    yield "]}"


class _Layout(namedtuple("_Layout", "columns thing place")):
    """Which columns are what, by number: ``place`` is that of WKT, or longitude and latitude."""

    columns: tuple[str, ...]
    thing: int | None
    place: tuple[int, ...]

    @property
    def properties(self) -> list[tuple[int, str]]:
        """The other columns, by number and name."""
        return [
            (index, name)
            for index, name in enumerate(self.columns)
            if index != self.thing and index not in self.place
        ]

    @property
    def thing_label(self) -> str:
        """The property for the label of the thing; empty if a column has that name."""
        return "" if self.thing is None or "label" in self.columns else "label"

    def label_of(self, column: str) -> str:
        """Give the property for the label of what a column holds; empty as above."""
        name = f"{column}Label"
        return "" if name in self.columns else name


def _layout(columns: Sequence[str], rows: Sequence[Terms]) -> _Layout:
    def first(fits: Callable[[Term | None], bool]) -> int | None:
        found = (i for i, _ in enumerate(columns) if any(fits(terms[i]) for terms in rows))
        return next(found, None)

    names = [column.lower() for column in columns]
    thing = first(lambda term: isinstance(term, ox.NamedNode))
    wkt = first(_is_wkt)
    if wkt is None and "wkt" in names:
        wkt = names.index("wkt")
    if wkt is not None:
        return _Layout(tuple(columns), thing, (wkt,))
    pair = [
        names.index(name)
        for those in (_LONGITUDES, _LATITUDES)
        for name in [name for name in those if name in names][:1]
    ]
    return _Layout(tuple(columns), thing, tuple(pair) if len(pair) == 2 else ())


def _is_wkt(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == WKT_LITERAL


def _features(layout: _Layout, rows: Sequence[Terms], store: Store, lang: str) -> Iterator[str]:
    thing = layout.thing
    named = [index for index, name in layout.properties if layout.label_of(name)]
    if thing is not None and layout.thing_label:
        named.append(thing)
    labelled = _iris(rows, named)
    names = labels(store, labelled, lang) if labelled else {}
    places = {} if thing is None or layout.place else _places(store, _iris(rows, [thing]))
    for terms in rows:
        iri = "" if thing is None else _iri(terms[thing])
        members = ['"type":"Feature"']
        if iri:
            members.append(f'"id":{encode_basestring(iri)}')
        found = collection(places.get(iri, ())) if not layout.place else _place(layout, terms)
        members.append(f'"geometry":{found}')
        told = ",".join(_properties(layout, terms, names))
        yield f'{{{",".join(members)},"properties":{{{told}}}}}'


def _iris(rows: Sequence[Terms], indices: Sequence[int]) -> set[ox.NamedNode]:
    held = (terms[index] for terms in rows for index in indices)
    return {term for term in held if isinstance(term, ox.NamedNode)}


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _places(store: Store, things: set[ox.NamedNode]) -> dict[str, list[str]]:
    """Give the geometries that the graph has for each thing, by its IRI."""
    found: dict[str, list[str]] = {}
    values = " ".join(sorted(map(to_sparql, things)))
    for thing, wkt in store.select(_GEOMETRIES % values) if things else ():
        found.setdefault(thing.value, []).append(geometry(wkt.value))
    return {iri: [text for text in texts if text != "null"] for iri, texts in found.items()}


def _place(layout: _Layout, terms: Terms) -> str:
    texts = [to_text(term) for index in layout.place if (term := terms[index]) is not None]
    if len(texts) < len(layout.place):
        return "null"
    return geometry(*texts) if len(texts) == 1 else point(*texts)


def _properties(layout: _Layout, terms: Terms, names: Mapping[str, str]) -> Iterator[str]:
    def member(name: str, value: str) -> str:
        return f"{encode_basestring(name)}:{value}"

    if layout.thing is not None and layout.thing_label:
        label = names.get(_iri(terms[layout.thing]))
        yield member(layout.thing_label, "null" if label is None else encode_basestring(label))
    for index, name in layout.properties:
        yield member(name, json_value(terms[index]))
        label = names.get(_iri(terms[index]))
        if label is not None and (extra := layout.label_of(name)):
            yield member(extra, encode_basestring(label))
