"""Literals that do not fit their XSD datatype, which no shape without sh:datatype would see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ritgraph.finding import Finding
from ritgraph.term import XSD
from ritgraph.turtle.files import FORMATS, format_of
from ritgraph.validate.false_green.checked import IN_SIGHT, Checked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

_TYPED = f"""
SELECT DISTINCT ?literal WHERE {{
    ?subject ?predicate ?literal
    FILTER(isLiteral(?literal) && LANG(?literal) = "" && DATATYPE(?literal) != <{XSD}string>)
}}
"""
_HOLDING = """
SELECT ?subject ?predicate ?literal WHERE { VALUES ?literal { %s } ?subject ?predicate ?literal }
"""
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{
        f"unsigned{name}": (0, 2**bits - 1)
        for name, bits in (("Byte", 8), ("Short", 16), ("Int", 32), ("Long", 64))
    },
    **{
        name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        for name, bits in (("byte", 8), ("short", 16), ("int", 32), ("long", 64))
    },
}
_YEAR, _MONTH = r"(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))", r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))"
_CLOCK = r"(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
_FLOAT = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN"
_FORMS = {
    **dict.fromkeys(_RANGES, r"[+-]?\d+"),
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": _FLOAT,
    "float": _FLOAT,
    "boolean": "true|false|0|1",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}?",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}?",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "time": f"{_TIME}{_ZONE}?",
    "gYear": f"{_YEAR}{_ZONE}?",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}?",
    "gMonth": f"--{_MONTH}{_ZONE}?",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}?",
    "gDay": f"---{_DAY}{_ZONE}?",
    "duration": rf"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?{_CLOCK}",
    "dayTimeDuration": rf"-?P(?=.)(?:\d+D)?{_CLOCK}",
    "yearMonthDuration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
    "base64Binary": r"[A-Za-z0-9+/= ]*",
    "anyURI": r"(?:[^\s<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})*",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "normalizedString": r"[^\t\r\n]*",
    "token": r"(?:[^\s]+(?: [^\s]+)*)?",
    "Name": r"[^\W\d][\w.:\-]*|:[\w.:\-]*",
    "NCName": r"[^\W\d][\w.\-]*",
    "NMTOKEN": r"[\w.:\-]+",
}
# What a store would hide: it keeps these as xsd:integer, xsd:dateTime, INF or NaN.
_HIDDEN = re.compile(
    rb"\^\^\s*\S*[:#](?:byte|short|int|long|unsigned\w+|\w+Integer|dateTimeStamp)\b"
)
_ODD_FLOAT = re.compile(rb"[\"'][+-]?(?:[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN])[\"']")
_TYPES_IN_TEXT = re.compile(rb"\^\^(?:<[^<>\s]*[#/:](\w+)>|[^<>\s:]*:(\w+)(?![\w\\]))")
# A prefix could stand for the beginning of a name, too.
_NAMED_ELSEWHERE = re.compile(rb"XMLSchema#\w(?<!\^\^<http://www\.w3\.org/2001/XMLSchema#\w)")
_STRING_TYPES = (f"{XSD}string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")


def ill_formed_literals(checked: Checked) -> Iterator[Finding]:
    """Find literals of ontology and data that do not fit their datatype."""
    graphs = checked.graphs
    if all(map(_fit_at_a_glance, graphs.data_files)):
        return
    if hiding := {path for path in graphs.data_files if _may_hide(path)}:
        for path, triple in graphs.blank_nodes.data_with_paths():
            if path in hiding and not _fits(triple.object):
                yield _finding(checked, tuple(triple))
    rows: Any = graphs.data.query(_TYPED)
    if bad := sorted(str(row["literal"]) for row in rows if not _fits(row["literal"])):
        for row in graphs.in_data(_HOLDING % " ".join(bad)):
            yield _finding(checked, tuple(row))


@lru_cache(maxsize=4096)
def is_well_formed(form: str, name: str) -> bool:
    """Tell whether a lexical form fits a datatype of XSD; an unknown datatype fits all.

    >>> is_well_formed("2024-02-29", "date"), is_well_formed("2023-02-29", "date")
    (True, False)
    """
    if name not in _FORMS:
        return True
    match = re.fullmatch(_FORMS[name], form, re.ASCII if name in _RANGES else 0)
    if match is None:
        return False
    if name in _RANGES:
        low, high = _RANGES[name]
        return (low is None or int(form) >= low) and (high is None or int(form) <= high)
    if name == "base64Binary":
        return _is_base64(form)
    parts = match.groupdict()
    return form.isascii() and _is_day(parts) if "day" in parts else True


def _fit_at_a_glance(path: Path) -> bool:
    """Tell from its text, far sooner than from a graph, that all literals of a file fit.

    That can only be told of literals in simple quotes without an escape.
    """
    if format_of(path) not in IN_SIGHT:
        return False
    content = path.read_bytes()
    if _NAMED_ELSEWHERE.search(content):
        return False
    seen, literals = 0, set()
    for found in _TYPES_IN_TEXT.finditer(content):
        end = found.start() - 1
        start = content.rfind(b'"', 0, max(end, 0)) + 1
        form, name = content[start:end], found[1] or found[2]
        if content[end : end + 1] != b'"' or not form or content[start - 2 : start - 1] == b"\\":
            return False
        seen += 1
        literals.add((form, name))
    return seen == content.count(b"^^") and all(
        is_well_formed(form.decode(), name.decode()) for form, name in literals
    )


def _may_hide(path: Path) -> bool:
    """Tell whether a store may have literals of a file otherwise than they are written."""
    content = path.read_bytes()
    found = _HIDDEN.search(content) or _ODD_FLOAT.search(content)
    return bool(found) or FORMATS[path.suffix.lower()] not in IN_SIGHT


def _fits(literal: Term) -> bool:
    if not isinstance(literal, ox.Literal):
        return True
    datatype = literal.datatype.value
    if datatype in _STRING_TYPES:
        return literal.language is not None or datatype == _STRING_TYPES[0]
    return not datatype.startswith(XSD) or is_well_formed(literal.value, datatype[len(XSD) :])


def _is_day(parts: dict[str, str]) -> bool:
    """Tell whether a month has that day; without a year, February has 29."""
    if "month" not in parts:
        return True
    month, year = int(parts["month"]), int(parts.get("year", "4"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (29 if leap else 28) if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return int(parts["day"]) <= days


def _is_base64(form: str) -> bool:
    from base64 import b64decode

    try:
        b64decode(form.replace(" ", ""), validate=True)
    except ValueError:
        return False
    return True


def _finding(checked: Checked, triple: tuple[Any, ...]) -> Finding:
    subject, predicate, literal = triple
    return checked.finding(
        "ill-formed-literal",
        (subject, predicate, literal),
        datatype=literal.datatype.value.replace(XSD, "xsd:"),
        value=f"“{literal.value}”",
    )
