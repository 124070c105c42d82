"""The parameters of a saved query: found in its text, and what values they take.

A parameter is named and typed by its variable (``query/saved/naming.py``) or by the header
(``query/saved/declaration.py``); where both give a type, it must be the same.
"""

from __future__ import annotations

import re
from collections import namedtuple

import pyoxigraph as ox

from ritgraph.errors import ParameterError, SourceSyntaxError, did_you_mean, nearest
from ritgraph.query.saved.datatype import TYPES, example_of, lexical, literal
from ritgraph.query.saved.declaration import Declaration, FromQuery
from ritgraph.query.saved.enumeration import allowed_values
from ritgraph.query.saved.header import place_of
from ritgraph.query.saved.naming import is_parameter, read_name, type_named
from ritgraph.sparql.tokens import declared_prefixes, position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from ritgraph.errors import StrPath
    from ritgraph.query.saved.datatype import Value as Value
    from ritgraph.query.saved.declaration import Values
    from ritgraph.query.saved.header import Header
    from ritgraph.sparql.tokens import Token

    Term = ox.NamedNode | ox.Literal
    Given = Value | Iterable[Value]
    Resolve = Callable[[str, str], ox.NamedNode]

# Sections of the header that name parameters.
_NAMING = ("params", "defaults", "enumerate", "example")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_FEW = 12
_LONGEST_NAME = 2_000
_LONG = 60


class Parameter(
    namedtuple(
        "Parameter",
        "name variable type required default help class_ lang many values pattern example",
        defaults=("string", False, None, "", "", "", False, (), "", None),
    )
):
    """What a saved query asks for.

    ``variable`` is without its mark; ``type`` a short name or the IRI of a datatype; ``class_`` an
    IRI or a CURIE; ``many`` tells whether it takes several values; ``values`` are all that are
    allowed, as a tuple or from another query, and empty if any value of the type will do.
    """

    name: str
    variable: str
    type: str
    required: bool
    default: Given | None
    help: str
    class_: str
    lang: str
    many: bool
    values: Values
    pattern: str
    example: Given | None

    def terms(
        self, given: Given, resolve: Resolve, allowed: Mapping[str, str] | None = None
    ) -> tuple[Term, ...]:
        """Turn what is given into RDF terms: each once, in the order given, a set's sorted.

        ``resolve`` finds the thing of a name and a class; ``allowed`` are the only values that
        count (``query/saved/enumeration.py``).

        >>> Parameter("round", "_round", "integer", many=True).terms(["2", 2], print)
        (<Literal value=2 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>,)

        Raises:
            ParameterError: a value is not of the type or the pattern, not allowed, or names several
                things; or there are several values for one, or none at all.
            UnknownName: an IRI parameter's value names nothing in the graph.
        """
        if isinstance(given, str | bytes) or not hasattr(given, "__iter__"):
            return (self.term(given, resolve, allowed),)
        values = sorted(given, key=str) if isinstance(given, set | frozenset) else list(given)
        if not self.many:
            raise self._error(f"takes one value, not a list of {len(values)}")
        if not values:
            raise self._error("was given an empty list. Give a value, or leave it out")
        return tuple(dict.fromkeys(self.term(value, resolve, allowed) for value in values))

    def term(
        self, value: object, resolve: Resolve, allowed: Mapping[str, str] | None = None
    ) -> Term:
        """Turn one value into an RDF term; see ``terms``."""
        try:
            text = lexical(value)
        except ValueError as error:
            raise self._error(f"takes {self.kind}, not {error}") from None
        if self.type == "iri":
            if len(text) > _LONGEST_NAME or _CONTROL.search(text):
                raise self._error(f"takes the name of a thing, which '{shown(text)}' cannot be")
            term: Term | None = resolve(text, self.class_)
        else:
            term = ox.Literal(text, language=self.lang) if self.lang else literal(self.type, text)
        if term is None or not (self.pattern == "" or re.fullmatch(self.pattern, text)):
            raise self._error(f"takes {self.kind}{self._such_as()}, not '{shown(text)}'")
        if allowed is not None and term.value not in allowed:
            raise self._error(f"takes {self._one_of(text, allowed)}")
        return term

    @property
    def type_name(self) -> str:
        """The type without its namespace.

        >>> Parameter("year", "_year", "http://www.w3.org/2001/XMLSchema#gYear").type_name
        'gYear'
        """
        return re.split("[#/]", self.type)[-1]

    @property
    def kind(self) -> str:
        """Say in words what a value is.

        >>> Parameter("round", "_round", "integer").kind
        'an integer'
        >>> Parameter("title", "_title_sv", "string", lang="sv").kind
        "a string in the language 'sv'"
        """
        name = self.type_name
        if self.lang:
            name += f" in the language '{self.lang}'"
        if self.pattern:
            name += f" of the form {self.pattern}"
        return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"

    def _one_of(self, text: str, allowed: Mapping[str, str]) -> str:
        """Name the values that are allowed; of many, only those nearest to a text."""
        names = tuple(allowed.values())
        if len(names) <= _FEW:
            return f"one of {', '.join(names)}, not '{shown(text)}'"
        listed = "its header"
        if isinstance(self.values, FromQuery):
            listed = f"`ritgraph query {self.values.query}`"
        offer = did_you_mean(nearest(text, names)).rstrip("?")
        problem = f"one of the {len(names)} values of {listed}, not '{shown(text)}'"
        return f"{problem}. {offer}?" if offer else problem

    def _such_as(self) -> str:
        example = self.example
        if example is None or isinstance(example, list):
            example = "" if self.pattern else example_of(self.type)
        return f" such as {example}" if example != "" else ""

    def _error(self, problem: str) -> ParameterError:
        end = "" if problem[-1] in ".?" else "."
        return ParameterError(self.name, f"The parameter '{self.name}' {problem}{end}")


