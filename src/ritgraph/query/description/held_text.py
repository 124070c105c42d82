"""Texts that the user holds: read, proved by their checksum, and quoted by position.

The project keeps neither the documents nor their sentences, only positions in them. Who has a
document can see the words. They are given to the caller and kept nowhere.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ritgraph.errors import InputError, RitgraphError, SourceErrors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ritgraph.errors import StrPath
    from ritgraph.query.description.description import Passage
    from ritgraph.query.description.evidence import Claim


@dataclass(frozen=True)
class HeldText:
    """A document's text, and the SHA-256 of its bytes.

    >>> from ritgraph.query.description.description import Passage
    >>> text = HeldText("light.txt", "Anholts fyr är 42 meter hög.", "…")
    >>> text.words(Passage("GL", "line 1", None, start=15, end=23))
    '42 meter'
    """

    path: StrPath
    text: str
    sha256: str

    @classmethod
    def read(cls, path: StrPath) -> HeldText:
        """Read a file of UTF-8 text, as it is; ``-`` is standard input.

        Raises:
            InputError: it cannot be read, or is not UTF-8.
        """
        try:
            data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
            return cls(path, data.decode(), sha256(data).hexdigest())
        except UnicodeDecodeError as error:
            raise InputError(path, f"it is not UTF-8 (byte {error.start})") from None
        except OSError as error:
            raise InputError(path, error.strerror or str(error)) from None

    def words(self, passage: Passage) -> str | None:
        """Give the words of a passage of this text; None if it has no position.

        Raises:
            InputError: the position is not in the text.
        """
        if passage.start is None or passage.end is None:
            return None
        if 0 <= passage.start < passage.end <= len(self.text):
            return self.text[passage.start : passage.end]
        raise InputError(
            self.path,
            f"it is the right text and has {len(self.text)} characters, so the position of"
            f" {passage.place} is wrong in the graph",
        )


class HeldTexts:
    """The texts of one call: each is one that the evidence names, or the call is refused."""

    def __init__(self, paths: Iterable[StrPath], passages: Iterable[Passage]) -> None:
        """Read the texts.

        Raises:
            InputError: a file cannot be read, or is no text that one of the passages stands in.
            SourceErrors: several files.
        """
        expected = {(passage.source or "a document", passage.sha256) for passage in passages}
        sums = {sum_: name for name, sum_ in sorted(expected, key=str) if sum_}
        self._texts: dict[str, HeldText] = {}
        errors: list[RitgraphError] = []
        for path in paths:
            try:
                text = _expected(HeldText.read(path), sums)
                self._texts[text.sha256] = text
            except InputError as error:
                errors.append(error)
        if errors:
            raise errors[0] if len(errors) == 1 else SourceErrors(errors)

    def words(self, passage: Passage) -> str | None:
        """Give the words of a passage; None if its text, or its position in it, is not known.

        Raises:
            InputError: the position is not in the text.
        """
        text = self._texts.get(passage.sha256 or "")
        return text.words(passage) if text else None


def _expected(text: HeldText, sums: dict[str, str]) -> HeldText:
    if text.sha256 in sums:
        return text
    named = ", ".join(f"{sum_} ({name})" for sum_, name in sums.items()) or "none"
    raise InputError(text.path, f"its SHA-256 is {text.sha256}, the evidence names {named}")


def quoting(claims: Sequence[Claim], texts: Iterable[StrPath]) -> Iterator[Claim]:
    """Give the claims with the words of their passages, as far as they stand in the files held.

    Raises:
        InputError, SourceErrors: see ``HeldTexts``.
    """
    held = HeldTexts(texts, (passage for claim in claims for passage in claim.passages))
    return (claim.quoting(held.words) for claim in claims)
