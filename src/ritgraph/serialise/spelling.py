"""How one RDF term is spelt in Turtle: the shortest token that denotes exactly this term.

A token keeps the lexical form: a number or boolean stands bare only where the bare token has the
same lexical form and datatype. Characters that a reader cannot see (controls, line separators,
marks that change the direction of the text) are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from ritgraph.term import XSD, Prefixes

# Turtle 1.1, section 6.5: INTEGER, DECIMAL, DOUBLE and the two booleans.
_BARE = {
    f"{XSD}boolean": re.compile(r"true|false"),
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{XSD}double": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
}
_STRING = f"{XSD}string"

_INVISIBLE = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
_IRI_ESCAPED = re.compile(rf'[{_INVISIBLE}\n <>"{{}}|^`\\]')
_SHORT_ESCAPED = re.compile(rf'[{_INVISIBLE}\n"\\]')
_LONG_ESCAPED = re.compile(rf'[{_INVISIBLE}\\]|"(?=""|\Z)')
_ECHAR = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}


class Spelling:
    r"""Spells terms with a set of prefixes, and remembers which of the prefixes it used.

    >>> spelling = Spelling({"ex": "http://example.com/", "xsd": "http://www.w3.org/2001/XMLSchema#"})
    >>> spelling.iri("http://example.com/light")
    'ex:light'
    >>> spelling.literal(ox.Literal("01", datatype=ox.NamedNode(f"{XSD}integer")))
    '01'
    >>> spelling.used
    {'ex': 'http://example.com/'}
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = Prefixes(prefixes)
        self._iris: dict[str, str] = {}
        self._names: set[str] = set()

    @property
    def used(self) -> dict[str, str]:
        """The prefixes that a token has needed so far, sorted by name."""
        return {name: self._prefixes[name] for name in sorted(self._names)}

    def iri(self, iri: str) -> str:
        """Spell an IRI as a prefixed name where one is safe, otherwise in full (section 2.4)."""
        token = self._iris.get(iri)
        if token is None:
            token = self._iris[iri] = self._spell_iri(iri)
        return token

    def literal(self, literal: ox.Literal) -> str:
        """Spell a literal (section 2.5); a text of several lines as a long string.

        >>> Spelling({}).literal(ox.Literal("Gävle", language="sv"))
        '"Gävle"@sv'
        """
        value = literal.value
        if (language := literal.language) is not None:
            direction = f"--{literal.direction}" if literal.direction else ""
            return f"{_quote(value)}@{language}{direction}"
        datatype = literal.datatype.value
        if datatype == _STRING:
            return _quote(value)
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(value):
            return value
        return f"{_quote(value)}^^{self.iri(datatype)}"

    def _spell_iri(self, iri: str) -> str:
        compact = self._prefixes.compact(iri)
        if compact == iri:
            return f"<{_IRI_ESCAPED.sub(_code_point, iri)}>"
        self._names.add(compact.partition(":")[0])
        return compact


def _quote(value: str) -> str:
    if "\n" in value:
        return f'"""{_LONG_ESCAPED.sub(_escape, value)}"""'
    return f'"{_SHORT_ESCAPED.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    return _ECHAR.get(match[0]) or _code_point(match)


def _code_point(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"
