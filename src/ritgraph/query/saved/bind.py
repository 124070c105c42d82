"""Put values into a query: tokens of parameters become RDF terms, and nothing else changes.

The query is text before and after, valid in every engine, and a value only ever enters it as one
term. So it means the same inside ``FILTER NOT EXISTS``, ``UNION``, ``OPTIONAL`` and subselects.
Where several values can enter, says ``query/saved/placement.py``.
"""

from __future__ import annotations

from ritgraph.query.saved.placement import is_bound_test, values_block
from ritgraph.term import to_sparql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ritgraph.query.saved.parameter import Term
    from ritgraph.sparql.tokens import Token

    Values = Mapping[str, Sequence[Term]]


def bind(text: str, tokens: Sequence[Token], values: Values) -> str:
    """Replace the variables of parameters by terms; no terms leave the variable free.

    ``BOUND(?__x)`` becomes ``(true)`` for a parameter with a value and ``(false)`` for one without.

    >>> import pyoxigraph as ox
    >>> from ritgraph.sparql.tokens import tokenise
    >>> text = "ASK { ?light ?p ?__name FILTER(BOUND(?__name)) } # ?__name"
    >>> bind(text, tokenise(text), {"__name": [ox.Literal("Anholt")]})
    'ASK { ?light ?p "Anholt" FILTER( (true) ) } # ?__name'
    """
    parts: list[str] = []
    copied = 0
    for start, end, replacement in _replacements(tokens, values):
        parts += (text[copied:start], _apart(text, start, end, replacement))
        copied = end
    return "".join((*parts, text[copied:]))


def _replacements(tokens: Sequence[Token], values: Values) -> Iterator[tuple[int, int, str]]:
    """Give start, end and new text of each place that changes."""
    places = [(index, token) for index, token in enumerate(tokens) if _variable(token) in values]
    blocks = {index: values_block(tokens, index) for index, _ in places}
    stay = {_variable(tokens[index]) for index, block in blocks.items() if block}
    for index, token in places:
        terms = [to_sparql(term) for term in values[_variable(token)]]
        if is_bound_test(tokens, index):
            truth = "(true)" if terms else "(false)"
            yield tokens[index - 2].offset, tokens[index + 1].end, truth
        elif block := blocks[index]:
            yield *block, f"{{ {' '.join(terms or ['UNDEF'])} }}"
        elif terms and _variable(token) not in stay:
            yield token.offset, token.end, ", ".join(terms)


def _variable(token: Token) -> str:
    return token.text[1:] if token.kind == "var" else ""


def _apart(text: str, start: int, end: int, replacement: str) -> str:
    """Keep the new text from growing together with what stands beside it."""
    before = "" if text[start - 1 : start].isspace() else " "
    after = "" if text[end : end + 1].isspace() else " "
    return before + replacement + after
