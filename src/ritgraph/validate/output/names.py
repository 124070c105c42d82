"""How terms are written for people: by their labels, and by prefixes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

import pyoxigraph as ox

from ritgraph.serialise.spelling import Spelling
from ritgraph.term import XSD, Prefixes, parse_term

_IRI = re.compile(r"<([^<>]*)>")


class Names(Prefixes):
    """The prefixes of a graph, and the labels of things.

    >>> names = Names({"ex": "http://example.com/"}, {"http://example.com/height": "height"})
    >>> names.named("http://example.com/height"), names.term("http://example.com/a")
    ('height (ex:height)', 'ex:a')
    """

    def __init__(self, namespaces: Mapping[str, str], labels: Mapping[str, str]) -> None:
        super().__init__(namespaces)
        self._labels = labels
        self._spelling = Spelling({"xsd": XSD, **namespaces})

    def named(self, iri: str) -> str:
        """Write an IRI with its label, if it has one."""
        label = self._labels.get(iri)
        return f"{label} ({self.compact(iri)})" if label else self.compact(iri)

    def term(self, text: str) -> str:
        """Write a term or property path, as findings hold it, on one line.

        >>> Names({}, {}).term('"42"^^<http://www.w3.org/2001/XMLSchema#integer>')
        '42'
        """
        if text.startswith('"'):
            return self._spelling[str(_on_one_line(cast("ox.Literal", parse_term(text))))]
        return _IRI.sub(lambda match: self.named(match[1]), self.named(text))


def _on_one_line(literal: ox.Literal) -> ox.Literal:
    value = " ".join(literal.value.split("\n"))
    if literal.language:
        return ox.Literal(value, language=literal.language)
    return ox.Literal(value, datatype=literal.datatype)
