"""RDF terms as Python values, and what their literals may look like (XML Schema, part 2)."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox

from ritgraph.term import XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from ritgraph.term import Term

    Value = str | int | float | Decimal | date | None

# What kind of value each datatype has; a literal of any other is text.
KINDS = {
    XSD + name: kind
    for kind, names in {
        "boolean": "boolean",
        "double": "double float",
        "decimal": "decimal",
        "date": "date",
        "dateTime": "dateTime dateTimeStamp",
        "integer": "integer long int short byte nonNegativeInteger positiveInteger"
        " nonPositiveInteger negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte",
    }.items()
    for name in names.split()
}
_DAY = r"(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-[0-9]{2}-[0-9]{2}"
# Python's own readers take more than these, such as 1_000 for an integer. A date in a time zone,
# and what is finer than a microsecond, has no Python value.
LEXICAL = {
    "boolean": r"true|false|1|0",
    "integer": r"[+-]?[0-9]+",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "double": r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN",
    "date": _DAY,
    "dateTime": rf"{_DAY}T[0-9]{{2}}:[0-5][0-9]:[0-5][0-9](?:\.[0-9]{{1,6}})?"
    r"(?:Z|[+-][0-9]{2}:[0-5][0-9])?",
}


def to_python(term: Term | None) -> Value:
    """Give the Python value of a term; an IRI, and a literal of any other type, is text.

    >>> to_python(ox.NamedNode("http://example.com/light/anholt"))
    'http://example.com/light/anholt'
    >>> to_python(ox.Literal(2)), to_python(ox.Literal(True)), to_python(ox.Literal("2"))
    (2, True, '2')
    """
    if not isinstance(term, ox.Literal):
        return None if term is None else to_text(term)
    kind = KINDS.get(term.datatype.value)
    if kind is None or not _pattern(kind).fullmatch(term.value):
        return term.value
    try:
        return _CONVERSIONS[kind](term.value)
    except (ValueError, ArithmeticError):
        return term.value


def to_text(term: Term) -> str:
    """Write a term as in CSV (SPARQL 1.1 Query Results CSV, section 3.2): the bare value.

    >>> to_text(ox.Literal("fyr", language="sv")), to_text(ox.BlankNode("b"))
    ('fyr', '_:b')
    """
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(LEXICAL[kind])


def _decimal(text: str) -> Decimal:
    from decimal import Decimal

    return Decimal(text)


def _date(text: str) -> date:
    from datetime import date

    return date.fromisoformat(text)


def _date_time(text: str) -> date:
    from datetime import datetime

    return datetime.fromisoformat(text)


_CONVERSIONS: dict[str, Callable[[str], Value]] = {
    "boolean": ("true", "1").__contains__,
    "integer": int,
    "decimal": _decimal,
    "double": float,
    "date": _date,
    "dateTime": _date_time,
}
