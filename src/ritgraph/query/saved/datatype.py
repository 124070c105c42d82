"""The types of parameters: which texts each takes, and the literals that they become."""

from __future__ import annotations

import re

import pyoxigraph as ox

from ritgraph.term import XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    Value = str | int | float | Decimal | date | ox.Literal | ox.NamedNode

# The types that have a short name; any other is a datatype written prefix:name.
TYPES = (
    *("iri", "string", "integer", "decimal", "boolean", "date", "dateTime", "number", "language"),
)
_SECOND = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
_ZONE = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
_INTEGER = r"[+-]?[0-9]+"
_DECIMAL = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_DOUBLE = rf"{_DECIMAL}([eE]{_INTEGER})?"
_XSD_DOUBLE = f"{XSD}double"
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
# What a text of each type looks like (XML Schema, part 2), and an example of it for people.
_FORMS = {
    "integer": (_INTEGER, "2"),
    "decimal": (_DECIMAL, "2.5"),
    "boolean": (r"true|false|1|0", "true"),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "2018-04-17"),
    "dateTime": (rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_SECOND}{_ZONE}", "2018-04-17T09:30:00"),
    "number": (_DOUBLE, "2.5"),
    # BCP 47, section 2.1, as far as SPARQL lets a language tag go.
    "language": (r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", "sv"),
    _XSD_DOUBLE: (rf"{_DOUBLE}|[+-]?INF|NaN", "2.5e3"),
    f"{XSD}float": (rf"{_DOUBLE}|[+-]?INF|NaN", "2.5e3"),
    f"{XSD}gYear": (rf"-?[0-9]{{4,}}{_ZONE}", "2018"),
    f"{XSD}gYearMonth": (rf"-?[0-9]{{4,}}-(0[1-9]|1[0-2]){_ZONE}", "2018-04"),
    f"{XSD}time": (rf"{_SECOND}{_ZONE}", "09:30:00"),
}


def literal(type_: str, text: str) -> ox.Literal | None:
    """Give the literal that ``text`` is as a type, None if it is none.

    A type without a short name is an IRI.

    >>> literal("integer", "02")
    <Literal value=02 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>
    >>> literal("date", "2018-02-30") is None
    True
    """
    if type_ in _FORMS and not (_has_form(type_, text) and _exists(type_, text)):
        return None
    if type_ == "string":
        return ox.Literal(text)
    if type_ == "language":
        return ox.Literal(text.lower())
    if type_ == "number":
        # As SPARQL reads a bare number (section 4.1.2).
        type_ = next(name for name in ("integer", "decimal", _XSD_DOUBLE) if _has_form(name, text))
    return ox.Literal(text, datatype=ox.NamedNode(type_ if ":" in type_ else XSD + type_))


def example_of(type_: str) -> str:
    """Give a text of a type that people understand; empty if any text will do.

    >>> example_of("date"), example_of("string")
    ('2018-04-17', '')
    """
    return _FORMS[type_][1] if type_ in _FORMS else ""


def is_language(tag: str) -> bool:
    """Tell whether a text can be a language tag.

    >>> is_language("en-GB"), is_language("en us")
    (True, False)
    """
    return _has_form("language", tag)


def lexical(value: object) -> str:
    """Write a Python value, or an RDF term, as XML Schema would.

    >>> lexical(True), lexical(0.00001), lexical("a")
    ('true', '0.00001', 'a')

    Raises:
        ValueError: no literal can have such a value; the message says what it is.
    """
    if isinstance(value, ox.Literal | ox.NamedNode):
        return value.value
    if isinstance(value, str):
        if half := _HALF_CHARACTER.search(value):
            raise ValueError(f"text with half a character (U+{ord(half[0]):04X})")
        return value
    if value is None or isinstance(value, bytes):
        raise ValueError("None" if value is None else "bytes")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) or hasattr(value, "as_tuple"):  # a Decimal, not imported for this
        from decimal import Decimal

        return f"{Decimal(str(value)):f}"
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)


def _has_form(type_: str, text: str) -> bool:
    return re.fullmatch(_FORMS[type_][0], text) is not None


def _exists(type_: str, text: str) -> bool:
    """Tell whether a text of the right form also denotes a day or a moment."""
    if type_ not in ("date", "dateTime"):
        return True
    import datetime

    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
