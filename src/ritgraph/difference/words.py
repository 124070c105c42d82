"""What a difference says in the reader's language: ``words.toml``, filled in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ritgraph.language import of_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Words:
    """Says things in one language, or in English if the table does not have it.

    >>> Words("sv").count("statements.removed", 1)
    '1 utsaga togs bort'
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def say(self, key: str, **facts: str) -> str:
        """Give the words for something."""
        return of_table(_texts(key), self._lang).format(**facts)

    def count(self, key: str, number: int, **facts: str) -> str:
        """Give the words for so many of something."""
        texts = _texts(key)["one" if number == 1 else "other"]
        return of_table(texts, self._lang).format(count=self.number(number), **facts)

    def number(self, number: int) -> str:
        """Write a number, its digits in threes."""
        return f"{number:,}".replace(",", of_table(_texts("thousands"), self._lang))


@cache
def _table() -> Mapping[str, Any]:
    from tomllib import loads

    return loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _texts(key: str) -> Any:
    found: Any = _table()
    for part in key.split("."):
        found = found[part]
    return found
