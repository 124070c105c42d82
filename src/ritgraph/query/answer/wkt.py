"""Well-Known Text as the geometries of GeoJSON: degrees of WGS 84, longitude before latitude.

A text is that of GeoSPARQL 1.1 (section 8.5.1): a geometry of Simple Features and, before it in
``<>``, its reference system if that is not CRS 84. EPSG 4326 has the latitude first. What would
need a projection is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from ritgraph.errors import UnsupportedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    Position = tuple[Decimal, ...]
    Group = list[Any]  # of positions, or of groups

WKT_LITERAL = "http://www.opengis.net/ont/geosparql#wktLiteral"
_SYSTEM = re.compile(r"\s*<\s*([^<>\s]*)\s*>")
_LONGITUDE_FIRST = re.compile(
    r"https?://www\.opengis\.net/def/crs/OGC/[^/]+/CRS84|urn:ogc:def:crs:OGC:[^:]*:CRS84"
)
_LATITUDE_FIRST = re.compile(
    r"https?://www\.opengis\.net/def/crs/EPSG/[^/]+/4326|urn:ogc:def:crs:EPSG:[^:]*:4326"
)
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
_TOKEN = re.compile(rf"\s*({_NUMBER}(?![A-Za-z0-9.])|[A-Za-z]+|[(),])\s*")

# No geometry has as many parentheses in one another.
_DEEPEST = 20


def geometry(text: str) -> str:
    """Write a geometry as JSON; ``null`` for an empty one.

    >>> geometry("POINT(17.1 60.7)")
    '{"type":"Point","coordinates":[17.1,60.7]}'
    >>> geometry("<http://www.opengis.net/def/crs/EPSG/0/4326> Point (60.7 17.1)")
    '{"type":"Point","coordinates":[17.1,60.7]}'

    Raises:
        UnsupportedError: it is no WKT, is in another reference system, has measures, or lies
            outside the world.
    """
    system = _SYSTEM.match(text)
    swapped = bool(system and _LATITUDE_FIRST.fullmatch(system[1]))
    try:
        if system and not swapped and not _LONGITUDE_FIRST.fullmatch(system[1]):
            raise ValueError(f"it takes CRS 84 and EPSG 4326 alone, and this is <{system[1]}>")
        return _Reader(text, system.end() if system else 0, swapped).read()
    except ValueError as error:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        raise UnsupportedError(f"GeoJSON cannot hold the geometry '{shown}': {error}.") from None


def point(longitude: str, latitude: str) -> str:
    """Write a point as JSON.

    >>> point("17.10", "+60.7")
    '{"type":"Point","coordinates":[17.10,60.7]}'

    Raises:
        UnsupportedError: these are no degrees, or lie outside the world.
    """
    try:
        if not all(re.fullmatch(_NUMBER, number) for number in (longitude, latitude)):
            raise ValueError("a number is missing")
        return _object("Point", _position((Decimal(longitude), Decimal(latitude))))
    except ValueError as error:
        where = f"longitude {longitude!r} and latitude {latitude!r}"
        raise UnsupportedError(f"GeoJSON cannot hold {where}: {error}.") from None


def collection(geometries: Sequence[str]) -> str:
    """Join geometries to one; a single one stays what it is, and none at all is ``null``."""
    if len(geometries) < 2:
        return geometries[0] if geometries else "null"
    return f'{{"type":"GeometryCollection","geometries":[{",".join(geometries)}]}}'


class _Reader:
    """Reads one text to its end; what is wrong with it is a ValueError."""

    def __init__(self, text: str, start: int, swapped: bool) -> None:
        self._text = text
        self._swapped = swapped
        self._tokens = self._split(start)
        self._next = next(self._tokens, "")
        self._depth = 0

    def read(self) -> str:
        whole = self._geometry()
        if self._next:
            raise ValueError(f"nothing can stand before '{self._next}'")
        return whole

    def _split(self, start: int) -> Iterator[str]:
        while start < len(self._text):
            found = _TOKEN.match(self._text, start)
            if found is None:
                raise ValueError(f"'{self._text[start : start + 20].strip()}' is not understood")
            yield found[1].upper()
            start = found.end()

    def _take(self, *wanted: str) -> str:
        token = self._next
        if wanted and token not in wanted:
            where = f"before '{token}'" if token else "at its end"
            raise ValueError(f"'{wanted[-1]}' is missing {where}")
        self._next = next(self._tokens, "")
        return token

    def _geometry(self) -> str:
        word = self._take()
        kind = re.sub("(Z|M|ZM)$", "", word)
        dimensions = word[len(kind) :] or (self._take() if self._next in ("Z", "M", "ZM") else "")
        if kind != _COLLECTION and kind not in _SHAPES:
            raise ValueError(f"it has no word for {word or 'nothing'}")
        if "M" in dimensions:
            raise ValueError("it has no measures (M)")
        if self._next == "EMPTY":
            self._take()
            return "null"
        if kind == _COLLECTION:
            parts = self._listed(self._geometry)
            return collection([part for part in parts if part != "null"])
        name, shape = _SHAPES[kind]
        return _object(name, shape(self._group(3 if dimensions else 2)))

    def _group(self, size: int) -> Group:
        """Read what stands in parentheses; what is empty in it is left out."""
        return [item for item in self._listed(lambda: self._item(size)) if item]

    def _item(self, size: int) -> Position | Group:
        if self._next == "EMPTY":
            self._take()
            return ()
        if self._next == "(":
            return self._group(size)
        numbers = []
        while self._next not in ("(", ",", ")", ""):
            numbers.append(self._take())
        if len(numbers) not in (size, 3) or not all(re.fullmatch(_NUMBER, n) for n in numbers):
            raise ValueError(f"'{' '.join(numbers)}' is no position of {size} numbers")
        first, second, *height = map(Decimal, numbers)
        return (second, first, *height) if self._swapped else (first, second, *height)

    def _listed(self, item: Callable[[], Any]) -> list[Any]:
        self._take("(")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("there are too many parentheses in it")
        items = [item()]
        while self._take(",", ")") == ",":
            items.append(item())
        self._depth -= 1
        return items


def _position(item: Position | Group) -> str:
    """Write a position, which must be one, and on earth."""
    if not isinstance(item, tuple):
        raise ValueError("there are too many parentheses in it")
    if abs(item[0]) > 180 or abs(item[1]) > 90:
        raise ValueError(f"there is no place at longitude {item[0]} and latitude {item[1]}")
    return f"[{','.join(map(str, item))}]"


def _point(group: Position | Group) -> str:
    if not isinstance(group, list) or len(group) != 1:
        raise ValueError("a point is one position in parentheses")
    return _position(group[0])


def _bare_or_point(item: Position | Group) -> str:
    """Write a point of several, which needs no parentheses of its own."""
    return _position(item) if isinstance(item, tuple) else _point(item)


def _line(group: Position | Group, least: int = 2) -> str:
    if not isinstance(group, list) or len(group) < least:
        raise ValueError(f"a line has {least} positions or more, in parentheses")
    return f"[{','.join(map(_position, group))}]"


def _polygon(rings: Position | Group) -> str:
    """Write the rings so that what they enclose lies to the left, and holes to the right."""
    if not isinstance(rings, list):
        raise ValueError("a polygon has rings in parentheses of their own")
    turned = []
    for number, ring in enumerate(rings):
        text = _line(ring, least=4)
        if ring[0] != ring[-1]:
            raise ValueError("a ring must end where it begins")
        outside = number == 0
        turned.append(_line(ring[::-1]) if (_area(ring) < 0) == outside else text)
    return f"[{','.join(turned)}]"


def _area(ring: Group) -> Decimal:
    """Give twice the area that a ring has on a flat map, negative if it runs clockwise."""
    return sum((a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)), Decimal(0))


def _many(shape: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda group: f"[{','.join(map(shape, group))}]"


def _object(name: str, coordinates: str) -> str:
    return f'{{"type":"{name}","coordinates":{coordinates}}}'


_COLLECTION = "GEOMETRYCOLLECTION"
# What GeoJSON calls each geometry (RFC 7946, section 1.4), and how its positions are written.
_SHAPES: dict[str, tuple[str, Callable[[Any], str]]] = {
    "POINT": ("Point", _point),
    "LINESTRING": ("LineString", _line),
    "POLYGON": ("Polygon", _polygon),
    "MULTIPOINT": ("MultiPoint", _many(_bare_or_point)),
    "MULTILINESTRING": ("MultiLineString", _many(_line)),
    "MULTIPOLYGON": ("MultiPolygon", _many(_polygon)),
}
