"""Saved queries: one ``.rq`` file is one question with typed parameters."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from pathlib import Path

from ritgraph.errors import InputError, ParameterError, UnknownName
from ritgraph.query.saved.bind import bind
from ritgraph.query.saved.datatype import lexical
from ritgraph.query.saved.enumeration import allowed_values
from ritgraph.query.saved.header import Header, read_header
from ritgraph.query.saved.parameter import Parameter, parameters
from ritgraph.query.saved.placement import check_places
from ritgraph.sparql.syntax import check_words
from ritgraph.sparql.tokens import declared_prefixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ritgraph.query.saved.enumeration import Answers
    from ritgraph.query.saved.parameter import Given, Resolve, Term
    from ritgraph.sparql.tokens import Token


class SavedQuery(namedtuple("SavedQuery", "name path text header parameters tokens")):
    """A question kept as a file: valid SPARQL as it stands, with a header and parameters."""

    name: str
    path: Path
    text: str
    header: Header
    parameters: tuple[Parameter, ...]
    tokens: Sequence[Token]

    @classmethod
    def read(cls, path: Path) -> SavedQuery:
        """Read one ``.rq`` file.

        Raises:
            SourceSyntaxError: its header or its SPARQL cannot be read, or they disagree.
            InputError: the file cannot be opened, or is not UTF-8.
        """
        try:
            text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise InputError(path, f"it is not UTF-8 (byte {error.start})") from None
        except OSError as error:
            raise InputError(path, error.strerror or str(error)) from None
        tokens = check_words(text, {}, path)
        header = read_header(text, path)
        found = parameters(tokens, header, text, path)
        check_places(text, tokens, found, path)
        return cls(path.stem, path, text, header, found, tokens)

    @property
    def prefixes(self) -> dict[str, str]:
        """The namespaces of the prefixes that it declares, by name."""
        declared = declared_prefixes(self.tokens)
        return {name: prefix.namespace for name, prefix in declared.items()}

    def bind(
        self, values: Mapping[str, Given | None], resolve: Resolve, answers: Answers | None = None
    ) -> str:
        """Give the query with these values in place of its parameters; None counts as not given.

        ``resolve`` finds the thing that a value of an IRI parameter names. ``answers`` gives those
        of another saved query, for a parameter that may only have these (see
        ``allowed_values``); without it they go unchecked.

        Raises:
            UnknownName: there is no such parameter, or an IRI parameter's value names nothing.
            ParameterError: a required value is missing, not of its type, or not allowed.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in names:
                having = f"has {', '.join(names)}" if names else "has no parameters"
                raise UnknownName("parameter", name, names, f"The query '{self.name}' {having}.")
        terms: dict[str, tuple[Term, ...]] = {}
        for parameter in self.parameters:
            given = values.get(parameter.name)
            given = parameter.default if given is None else given
            if given is None and parameter.required:
                raise self._missing(parameter)
            terms[parameter.variable] = (
                ()
                if given is None
                else parameter.terms(given, resolve, allowed_values(parameter, resolve, answers))
            )
        return bind(self.text, self.tokens, terms)

    def _missing(self, parameter: Parameter) -> ParameterError:
        about = f" ({parameter.type_name}{f': {parameter.help}' if parameter.help else ''})"
        example = parameter.example
        values = example if isinstance(example, list) else [] if example is None else [example]
        shown = ", ".join(f"'{lexical(value)}'" for value in values)
        return ParameterError(
            parameter.name,
            f"The query '{self.name}' needs the parameter '{parameter.name}'{about}."
            f"{f' Example: {shown}.' if shown else ''}",
        )


class Catalogue(Mapping[str, SavedQuery]):
    """The saved queries of a project by name; a file is read when its query is asked for."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = {path.stem: path for path in sorted(paths, key=lambda path: path.stem)}
        self._read: dict[str, SavedQuery] = {}

    def __getitem__(self, name: str) -> SavedQuery:
        if name not in self._paths:
            raise UnknownName("query", name, self._paths, "`ritgraph query` lists them.")
        if name not in self._read:
            self._read[name] = SavedQuery.read(self._paths[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
