"""Colours for a report that a person reads on a terminal."""

from __future__ import annotations

import re

_RED, _YELLOW, _BLUE, _BOLD = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m"
_END = "\x1b[0m"
_STYLES = (
    (re.compile(r"^Violation(?= )", re.M), _BOLD + _RED),
    (re.compile(r"^Warning(?= )", re.M), _BOLD + _YELLOW),
    (re.compile(r"^Info(?= )", re.M), _BOLD + _BLUE),
    (re.compile(r"(?<=^ {8})\S+:\d+:\d+(?=  )", re.M), _BOLD),
    (re.compile(r"(?<=^ {12}\| )[ \t]*\^+$", re.M), _RED),
    (re.compile(r"(?<=\. )\d[\d,]* violations?, .*(?=\.$)", re.M), _BOLD),
)


def coloured(text: str) -> str:
    r"""Give the text of a report with colours; it must not have any control characters.

    >>> coloured("Violation ex:height\n")
    '\x1b[1m\x1b[31mViolation\x1b[0m ex:height\n'
    """
    for pattern, style in _STYLES:
        text = pattern.sub(rf"{style}\g<0>{_END}", text)
    return text
