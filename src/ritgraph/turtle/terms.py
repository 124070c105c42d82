"""The terms of Turtle: IRIs, which prefixes and a base complete, blank nodes and literals."""

from __future__ import annotations

import re

import pyoxigraph as ox

from ritgraph.term import XSD
from ritgraph.turtle.scanner import Scanner
from ritgraph.turtle.tokens import string_value, unescaped, unescaped_local

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.errors import StrPath

_BOOLEAN, _INTEGER, _DECIMAL, _DOUBLE = (
    ox.NamedNode(XSD + name) for name in ("boolean", "integer", "decimal", "double")
)
_NEED_A_LANGUAGE = {
    f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}" for name in ("langString", "dirLangString")
}
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Blank:
    """A blank node that gets its name when a triple with it is given."""

    node: ox.BlankNode | None = None


Node = ox.NamedNode | Blank
Term = Node | ox.Literal


class TermReader(Scanner):
    """Reads terms, with what the text has declared so far."""

    def __init__(self, text: str, path: StrPath | None, base: str | None) -> None:
        super().__init__(text, path)
        self._base = base
        self._namespaces: dict[str, str] = {}
        self._iris: dict[str, ox.NamedNode] = {}
        self._labels: dict[str, Blank] = {}

    def _node(self) -> Node:
        """Read an IRI or a blank node with a label."""
        if self.kind in ("iri", "pname"):
            term: Node = self._name()
        elif self.kind == "blank":
            term = self._labels.setdefault(self._token, Blank())
        else:
            self._refuse()
        self._advance()
        return term

    def _value(self) -> Term:
        """Read an object that is no bracket."""
        kind = self.kind
        if kind == "string":
            return self._string()
        if kind == "number":
            token = self._token
            is_double = "e" in token or "E" in token
            datatype = _DOUBLE if is_double else _DECIMAL if "." in token else _INTEGER
        elif kind == "word" and self._token in ("true", "false"):
            token, datatype = self._token, _BOOLEAN
        else:
            return self._node()
        self._advance()
        return ox.Literal(token, datatype=datatype)

    def _string(self) -> ox.Literal:
        try:
            value = string_value(self._token)
            value.encode()
        except ValueError:
            self.fail("an escape in this string stands for no character")
        self._advance()
        if self.kind == "at":
            try:
                literal = ox.Literal(value, language=self._token[1:])
            except ValueError as error:
                self.fail(f"'{self._token}' is no language tag: {error}")
        elif self._mark() == "^^":
            self._advance()
            if self.kind not in ("iri", "pname"):
                self._refuse("a datatype is missing")
            datatype = self._name()
            if datatype.value in _NEED_A_LANGUAGE:
                self.fail(f"a literal of {datatype} has a language tag instead of this")
            literal = ox.Literal(value, datatype=datatype)
        else:
            return ox.Literal(value)
        self._advance()
        return literal

    def _name(self) -> ox.NamedNode:
        """Give the IRI that the current token names."""
        token = self._token
        known = self._iris.get(token) if self.kind == "iri" else None
        if known is not None:
            return known
        if self.kind == "iri":
            return self._iri_reference()
        prefix, _, local = token.partition(":")
        namespace = self._namespaces.get(prefix)
        if namespace is None:
            self.fail(f"the prefix '{prefix}:' is not declared")
        return self._checked(namespace + unescaped_local(local))

    def _iri_reference(self) -> ox.NamedNode:
        if self.kind != "iri":
            self._refuse("an IRI is missing")
        token = self._token
        try:
            iri = unescaped(token[1:-1])
            iri.encode()
        except ValueError:
            self.fail("an escape in this IRI stands for no character")
        if not ABSOLUTE.match(iri):
            iri = self._resolved(iri)
        self._iris[token] = node = self._checked(iri)
        return node

    def _resolved(self, reference: str) -> str:
        """Resolve a relative IRI; how is known to the engine (RFC 3986, section 5)."""
        if self._base is None:
            self.fail(f"the IRI <{reference}> is relative, and there is no base")
        try:
            text = f"<{reference}> <{XSD}string> 1 ."
            [quad] = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=self._base)
        except (ValueError, SyntaxError):
            self.fail(f"<{reference}> is no IRI")
        return str(quad.subject.value)

    def _checked(self, iri: str) -> ox.NamedNode:
        try:
            return ox.NamedNode(iri)
        except ValueError as error:
            self.fail(f"<{iri}> is no IRI: {error}")
