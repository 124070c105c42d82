"""Which graph a command works on."""

from __future__ import annotations

import os
import sys

from ritgraph.cli.parser import Parser, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from ritgraph.graph import KnowledgeGraph
    from ritgraph.project import Project


def add_place_options(parser: Parser) -> None:
    """Add the options that say where the files and the triples are."""
    parser.add_argument(
        "--root",
        metavar="DIR",
        help="the graph's folder (else RITGRAPH_ROOT, the one around this folder, the shipped one)",
    )
    parser.add_argument(
        "--store",
        metavar="DIR",
        help="ask the store that `ritgraph load DIR` has built (else RITGRAPH_STORE)",
    )
    parser.add_argument(
        "--reload", action="store_true", help="build that store anew if the files have changed"
    )
    parser.add_argument(
        "--endpoint",
        metavar="URL",
        help="ask a SPARQL endpoint instead of the files (else RITGRAPH_ENDPOINT)",
    )


def open_graph(options: Namespace) -> KnowledgeGraph:
    """Open the graph that the options name, else the environment, else the one at hand.

    ``--root`` says where the saved queries are; the triples are those of its files, or of
    ``--store`` or ``--endpoint``. What stands on the command line leaves no room for what the
    environment says of the same.

    Raises:
        ProjectError: the folder named is not a knowledge graph.
        UsageError: a store and an endpoint are named at once.
    """
    from ritgraph.graph import KnowledgeGraph

    store, endpoint = triples_elsewhere(options)
    if endpoint is not None:
        from ritgraph.opening import connect

        return connect(endpoint, find_project(options).root)
    if store is not None:
        return _open_store(store, options)
    return KnowledgeGraph(find_project(options))


def _open_store(folder: str, options: Namespace) -> KnowledgeGraph:
    """Open a store on disk, and say if it is older than the files."""
    from ritgraph.graph import KnowledgeGraph
    from ritgraph.store.disk import DiskStore

    if options.reload:
        from ritgraph.store.build import load

        load(find_project(options), folder)
    store = DiskStore.open(folder)
    # A store that was built elsewhere and carried here is not to be measured by the shipped graph.
    origin = named_or_around(options) or store.project
    if origin and (stale := store.warning(origin)):
        print(f"ritgraph: {stale}", file=sys.stderr)
    return KnowledgeGraph(origin or find_project(options), store)


def find_project(options: Namespace) -> Project:
    """Find the folder with the ontology, data and queries."""
    from ritgraph.project import Project

    return named_or_around(options) or Project.shipped()


def named_or_around(options: Namespace) -> Project | None:
    """Find the folder that is named, or lies around the current one; never the shipped one."""
    from ritgraph.project import Project

    root = options.root or os.environ.get("RITGRAPH_ROOT")
    return Project.around(".") if root is None else Project.at(root)


def triples_elsewhere(options: Namespace) -> tuple[str | None, str | None]:
    """Give the store and the endpoint asked for; one of them at most."""
    store, endpoint = options.store, options.endpoint
    where = "on the command line"
    if (store, endpoint, options.root) == (None, None, None):
        store, endpoint = map(os.environ.get, ("RITGRAPH_STORE", "RITGRAPH_ENDPOINT"))
        store, endpoint = store or None, endpoint or None
        where = "in RITGRAPH_STORE and RITGRAPH_ENDPOINT"
    if "" in (store, endpoint):
        raise UsageError("--store and --endpoint need a value, and one of them is empty.")
    if store and endpoint:
        raise UsageError(f"Both a store and an endpoint are named {where}. Choose one.")
    if options.reload and not store:
        raise UsageError("--reload is for a store: name it with --store DIR.")
    return store, endpoint
