"""The values that a parameter may have: those that the header lists, or another query's answers."""

from __future__ import annotations

from ritgraph.errors import UnknownName
from ritgraph.query.saved.datatype import lexical
from ritgraph.query.saved.declaration import FromQuery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ritgraph.query.saved.parameter import Parameter, Resolve

    # Query and column (the first, if empty) to the lexical form or the IRI of each answer, with
    # the text by which a person gives it.
    Answers = Callable[[str, str], Mapping[str, str]]


def allowed_values(
    parameter: Parameter, resolve: Resolve, answers: Answers | None
) -> Mapping[str, str] | None:
    """Give the values that a parameter may have, each with the text by which a person gives it.

    None is no restriction; so is another query's answer without ``answers`` to ask for it.

    >>> from ritgraph.query.saved.parameter import Parameter
    >>> allowed_values(Parameter("round", "_round", "integer", values=(1, 2)), print, None)
    {'1': '1', '2': '2'}
    """
    values = parameter.values
    if isinstance(values, FromQuery):
        return None if answers is None else answers(values.query, values.column)
    if not values:
        return None
    listed: dict[str, str] = {}
    for value in values:
        try:
            listed[parameter.term(value, resolve).value] = lexical(value)
        except UnknownName:  # a thing that the graph no longer has is no value either
            continue
    return listed
