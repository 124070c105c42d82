"""What is known about a thing, as values: statements, and the passages that they rest on."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.term import Term


@dataclass(frozen=True)
class Passage:
    """A place in a document, with what it says; what is not known is None.

    ``start`` and ``end`` count code points of the document's text from 0, ``end`` not included.
    ``words`` are those between them, where the text itself was at hand.

    >>> Passage("GL", "line 2", "Anholt is 42 metres high.", start=17, end=41).place
    'GL line 2, characters 17-41'
    """

    source: str | None
    position: str | None
    paraphrase: str | None
    source_label: str | None = None
    start: int | None = None
    end: int | None = None
    sha256: str | None = None
    iri: str | None = None
    words: str | None = None

    @property
    def place(self) -> str:
        """Where it is, for a person."""
        where = " ".join(filter(None, (self.source, self.position))) or "a passage"
        if self.start is None or self.end is None:
            return where
        return f"{where}, characters {self.start}-{self.end}"


@dataclass(frozen=True)
class Premise:
    """What a statement was inferred from: a statement about a thing, or just a thing."""

    iri: str
    thing: str
    thing_label: str | None
    statement: Statement | None


@dataclass(frozen=True)
class Statement:
    """One property of a thing, with a value; labels are None where the graph has none.

    ``evidence`` is the passages that it rests on, ``inference`` says how it was computed or
    concluded if it was, and ``claims`` are the nodes that hold this. Where sources differ, the
    graph does not follow every claim, and ``why_not`` says why.

    In an inverse statement the thing is the value's: ``value property thing``.
    """

    property: str
    property_label: str | None
    value: Term
    value_label: str | None
    followed: bool = True
    evidence: tuple[Passage, ...] = ()
    inference: str | None = None
    premises: tuple[Premise, ...] = ()
    why_not: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Description:
    """What the graph says about a thing, and the claims about it that it does not follow.

    ``nodes`` are the IRIs of the thing and of all that holds its claims and their passages.

    >>> import ritgraph
    >>> description = ritgraph.open().describe("event:dialogue-meeting-2018")
    >>> statement = next(s for s in description.statements if s.property_label == "has time")
    >>> statement.value_label, [passage.place for passage in statement.evidence]
    ('18 April 2018', ['SV L7.2, characters 1123-1516', 'TVV dates'])
    """

    thing: str
    label: str | None
    statements: tuple[Statement, ...]
    inverse: tuple[Statement, ...] = ()
    not_followed: tuple[Statement, ...] = ()
    nodes: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Each passage once, in the order in which the statements rest on them."""
        statements = (*self.statements, *self.not_followed)
        found = (passage for statement in statements for passage in statement.evidence)
        return tuple(dict.fromkeys(found))

    @property
    def documents(self) -> dict[str, str]:
        """The names of the documents by their short names, where they have both."""
        return {
            passage.source: passage.source_label
            for passage in self.passages
            if passage.source and passage.source_label
        }
