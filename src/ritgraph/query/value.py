"""RDF terms as Python values."""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.term import XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from ritgraph.term import Term

    Value = str | int | float | Decimal | date | None


def to_python(term: Term | None) -> Value:
    """Give the Python value of a term; an IRI, and a literal of any other type, is text.

    >>> to_python(ox.NamedNode("http://example.com/light/anholt"))
    'http://example.com/light/anholt'
    >>> to_python(ox.Literal(2)), to_python(ox.Literal(True)), to_python(ox.Literal("2"))
    (2, True, '2')
    """
    if term is None or isinstance(term, ox.NamedNode):
        return term and term.value
    if not isinstance(term, ox.Literal):
        return str(term)
    convert = _CONVERSIONS.get(term.datatype.value)
    if convert is None:
        return term.value
    try:
        return convert(term.value)
    except (ValueError, ArithmeticError):
        return term.value


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
    XSD + name: convert
    for names, convert in (
        ("boolean", "true".__eq__),
        ("double float", float),
        ("decimal", _decimal),
        ("date", _date),
        ("dateTime dateTimeStamp", _date_time),
        (
            "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger"
            " negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte",
            int,
        ),
    )
    for name in names.split()
}
