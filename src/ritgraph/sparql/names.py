"""The IRIs that a query names, in full or with a prefix."""

from __future__ import annotations

import re
from collections import namedtuple
from itertools import zip_longest

from ritgraph.sparql.tokens import declared_prefixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ritgraph.sparql.tokens import Token


class Name(namedtuple("Name", "iri token is_function")):
    """An IRI, the token that names it, and whether it is called as a function."""

    iri: str
    token: Token
    is_function: bool


def names(tokens: Sequence[Token], known: Mapping[str, str] | None = None) -> Iterator[Name]:
    """Give the names in the body of a query; ``known`` are prefixes that it need not declare.

    >>> from ritgraph.sparql.tokens import tokenise
    >>> [name.iri for name in names(tokenise("PREFIX ex: <urn:x:> ASK { ?s a ex:Light }"))]
    ['urn:x:Light']
    """
    namespaces = {
        **(known or {}),
        **{n: one.namespace for n, one in declared_prefixes(tokens).items()},
    }
    base, declaring = "", 0
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.is_word("PREFIX", "BASE"):
            declaring = 2 if token.is_word("PREFIX") else 1
            base = following.text[1:-1] if token.is_word("BASE") and following else base
        elif declaring:
            declaring -= 1
        elif token.kind in ("iri", "pname"):
            is_function = following is not None and following.text == "("
            yield Name(_iri(token, namespaces, base), token, is_function)


def _iri(token: Token, namespaces: Mapping[str, str], base: str) -> str:
    if token.kind == "iri":
        return _resolved(token.text[1:-1], base)
    prefix, _, local = token.text.partition(":")
    return namespaces.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)


def _resolved(reference: str, base: str) -> str:
    if not base:
        return reference
    from urllib.parse import urljoin

    return urljoin(base, reference)
