"""Where parameters stand in a query, and where they can.

A value stands for its variable wherever SPARQL has a term or an expression. Where SPARQL wants a
variable (in ``SELECT``, ``GROUP BY``, ``ORDER BY``, after ``AS``) no parameter can stand, and so it
is never projected.

Several values stand in two places, and nowhere else:

``IN ( ?_x )`` and ``NOT IN ( ?_x )``
    The values take the place of the variable; other items may stand beside it.
``VALUES ?_x { ex:anholt }``
    The values take the place of those in the block, and the variable stays one, here and wherever
    else it stands. What the file has in the block is what other engines use.

A parameter that is not given leaves its variable free: ``IN`` is then never true, so that a query
says ``FILTER(!BOUND(?__x) || ?y IN (?__x))``, and the block becomes ``{ UNDEF }``.
"""

from __future__ import annotations

from ritgraph.errors import SourceSyntaxError
from ritgraph.sparql.tokens import position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ritgraph.errors import StrPath
    from ritgraph.query.saved.parameter import Parameter
    from ritgraph.sparql.tokens import Token

# A clause whose variables no term can replace, and what it is called.
_VARIABLES_ONLY = {
    "SELECT": "in SELECT",
    "GROUP": "in GROUP BY",
    "ORDER": "in ORDER BY",
    "VALUES": "as a variable of VALUES",
}
_CLAUSES = ("SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def check_places(
    text: str, tokens: Sequence[Token], parameters: Sequence[Parameter], path: StrPath | None
) -> None:
    """Refuse a query in which a parameter stands where no value, or not several, can stand.

    Raises:
        SourceSyntaxError: one does; the position is that of its variable.
    """
    _refuse_all_columns(text, tokens, parameters, path)
    places: dict[str, list[int]] = {parameter.variable: [] for parameter in parameters}
    for index, token in enumerate(tokens):
        if token.kind == "var" and token.text[1:] in places:
            places[token.text[1:]].append(index)
    for parameter in parameters:
        indices = places[parameter.variable]
        in_block = parameter.many and any(values_block(tokens, index) for index in indices)
        for index in indices:
            problem = _only_a_variable(tokens, index)
            if parameter.many and values_block(tokens, index):
                problem = ""
            elif parameter.many and not (problem or in_block or _takes_several(tokens, index)):
                problem = "outside IN ( … ) and VALUES, where no list can stand"
            elif problem == _VARIABLES_ONLY["VALUES"]:
                problem += ". 'list: true' in the header lets one variable of VALUES be a parameter"
            elif problem:
                problem += ", where no value can stand"
            if problem:
                token = tokens[index]
                where = position(text, token.offset)
                raise SourceSyntaxError(
                    path, *where, f"the parameter {token.text} stands {problem}"
                )


def _refuse_all_columns(
    text: str, tokens: Sequence[Token], parameters: Sequence[Parameter], path: StrPath | None
) -> None:
    """Refuse ``SELECT *`` beside parameters: it would have those that are not given for columns."""
    for index, star in enumerate(tokens):
        before = list(tokens[max(0, index - 2) : index])
        if before and before[-1].is_word("DISTINCT", "REDUCED"):  # or that of COUNT
            before.pop()
        if parameters and star.text == "*" and before and before[-1].is_word("SELECT"):
            problem = "'*' would show the parameters, too: name the columns"
            raise SourceSyntaxError(path, *position(text, star.offset), problem)


def is_bound_test(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the variable at ``index`` is the argument of ``BOUND``."""
    return (
        index >= 2
        and tokens[index - 2].is_word("BOUND")
        and tokens[index - 1].text == "("
        and _behind(tokens, index) == ")"
    )


def values_block(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """Give the offsets of the block ``{ … }`` whose only variable stands at ``index``."""
    if not tokens[index - 1].is_word("VALUES") or _behind(tokens, index) != "{":
        return None
    end = next((token.end for token in tokens[index:] if token.text == "}"), None)
    return None if end is None else (tokens[index + 1].offset, end)


def _takes_several(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the variable at ``index`` is an item of ``IN ( … )``, or that of ``BOUND``."""
    if tokens[index - 1].text not in ("(", ",") or _behind(tokens, index) not in (")", ","):
        return False
    return tokens[_opening(tokens, index) - 1].is_word("IN") or is_bound_test(tokens, index)


def _behind(tokens: Sequence[Token], index: int) -> str:
    return tokens[index + 1].text if index + 1 < len(tokens) else ""


def _opening(tokens: Sequence[Token], index: int) -> int:
    """Find the bracket that is open at ``index``."""
    depth = 1
    while depth and index:
        index -= 1
        depth += (tokens[index].text == ")") - (tokens[index].text == "(")
    return index


def _only_a_variable(tokens: Sequence[Token], index: int) -> str:
    """Say where the variable at ``index`` stands, if no term can stand there."""
    if tokens[index - 1].is_word("AS"):
        return "after AS"
    depth = 0
    for back in range(index - 1, -1, -1):
        kind, text, _ = tokens[back]
        if kind == "word":
            clause = text.upper()
            if clause in _CLAUSES:
                return _VARIABLES_ONLY.get(clause, "") if depth == 0 or clause == "VALUES" else ""
        elif text == "(":
            depth += 1
        elif text == ")":
            depth -= 1
        elif text in ("{", "}"):
            break
    return ""
