"""Read the header of a saved query: YAML in the comment lines that begin with ``#+``.

The keys are those of this package and those of grlc (https://grlc.io), so that a file written for
either is understood. The YAML is version 1.2: ``NO`` is Norway, not ``false``.
"""

from __future__ import annotations

import re
from collections import namedtuple
from types import MappingProxyType

from ritgraph.errors import SourceSyntaxError, did_you_mean, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ritgraph.errors import StrPath
    from ritgraph.query.parameter import Value

_TEXTS = ("summary", "description", "severity")
_MAPPINGS = ("params", "defaults", "columns", "example", "expect")
_OWN_KEYS = (*_TEXTS, "tags", *_MAPPINGS)
_GRLC_KEYS = (
    "endpoint", "endpoint-method", "endpoint_in_url", "enumerate", "method", "pagination",
    "transform",
)  # fmt: skip
_SEVERITIES = ("violation", "warning", "info")
_DECLARED = ("type", "help", "class", "default")
_LINE = r"(?m)^#\+ ?(.*)$"


class Declaration(
    namedtuple("Declaration", "type help class_ default", defaults=("", "", "", None))
):
    """What the header says about one parameter or column."""

    type: str
    help: str
    class_: str
    default: Value | None


class Header(
    namedtuple(
        "Header",
        "summary description severity tags params defaults columns example expect",
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
    columns: Mapping[str, Declaration]
    example: Mapping[str, Value]
    expect: Mapping[str, Any]


def read_header(text: str, path: StrPath | None = None) -> Header:
    r"""Read the header of a query text; a text without one has an empty header.

    >>> header = read_header("#+ summary: Which lights are lit?\n#+ defaults:\n#+   - lang: en")
    >>> header.summary, header.defaults
    ('Which lights are lit?', {'lang': 'en'})

    Raises:
        SourceSyntaxError: the header is no YAML, or has a key that neither this package nor grlc
            knows, or a value of the wrong kind.
    """
    lines = list(re.finditer(_LINE, text))
    values: dict[str, Any] = {}
    for key, value in _load(text, lines, path).items():
        try:
            values[key] = _understood(str(key), value)
        except ValueError as error:
            line = next((line for line in lines if line[1].startswith(str(key))), lines[0])
            raise _error(text, line, 0, path, str(error)) from None
    return Header(**{key: value for key, value in values.items() if key in _OWN_KEYS})


def _load(text: str, lines: list[re.Match[str]], path: StrPath | None) -> dict[str, Any]:
    """Read the lines as YAML; faults are told as faults of the query text."""
    if not lines:
        return {}
    import yaml12

    try:
        loaded: Any = yaml12.parse_yaml("\n".join(line[1] for line in lines))
    except ValueError as error:
        says = str(error).removeprefix("YAML parse error: ")
        found = re.search(r"(.*) at byte \d+ line (\d+) column (\d+)", says)
        problem, row, column = found.groups() if found else (says, 1, 1)
        line = lines[min(int(row), len(lines)) - 1]
        raise _error(
            text, line, int(column) - 1, path, f"the header is no YAML: {problem}"
        ) from None
    if not isinstance(loaded, dict):
        raise _error(text, lines[0], 0, path, "the header has no 'key: value' lines")
    return loaded


def _understood(key: str, value: Any) -> Any:
    """Bring the value of one key into the form that Header holds.

    Raises:
        ValueError: the key is unknown, or the value is of the wrong kind.
    """
    if key in _GRLC_KEYS:
        return value
    if key in _TEXTS:
        if not isinstance(value, str):
            raise ValueError(f"'{key}' must be text; put quotes around it")
        if key == "severity" and value not in _SEVERITIES:
            offer = did_you_mean(nearest(value, _SEVERITIES))
            raise ValueError(f"there is no severity '{value}'. {offer}".strip())
        return value.strip()
    if key == "tags":
        return tuple(map(str, value if isinstance(value, list) else [value]))
    if key in ("params", "columns"):
        return {name: _declaration(name, what) for name, what in _mapping(key, value).items()}
    if key in _MAPPINGS:
        return _mapping(key, value)
    offer = did_you_mean(nearest(key, _OWN_KEYS + _GRLC_KEYS))
    raise ValueError(f"the header has the unknown key '{key}'. {offer}".strip())


def _mapping(key: str, value: Any) -> dict[str, Any]:
    """Accept a mapping, or grlc's list of mappings with one key each; nothing is an empty one."""
    parts = value if isinstance(value, list) else [value or {}]
    if not all(isinstance(part, dict) for part in parts):
        raise ValueError(f"'{key}' must be 'name: value' lines")
    return {str(name): what for part in parts for name, what in part.items()}


def _declaration(name: str, value: Any) -> Declaration:
    if not isinstance(value, dict):
        raise ValueError(f"'{name}' must say what it is, as in {{type: string, help: …}}")
    for key in value:
        if key not in _DECLARED:
            offer = did_you_mean(nearest(str(key), _DECLARED))
            if value[key] is None:
                offer = "A text with a comma needs quotes."
            raise ValueError(f"'{name}' has the unknown key '{key}'. {offer}".strip())
    return Declaration(
        type=str(value.get("type", "")),
        help=str(value.get("help", "")),
        class_=str(value.get("class", "")),
        default=value.get("default"),
    )


def _error(
    text: str, line: re.Match[str], column: int, path: StrPath | None, problem: str
) -> SourceSyntaxError:
    number = text.count("\n", 0, line.start()) + 1
    return SourceSyntaxError(path, number, line.start(1) - line.start() + column + 1, problem)
