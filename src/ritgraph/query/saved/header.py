"""Read the header of a saved query: YAML in the comment lines that begin with ``#+``.

Keys of this package: ``summary``, ``description``, ``severity`` (of a check), ``tags``, ``params``
(see ``query/saved/declaration.py``), ``defaults``, ``enumerate``, ``columns``, ``example`` and
``expect``. Those of grlc (https://grlc.io) and kgsteward are understood, or passed over where they
mean nothing here, so that a file written for either can be read. The YAML is version 1.2: ``NO`` is
Norway, not ``false``.
"""

from __future__ import annotations

import re
from collections import namedtuple
from types import MappingProxyType

from ritgraph.errors import SourceSyntaxError, did_you_mean, nearest
from ritgraph.query.saved.declaration import (
    DeclarationError,
    enumeration,
    read_column,
    read_parameter,
)
from ritgraph.sparql.tokens import position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ritgraph.errors import StrPath
    from ritgraph.query.saved.datatype import Value
    from ritgraph.query.saved.declaration import Column, Declaration, Values

_TEXTS = ("summary", "description", "severity")
_MAPPINGS = ("params", "defaults", "enumerate", "columns", "example", "expect")
_OWN_KEYS = (*_TEXTS, "tags", *_MAPPINGS)
_FOREIGN_KEYS = (
    *("endpoint", "endpoint-method", "endpoint_in_url", "method", "mime"),
    *("pagination", "transform", "citation", "form", "param", "selector", "source"),
)
_SEVERITIES = ("violation", "warning", "info")
_LINE = r"(?m)^#\+ ?(.*)$"


class Header(
    namedtuple(
        "Header",
        "summary description severity tags params defaults enumerate columns example expect",
        defaults=("", "", "violation", (), *(MappingProxyType({}) for _ in _MAPPINGS)),
    )
):
    """What a saved query says about itself."""

    summary: str
    description: str
    severity: str
    tags: tuple[str, ...]
    params: Mapping[str, Declaration]
    defaults: Mapping[str, Value]
    enumerate: Mapping[str, Values]
    columns: Mapping[str, Column]
    example: Mapping[str, Value]
    expect: Mapping[str, Any]


def read_header(text: str, path: StrPath | None = None) -> Header:
    r"""Read the header of a query text; a text without one has an empty header.

    >>> header = read_header("#+ summary: Which lights are lit?\n#+ defaults:\n#+   - lang: en")
    >>> header.summary, header.defaults
    ('Which lights are lit?', {'lang': 'en'})

    Raises:
        SourceSyntaxError: the header is no YAML, or has a key that nobody knows, or a value of the
            wrong kind.
    """
    lines = list(re.finditer(_LINE, text))
    values: dict[str, Any] = {}
    for key, value in _load(text, lines, path).items():
        try:
            values[key] = _understood(str(key), value)
        except ValueError as error:
            name = error.name if isinstance(error, DeclarationError) else ""
            raise SourceSyntaxError(path, *place_of(text, str(key), name), str(error)) from None
    return Header(**{key: value for key, value in values.items() if key in _OWN_KEYS})


def place_of(text: str, key: str, name: str = "") -> tuple[int, int]:
    r"""Find line and column of a key of the header, or of a name that stands below it.

    >>> place_of("#+ params:\n#+   lang: {type: language}", "params", "lang")
    (2, 6)
    """
    section = re.search(rf"(?m)^#\+ ?(?=(['\"]?){re.escape(key)}\1\s*:)", text)
    if not section:
        return 1, 1
    next_section = re.compile(r"(?m)^(?!#\+ ?(?:[\s}\]-]|$))").search(text, section.end())
    end = next_section.start() if next_section else len(text)
    word = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
    for form in (rf"{word}(?=['\"]?\s*:)", word) if name else ():
        if found := re.compile(form).search(text, section.end() + len(key), end):
            return position(text, found.start())
    return position(text, section.end())


def _load(text: str, lines: list[re.Match[str]], path: StrPath | None) -> dict[str, Any]:
    """Read the lines as YAML; faults are told as faults of the query text."""
    if not lines:
        return {}
    import yaml12

    # grlc's reader lets a bracket close at the margin, which YAML 1.2 does not.
    texts = (f" {line[1]}" if line[1][:1] in ("}", "]") else line[1] for line in lines)
    try:
        loaded: Any = yaml12.parse_yaml("\n".join(texts))
    except ValueError as error:
        says = str(error).removeprefix("YAML parse error: ")
        found = re.search(r"(.*) at byte \d+ line (\d+) column (\d+)", says)
        problem, row, column = found.groups() if found else (says, 1, 1)
        line = lines[min(int(row), len(lines)) - 1]
        where = _place(text, line, int(column) - 1)
        raise SourceSyntaxError(path, *where, f"the header is no YAML: {problem}") from None
    if not isinstance(loaded, dict):
        where = _place(text, lines[0], 0)
        raise SourceSyntaxError(path, *where, "the header has no 'key: value' lines")
    return loaded


def _understood(key: str, value: Any) -> Any:
    """Bring the value of one key into the form that Header holds.

    Raises:
        ValueError: the key is unknown, or the value is of the wrong kind.
    """
    if key in _FOREIGN_KEYS:
        return value
    if key in _TEXTS:
        return _text(key, value)
    if key == "tags":
        return tuple(map(str, value if isinstance(value, list) else [value]))
    if key == "params":
        return {name: read_parameter(name, what) for name, what in _mapping(key, value).items()}
    if key == "columns":
        return {name: read_column(name, what) for name, what in _mapping(key, value).items()}
    if key == "enumerate":
        return {name: enumeration(name, what) for name, what in _mapping(key, value).items()}
    if key in _MAPPINGS:
        return _mapping(key, value)
    offer = did_you_mean(nearest(key, _OWN_KEYS + _FOREIGN_KEYS))
    raise ValueError(f"the header has the unknown key '{key}'. {offer}".strip())


def _text(key: str, value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise ValueError(f"'{key}' must be text; put quotes around it")
    if key == "severity" and value not in _SEVERITIES:
        offer = did_you_mean(nearest(str(value), _SEVERITIES))
        raise ValueError(f"there is no severity '{value}'. {offer}".strip())
    return (value or "").strip()


def _mapping(key: str, value: Any) -> dict[str, Any]:
    """Accept a mapping, or grlc's list of mappings or of bare names; nothing is an empty one."""
    parts = value if isinstance(value, list) else [value or {}]
    if key == "enumerate":
        parts = [{part: None} if isinstance(part, str) else part for part in parts]
    if not all(isinstance(part, dict) for part in parts):
        raise ValueError(f"'{key}' must be 'name: value' lines")
    return {str(name): what for part in parts for name, what in part.items()}


def _place(text: str, line: re.Match[str], column: int) -> tuple[int, int]:
    """Give line and column of the query text for an offset in a line of the header."""
    number = text.count("\n", 0, line.start()) + 1
    return number, line.start(1) - line.start() + column + 1
