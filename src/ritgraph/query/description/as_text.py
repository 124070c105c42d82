"""A description as text for a person at a terminal."""

from __future__ import annotations

from itertools import chain
from textwrap import wrap

import pyoxigraph as ox

from ritgraph.query.answer.table import shown, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ritgraph.query.description.description import Description, Passage, Premise, Statement
    from ritgraph.term import Prefixes, Term

    Numbers = dict[Passage, int]

_INDENT = "    "


def as_text(description: Description, prefixes: Prefixes, width: int | None = None) -> str:
    """Write a description: statements with the numbers of passages, and the passages below.

    Lines are wrapped to ``width``, if there is one.
    """
    numbers = {passage: number for number, passage in enumerate(description.passages, 1)}
    title = description.label or prefixes.compact(description.thing)
    paragraphs = (
        _fitted((title, f"<{description.thing}>"), width),
        _statements(description.statements, prefixes, numbers, width),
        _fitted(_not_followed(description.not_followed, prefixes, numbers), width),
        _fitted(_passages(numbers), width),
        _fitted(_documents(description), width),
        _inverse(description.inverse, prefixes, width),
    )
    blocks = ["".join(f"{line}\n" for line in lines) for lines in paragraphs]
    return "\n".join(filter(None, blocks))


def _value(value: Term, label: str | None, prefixes: Prefixes) -> str:
    """Write a value: a thing by its label and its CURIE.

    >>> from ritgraph.term import Prefixes
    >>> _value(ox.NamedNode("http://example.com/anholt"), "Anholt", Prefixes({}))
    'Anholt (http://example.com/anholt)'
    >>> _value(ox.Literal("Anholts fyr", language="sv"), None, Prefixes({}))
    'Anholts fyr (sv)'
    """
    if isinstance(value, ox.Literal):
        return f"{value.value} ({value.language})" if value.language else value.value
    if not isinstance(value, ox.NamedNode):
        return str(value)
    curie = prefixes.compact(value.value)
    return f"{label} ({curie})" if label else curie


def _statements(
    statements: tuple[Statement, ...], prefixes: Prefixes, numbers: Numbers, width: int | None
) -> Iterator[str]:
    """Write statements with what they rest on; as a table where there is nothing of the kind."""
    if any(statement.claims or statement.evidence for statement in statements):
        lines = (_statement(statement, prefixes, numbers) for statement in statements)
        yield from _fitted(chain.from_iterable(lines), width)
    elif statements:
        yield from table(("property", "value"), _pairs(statements, prefixes), width)


def _statement(statement: Statement, prefixes: Prefixes, numbers: Numbers) -> Iterator[str]:
    marks = " ".join(f"[{number}]" for number in sorted(numbers[p] for p in statement.evidence))
    text = ": ".join(_pair(statement, prefixes)).replace("\n", f"\n{_INDENT}")
    yield f"{text}  {marks}".rstrip(" ")
    if statement.inference:
        yield f"{_INDENT}inferred: {statement.inference}"
    for premise in statement.premises:
        yield f"{_INDENT}from: {_premise(premise, prefixes)}"


def _not_followed(
    statements: Iterable[Statement], prefixes: Prefixes, numbers: Numbers
) -> Iterator[str]:
    for number, statement in enumerate(statements):
        if number == 0:
            yield "Claims that the graph does not follow:"
        yield from _statement(statement, prefixes, numbers)
        if statement.why_not:
            yield f"{_INDENT}not followed: {statement.why_not}"


def _premise(premise: Premise, prefixes: Prefixes) -> str:
    """Write a premise: of which thing, what, with which value."""
    thing = _value(ox.NamedNode(premise.thing), premise.thing_label, prefixes)
    if premise.statement is None:
        return thing
    return ", ".join((thing, ": ".join(_pair(premise.statement, prefixes))))


def _passages(numbers: Numbers) -> Iterator[str]:
    for passage, number in numbers.items():
        said = f": {passage.paraphrase}" if passage.paraphrase else ""
        yield f"[{number}] {passage.place}{said}"
        if passage.words is not None:
            yield from (f"{_INDENT}> {line}" for line in passage.words.split("\n"))


def _documents(description: Description) -> Iterator[str]:
    for name, label in description.documents.items():
        yield f"{name}: {label}"


def _inverse(
    statements: tuple[Statement, ...], prefixes: Prefixes, width: int | None
) -> Iterator[str]:
    if statements:
        rows = [pair[::-1] for pair in _pairs(statements, prefixes)]
        yield from table(("thing", "property that points here"), rows, width)


def _pairs(statements: Iterable[Statement], prefixes: Prefixes) -> list[tuple[str, str]]:
    return [_pair(statement, prefixes) for statement in statements]


def _pair(statement: Statement, prefixes: Prefixes) -> tuple[str, str]:
    property_ = statement.property_label or prefixes.compact(statement.property)
    return property_, _value(statement.value, statement.value_label, prefixes)


def _fitted(texts: Iterable[str], width: int | None) -> Iterator[str]:
    """Break lines that are too long at spaces; what follows is indented one step more."""
    for line in chain.from_iterable(shown(text).split("\n") for text in texts):
        if width is None or len(line) <= width:
            yield line
            continue
        start = " " * (len(line) - len(line.lstrip(" ")))
        yield from wrap(
            line.lstrip(" "),
            width,
            initial_indent=start,
            subsequent_indent=f"{start}{_INDENT}",
            break_long_words=False,
            break_on_hyphens=False,
        )
