"""What the header of a saved query says about one parameter or one column.

An entry of ``params`` has any of these keys:

=========== ========================================================================
``type``    a type of ``query/saved/datatype.py``, or a datatype as ``prefix:name``
``help``    what the parameter is for, in a few words
``class``   for ``iri``: the class that the thing must be of, as an IRI or a CURIE
``default`` the value that counts if none is given
``values``  the only values allowed: a list, or the answers of another saved query:
            ``{query: participants, column: country}`` (the first column, if none is named)
``pattern`` a regular expression that the whole text must match
``list``    ``true``: several values may be given (``query/saved/placement.py`` says where)
``lang``    for ``string``: the language of the text
=========== ========================================================================
"""

from __future__ import annotations

import re
from collections import namedtuple

from ritgraph.errors import did_you_mean, nearest
from ritgraph.query.saved.datatype import is_language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ritgraph.query.saved.datatype import Value

_PARAMETER_KEYS = ("type", "help", "class", "default", "values", "pattern", "list", "lang")
_COLUMN_KEYS = ("type", "help")


class DeclarationError(ValueError):
    """Something wrong with what the header says about ``name``."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        super().__init__(problem)


class FromQuery(namedtuple("FromQuery", "query column", defaults=("",))):
    """The values of a column of another saved query; of the first one, if none is named."""

    query: str
    column: str


if TYPE_CHECKING:
    Values = tuple[Value, ...] | FromQuery


class Declaration(
    namedtuple(
        "Declaration",
        "type help class_ default values pattern many lang",
        defaults=("", "", "", None, (), "", False, ""),
    )
):
    """What the header says about one parameter; the key ``list`` is ``many`` here."""

    type: str
    help: str
    class_: str
    default: Value | list[Value] | None
    values: Values
    pattern: str
    many: bool
    lang: str


class Column(namedtuple("Column", "type help", defaults=("", ""))):
    """What the header says about one column."""

    type: str
    help: str


def read_parameter(name: str, entry: Any) -> Declaration:
    """Read an entry of ``params``.

    >>> read_parameter("round", {"type": "integer", "values": [1, 2]}).values
    (1, 2)

    Raises:
        DeclarationError: it has an unknown key, or a value of the wrong kind.
    """
    _refuse_unknown(name, entry, _PARAMETER_KEYS)
    many = entry.get("list", False)
    if not isinstance(many, bool):
        raise DeclarationError(name, f"'list' of '{name}' must be true or false")
    lang = _text(name, entry, "lang")
    if lang and not is_language(lang):
        raise DeclarationError(name, f"'{lang}' of '{name}' is no language tag such as sv")
    default = entry.get("default")
    if isinstance(default, list) and not many:
        raise DeclarationError(name, f"'{name}' takes one value; 'list: true' lets it take several")
    return Declaration(
        type=_text(name, entry, "type"),
        help=_text(name, entry, "help"),
        class_=_text(name, entry, "class"),
        default=default,
        values=enumeration(name, entry.get("values")),
        pattern=_pattern(name, entry),
        many=many,
        lang=lang,
    )


def read_column(name: str, entry: Any) -> Column:
    """Read an entry of ``columns``.

    >>> read_column("light", {"type": "iri", "help": "the light"})
    Column(type='iri', help='the light')

    Raises:
        DeclarationError: it has an unknown key, or a value of the wrong kind.
    """
    _refuse_unknown(name, entry, _COLUMN_KEYS)
    return Column(_text(name, entry, "type"), _text(name, entry, "help"))


def enumeration(name: str, entry: Any) -> Values:
    """Read the values that a parameter may have; none at all is no restriction.

    >>> enumeration("country", {"query": "participants", "column": "country"})
    FromQuery(query='participants', column='country')

    Raises:
        DeclarationError: they are neither a list of values nor name a query.
    """
    if entry is None:
        return ()
    if isinstance(entry, list) and entry and not any(isinstance(v, dict | list) for v in entry):
        return tuple(entry)
    if isinstance(entry, dict) and "query" in entry:
        _refuse_unknown(name, entry, FromQuery._fields)
        return FromQuery(_text(name, entry, "query"), _text(name, entry, "column"))
    raise DeclarationError(name, f"the values of '{name}' must be [a, b, …] or {{query: NAME}}")


def _pattern(name: str, entry: Any) -> str:
    pattern = _text(name, entry, "pattern")
    try:
        re.compile(pattern)
    except re.error as error:
        problem = f"the pattern of '{name}' is no regular expression: {error}"
        raise DeclarationError(name, problem) from None
    return pattern


def _text(name: str, entry: Any, key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise DeclarationError(name, f"'{key}' of '{name}' must be text; put quotes around it")
    return value


def _refuse_unknown(name: str, entry: Any, keys: tuple[str, ...]) -> None:
    if not isinstance(entry, dict):
        raise DeclarationError(
            name, f"'{name}' must say what it is, as in {{type: string, help: …}}"
        )
    for key in entry:
        if key not in keys:
            offer = did_you_mean(nearest(str(key), keys))
            if entry[key] is None:
                offer = "A text with a comma needs quotes."
            raise DeclarationError(name, f"'{name}' has the unknown key '{key}'. {offer}".strip())
