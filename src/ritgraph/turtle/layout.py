"""Turtle laid out: words stay as they were typed, only the white space between them changes.

1. A subject stands on a line of its own; below it, four spaces further in, each predicate.
2. One object stands beside its predicate. Several stand there if they were written on one line and
   fit into 100 columns; otherwise each has a line of its own below, four spaces further in.
3. ``[ … ]`` and ``( … )`` stay on one line on the same two conditions; otherwise what is in them is
   four spaces further in, one predicate or item on a line, and the closing bracket on the next.
4. Opened brackets that follow each other on one line stay so: ``] , [``.
5. One space stands between words, also before ``,`` ``;`` and ``.``; none before a language tag or
   datatype. A full stop behind a ``;`` has a line of its own.
6. A prefix or base has one line. One blank line stands around each statement; elsewhere one stays
   where there were any, but not inside a bracket at its ends.
7. A comment stays at the end of its line, behind the ``,`` ``;`` or ``.`` there; or on a line of
   its own, as far in as what it precedes. What follows it begins a new line.
8. Lines end with LF, without blanks before it, the last one too. Strings keep what is in them.
"""

from __future__ import annotations

from ritgraph.turtle.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_STEP = 4
_WIDTH = 100
# What stands behind the last word of a line: a space and a mark.
_MARK = 2
_PARTS = {"prefix": 2, "base": 1}
_TERMS = frozenset({"iri", "pname", "string", "blank", "number"})


def layout(text: str) -> str:
    r"""Lay a text of Turtle out; what has been laid out already stays as it is.

    It must be Turtle 1.1. Not everything that is wrong with a text is noticed here.

    >>> print(layout("<a> <b> 1; <c> 2, # two\n3."), end="")
    <a>
        <b> 1 ;
        <c>
            2 , # two
            3 .

    Raises:
        SourceSyntaxError: tokens or brackets are not those of Turtle, or a statement is not.
    """
    laid_out = _Layout(Words(text))
    try:
        return laid_out.text()
    except RecursionError:
        laid_out.refuse("brackets are nested too deep")


