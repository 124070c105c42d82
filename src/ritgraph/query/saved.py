"""Saved queries: one ``.rq`` file is one question with typed parameters."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from pathlib import Path

from ritgraph.errors import InputError, ParameterError, UnknownName
from ritgraph.query.bind import bind
from ritgraph.query.header import Header, read_header
from ritgraph.query.parameter import Parameter, parameters
from ritgraph.query.syntax import check_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ritgraph.query.parameter import Resolve, Term, Value
    from ritgraph.query.tokens import Token


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
        return cls(path.stem, path, text, header, parameters(tokens, header, text, path), tokens)

    def bind(self, values: Mapping[str, Value | None], resolve: Resolve) -> str:
        """Give the query with these values in place of its parameters; None counts as not given.

        ``resolve`` finds the thing that a value of an IRI parameter names.

        Raises:
            UnknownName: there is no such parameter, or an IRI parameter's value names nothing.
            ParameterError: a required value is missing, or a value is not of its type.
            SourceSyntaxError: a parameter stands where no value can stand.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in names:
                having = f"has {', '.join(names)}" if names else "has no parameters"
                raise UnknownName("parameter", name, names, f"The query '{self.name}' {having}.")
        terms = {
            parameter.variable: self._term(parameter, values.get(parameter.name), resolve)
            for parameter in self.parameters
        }
        return bind(self.text, self.tokens, terms, self.path)

    def _term(self, parameter: Parameter, value: Value | None, resolve: Resolve) -> Term | None:
        given = parameter.default if value is None else value
        if given is not None:
            return parameter.term(given, resolve)
        if not parameter.required:
            return None
        example = self.header.example.get(parameter.name)
        about = f" ({parameter.type}{f': {parameter.help}' if parameter.help else ''})"
        shown = (
            f" Example: --{parameter.name} {_quoted(str(example))}" if example is not None else ""
        )
        raise ParameterError(
            parameter.name,
            f"The query '{self.name}' needs the parameter '{parameter.name}'{about}.{shown}",
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


def _quoted(text: str) -> str:
    return f"'{text}'" if " " in text else text
