"""The types of columns: what each may hold.

``iri``, ``term`` (anything), ``string`` (with a language or without), ``boolean``, ``integer``,
``decimal``, ``double``, ``date``, ``dateTime``, or a datatype as ``prefix:name``; several with
``or`` between them.
"""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.errors import did_you_mean, nearest
from ritgraph.query.answer.value import KINDS
from ritgraph.term import XSD, Prefixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.term import Term

COLUMN_TYPES = ("iri", "term", "string", *dict.fromkeys(KINDS.values()))


def fits(type_: str, term: Term, prefixes: Prefixes) -> bool:
    """Tell whether a column of a type may hold a term.

    >>> fits("date or xsd:gYear", ox.Literal("2018", datatype=ox.NamedNode(XSD + "gYear")),
    ...      Prefixes({"xsd": XSD}))
    True
    """
    return any(_is(one, term, prefixes) for one in type_.split(" or "))


def type_problem(type_: str, prefixes: Prefixes) -> str:
    """Say what is wrong with the type itself; empty if nothing is.

    >>> type_problem("strng", Prefixes({}))
    "There is no type 'strng'. Did you mean 'string'?"
    """
    for one in type_.split(" or "):
        if one not in COLUMN_TYPES and prefixes.expand(one) is None:
            return f"There is no type '{one}'. {did_you_mean(nearest(one, COLUMN_TYPES))}".strip()
    return ""


def type_of(term: Term, prefixes: Prefixes) -> str:
    """Name the type that a term has.

    >>> type_of(ox.Literal(2), Prefixes({}))
    'integer'
    """
    if not isinstance(term, ox.Literal):
        return "iri" if isinstance(term, ox.NamedNode) else "term"
    if term.language is not None or term.datatype.value == f"{XSD}string":
        return "string"
    return KINDS.get(term.datatype.value) or prefixes.compact(term.datatype.value)


def _is(type_: str, term: Term, prefixes: Prefixes) -> bool:
    found = type_of(term, prefixes)
    datatype = isinstance(term, ox.Literal) and term.datatype.value
    # XML Schema, part 2, section 3.4.13: an integer is a decimal.
    is_decimal = (type_, found) == ("decimal", "integer")
    return type_ in ("term", found) or is_decimal or prefixes.expand(type_) == datatype