class _Layout:
    """Goes from word to word, and puts before each what is to stand there."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._texts, self._kinds, self._gaps = words.texts, words.kinds, words.gaps
        self._at = 0
        self._out: list[str] = []

    def text(self) -> str:
        """Lay out everything."""
        former_is_directive = None
        while self._kinds[self._at] != "end":
            is_directive = self._is_directive()
            begins = former_is_directive is None
            apart = not begins and not (is_directive and former_is_directive)
            self._begin_line(0, opens=begins, apart=apart)
            if is_directive:
                self._directive()
            else:
                self._statement()
            former_is_directive = is_directive
        self._comments(0, opens=not self._out, apart=former_is_directive is False)
        # Each line begins with its line break, also the first.
        return "".join([*self._out, "\n"])[1:]

    def refuse(self, problem: str = "") -> NoReturn:
        """Raise a SourceSyntaxError at the current word."""
        self._words.refuse(self._at, problem)

    # --- Directives and statements ---

    def _is_directive(self) -> bool:
        text = self._texts[self._at]
        return self._kinds[self._at] == "at" or text.upper() in ("PREFIX", "BASE")

    def _directive(self) -> None:
        has_stop, name = self._kinds[self._at] == "at", self._texts[self._at].lstrip("@").lower()
        if name not in _PARTS:
            self.refuse()
        self._put(self._texts[self._at])
        for _ in range(_PARTS[name]):
            self._space(_STEP)
            self._term(_STEP, 0)
        if has_stop:
            self._full_stop()

    def _statement(self) -> None:
        self._term(0, 0)
        if self._texts[self._at] != "." or self._texts[self._at - 1] != "]":
            self._begin_line(_STEP, opens=True)
            self._predicates(_STEP)
        self._full_stop()

    def _full_stop(self) -> None:
        if self._texts[self._at] != ".":
            self.refuse()
        if self._texts[self._at - 1] == ";" or self._gaps[self._at].comments:
            self._begin_line(0, closes=True)
            self._put(".")
        else:
            self._put(" .")

    def _predicates(self, indent: int) -> None:
        while True:
            verb = self._texts[self._at]
            if verb != "a" and self._kinds[self._at] not in ("iri", "pname"):
                self.refuse()
            self._put(verb)
            self._objects(indent, indent + len(verb) + 1)
            if self._texts[self._at] != ";":
                return
            while self._texts[self._at] == ";":
                self._put(" ;")
            if self._texts[self._at] in (".", "]"):
                return
            self._begin_line(indent)

    # --- Objects ---

    def _objects(self, indent: int, column: int) -> None:
        """Put objects beside their predicate, or below it."""
        objects = self._list(self._at)
        beside = self._stand_beside(objects, column)
        below = indent + _STEP
        for number in range(len(objects)):
            if number:
                self._put(" ,")
            if beside:
                self._out.append(" ")
                self._term(indent, column)
            else:
                self._begin_line(below, opens=not number)
                self._term(below, below)

    def _list(self, at: int) -> list[tuple[int, int]]:
        """Give the first and the last word of each object that stands between commas."""
        objects = []
        while True:
            end = self._words.closing.get(at, at)
            objects.append((at, end))
            if self._texts[end + 1 : end + 2] != [","]:
                return objects
            at = end + 2

    def _stand_beside(self, objects: list[tuple[int, int]], column: int) -> bool:
        first, last = objects[0][0], objects[-1][1]
        if len(objects) == 1:
            return not self._gaps[first].comments
        if self._gaps[first].breaks:
            return False
        return self._fit(first, last, column) or self._follow_each_other(objects)

    def _follow_each_other(self, objects: list[tuple[int, int]]) -> bool:
        """Tell whether objects are all brackets opened by the author, and ``,`` breaks no line."""
        return all(
            self._texts[first] in ("[", "(") and self._words.breaks(first, last)
            for first, last in objects
        ) and not any(
            self._gaps[first].breaks or self._gaps[first - 1].breaks for first, _ in objects[1:]
        )

    # --- Terms ---

    def _term(self, indent: int, column: int) -> None:
        """Put a term where a line that is so far in has come to a column."""
        text, kind = self._texts[self._at], self._kinds[self._at]
        if text in ("[", "("):
            self._bracket(indent, column)
        elif kind in _TERMS or text in ("true", "false"):
            self._put(text)
        else:
            self.refuse()

    def _bracket(self, indent: int, column: int) -> None:
        opening = self._at
        closing = self._words.closing[opening]
        if self._fit(opening, closing, column):
            self._out.append(" ".join(self._texts[opening : closing + 1]))
            self._at = closing + 1
            return
        self._put(self._texts[opening])
        if self._texts[opening] == "(":
            self._items(indent + _STEP, closing)
        elif self._at < closing:
            self._begin_line(indent + _STEP, opens=True)
            self._predicates(indent + _STEP)
        if self._at != closing:
            self.refuse()
        self._begin_line(indent, opens=closing == opening + 1, closes=True)
        self._put(self._texts[closing])

    def _items(self, indent: int, closing: int) -> None:
        first = self._at
        while self._at < closing:
            self._begin_line(indent, opens=self._at == first)
            self._term(indent, indent)

    def _fit(self, first: int, last: int, column: int) -> bool:
        """Tell whether words were written on one line, and still fit there with a mark behind."""
        return column + self._words.width(first, last) + _MARK <= _WIDTH

    # --- Between words ---

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._at += 1

    def _space(self, indent: int) -> None:
        if self._gaps[self._at].comments:
            self._begin_line(indent, opens=True)
        else:
            self._out.append(" ")

    def _begin_line(
        self, indent: int, *, opens: bool = False, closes: bool = False, apart: bool = False
    ) -> None:
        """Put the comments before a word, and begin a line for it.

        No blank line stays behind what ``opens`` a bracket or statement, nor before what
        ``closes`` it, and one stands between what is to be ``apart``.
        """
        gap = self._gaps[self._at]
        if gap.comments:
            opens, apart = self._comments(indent + _STEP * closes, opens=opens, apart=apart)
        blank = apart or (gap.blank and not opens and not closes)
        self._out.append(_line(indent, blank))

    def _comments(self, indent: int, *, opens: bool, apart: bool) -> tuple[bool, bool]:
        """Put the comments before a word; tell whether the next line still opens, or is apart."""
        for comment in self._gaps[self._at].comments:
            if comment.ends_line:
                self._out.append(f" {comment.text}")
                continue
            blank = apart or (comment.blank_before and not opens)
            self._out.append(_line(indent, blank) + comment.text)
            opens = apart = False
        return opens, apart


def _line(indent: int, blank: bool) -> str:
    return ("\n\n" if blank else "\n") + " " * indent
