"""Which of the four forms a query has (SPARQL 1.1, section 16)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ritgraph.sparql.tokens import Token

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def form(tokens: Iterable[Token]) -> Token | None:
    """Give the word that says the form, where it stands; None if there is none.

    >>> from ritgraph.sparql.tokens import tokenise
    >>> form(tokenise("PREFIX ex: <http://example.com/> ask { ?s a ex:Light }"))
    Token(kind='word', text='ask', offset=33)
    """
    return next((token for token in tokens if token.is_word(*FORMS)), None)