def parameters(
    tokens: Sequence[Token], header: Header, text: str, path: StrPath | None
) -> tuple[Parameter, ...]:
    """Find the parameters of a query, in the order in which they first stand in it.

    Raises:
        SourceSyntaxError: header and query disagree on the parameters, the header on itself, or a
            type does not exist.
    """
    offsets: dict[str, int] = {}
    for token in tokens:
        if token.kind == "var" and is_parameter(token.text[1:]):
            offsets.setdefault(token.text[1:], token.offset)
    declared = declared_prefixes(tokens) if offsets else {}
    prefixes = {name: one.namespace for name, one in declared.items()}
    named = {name for section in _NAMING for name in getattr(header, section)}
    found: dict[str, Parameter] = {}
    for variable, offset in offsets.items():
        parameter = _declared(variable, header, named, prefixes)
        other = found.setdefault(parameter.name, parameter).variable
        if other != variable:
            problem = f"'?{variable}' and '?{other}' are one parameter, '{parameter.name}'"
            raise SourceSyntaxError(
                path, *position(text, offset), f"{problem}. Give one of them another name."
            )
    for section in _NAMING:
        for name in getattr(header, section):
            if name not in found:
                offer = did_you_mean(nearest(name, found))
                problem = f"the header names the parameter '{name}', the query has none. {offer}"
                raise SourceSyntaxError(path, *place_of(text, section, name), problem.rstrip())
    for parameter in found.values():
        section, problem = _contradiction(parameter, header, prefixes)
        if problem:
            where = place_of(text, section, parameter.name)
            raise SourceSyntaxError(path, *where, problem)
    return tuple(found.values())


def shown(text: str) -> str:
    r"""Write a value for an error message, which is one line.

    >>> shown("a\nb")
    'a\\nb'
    """
    cut = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    return cut if cut.isprintable() else repr(cut)[1:-1]


def _declared(
    variable: str, header: Header, named: Collection[str], prefixes: Mapping[str, str]
) -> Parameter:
    reading = read_name(variable, named, prefixes)
    name = reading.name
    about = header.params.get(name, Declaration())
    default = header.defaults.get(name, about.default)
    fallback = "language" if name == "lang" else "string"
    return Parameter(
        name=name,
        variable=variable,
        type=reading.type or type_named(about.type or fallback, prefixes),
        required=not variable.startswith("__") and default is None,
        default=default,
        help=about.help,
        class_=about.class_,
        lang=reading.lang or about.lang,
        many=about.many,
        values=about.values or header.enumerate.get(name, ()),
        pattern=about.pattern,
        example=header.example.get(name),
    )


def _contradiction(
    parameter: Parameter, header: Header, prefixes: Mapping[str, str]
) -> tuple[str, str]:
    """Say what the header says wrongly about a parameter, and in which of its sections."""
    about = header.params.get(parameter.name, Declaration())
    name = parameter.name
    if not parameter.type:
        offer = did_you_mean(nearest(about.type, TYPES))
        return "params", f"'{name}' has the unknown type '{about.type}'. {offer}".rstrip()
    if type_named(about.type, prefixes) not in ("", parameter.type):
        return (
            "params",
            f"'{name}' is {parameter.kind} by its variable, but the header says '{about.type}'",
        )
    if parameter.class_ and parameter.type != "iri":
        return "params", f"'{name}' has a class, but is {parameter.kind}; only an iri has one"
    if parameter.pattern and parameter.type == "iri":
        return "params", f"'{name}' is an iri, which has no pattern; give its class or its values"
    if parameter.lang and parameter.type != "string":
        return "params", f"'{name}' has a language, but is {parameter.kind}; only a string has one"
    parameter = parameter._replace(example=None)  # which may itself be what is wrong
    try:
        fixed = None if parameter.type == "iri" else allowed_values(parameter, _any_thing, None)
    except ParameterError as error:
        return "params" if about.values else "enumerate", str(error)
    for section in ("params", "defaults", "example"):
        given = about.default if section == "params" else getattr(header, section).get(name)
        try:
            _ = given is not None and parameter.terms(given, _any_thing, fixed)
        except ParameterError as error:
            return section, str(error)
    return "", ""


def _any_thing(_name: str, _class: str) -> ox.NamedNode:
    """Stand in for the graph where a file is read without one."""
    return ox.NamedNode("urn:x-ritgraph:any")
