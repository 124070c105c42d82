"""Things as Turtle that people can read, or as N-Triples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol, TextIO

from generator.thing import Thing

LINE = 100
XSD_INTEGER = "<http://www.w3.org/2001/XMLSchema#integer>"
XSD_DECIMAL = "<http://www.w3.org/2001/XMLSchema#decimal>"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Writer(Protocol):
    """Writes one thing after the other."""

    def write(self, thing: Thing) -> None:
        """Write what is said of a thing."""


class TurtleWriter:
    """Writes a paragraph for each thing, laid out as in `data/`."""

    def __init__(self, file: TextIO, prefixes: Mapping[str, str]) -> None:
        self._write = file.write
        self._write("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()))

    def write(self, thing: Thing) -> None:
        """Write what is said of a thing."""
        lines = [f"\n{thing.name}\n    "]
        for predicate, values in thing.statements:
            if len(values) == 1:
                lines.append(f"{predicate} {values[0]}")
            else:
                lines.append(predicate + several(predicate, values))
            lines.append(" ;\n    ")
        lines[-1] = " .\n"
        self._write("".join(lines))


def several(predicate: str, values: tuple[str, ...]) -> str:
    """Write several values in one line if they are short names, else each in its own."""
    line = " " + " , ".join(values)
    if values[0][0] != '"' and len(predicate) + len(line) + 6 <= LINE:
        return line
    return "\n        " + " ,\n        ".join(values)


class NTriplesWriter:
    """Writes a line for each statement."""

    def __init__(self, file: TextIO, prefixes: Mapping[str, str]) -> None:
        self._write = file.write
        self._prefixes = prefixes
        self._properties = {"a": RDF_TYPE}

    def write(self, thing: Thing) -> None:
        """Write what is said of a thing."""
        subject = self._term(thing.name)
        lines = []
        for predicate, values in thing.statements:
            known = self._properties.get(predicate) or self._property(predicate)
            for value in values:
                lines.append(f"{subject} {known} {self._term(value)} .\n")
        self._write("".join(lines))

    def _property(self, name: str) -> str:
        return self._properties.setdefault(name, self._term(name))

    def _term(self, term: str) -> str:
        """Write a term of Turtle without prefixes and short forms."""
        first = term[0]
        if first == '"':
            literal, typed, datatype = term.rpartition("^^")
            return f"{literal}^^{self._term(datatype)}" if typed else term
        if first == "<":
            return term
        if number := NUMBER.fullmatch(term):
            return f'"{term}"^^{XSD_DECIMAL if number[1] else XSD_INTEGER}'
        prefix, _, local = term.partition(":")
        return f"<{self._prefixes[prefix]}{local}>"
