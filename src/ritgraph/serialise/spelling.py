"""How one RDF term is spelt in Turtle: the shortest token that denotes exactly this term.

A token keeps the lexical form: a number or boolean stands bare only where the bare token has the
same lexical form and datatype. Characters that a reader cannot see (controls, line separators,
marks that change the direction of the text) are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ritgraph.serialise.words import NIL, STRING, LiteralWord, literal_word
from ritgraph.term import XSD, Prefixes

# Turtle 1.1, section 6.5: INTEGER, DECIMAL, DOUBLE and the two booleans.
_BARE = {
    f"{XSD}boolean": re.compile(r"true|false"),
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{XSD}double": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
}

_INVISIBLE = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
_ESCAPED = re.compile(f"[{_INVISIBLE}]")
_SHORT_ESCAPED = re.compile(rf'[{_INVISIBLE}\n"\\]')
_LONG_ESCAPED = re.compile(rf'[{_INVISIBLE}\\]|"(?=""|\Z)')
_ECHAR = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}


# A literal whose word is its spelling: a text, with or without a language, that needs no escape.
_PLAIN = re.compile(rf'"[^{_INVISIBLE}"\\]*"(?:@[A-Za-z0-9-]+)?')
# So many spellings are kept at a time.
_REMEMBERED = 200_000


class Spelling(dict[str, str]):
    r"""The shortest tokens that denote exactly the terms of words, with a set of prefixes.

    It remembers which prefixes were needed, and the tokens of IRIs. ``exact`` gives other spellings
    of literals, as ``language_tags`` finds them.

    >>> spelling = Spelling({"ex": "http://example.com/", "xsd": "http://www.w3.org/2001/XMLSchema#"})
    >>> spelling["<http://example.com/light>"]
    'ex:light'
    >>> spelling['"01"^^<http://www.w3.org/2001/XMLSchema#integer>']
    '01'
    >>> spelling.used
    {'ex': 'http://example.com/'}
    """

    def __init__(
        self, prefixes: Mapping[str, str], exact: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._prefixes = Prefixes(prefixes)
        self._exact = exact
        self._datatypes: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        if word[0] != "<":
            return self._literal(word)
        if len(self) >= _REMEMBERED:
            self.clear()
        token = self[word] = "()" if word == NIL else self.name(word)
        return token

    def name(self, word: str) -> str:
        """Spell an IRI as a prefixed name where one is safe, otherwise in full (section 2.4)."""
        iri = word[1:-1]
        compact = self._prefixes.compact(iri)
        if compact == iri:
            return f"<{_ESCAPED.sub(_code_point, iri)}>"
        name = compact[: compact.index(":")]
        if name not in self.used:
            self.used[name] = self._prefixes[name]
        return compact

    def on_one_line(self, word: str) -> str:
        """Spell a term without a line end, as where pyoxigraph takes no long string."""
        token = self[word]
        if not token.startswith('"""'):
            return token
        literal = literal_word(self._exact.get(word, word))
        return requoted(literal) + token[token.rindex('"') + 1 :]

    def _literal(self, word: str) -> str:
        """Spell a literal (section 2.5); a text of several lines as a long string."""
        if self._exact:
            word = self._exact.get(word, word)
        if _PLAIN.fullmatch(word):
            return word
        literal = literal_word(word)
        datatype = literal.datatype
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(literal.quoted, 1, len(literal.quoted) - 1):
            return literal.quoted[1:-1]
        text = _quote(literal)
        if datatype == STRING:
            return text
        if datatype:
            iri = f"<{datatype}>"
            return f"{text}^^{self.name(iri) if iri == NIL else self[iri]}"
        return text + word[len(literal.quoted) :]


def quoted(text: str) -> str:
    r"""Put a text into quotation marks, on one line; every escape is one of JSON too.

    >>> print(quoted('a "b"\n\u202ec'))
    "a \"b\"\n\u202Ec"
    """
    return f'"{_SHORT_ESCAPED.sub(_escape, text)}"'


def requoted(literal: LiteralWord) -> str:
    """Put the text of a literal into quotation marks, as ``quoted`` does."""
    if "\\" not in literal.quoted and not _ESCAPED.search(literal.quoted):
        return literal.quoted
    return quoted(literal.value)


def _quote(literal: LiteralWord) -> str:
    value = literal.value if "\\n" in literal.quoted else ""
    return f'"""{_LONG_ESCAPED.sub(_escape, value)}"""' if "\n" in value else requoted(literal)


def _escape(match: re.Match[str]) -> str:
    return _ECHAR.get(match[0]) or _code_point(match)


def _code_point(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"
