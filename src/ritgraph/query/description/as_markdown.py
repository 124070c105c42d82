"""A description as a Markdown page (CommonMark)."""

from __future__ import annotations

import re

import pyoxigraph as ox

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ritgraph.query.description.description import Description, Passage, Premise, Statement
    from ritgraph.term import Prefixes, Term

    Numbers = dict[Passage, int]

# CommonMark 0.31, section 2.4; the characters that mean something within a line.
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|&~]")


def as_markdown(description: Description, prefixes: Prefixes) -> str:
    """Write a description as a page with a section for each kind of thing that it tells."""
    numbers = {passage: number for number, passage in enumerate(description.passages, 1)}
    title = description.label or prefixes.compact(description.thing)
    sections = (
        ("What is known", _statements(description.statements, prefixes, numbers)),
        (
            "Claims that the graph does not follow",
            _statements(description.not_followed, prefixes, numbers),
        ),
        ("Passages", _passages(numbers)),
        ("Documents", _documents(description)),
        ("What points here", _inverse(description, prefixes)),
    )
    parts = [f"# {_text(title)}\n\n<{description.thing}>\n"]
    for heading, lines in sections:
        if block := list(lines):
            parts.append("\n".join((f"## {heading}\n", *block, "")))
    return "\n".join(parts)


def _statements(
    statements: Iterable[Statement], prefixes: Prefixes, numbers: Numbers
) -> Iterator[str]:
    for statement in statements:
        found = sorted(numbers[passage] for passage in statement.evidence)
        marks = "".join(f" \\[{number}\\]" for number in found)
        yield f"- {_property(statement, prefixes)}: {_value(statement, prefixes)}{marks}"
        if statement.inference:
            yield f"  - inferred: {_text(statement.inference)}"
        for premise in statement.premises:
            yield f"  - from: {_premise(premise, prefixes)}"
        if statement.why_not:
            yield f"  - not followed: {_text(statement.why_not)}"


def _passages(numbers: Numbers) -> Iterator[str]:
    for passage, number in numbers.items():
        said = f": {_text(passage.paraphrase)}" if passage.paraphrase else ""
        start = f"{number}. "
        yield f"{start}{_text(passage.place)}{said}"
        if passage.words is not None:
            indent = " " * len(start)
            yield ""
            yield from (f"{indent}> {_text(line)}" for line in passage.words.split("\n"))
            yield ""


def _documents(description: Description) -> Iterator[str]:
    for name, label in description.documents.items():
        yield f"- {_text(name)}: {_text(label)}"


def _inverse(description: Description, prefixes: Prefixes) -> Iterator[str]:
    for statement in description.inverse:
        yield f"- {_value(statement, prefixes)}: {_property(statement, prefixes)}"


def _premise(premise: Premise, prefixes: Prefixes) -> str:
    thing = _link(premise.thing, premise.thing_label, prefixes)
    if (said := premise.statement) is None:
        return thing
    return f"{thing}, {_property(said, prefixes)}: {_value(said, prefixes)}"


def _property(statement: Statement, prefixes: Prefixes) -> str:
    return _text(statement.property_label or prefixes.compact(statement.property))


def _value(statement: Statement, prefixes: Prefixes) -> str:
    value: Term = statement.value
    if isinstance(value, ox.NamedNode):
        return _link(value.value, statement.value_label, prefixes)
    if isinstance(value, ox.Literal):
        language = f" ({value.language})" if value.language else ""
        return f"{_text(value.value)}{language}"
    return _text(str(value))


def _link(iri: str, label: str | None, prefixes: Prefixes) -> str:
    return f"[{_text(label or prefixes.compact(iri))}](<{iri}>)"


def _text(text: str) -> str:
    r"""Write a text so that nothing in it is Markdown.

    >>> _text("a_b\n[c]")
    'a\\_b \\[c\\]'
    """
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))
