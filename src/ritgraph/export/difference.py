"""Where a file is not what would be written, told in a few lines."""

from __future__ import annotations

import re
from collections import deque
from difflib import unified_diff
from itertools import islice, zip_longest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CONTEXT = 3
# So many lines behind the first that differs are compared, and so many are told.
_WINDOW = 400
_TOLD = 20


def difference(old: Iterable[bytes], new: Iterable[bytes], name: str) -> list[str]:
    r"""Give the beginning of a unified diff of two texts that come in pieces; none if they agree.

    >>> print("".join(difference([b"a\nb\n"], [b"a\n", b"c\n"], "file")), end="")
    --- file
    +++ what would be written
    @@ -1,2 +1,2 @@
     a
    -b
    +c
    """
    before: deque[bytes] = deque(maxlen=_CONTEXT)
    olds, news = _lines(old), _lines(new)
    for number, (left, right) in enumerate(zip_longest(olds, news, fillvalue=b"")):
        if left != right:
            changed = [
                [*before, *filter(None, [first]), *islice(rest, _WINDOW)]
                for first, rest in ((left, olds), (right, news))
            ]
            return _told(changed[0], changed[1], number - len(before), name)
        before.append(left)
    return []


def _told(old: list[bytes], new: list[bytes], start: int, name: str) -> list[str]:
    # What is no UTF-8 is shown as the bytes that it is.
    lines = unified_diff(_shown(old), _shown(new), name, "what would be written", n=_CONTEXT)
    told = [_moved(line, start) if line.startswith("@@") else line for line in islice(lines, _TOLD)]
    return [*told, "…\n"] if next(lines, None) else told


def _shown(lines: list[bytes]) -> list[str]:
    return [line.decode(errors="backslashreplace") for line in lines]


def _moved(header: str, start: int) -> str:
    return re.sub(r"(?<=[-+])\d+", lambda number: str(int(number[0]) + start), header)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in lines)
    if rest:
        yield rest + b"\n\\ No newline at end of file\n"
