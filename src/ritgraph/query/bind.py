"""Put values into a query: tokens of parameters become RDF terms, and nothing else changes.

The query is text before and after, valid in every engine, and a value only ever enters it as one
term. So it means the same inside ``FILTER NOT EXISTS``, ``UNION``, ``OPTIONAL`` and subselects.
"""

from __future__ import annotations

from ritgraph.errors import SourceSyntaxError
from ritgraph.query.tokens import Token, position
from ritgraph.term import to_sparql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ritgraph.errors import StrPath
    from ritgraph.query.parameter import Term

# A clause whose variables no term can replace, the words that end it, and what it is called.
_VARIABLES_ONLY = {
    "SELECT": "in SELECT",
    "GROUP": "in GROUP BY",
    "ORDER": "in ORDER BY",
    "AS": "after AS",
    "VALUES": "as a variable of VALUES",
}
_CLAUSES = ("SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def bind(
    text: str,
    tokens: Sequence[Token],
    values: Mapping[str, Term | None],
    path: StrPath | None = None,
) -> str:
    """Replace the variables of parameters by terms; None leaves the variable free.

    ``BOUND(?__x)`` becomes ``(true)`` for a parameter with a value and ``(false)`` for one without.

    >>> import pyoxigraph as ox
    >>> from ritgraph.query.tokens import tokenise
    >>> text = "ASK { ?light ?p ?__name FILTER(BOUND(?__name)) } # ?__name"
    >>> bind(text, tokenise(text), {"__name": ox.Literal("Anholt")})
    'ASK { ?light ?p "Anholt" FILTER( (true) ) } # ?__name'

    Raises:
        SourceSyntaxError: a parameter with a value stands where only a variable can stand.
    """
    for index, clause in _in_variable_places(tokens):
        if values.get(_variable(tokens[index])) is not None:
            raise SourceSyntaxError(
                path,
                *position(text, tokens[index].offset),
                f"the parameter {tokens[index].text} stands {clause}, where no value can stand",
            )
    parts: list[str] = []
    copied = 0
    for start, end, replacement in _replacements(tokens, values):
        parts += (text[copied:start], _apart(text, start, end, replacement))
        copied = end
    return "".join((*parts, text[copied:]))


def _replacements(
    tokens: Sequence[Token], values: Mapping[str, Term | None]
) -> Iterator[tuple[int, int, str]]:
    """Give start, end and new text of each place that changes."""
    for index, token in enumerate(tokens):
        variable = _variable(token)
        if variable not in values:
            continue
        term = values[variable]
        if _is_bound_test(tokens, index):
            truth = "(true)" if term is not None else "(false)"
            yield tokens[index - 2].offset, tokens[index + 1].end, truth
        elif term is not None:
            yield token.offset, token.end, to_sparql(term)


def _is_bound_test(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the variable at ``index`` is the argument of ``BOUND``."""
    return (
        index >= 2
        and tokens[index - 2].is_word("BOUND")
        and tokens[index - 1].text == "("
        and tokens[index + 1 : index + 2] != []
        and tokens[index + 1].text == ")"
    )


def _in_variable_places(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Give the index of each variable that cannot be a term, and where it stands, in words."""
    clause = ""
    depth = 0
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else token
        if token.is_word(*_CLAUSES):
            clause, depth = token.text.upper(), 0
        elif token.text in ("{", "}"):
            clause, depth = "", 0
        elif token.text in ("(", ")"):
            depth += 1 if token.text == "(" else -1
        elif token.kind == "var":
            if before.is_word("AS"):
                yield index, _VARIABLES_ONLY["AS"]
            elif clause in _VARIABLES_ONLY and (depth == 0 or clause == "VALUES"):
                yield index, _VARIABLES_ONLY[clause]


def _variable(token: Token) -> str:
    return token.text[1:] if token.kind == "var" else ""


def _apart(text: str, start: int, end: int, replacement: str) -> str:
    """Keep the new text from growing together with what stands beside it."""
    before = "" if text[start - 1 : start].isspace() else " "
    after = "" if text[end : end + 1].isspace() else " "
    return before + replacement + after
