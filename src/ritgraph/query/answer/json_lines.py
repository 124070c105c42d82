"""Rows as JSON Lines: one JSON object on each line (https://jsonlines.org)."""

from __future__ import annotations

import re
from json.encoder import encode_basestring

import pyoxigraph as ox

from ritgraph.query.answer.value import KINDS, to_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ritgraph.term import Term

_NATIVE = ("boolean", "integer", "decimal", "double")
# RFC 8259, sections 3 and 6.
_JSON_VALUE = re.compile(r"true|false|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
# Not all that read lines agree with JSON that these end none.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def json_lines(columns: Sequence[str], rows: Iterable[tuple[Term | None, ...]]) -> Iterator[str]:
    """Give one line for each row: every column in order, null where it is unbound.

    Numbers keep their digits. A number that JSON cannot spell, such as INF, is text.

    >>> rows = [(ox.Literal("Anholt"), ox.Literal(42), None)]
    >>> list(json_lines(["light", "metres", "lit"], rows))
    ['{"light":"Anholt","metres":42,"lit":null}']
    """
    keys = [f"{encode_basestring(column)}:" for column in columns]
    for terms in rows:
        members = (key + json_value(term) for key, term in zip(keys, terms, strict=True))
        yield f"{{{','.join(members)}}}".translate(_LINE_ENDS)


def json_value(term: Term | None) -> str:
    """Write a term as JSON: numbers and booleans as such, nothing as null, the rest as text.

    >>> json_value(ox.Literal(42)), json_value(ox.NamedNode("http://example.com/a"))
    ('42', '"http://example.com/a"')
    """
    if term is None:
        return "null"
    text = to_text(term)
    if (
        isinstance(term, ox.Literal)
        and KINDS.get(term.datatype.value) in _NATIVE
        and _JSON_VALUE.fullmatch(text)
    ):
        return text
    return encode_basestring(text)
