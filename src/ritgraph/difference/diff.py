"""Compare two graphs that are named: files, folders, git revisions."""

from __future__ import annotations

import os
from pathlib import Path

from ritgraph.difference.difference import Difference
from ritgraph.difference.graph import Graph
from ritgraph.difference.sources import Place, RdfFile, sources
from ritgraph.project import Project
from ritgraph.turtle.files import format_of, raise_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.errors import StrPath


def diff(
    old: StrPath | None = None, new: StrPath | None = None, *, root: StrPath | None = None
) -> Difference:
    """Say what changed from ``old`` to ``new``: files, folders, git revisions, or ``REV:PATH``.

    Without ``new`` it is the working tree, or what ``old`` is now if that is a path; without
    ``old`` it is HEAD. A revision means ontology and data of the project around ``root`` (the
    current folder); where there is none, all RDF files of that folder.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     before, after = Path(folder, "before.ttl"), Path(folder, "after.ttl")
    ...     _ = before.write_text("<urn:a> <urn:height> 1.0 .")
    ...     _ = after.write_text("<urn:a> <urn:height> 1.00 .")
    ...     difference = diff(before, after)
    >>> bool(difference), str(difference.added[0].object)
    (True, '"1.00"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    >>> [thing.iri for thing in difference.things()]
    ['urn:a']

    Raises:
        SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        UnknownName: there is no such file, folder or revision.
        UnsupportedError: git is not installed.
        RitgraphError: git cannot be asked about this folder.
    """
    folder = Path(root or ".")
    place = Place(folder, Project.around(folder))
    old_name, new_name = (None if name is None else os.fspath(name) for name in (old, new))
    former, latter = sources(old_name, new_name, place)
    graphs = Graph(former.files), Graph(latter.files)
    raise_all([error for graph in graphs for error in graph.errors])
    is_all_known = former.is_whole or latter.is_whole or place.project is None
    around = () if is_all_known or place.project is None else place.project.graph_files
    background = Graph(RdfFile(str(path), format_of(path)) for path in around)
    return Difference(*graphs, background, (former.name, latter.name))
