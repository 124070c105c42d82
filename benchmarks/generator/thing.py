"""A thing with its statements, in terms as Turtle writes them."""

from __future__ import annotations

Statements = list[tuple[str, tuple[str, ...]]]


class Thing:
    """A thing that is being put together; what was said of it is in order.

    A ``sound`` thing is never made faulty, since others would be faulty with it.
    """

    __slots__ = ("kind", "name", "sound", "statements")

    def __init__(self, name: str, kind: str, sound: bool = False) -> None:
        self.name, self.kind, self.sound = name, kind, sound
        self.statements: Statements = [("a", (kind,))]

    def say(self, predicate: str, *values: str) -> None:
        """State something, once for each value."""
        if values:
            self.statements.append((predicate, values))

    def labels(self, english: str, swedish: str, finnish: str, *local: str) -> None:
        """Give names in three languages, and in others, which bring their language tags."""
        names = (f'"{english}"@en', f'"{swedish}"@sv', f'"{finnish}"@fi', *local)
        self.statements.append(("skos:prefLabel", names))

    def values(self, predicate: str) -> tuple[str, ...]:
        """Give what was stated with a property."""
        return tuple(
            value for said, values in self.statements if said == predicate for value in values
        )


def text(words: str, language: str) -> str:
    """Write a text in a language."""
    return f'"{words}"@{language}'


def day(iso: str) -> str:
    """Write a day."""
    return f'"{iso}"^^xsd:date'
