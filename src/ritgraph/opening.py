"""The ways to a graph: a folder of files, a store on disk, a SPARQL endpoint."""

from __future__ import annotations

from ritgraph.errors import StaleStoreWarning
from ritgraph.graph import KnowledgeGraph
from ritgraph.project import Project

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.errors import StrPath
    from ritgraph.term import Prefixes


def open(  # noqa: A001 (as in Python)
    path: StrPath | None = None, *, store: StrPath | None = None, reload: bool = False
) -> KnowledgeGraph:
    """Open the graph of a folder; without a path the one that is shipped with the package.

    With ``store``, ask the store in that folder, which ``load`` has built, instead of reading the
    files; without a path, the saved queries are then those of the graph that it was built from. A
    store that is older than the files is told as a StaleStoreWarning; ``reload`` builds it anew.

    >>> open().project.root.is_dir()
    True

    Raises:
        ProjectError: the folder lacks ``ontology/``, ``data/`` or ``queries/``.
        InputError: there is no store, or it cannot be read.
    """
    if store is None:
        return KnowledgeGraph(_project(path))
    from ritgraph.store.disk import DiskStore

    if reload:
        from ritgraph.store.build import load

        load(_project(path), store)
    disk = DiskStore.open(store)
    origin = disk.project if path is None else Project.at(path)
    if origin and (stale := disk.warning(origin)):
        import warnings

        warnings.warn(stale, StaleStoreWarning, stacklevel=2)
    return KnowledgeGraph(origin or Project.shipped(), disk)


def connect(url: str, path: StrPath | None = None) -> KnowledgeGraph:
    """Ask a SPARQL 1.1 endpoint with the saved queries of a folder, else those of the package.

    Credentials come from the environment alone: RITGRAPH_ENDPOINT_USER and
    RITGRAPH_ENDPOINT_PASSWORD, or RITGRAPH_ENDPOINT_TOKEN. Nothing is asked before the first query.

    Raises:
        ProjectError: see ``open``.
        EndpointError: the address is none that can be asked.
        UnsupportedError: httpx is not installed.
    """
    from ritgraph.store.endpoint import Endpoint

    project = _project(path)

    def declared_here() -> Prefixes:
        return KnowledgeGraph(project).prefixes

    return KnowledgeGraph(project, Endpoint(url, declared_here))


def _project(path: StrPath | None) -> Project:
    return Project.shipped() if path is None else Project.at(path)
