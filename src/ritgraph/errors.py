"""One family of errors: what is wrong, where, and what to do, in one line.

Every error has an exit code for the command line, carries its facts as attributes, and is at the
same time the built-in error that fits, so that a caller can catch broadly or narrowly.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    StrPath = str | os.PathLike[str]


class RitgraphError(Exception):
    """What can go wrong in a way that a person can put right.

    >>> str(RitgraphError("There are no shapes in ontology/shapes."))
    'There are no shapes in ontology/shapes.'
    """

    exit_code = 2

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes as it is, whatever the constructor takes."""
        return _revived, (type(self), self.args), self.__dict__


class ProjectError(RitgraphError):
    """A folder that is not a knowledge graph, or whose files contradict one another."""


class SourceSyntaxError(RitgraphError, SyntaxError):
    """A file, or a query text, that cannot be read at one place.

    ``path`` is None for a text that comes from no file. ``line`` and ``column`` count from 1;
    the column counts characters.

    >>> error = SourceSyntaxError("data/lights.ttl", 3, 14, "'.' is missing")
    >>> str(error)
    "data/lights.ttl:3:14: '.' is missing"
    >>> error.line, error.column
    (3, 14)
    """

    def __init__(self, path: StrPath | None, line: int, column: int, problem: str) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.problem = problem
        super().__init__(f"{place(path, line, column)}: {problem}")


class InputError(RitgraphError, OSError):
    """A file that cannot be opened or read."""

    def __init__(self, path: StrPath, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{place(path)}: {reason}")


class SourceErrors(RitgraphError):  # noqa: N818 (several, as the name says)
    """Several files that cannot be read, each with its own line of the message.

    >>> both = SourceErrors([InputError("a.ttl", "no such file"), InputError("b.ttl", "a folder")])
    >>> print(both)
    a.ttl: no such file
    b.ttl: a folder
    """

    def __init__(self, errors: Iterable[RitgraphError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, self.errors)))


class UnknownName(RitgraphError, KeyError):  # noqa: N818 (it is what a reader calls it)
    """A name that nothing has, with the names nearest to it.

    >>> str(UnknownName("query", "lihgts", ["lights", "keepers"], "`ritgraph query` lists them."))
    "There is no query 'lihgts'. Did you mean 'lights'? `ritgraph query` lists them."
    """

    def __init__(self, kind: str, name: str, names: Iterable[str], hint: str = "") -> None:
        self.name = name
        self.nearest = nearest(name, names)
        parts = [f"There is no {kind} '{name}'.", did_you_mean(self.nearest), hint]
        super().__init__(" ".join(filter(None, parts)))


class ParameterError(RitgraphError, ValueError):
    """A parameter of a saved query that is missing, of the wrong type, or not clear."""

    def __init__(self, parameter: str, problem: str) -> None:
        self.parameter = parameter
        super().__init__(problem)


class OutputError(RitgraphError, OSError):
    """A result that cannot be written where it should go."""

    def __init__(self, path: StrPath, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{place(path)}: {reason}")


class RefusedError(RitgraphError):
    """A query that would do more than read this graph; where its text does, and the ``problem``."""

    exit_code = 3

    def __init__(self, path: StrPath | None, line: int, column: int, problem: str) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.problem = problem
        super().__init__(f"{place(path, line, column)}: {problem}.")


class LimitError(RitgraphError):
    """An answer that takes longer, or is larger, than its limit allows."""

    exit_code = 3


class EndpointError(RitgraphError, OSError):
    """A SPARQL endpoint that cannot be reached, or does not answer as it should.

    ``status`` is the HTTP status code; None if there was no response.
    """

    def __init__(self, url: str, problem: str, status: int | None = None) -> None:
        self.url = url
        self.status = status
        super().__init__(f"{url}: {problem}")


class StaleStoreWarning(UserWarning):
    """A store on disk that is older than the files that it was built from."""


class UnsupportedError(RitgraphError):
    """Something that this version cannot do."""

    exit_code = 3


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Give the names most like ``name``, else some that contain it; at most three.

    Neither case nor accents count.

    >>> nearest("PARTICPANTS", ["pilots", "participants"])
    ('participants',)
    >>> nearest("kick-off", ["Regional kick-off", "Workshop"])
    ('Regional kick-off',)
    """
    from difflib import get_close_matches

    originals: dict[str, str] = {}
    for candidate in names:
        originals.setdefault(_plain(candidate), candidate)
    wanted = _plain(name)
    matches = get_close_matches(wanted, originals, cutoff=0.7)
    matches = matches or [plain for plain in originals if wanted and wanted in plain][:3]
    return tuple(originals[match] for match in matches)


def did_you_mean(names: Sequence[str]) -> str:
    """Ask the question that offers ``names``; nothing to offer gives an empty text.

    >>> did_you_mean(["lights", "nights"])
    "Did you mean 'lights' or 'nights'?"
    """
    quoted = [f"'{name}'" for name in names]
    return f"Did you mean {' or '.join(quoted)}?" if quoted else ""


def place(path: StrPath | None, line: int | None = None, column: int | None = None) -> str:
    """Write where something is: ``file:line:column``, the file as seen from the current folder.

    >>> place("data/lights.ttl", 3, 14)
    'data/lights.ttl:3:14'
    >>> place(None, 3, 14)
    'query text:3:14'
    """
    parts = ["query text" if path is None else _from_here(os.fspath(path))]
    parts += [str(number) for number in (line, column) if number is not None]
    return ":".join(parts)


def _revived(kind: type[RitgraphError], args: tuple[object, ...]) -> RitgraphError:
    error = kind.__new__(kind, *args)
    error.args = args
    return error


def _plain(text: str) -> str:
    """Take case and accents off a text."""
    from unicodedata import combining, normalize

    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))


def _from_here(path: str) -> str:
    """Shorten an absolute path that lies below the current folder."""
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 (pathlib is not imported here)
    return path.removeprefix(here)
