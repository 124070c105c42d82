"""A text of Turtle, read token by token."""

from __future__ import annotations

import re
from functools import cached_property

from ritgraph.errors import SourceSyntaxError
from ritgraph.turtle.spans import Lines, Span
from ritgraph.turtle.tokens import TOKEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from ritgraph.errors import StrPath

_SPACE = re.compile(r"(?:[\x20\t\r\n]+|#[^\r\n]*)*")


class Scanner:
    """Goes from token to token; the current one has a ``kind``, a ``start`` and an ``end``.

    ``last`` is where the token before it ended.
    """

    def __init__(self, text: str, path: StrPath | None) -> None:
        self._text, self._path = text, path
        self.kind, self.start, self.end = "", 0, int(text.startswith("\ufeff"))
        self.last = 0

    def _advance(self) -> None:
        match = TOKEN.match(self._text, self.end)
        if match is None:
            self._bad_token()
        self.last = self.end
        self.kind = str(match.lastgroup)
        self.start, self.end = match.span(self.kind)

    @property
    def _token(self) -> str:
        return self._text[self.start : self.end]

    def _is(self, word: str) -> bool:
        return self.kind == "word" and self._token == word

    def _mark(self) -> str:
        return self._token if self.kind == "mark" else ""

    def _take(self, mark: str) -> None:
        if self._mark() != mark:
            self._refuse(f"'{mark}' is missing")
        self._advance()

    def _span(self) -> Span:
        return Span(self.start, self.end)

    def _bad_token(self) -> NoReturn:
        space = _SPACE.match(self._text, self.end)
        self.start = space.end() if space else self.end
        self.fail(f"{self._text[self.start : self.start + 1]!r} cannot stand here")

    def _refuse(self, problem: str = "") -> NoReturn:
        found = f"'{self._token}' cannot stand here" if self.kind != "end" else "the text ends here"
        self.fail(f"{problem}; {found}" if problem else found)

    def fail(self, problem: str) -> NoReturn:
        """Raise a SourceSyntaxError at the current token."""
        raise SourceSyntaxError(self._path, *self._lines.position(self.start), problem)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)
