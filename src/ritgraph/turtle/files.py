"""RDF files as triples with their exact lexical forms, which a store would normalise.

The parser keeps every lexical form. Language tags come out in lower case, whatever the file says:
RDF does not tell ``en-GB`` from ``en-gb`` (RDF 1.1 Concepts, section 3.3).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox

from ritgraph.errors import InputError, RitgraphError, SourceErrors, SourceSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.errors import StrPath

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}

_triple = attrgetter("triple")


def of_any_graph(
    parser: ox.QuadParser, format_: ox.RdfFormat
) -> Iterator[ox.Quad] | Iterator[ox.Triple]:
    """Give what a parser reads so that N-Triples can hold it, of whatever graph it is.

    >>> text = "<urn:a> <urn:b> <urn:c> <urn:graph> ."
    >>> list(of_any_graph(ox.parse(text, ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS))[0].predicate
    <NamedNode value=urn:b>
    """
    return map(_triple, parser) if format_.supports_datasets else parser


def format_of(path: Path) -> ox.RdfFormat:
    """Give the format of a file by its ending, in whatever case.

    >>> format_of(Path("data/lights.ttl"))
    <RdfFormat Turtle>

    Raises:
        InputError: the ending is that of no RDF format.
    """
    if found := FORMATS.get(path.suffix.lower()):
        return found
    if path.is_dir():
        raise InputError(path, "Is a directory")
    raise InputError(path, f"its ending is not that of an RDF file ({', '.join(FORMATS)})")


def rdf_files_below(folder: Path) -> list[Path]:
    """List the RDF files below a folder; links to folders are not followed, nor hidden ones.

    >>> from ritgraph.project import Project
    >>> [path.name for path in rdf_files_below(Project.shipped().root / "data" / "pilots")][:2]
    ['activities.ttl', 'calls.ttl']

    Raises:
        InputError: there is none, or a folder cannot be read.
    """
    found: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(here, name) for name in names if is_rdf_file(name)]
    if not found:
        raise InputError(folder, f"there is no RDF file in this folder ({', '.join(FORMATS)})")
    return sorted(found, key=Path.as_posix)


def is_rdf_file(name: str) -> bool:
    """Tell by its name whether a file is one of RDF that is not hidden.

    >>> is_rdf_file("lights.TTL"), is_rdf_file(".lights.ttl"), is_rdf_file("lights.txt")
    (True, False, False)
    """
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in FORMATS  # noqa: PTH122


def _raise(error: OSError) -> None:
    raise InputError(error.filename, error.strerror or str(error))


class RdfFiles:
    """The triples of some files, read again each time one iterates; of whatever graph they are.

    A blank node belongs to its file: the same label in two files means two nodes. All files are
    read before broken ones are reported, so that one run names all of them.

    >>> list(RdfFiles([]))
    []

    Raises, at the end of an iteration:
        SourceSyntaxError, InputError: one file is not of its format, or cannot be read.
        SourceErrors: several files.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = tuple(paths)
        self._namespaces: defaultdict[str, set[str]] = defaultdict(set)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the files read so far; the order of the files does not matter."""
        return {name: min(namespaces) for name, namespaces in sorted(self._namespaces.items())}

    def learn(self, prefixes: Mapping[str, str]) -> None:
        """Take prefixes of the files, as those know that have read them."""
        for name, namespace in prefixes.items():
            self._namespaces[name].add(namespace)

    def __iter__(self) -> Iterator[ox.Triple]:
        return (quad.triple for _, quad in self.with_paths())

    def with_paths(self) -> Iterator[tuple[Path, ox.Quad]]:
        """Give each quad with the file that states it."""
        errors: list[RitgraphError] = []
        for path in self.paths:
            try:
                with self._parser(path) as parser:
                    yield from ((path, quad) for quad in parser)
            except (SyntaxError, OSError) as error:
                errors.append(unreadable(path, error))
        raise_all(errors)

    def hand_to(self, take: Callable[[Iterator[ox.Quad] | Iterator[ox.Triple]], object]) -> None:
        """Let ``take`` read each file, of which it gets triples, or quads of the default graph.

        Raises:
            SourceSyntaxError, InputError, SourceErrors: see above.
        """
        errors: list[RitgraphError] = []
        for path in self.paths:
            try:
                with self._parser(path) as parser:
                    take(of_any_graph(parser, format_of(path)))
            except (SyntaxError, OSError) as error:
                errors.append(unreadable(path, error))
        raise_all(errors)

    @contextmanager
    def _parser(self, path: Path) -> Iterator[ox.QuadParser]:
        parser = ox.parse(path=path, format=format_of(path), rename_blank_nodes=True)
        yield parser
        self.learn(parser.prefixes)


def raise_all(errors: Sequence[RitgraphError]) -> None:
    """Raise the errors of several files, if there are any, as one.

    >>> raise_all([])
    """
    if errors:
        raise errors[0] if len(errors) == 1 else SourceErrors(errors)


def unreadable(path: StrPath, error: SyntaxError | OSError) -> RitgraphError:
    """Say in the terms of this package why a file cannot be read.

    >>> str(unreadable(Path("a.ttl"), OSError("Is a directory (os error 21)")))
    'a.ttl: Is a directory'
    """
    if isinstance(error, RitgraphError):
        return error
    if isinstance(error, SyntaxError):
        problem = error.msg.removeprefix("Parser error ").partition(": ")[2]
        if "LoadDocumentCallback" in error.msg:
            problem = "it names a remote context, and nothing is fetched; write the context into it"
        return SourceSyntaxError(path, error.lineno or 1, error.offset or 1, problem or error.msg)
    return InputError(path, error.strerror or str(error).partition(" (os error")[0])
