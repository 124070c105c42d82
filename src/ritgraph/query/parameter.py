"""The parameters of a saved query: how they are named, typed and turned into RDF terms.

Names follow grlc: ``?_round`` is required, ``?__round`` is optional, and a suffix gives the type
(``?_round_integer``). The header can give the type too, with a help text and a default.
"""

from __future__ import annotations

import re
from collections import namedtuple

import pyoxigraph as ox

from ritgraph.errors import ParameterError, SourceSyntaxError, did_you_mean, nearest
from ritgraph.query.header import Declaration
from ritgraph.query.tokens import Token, position
from ritgraph.term import XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from ritgraph.errors import StrPath
    from ritgraph.query.header import Header

    Value = str | int | Decimal | date
    Term = ox.NamedNode | ox.Literal
    Resolve = Callable[[str, str], ox.NamedNode]

_SUFFIXES = ("iri", "string", "integer", "decimal", "boolean", "date", "dateTime")
TYPES = (*_SUFFIXES, "language")

# What a literal of each type looks like, and an example of it for people.
_FORMS = {
    "integer": (r"[+-]?[0-9]+", "2"),
    "decimal": (r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", "2.5"),
    "boolean": (r"true|false|1|0", "true"),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "2018-04-17"),
    "dateTime": (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?",
        "2018-04-17T09:30:00",
    ),
    # BCP 47, section 2.1, as far as SPARQL lets a language tag go.
    "language": (r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", "sv"),
}


class Parameter(
    namedtuple(
        "Parameter",
        "name variable type required default help class_",
        defaults=("string", False, None, "", ""),
    )
):
    """What a saved query asks for; ``variable`` is without its mark, ``class_`` an IRI or CURIE."""

    name: str
    variable: str
    type: str
    required: bool
    default: Value | None
    help: str
    class_: str

    def term(self, value: Value | ox.NamedNode, resolve: Resolve) -> Term:
        """Turn a value into the RDF term that is bound.

        ``resolve`` finds the thing of a name and a class.

        >>> Parameter("round", "_round_integer", "integer").term("2", lambda name, class_: None)
        <Literal value=2 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>

        Raises:
            ParameterError: the value is not of the parameter's type, or names several things.
            UnknownName: an IRI parameter's value names nothing in the graph.
        """
        if self.type == "iri":
            return resolve(
                value.value if isinstance(value, ox.NamedNode) else str(value), self.class_
            )
        text = _lexical(value)
        if self.type == "string":
            return ox.Literal(text)
        form, example = _FORMS[self.type]
        if not re.fullmatch(form, text) or not _exists(self.type, text):
            raise ParameterError(
                self.name,
                f"The parameter '{self.name}' takes {_article(self.type)} {self.type} such as"
                f" {example}, not '{text}'.",
            )
        if self.type == "language":
            return ox.Literal(text.lower())
        return ox.Literal(text, datatype=ox.NamedNode(XSD + self.type))


def parameters(
    tokens: Sequence[Token], header: Header, text: str, path: StrPath | None
) -> tuple[Parameter, ...]:
    """Find the parameters of a query, in the order in which they first stand in it.

    Raises:
        SourceSyntaxError: the header names a parameter that the query lacks, or gives a type that
            does not exist, or two variables have one parameter's name.
    """
    found: dict[str, Parameter] = {}
    for token in tokens:
        variable = token.text[1:]
        if token.kind != "var" or not variable.strip("_") or not variable.startswith("_"):
            continue
        parameter = _declared(variable, header)
        if found.setdefault(parameter.name, parameter).variable != variable:
            raise SourceSyntaxError(
                path,
                *position(text, token.offset),
                f"'?{variable}' and '?{found[parameter.name].variable}' are one parameter,"
                f" '{parameter.name}'. Give one of them another name.",
            )
        if parameter.type not in TYPES:
            raise SourceSyntaxError(
                path,
                *position(text, token.offset),
                f"the parameter '{parameter.name}' has the unknown type '{parameter.type}'."
                f" {did_you_mean(nearest(parameter.type, TYPES))}".rstrip(),
            )
    for name in (*header.params, *header.defaults, *header.example):
        if name not in found:
            offer = did_you_mean(nearest(name, found))
            raise SourceSyntaxError(
                path,
                1,
                1,
                f"the header names the parameter '{name}', the query has none. {offer}".rstrip(),
            )
    return tuple(found.values())


def _declared(variable: str, header: Header) -> Parameter:
    name, suffix_type = _name_and_type(variable)
    about = header.params.get(name, Declaration())
    fallback = "language" if name == "lang" else "string"
    default = header.defaults.get(name, about.default)
    return Parameter(
        name=name,
        variable=variable,
        type=suffix_type or about.type or fallback,
        required=not variable.startswith("__") and default is None,
        default=default,
        help=about.help,
        class_=about.class_,
    )


def _name_and_type(variable: str) -> tuple[str, str]:
    """Split ``__country_iri`` into ``country`` and ``iri``."""
    bare = variable.lstrip("_")
    name, _, suffix = bare.rpartition("_")
    return (name, suffix) if name and suffix in _SUFFIXES else (bare, "")


def _lexical(value: object) -> str:
    """Write a Python value as XML Schema would."""
    if isinstance(value, bool):
        return str(value).lower()
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)


def _exists(type_: str, text: str) -> bool:
    """Tell whether a text of the right form also denotes a day or a moment."""
    if type_ not in ("date", "dateTime"):
        return True
    import datetime

    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
