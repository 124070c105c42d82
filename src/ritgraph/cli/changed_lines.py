"""What is different between two texts: the first line, or all of it as a unified diff."""

from __future__ import annotations

from itertools import takewhile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def first_line(old: str, new: str) -> int:
    r"""Give the number of the first line of ``old`` that ``new`` has not there.

    >>> first_line("a\nb", "a\nb\n"), first_line("a\n\n\n", "a\n")
    (2, 2)
    """
    lines = zip(_lines(old), _lines(new), strict=False)
    return 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], lines))


def unified(old: str, new: str, name: str) -> Iterator[str]:
    r"""Give the lines of a diff that ``patch`` understands.

    >>> print("".join(unified("a\nb", "a\nb\n", "file")), end="")
    --- file
    +++ file
    @@ -1,2 +1,2 @@
     a
    -b
    \ No newline at end of file
    +b
    """
    from difflib import unified_diff

    return unified_diff(_lines(old), _lines(new), name, name)


def _lines(text: str) -> list[str]:
    """Cut a text at its line feeds alone."""
    *lines, last = text.split("\n")
    rest = [f"{last}\n\\ No newline at end of file\n"] if last else []
    return [*(f"{line}\n" for line in lines), *rest]
