"""A whole validation: shapes, checks, and the contract of the saved queries, as findings."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import chain

from ritgraph.finding import Report
from ritgraph.forking import aside, can_fork
from ritgraph.parts import GraphParts
from ritgraph.query.contract.checks import run_checks
from ritgraph.query.contract.contract import check_queries as check_contract
from ritgraph.store.embedded import EmbeddedStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pyoxigraph as ox

    from ritgraph.finding import Finding
    from ritgraph.project import Project
    from ritgraph.query.answer.rows import Rows, Triples
    from ritgraph.query.contract.answers import Ask
    from ritgraph.query.saved.parameter import Given
    from ritgraph.query.saved.saved_query import SavedQuery
    from ritgraph.validate.selection import Selection

# So many bytes of Turtle are read a second time sooner than two cores are better than one.
_SMALL = 10_000_000


def validate(
    graph: GraphParts,
    lang: str,
    selection: Selection,
    engine: str = "auto",
    infer: bool = False,
) -> Report:
    """Hold the files of a selection to what they must keep (see ``KnowledgeGraph.validate``).

    What is read for the shapes answers the queries, too. Of a small graph a fork asks most of them,
    which begins before there are other threads.
    """
    from ritgraph.validate.graphs import Graphs
    from ritgraph.validate.run import Run

    def parts(store: ox.Store) -> GraphParts:
        return GraphParts(graph.project, EmbeddedStore(store, selection.graph_files))

    def asked_aside() -> list[Finding]:
        store = Graphs(selection.graph_files, (), infer).data
        return list(_Contract(parts(store)).broken_by(share))

    share = _share(graph.project, selection)
    with aside(asked_aside) if share else nullcontext(tuple) as others:
        run = Run(selection, lang, engine, infer)
        if selection.foreign:
            return run.report()
        contract = _Contract(parts(run.store))
        checks, found = contract.run_checks(lang)
        if selection.named:
            return run.report(found, checks)
        return run.report(chain(found, contract.broken(share, others)), checks, contract.queries)


def check_queries(graph: GraphParts) -> Report:
    """Hold the saved queries to their contract (see ``KnowledgeGraph.check_queries``)."""
    contract = _Contract(graph)
    return Report().including(contract.broken(), queries=contract.queries)


def _share(project: Project, selection: Selection) -> tuple[Path, ...]:
    """Give the queries that a fork is to ask: two of three, as it has nothing else to do."""
    if selection.foreign or selection.named or not can_fork():
        return ()
    size = sum(path.stat().st_size for path in selection.graph_files if path.exists())
    if size > _SMALL:
        return ()
    return tuple(path for at, path in enumerate(project.query_files) if at % 3)


class _Contract:
    """The contract of the saved queries of a graph, and its checks."""

    def __init__(self, graph: GraphParts) -> None:
        self._graph = graph
        self._store = graph.store.unlimited
        self._ask: Ask = _Asking(graph)
        self._saved, self._checks = graph.project.query_files, graph.project.check_files
        self._profiles = tuple(chain.from_iterable(graph.project.profile_files.values()))
        self.queries = len(self._saved) + len(self._profiles)

    def run_checks(self, lang: str) -> tuple[int, list[Finding]]:
        """Ask the check queries; give how many were asked, and what they found."""
        return run_checks(self._store, self._graph.checks, lang, self._ask)

    def broken(
        self, share: Iterable[Path] = (), others: Callable[[], Iterable[Finding]] = tuple
    ) -> Iterator[Finding]:
        """Find where queries break it; for those of a ``share``, ``others`` know."""
        own = [path for path in self._saved if path not in share]
        yield from self.broken_by(own, self._checks, self._profiles)
        yield from others()

    def broken_by(
        self, saved: Iterable[Path], checks: Iterable[Path] = (), profiles: Iterable[Path] = ()
    ) -> Iterator[Finding]:
        """Find where these queries break it."""
        return check_contract(saved, checks, self._store, self._ask, profiles)


class _Asking:
    """Asks the queries of a graph, and each of its check queries only once.

    A check is asked for its rows; what its contract is held against is its columns.
    """

    def __init__(self, graph: GraphParts) -> None:
        self._graph = graph
        self._checks = frozenset(graph.project.check_files)
        self._asked: dict[Path, Rows | Triples | bool] = {}

    def __call__(
        self, query: SavedQuery, values: Mapping[str, Given | None]
    ) -> Rows | Triples | bool:
        if query.path in self._asked:
            return self._asked.pop(query.path)
        answer = self._graph.ask(self._graph.store.unlimited, query, values)
        if query.path in self._checks:
            self._asked[query.path] = answer
        return answer
