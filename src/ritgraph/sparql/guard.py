"""Refuse what would do more than read this graph, before any engine sees it.

Engines fetch from anywhere on ``SERVICE`` and ``LOAD``, and some read files on ``FROM``; none of
them can be told not to. The guard reads tokens, so a word in a string, a comment, an IRI or a
prefixed name is no reason to refuse.
"""

from __future__ import annotations

from ritgraph.errors import RefusedError
from ritgraph.sparql.tokens import Token, position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ritgraph.errors import StrPath

_REASONS = {
    "SERVICE": "it would ask another host; a query reads this graph alone",
    "FROM": "it would read another graph or file; a query reads this graph alone",
    "LOAD": "it would fetch a file into the graph; a query only reads",
} | dict.fromkeys(
    ["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "MOVE", "USING", "WITH"],
    "it would change the graph; change the Turtle files instead",
)


def refuse_all_but_reading(tokens: Sequence[Token], text: str, path: StrPath | None = None) -> None:
    """Let a query pass only if it reads this graph and nothing else.

    ``tokens`` are those of ``text``, all of their words known (``syntax.check_words``).

    >>> refuse_all_but_reading([Token("word", "DROP", 0), Token("word", "ALL", 5)], "DROP ALL")
    Traceback (most recent call last):
    ritgraph.errors.RefusedError: query text:1:1: DROP is refused: it would change the graph; \
change the Turtle files instead.

    Raises:
        RefusedError: the query has SERVICE, FROM, LOAD or an update.
    """
    for token in tokens:
        word = token.text.upper()
        if token.kind == "word" and word in _REASONS:
            reason = f"{word} is refused: {_REASONS[word]}"
            raise RefusedError(path, *position(text, token.offset), reason)
