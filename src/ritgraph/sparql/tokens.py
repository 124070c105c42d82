"""Read a query as SPARQL tokens.

The terminals are those of SPARQL 1.1, section 19.8. Two readings of one text are possible where
``<`` follows an operand inside brackets: ``FILTER(?a<?b&&?c>?d)`` is a comparison to an engine
that reads by context, and an IRI to one that takes the longest token. Whatever is hidden in such
a place (a parameter, or a comment sign that swallows the rest of the line) would be read in two
ways, so such a text is refused, with the advice to write a space.
"""

from __future__ import annotations

import re
from collections import namedtuple
from itertools import zip_longest

from ritgraph.errors import SourceSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Every character beyond ASCII counts as part of a name. The grammar leaves some of them out, but
# outside strings, comments and IRIs they begin nothing else either, so an engine refuses them.
_FIRST = r"[^\x00-/:-@\[-^`{-\x7f]"
_NEXT = r"[^\x00-,./:-@\[-^`{-\x7f]"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_HEX = "[0-9A-Fa-f]"
# A surrogate is no character, so an escape of one does not make a string.
_UCHAR = rf"(?:u|U0000)(?![dD][89A-Fa-f]){_HEX}{{4}}|U00(?:0[1-9A-Fa-f]|10){_HEX}{{4}}"
_ECHAR = rf"\\(?:[tbnrf\"'\\]|{_UCHAR})"

_TOKEN = re.compile(
    rf"""
    (?>(?:[\x20\t\r\n]+ | \#[^\r\n]*)*)
    (?:
    (?P<end>\Z)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\(?:{_UCHAR}))*>)
  | (?P<string>
        (?P<long>\"\"\"|\'\'\')(?:(?!(?P=long))(?:[^\\]|{_ECHAR}))*(?P=long)
      | (?P<short>["'])(?:(?!(?P=short))(?:[^\\\r\n]|{_ECHAR}))*(?P=short)
    )
  | (?P<var>[?$]{_FIRST}+)
  | (?P<bnode>_:{_FIRST}(?:(?:{_NEXT}|\.)*{_NEXT})?)
  | (?P<pname>
        (?:(?![0-9_]){_FIRST}(?:(?:{_NEXT}|\.)*{_NEXT})?)?:
        (?:(?:{_FIRST}|:|{_PLX})(?:(?:{_NEXT}|[.:]|{_PLX})*(?:{_NEXT}|:|{_PLX}))?)?
    )
  | (?P<number>
        [0-9]+\.[0-9]*[eE][+-]?[0-9]+ | \.?[0-9]+[eE][+-]?[0-9]+ | [0-9]*\.[0-9]+ | [0-9]+
    )
  | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
  | (?P<word>(?![0-9]){_FIRST}+)
  | (?P<punct><<\(|\)>>|<<|>>|\{{\||\|\}}|\^\^|\|\||&&|<=|>=|!=|.)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


class Token(namedtuple("Token", "kind text offset")):
    """One token: its kind, its text as written, and where it begins."""

    kind: str
    text: str
    offset: int

    @property
    def end(self) -> int:
        """The offset just behind the token."""
        return self.offset + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of the keywords, in whatever case.

        >>> Token("word", "Select", 0).is_word("ASK", "SELECT")
        True
        """
        return self.kind == "word" and self.text.upper() in words


class Declared(namedtuple("Declared", "namespace offset")):
    """What a prefix stands for, and the offset of its name where it is declared."""

    namespace: str
    offset: int


def tokenise(text: str) -> list[Token]:
    """Read a query as tokens, without spaces and comments.

    The kinds are ``iri string var bnode pname number lang word punct``. A character that begins no
    token is a ``punct`` of its own, which the engine then refuses.

    >>> [token.text for token in tokenise("ASK { ?s <p#q>/a '#' } # end")]
    ['ASK', '{', '?s', '<p#q>', '/', 'a', "'#'", '}']

    Raises:
        SourceSyntaxError: a ``<`` can be read in two ways.
    """
    tokens: list[Token] = []
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "end":
            break
        token = Token(kind, match[kind], match.start(kind))
        if kind == "iri" and tokens and _is_ambiguous(token, tokens[-1], depth):
            raise SourceSyntaxError(
                None,
                *position(text, token.offset),
                f"'{token.text}' could be an IRI or a comparison. Write a space after '<' to"
                " compare; an IRI with '?', '$', '#' or brackets must be absolute here.",
            )
        if token.text in ("(", ")"):
            depth += 1 if token.text == "(" else -1
        tokens.append(token)
    return tokens


def declared_prefixes(tokens: Sequence[Token]) -> dict[str, Declared]:
    """Give the prefixes that a query declares, by name; a text may end before the namespace.

    >>> declared_prefixes(tokenise("PREFIX ex: <http://example.com/> ASK {}"))["ex"].namespace
    'http://example.com/'
    """
    return {
        name.text[:-1]: Declared(iri.text[1:-1] if iri else "", name.offset)
        for word, name, iri in zip_longest(tokens, tokens[1:], tokens[2:])
        if name and name.kind == "pname" and name.text[-1] == ":" and word.is_word("PREFIX")
    }


def position(text: str, offset: int) -> tuple[int, int]:
    r"""Give the line and the column of an offset, both from 1, in characters.

    >>> position("ASK {\n  ?s }", 8)
    (2, 3)
    """
    line = text.count("\n", 0, offset) + 1
    return line, offset - text.rfind("\n", 0, offset)


def _is_ambiguous(iri: Token, before: Token, depth: int) -> bool:
    """Tell whether an engine could read something else than this IRI that matters to us.

    An operator needs an operand before it and an expression behind it, which ``scheme://`` is not.
    Brackets count at any depth, so that the depth itself is never wrong.
    """
    if before.kind == "punct" and before.text not in (")", "}", "]", ">>", ")>>"):
        return False
    if _ABSOLUTE.match(iri.text):
        return False
    hidden = set(iri.text)
    return not hidden.isdisjoint("()") or (depth > 0 and not hidden.isdisjoint("?$#"))
