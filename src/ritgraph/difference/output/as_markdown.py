"""A difference in Markdown, for a pull request."""

from __future__ import annotations

from itertools import groupby

from ritgraph.difference.output.as_text import MARKS, MOST_CHANGES, MOST_THINGS
from ritgraph.difference.output.wording import Wording, shown
from ritgraph.difference.summary import summary
from ritgraph.difference.thing import CHANGED
from ritgraph.difference.words import Words
from ritgraph.plain_text import escaped, in_markdown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ritgraph.difference.difference import Difference
    from ritgraph.difference.thing import Thing


def as_markdown(difference: Difference, lang: str = "en", full: bool = False) -> Iterator[str]:
    """Give the lines: what is compared, how much changed, then a list for each kind of thing."""
    words = Words(lang)
    yield f"## {words.say('title')}"
    yield ""
    names = f"{_text(difference.old_name)} → {_text(difference.new_name)}"
    if not difference:
        yield f"{names}: {_text(words.count('same', difference.size))}"
        return
    things = difference.things(lang, full=full)
    yield f"{names}: {_text(summary(things).line(words))}"
    wording = Wording(difference.prefixes, full)
    for class_, of_kind in groupby(things, key=lambda thing: thing.class_):
        title = wording.named(class_) if class_ else words.say("without-class")
        yield from ("", f"### {_text(title)}", "")
        yield from _kind(list(of_kind), wording, words, full)


def _kind(things: Sequence[Thing], wording: Wording, words: Words, full: bool) -> Iterator[str]:
    number = shown(things, MOST_THINGS, full)
    for thing in things[:number]:
        size = "" if thing.kind == CHANGED else words.count("size", thing.added or thing.removed)
        text = f"- **{words.say(thing.kind)}** {_text(wording.title(thing))}"
        yield f"{text}: {_text(size)}" if size else text
        if thing.kind == CHANGED or full:
            yield from _changes(thing, wording, words, full)
    if number < len(things):
        yield f"- {_text(words.count('more', len(things) - number))}"


def _changes(thing: Thing, wording: Wording, words: Words, full: bool) -> Iterator[str]:
    number = shown(thing.changes, MOST_CHANGES, full)
    for change in thing.changes[:number]:
        text = f"{wording.path(change)}: {wording.change(change)}"
        yield f"    - `{MARKS[change.kind]}` {_text(text)}"
    if number < len(thing.changes):
        yield f"    - {_text(words.count('more', len(thing.changes) - number))}"


def _text(text: str) -> str:
    return in_markdown(escaped(text))
