"""Names that are one slip of the pen away from another one."""

from __future__ import annotations

from collections.abc import Iterable

# Shorter names are too near to one another.
_SHORTEST = 5


def one_slip_from(name: str, names: Iterable[str]) -> str | None:
    """Give the only name that ``name`` can be a slip of: its case, or one letter too many, too few
    or changed with its neighbour. A letter for another one may be another word.

    >>> one_slip_from("hieght", ["height", "weight"]), one_slip_from("veight", ["height", "weight"])
    ('height', None)
    """
    if len(name) < _SHORTEST:
        return None
    found = {other for other in names if other != name and _is_slip(name, other)}
    return found.pop() if len(found) == 1 else None


def _is_slip(name: str, other: str) -> bool:
    if name.casefold() == other.casefold():
        return True
    if name[:1].casefold() != other[:1].casefold() or abs(len(name) - len(other)) > 1:
        return False
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) < len(longer):
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    return any(_swapped(name, at) == other for at in range(len(name) - 1))


def _swapped(name: str, at: int) -> str:
    return f"{name[:at]}{name[at + 1]}{name[at]}{name[at + 2 :]}"
