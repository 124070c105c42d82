"""Text that is nothing but text to whoever shows it: a terminal, or a reader of Markdown."""

from __future__ import annotations

import re

# A terminal must not take part of a file, or of a message, for a command.
VISIBLE = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")
# What a reader cannot see, or what changes the direction in which others are read.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&-])")


def escaped(text: str) -> str:
    r"""Spell out what cannot be seen, as in a string of Turtle; the text is then one line.

    >>> escaped("a\n\x1b")
    'a\\n\\u001B'
    """
    return _INVISIBLE.sub(lambda match: _SHORT.get(match[0], f"\\u{ord(match[0]):04X}"), text)


def in_markdown(text: str) -> str:
    r"""Let nothing in a text be taken for Markdown or HTML, nor end its line.

    >>> in_markdown("a|b\nc")
    'a\\|b c'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split())).translate(VISIBLE)
