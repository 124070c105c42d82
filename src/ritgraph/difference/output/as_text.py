"""A difference as text for a person at a terminal."""

from __future__ import annotations

import re
from itertools import groupby

from ritgraph.difference.output.wording import Wording, shown
from ritgraph.difference.summary import summary
from ritgraph.difference.thing import ADDED, CHANGED, REMOVED
from ritgraph.difference.words import Words
from ritgraph.plain_text import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ritgraph.difference.difference import Difference
    from ritgraph.difference.thing import Change, Thing

MARKS = {ADDED: "+", REMOVED: "-", CHANGED: "~"}
# How many things of one kind, and how many changes of one thing, are shown.
MOST_THINGS = 20
MOST_CHANGES = 10
_GREEN, _RED, _YELLOW, _END = "\x1b[32m", "\x1b[31m", "\x1b[33m", "\x1b[0m"
_COLOURS = {"+": _GREEN, "-": _RED, "~": _YELLOW}
_MARKED = re.compile(r"( *)([-+~]) ")


def as_text(difference: Difference, lang: str = "en", full: bool = False) -> Iterator[str]:
    """Give the lines: how much changed, then the things, kind by kind; all of it if ``full``."""
    words = Words(lang)
    if not difference:
        yield words.count("same", difference.size)
        return
    things = difference.things(lang, full=full)
    yield escaped(summary(things).line(words))
    text = _Text(Wording(difference.prefixes, full), words, full)
    for _, of_kind in groupby(things, key=lambda thing: thing.class_):
        yield ""
        yield from text.kind(list(of_kind))


def coloured(line: str) -> str:
    r"""Give a line with the colour of its mark; it must not have any control characters.

    >>> coloured("  + a")
    '\x1b[32m  + a\x1b[0m'
    """
    mark = _MARKED.match(line)
    return f"{_COLOURS[mark[2]]}{line}{_END}" if mark else line


class _Text:
    def __init__(self, wording: Wording, words: Words, full: bool) -> None:
        self._wording = wording
        self._words = words
        self._full = full

    def kind(self, things: Sequence[Thing]) -> Iterator[str]:
        class_ = things[0].class_
        yield self._wording.named(class_) if class_ else self._words.say("without-class")
        number = shown(things, MOST_THINGS, self._full)
        for thing in things[:number]:
            yield from self._thing(thing)
        if number < len(things):
            yield f"  … {self._words.count('more', len(things) - number)}"

    def _thing(self, thing: Thing) -> Iterator[str]:
        title = f"  {MARKS[thing.kind]} {self._wording.title(thing)}"
        if thing.kind == CHANGED:
            yield title
        else:
            yield f"{title}  {self._words.count('size', thing.added or thing.removed)}"
            if not self._full:
                return
        number = shown(thing.changes, MOST_CHANGES, self._full)
        yield from map(self._change, thing.changes[:number])
        if number < len(thing.changes):
            yield f"      … {self._words.count('more', len(thing.changes) - number)}"

    def _change(self, change: Change) -> str:
        path, value = self._wording.path(change), self._wording.change(change)
        return f"      {MARKS[change.kind]} {path}: {value}"
