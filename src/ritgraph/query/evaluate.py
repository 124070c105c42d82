"""Put a query to the store: refuse what does more than read, run it, say where it is wrong."""

from __future__ import annotations

from ritgraph.errors import SourceSyntaxError
from ritgraph.query.guard import refuse_all_but_reading
from ritgraph.query.rows import Rows, Triples, answer
from ritgraph.query.syntax import check_words, is_sparql, locate
from ritgraph.query.tokens import position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ritgraph.query.parameter import Resolve, Value
    from ritgraph.query.saved import SavedQuery
    from ritgraph.store.store import Store


def evaluate(store: Store, text: str) -> Rows | Triples | bool:
    """Answer a query text, which may use the graph's prefixes without declaring them.

    Raises:
        SourceSyntaxError: it is no SPARQL query; the position is that of the fault.
        RefusedError: it has SERVICE, FROM, LOAD or an update.
    """
    known = store.prefixes
    refuse_all_but_reading(check_words(text, known), text)
    try:
        return answer(store, text, known)
    except SyntaxError as error:
        line, column, problem = locate(text, known, str(error))
        raise SourceSyntaxError(None, line, column, problem) from None


def evaluate_saved(
    store: Store, query: SavedQuery, values: Mapping[str, Value | None], resolve: Resolve
) -> Rows | Triples | bool:
    """Answer a saved query with these values.

    Raises:
        SourceSyntaxError: the file is no SPARQL query, or a value cannot stand where it is used.
        RefusedError: the query has SERVICE, FROM, LOAD or an update.
        ParameterError, UnknownName: see SavedQuery.bind.
    """
    refuse_all_but_reading(query.tokens, query.text, query.path)
    bound = query.bind(values, resolve)
    try:
        return answer(store, bound)
    except SyntaxError as error:
        raise _in_file(query, bound, str(error)) from None


def _in_file(query: SavedQuery, bound: str, engine_says: str) -> SourceSyntaxError:
    """Tell a syntax error of the bound text as one of the file.

    Binding keeps the lines. If the file alone is valid, a value stands where it cannot.
    """
    if not is_sparql(query.text):
        return SourceSyntaxError(query.path, *locate(query.text, {}, engine_says))
    line, _, _ = locate(bound, {}, engine_says)
    variables = {parameter.variable for parameter in query.parameters}
    for token in query.tokens:
        where = position(query.text, token.offset)
        if where[0] == line and token.kind == "var" and token.text[1:] in variables:
            problem = f"the value given for {token.text} cannot stand here"
            return SourceSyntaxError(query.path, *where, problem)
    return SourceSyntaxError(query.path, line, 1, "with these values this is no SPARQL")
