"""The tokens of Turtle and TriG (Turtle 1.1, section 6.5), found by regular expressions."""

from __future__ import annotations

import re

_BASE_CHARS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_U = f"{_BASE_CHARS}_"
_CHARS = f"{_U}0-9\u00b7\u0300-\u036f\u203f\u2040-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = rf"[{_BASE_CHARS}](?:[.{_CHARS}]*[{_CHARS}])?"
_LOCAL = rf"(?:[:0-9{_U}]|{_PLX})(?:(?:[.:{_CHARS}]|{_PLX})*(?:[:{_CHARS}]|{_PLX}))?"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPE = rf"\\[tbnrf\"'\\]|{_UCHAR}"
_NUMBER = r"[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)"
_SPACE = r"(?:[\x20\t\r\n]+|\#[^\r\n]*)*+"

# A token after the space before it; the kind is the name of the group that matched.
TOKEN = re.compile(
    rf"""
    {_SPACE}
    (?:
      (?P<pname>(?:{_PREFIX})?:(?:{_LOCAL})?)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_UCHAR})*+>)
    | (?P<string>
          \"\"\"(?:(?:"|"")?(?:[^"\\]|{_ESCAPE}))*+\"\"\"
        | '''(?:(?:'|'')?(?:[^'\\]|{_ESCAPE}))*+'''
        | "(?!"")(?:[^"\\\r\n]|{_ESCAPE})*+" | '(?!'')(?:[^'\\\r\n]|{_ESCAPE})*+'
      )
    | (?P<blank>_:[0-9{_U}](?:[.{_CHARS}]*[{_CHARS}])?)
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>{_NUMBER})
    | (?P<word>[A-Za-z]+)
    | (?P<mark>\^\^|[.;,()\[\]{{}}])
    | (?P<end>\Z)
    )
    """,
    re.VERBOSE,
)

# The rest of a statement, up to its full stop or to a brace, in a text that is known to be valid.
# A full stop inside a name has a character of a name behind it.
_NAME = r"[^\s.;,\[\](){}^<>\"'#@\\0-9+-]|\\."
_IN_NAME = r"[^\s.;,\[\](){}^<>\"'#@\\]|\\."
REST = re.compile(
    rf"""
    (?>
      [\s;,\[\]()^]+ | \#[^\r\n]*
    | <[^>]*> | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
    | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*+\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*+'''
    | "(?!"")(?:[^"\\]|\\.)*+" | '(?!'')(?:[^'\\]|\\.)*+'
    | {_NUMBER}
    | (?:{_NAME})(?:{_IN_NAME}|\.+(?=[^\s.;,\[\](){{}}^<>\"'#@]))*+
    )*+
    [.{{}}]
    """,
    re.VERBOSE | re.DOTALL,
)

_STRING_ESCAPE = re.compile(_ESCAPE)
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_ECHAR = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def unescaped(text: str) -> str:
    r"""Replace the escapes in a string or an IRI.

    >>> unescaped(r"a\tb\u00e5")
    'a\tbå'
    """
    return _STRING_ESCAPE.sub(_character, text) if "\\" in text else text


def unescaped_local(text: str) -> str:
    r"""Replace the escapes in the local part of a prefixed name.

    >>> unescaped_local(r"a\,b")
    'a,b'
    """
    return _LOCAL_ESCAPE.sub(r"\1", text) if "\\" in text else text


def string_value(token: str) -> str:
    r"""Take the quotes off a string and replace its escapes.

    >>> string_value(r"'it\'s'")
    "it's"
    """
    quotes = 3 if token[:3] in ('"' * 3, "'" * 3) else 1
    return unescaped(token[quotes:-quotes])


def _character(match: re.Match[str]) -> str:
    escape = match[0]
    return _ECHAR[escape[1]] if len(escape) == 2 else chr(int(escape[2:], 16))
