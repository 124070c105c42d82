"""Which files a validation reads, and of which of them it tells."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ritgraph.errors import RitgraphError
from ritgraph.finding import Finding
from ritgraph.project import Project
from ritgraph.turtle.files import rdf_files_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.errors import StrPath


class Selection(NamedTuple):
    """The files of each role.

    ``folders`` are those in which no file should go unread. If files are ``named``, only what is
    found in them is told. A selection is ``foreign`` if it leaves out what the project demands.
    Files ``apart`` lie in the folders, but have another use.
    """

    ontology: tuple[Path, ...]
    data: tuple[Path, ...]
    shapes: tuple[Path, ...]
    folders: tuple[Path, ...] = ()
    named: frozenset[Path] = frozenset()
    foreign: bool = False
    apart: tuple[Path, ...] = ()

    @property
    def graph_files(self) -> tuple[Path, ...]:
        """The files of the data graph."""
        return tuple(dict.fromkeys((*self.ontology, *self.data)))

    def tells_of(self, finding: Finding) -> bool:
        """Tell whether a finding is about what was named.

        >>> from ritgraph.finding import Severity
        >>> Selection((), (), ()).tells_of(Finding(Severity.INFO, "rule", "Look here."))
        True
        """
        places = [place.file for place in (finding.place, finding.also) if place]
        return not self.named or not places or not self.named.isdisjoint(places)


def select(
    project: Project,
    paths: Iterable[StrPath] = (),
    shapes: Iterable[StrPath] = (),
    ontology: Iterable[StrPath] = (),
) -> Selection:
    """Choose the files: those of a project, and ``paths`` besides, of which alone is told.

    With ``shapes``, these and ``ontology`` stand in for all that the project has. A folder stands
    for the RDF files below it, shapes left out.

    Raises:
        InputError: a folder has no RDF, or cannot be read.
        RitgraphError: there are ``shapes``, and nothing to hold against them.
    """
    ontology = tuple(ontology)
    own = frozenset(rules := tuple(_expanded(shapes)))
    named = tuple(_expanded(paths, own))
    if rules:
        if not named and not ontology:
            raise RitgraphError("With shapes of your own, name the files to hold against them.")
        return Selection(tuple(_expanded(ontology, own)), named, rules, foreign=True)
    own_shapes = project.shape_files
    data = dict.fromkeys((*named, *project.data_files)) if named else project.data_files
    return Selection(
        (*project.ontology_files, *_expanded(ontology)),
        tuple(path for path in data if path not in own_shapes),
        own_shapes,
        () if named else project.folders,
        frozenset(named),
        apart=project.dataset_shape_files,
    )


def _expanded(paths: Iterable[StrPath], shapes: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Give files, and those below folders, but for shapes that lie among them."""
    for path in map(_absolute, paths):
        if path.is_dir():
            yield from (file for file in rdf_files_below(path) if file not in shapes)
        else:
            yield path


def _absolute(path: StrPath) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 (a link stays what it is)
