"""A text of Turtle as words, and what stands between them: white space and comments.

A word is a token, or several that belong together without a space: a string with its language tag
or datatype, and ``[]`` and ``()``. A comment inside such a word, or between a word and the ``,``,
``;`` or ``.`` behind it, is taken to stand behind both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ritgraph.turtle.scanner import Scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_LINE_END = re.compile(r"\r\n|\n|\r")
_CLOSING = {"]": "[", ")": "("}
_SEPARATORS, _STOP, _DATATYPE = (",", ";"), ".", "^^"
# What a line break counts in widths: more than fits into any line.
_TOO_WIDE = 1_000_000


class Comment(NamedTuple):
    """A comment: whether it stands behind a word on its line, or below a blank line."""

    text: str
    ends_line: bool
    blank_before: bool


class Gap(NamedTuple):
    """What stands before a word: whether there is a line break, and a blank line just before."""

    comments: tuple[Comment, ...]
    breaks: bool
    blank: bool

    def moved_before(self, gap: Gap) -> Gap:
        """Give a gap that has the comments of this one first; one comment at most ends a line."""
        others = (comment._replace(ends_line=False) for comment in gap.comments)
        return Gap((*self.comments, *others), True, gap.blank)


class Words(Scanner):
    """The words of a text, in lists side by side; the last word is its end, and empty.

    ``closing`` gives for each opening bracket its closing one.

    >>> words = Words('<a> <b> "c" @en , [ ] . # why')
    >>> words.texts
    ['<a>', '<b>', '"c"@en', ',', '[]', '.', '']
    >>> words.gaps[-1].comments
    (Comment(text='# why', ends_line=True, blank_before=False),)

    Raises:
        SourceSyntaxError: what stands somewhere is no token, or a bracket has no counterpart.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, None)
        self.texts: list[str] = []
        self.kinds: list[str] = []
        self.gaps: list[Gap] = []
        self.closing: dict[int, int] = {}
        self._starts: list[int] = []
        # Where each word would begin and end if all of them stood on one line.
        self._left: list[int] = []
        self._right: list[int] = [-1]
        self._open: list[int] = []
        self._held: Gap | None = None
        if text.startswith("\ufeff"):
            self.fail("a byte order mark cannot stand here")
        self._read()

    def width(self, first: int, last: int) -> int:
        """Give how wide words are on one line; if there is a line break in them, far too wide."""
        return self._right[last + 1] - self._left[first]

    def breaks(self, first: int, last: int) -> bool:
        """Tell whether there is a line break in some words, or between them."""
        return self.width(first, last) >= _TOO_WIDE

    def refuse(self, at: int, problem: str = "") -> NoReturn:
        """Raise a SourceSyntaxError at a word; without a ``problem`` it cannot stand there."""
        self.kind, self.start = self.kinds[at], self._starts[at]
        self.end = self.start + len(self.texts[at])
        if problem:
            self.fail(problem)
        self._refuse()

    def _read(self) -> None:
        self._advance()
        self._add(self._token, _gap(f"\n{self._text[: self.start]}"))
        while self.kind != "end":
            former = self.kind
            self._advance()
            token, gap = self._token, _gap(self._text[self.last : self.start])
            if self._held is not None:
                gap, self._held = self._held.moved_before(gap), None
            if self._belongs_to_the_last(token, former, gap):
                self._lengthen(token, gap)
            else:
                self._add(token, gap)
        if self._open:
            self.refuse(self._open[-1], "this bracket is not closed")

    def _belongs_to_the_last(self, token: str, former: str, gap: Gap) -> bool:
        if self.kind in ("iri", "pname"):
            return self.texts[-1].endswith("^^")
        if self.kind == "at" or token == _DATATYPE:
            return former == "string"
        return token in _CLOSING and self.texts[-1] == _CLOSING[token] and not gap.comments

    def _lengthen(self, token: str, gap: Gap) -> None:
        """Add to the last word, and hold the comments in it back for the next gap."""
        if token in _CLOSING:
            self.kinds[-1] = "blank"
            self._open.pop()
        self.texts[-1] += token
        self._right[-1] += len(token)
        self._held = gap if gap.comments else None

    def _add(self, token: str, gap: Gap) -> None:
        if token in _SEPARATORS or (token == _STOP and self._ends_line(gap)):
            if gap.comments:
                self._held, gap = gap, gap._replace(comments=())
        elif token in ("[", "("):
            self._open.append(len(self.texts))
        elif token in _CLOSING:
            self._close(token)
        self.texts.append(token)
        self.kinds.append(self.kind)
        self.gaps.append(gap)
        self._starts.append(self.start)
        self._left.append(self._right[-1] + 1 + gap.breaks * _TOO_WIDE)
        self._right.append(self._left[-1] + len(token) + ("\n" in token) * _TOO_WIDE)

    def _ends_line(self, gap: Gap) -> bool:
        """Tell whether the comments before a full stop end the line of the word before it."""
        return self.texts[-1] != ";" and all(comment.ends_line for comment in gap.comments)

    def _close(self, token: str) -> None:
        if not self._open or self.texts[self._open[-1]] != _CLOSING[token]:
            self._refuse()
        self.closing[self._open.pop()] = len(self.texts)


@lru_cache(maxsize=512)
def _gap(space: str) -> Gap:
    """Read the white space and comments between two tokens."""
    lines = [line.strip(" \t") for line in _LINE_END.split(space)]
    comments = tuple(
        Comment(line, number == 0, number > 1 and not lines[number - 1])
        for number, line in enumerate(lines)
        if line
    )
    return Gap(comments, len(lines) > 1, len(lines) > 2 and not lines[-2])
