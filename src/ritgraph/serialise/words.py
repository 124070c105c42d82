"""Words of N-Triples: a term as the text that the engine writes for it (RDF 1.2 N-Triples, 2).

``<iri>``, ``"text"``, ``"text"@tag`` (with ``--ltr`` or ``--rtl`` behind it) and
``"text"^^<datatype>``. A serialiser works on them without making terms of them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pyoxigraph as ox

from ritgraph.serialise.canonical import Subject, Term
from ritgraph.term import RDF, XSD

NIL = f"<{RDF}nil>"
STRING = f"{XSD}string"
_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_CHARACTERS = dict(zip("tbnrf\"'\\", "\t\b\n\r\f\"'\\", strict=True))


class LiteralWord(NamedTuple):
    """The parts of a literal: its text in quotes, as it stands, and what says how to take it."""

    quoted: str
    language: str
    direction: str
    datatype: str  # empty if there is a language

    @property
    def value(self) -> str:
        """The text, with every escape undone."""
        return unescaped(self.quoted[1:-1])


def literal_word(word: str) -> LiteralWord:
    r"""Take a literal apart.

    >>> literal_word('"n\\n"@ar--rtl')
    LiteralWord(quoted='"n\\n"', language='ar', direction='rtl', datatype='')
    >>> literal_word('"01"^^<urn:t>').datatype
    'urn:t'
    """
    end = word.rindex('"') + 1
    quoted, rest = word[:end], word[end:]
    if not rest:
        return LiteralWord(quoted, "", "", STRING)
    if rest[0] == "@":
        language, _, direction = rest[1:].partition("--")
        return LiteralWord(quoted, language, direction, "")
    return LiteralWord(quoted, "", "", rest[3:-1])


def unescaped(text: str) -> str:
    r"""Undo the escapes of a string.

    >>> unescaped(r"\u0041\"\n")
    'A"\n'
    """
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def word_of(term: Subject | Term) -> str | ox.BlankNode | ox.Triple:
    """Give the word of a term; a blank node and a triple term stay what they are.

    >>> word_of(ox.Literal("hut", language="en"))
    '"hut"@en'
    """
    return str(term) if isinstance(term, ox.NamedNode | ox.Literal) else term


def _character(match: re.Match[str]) -> str:
    short, long, character = match.groups()
    return _CHARACTERS[character] if character else chr(int(short or long, 16))
