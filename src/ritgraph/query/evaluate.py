"""Put a query to the store: refuse what does more than read, run it, say where it is wrong."""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.errors import (
    ProjectError,
    SourceSyntaxError,
    UnsupportedError,
    did_you_mean,
    nearest,
    place,
)
from ritgraph.query.answer.asked import Asked
from ritgraph.query.answer.rows import Rows, Triples, answer
from ritgraph.sparql.guard import refuse_all_but_reading
from ritgraph.sparql.syntax import check_words, fault, locate
from ritgraph.sparql.tokens import position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ritgraph.query.saved.enumeration import Answers
    from ritgraph.query.saved.parameter import Given, Resolve
    from ritgraph.query.saved.saved_query import SavedQuery
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
    except RuntimeError as error:
        raise UnsupportedError(str(error)) from None


def evaluate_saved(
    store: Store,
    query: SavedQuery,
    values: Mapping[str, Given | None],
    resolve: Resolve,
    answers: Answers | None = None,
) -> Rows | Triples | bool:
    """Answer a saved query with these values; ``resolve`` and ``answers`` as in SavedQuery.bind.

    Raises:
        SourceSyntaxError: the file is no SPARQL query, or a value cannot stand where it is used.
        RefusedError: the query has SERVICE, FROM, LOAD or an update.
        ParameterError, UnknownName: see SavedQuery.bind.
    """
    refuse_all_but_reading(query.tokens, query.text, query.path)
    bound = query.bind(values, resolve, answers)
    try:
        return answer(store, bound, asked=Asked(query, values))
    except SyntaxError as error:
        raise _in_file(query, bound, str(error)) from None
    except RuntimeError as error:
        raise UnsupportedError(f"{place(query.path)}: {error}") from None


def answers_of(store: Store, query: SavedQuery, column: str, resolve: Resolve) -> dict[str, str]:
    """Give what a saved query answers in a column, its first one if none is named.

    Each answer comes with the text by which a person gives it. The query is asked without regard
    to the values that its own parameters allow, so that two queries cannot ask each other for ever.

    Raises:
        ProjectError: it has no such column.
    """
    rows = evaluate_saved(store, query, {}, resolve)
    if not isinstance(rows, Rows) or column not in ("", *rows.columns):
        offer = did_you_mean(nearest(column, getattr(rows, "columns", ())))
        raise ProjectError(f"The query '{query.name}' has no column '{column}'. {offer}".rstrip())
    index = rows.columns.index(column) if column else 0
    values = {row[index] for row in rows.terms()}
    things = {
        v.value: store.prefixes.compact(v.value) for v in values if isinstance(v, ox.NamedNode)
    }
    return things | {v.value: v.value for v in values if isinstance(v, ox.Literal)}


def _in_file(query: SavedQuery, bound: str, engine_says: str) -> SourceSyntaxError:
    """Tell a syntax error of the bound text as one of the file.

    Binding keeps the lines. If the file alone is valid, a value stands where it cannot.
    """
    if found := fault(query.text, query.path):
        return found
    line, _, _ = locate(bound, {}, engine_says)
    variables = {parameter.variable for parameter in query.parameters}
    for token in query.tokens:
        where = position(query.text, token.offset)
        if where[0] == line and token.kind == "var" and token.text[1:] in variables:
            problem = f"the value given for {token.text} cannot stand here"
            return SourceSyntaxError(query.path, *where, problem)
    return SourceSyntaxError(query.path, line, 1, "with these values this is no SPARQL")
