"""What a graph is made of: a project's files, its saved queries, and a store that answers them."""

from __future__ import annotations

from functools import cached_property

from ritgraph.errors import UnsupportedError
from ritgraph.query.evaluate import answers_of, evaluate_saved
from ritgraph.query.resolve import Resolver
from ritgraph.query.saved.saved_query import Catalogue
from ritgraph.store.embedded import EmbeddedStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from ritgraph.export.source import Source
    from ritgraph.project import Project
    from ritgraph.query.answer.rows import Rows, Triples
    from ritgraph.query.description.evidence import Claim
    from ritgraph.query.saved.parameter import Given
    from ritgraph.query.saved.saved_query import SavedQuery
    from ritgraph.store.store import Store
    from ritgraph.term import Prefixes


class GraphParts:
    """The parts of a graph, each made when it is first needed; a KnowledgeGraph puts them to use.

    >>> from ritgraph.project import Project
    >>> "participants" in GraphParts(Project.shipped()).queries
    True
    """

    def __init__(self, project: Project, store: Store | None = None) -> None:
        self.project = project
        self._elsewhere = store

    @cached_property
    def queries(self) -> Catalogue:
        """The saved queries by name; a ProjectError if two files have one name."""
        return Catalogue(self.project.query_files)

    @cached_property
    def checks(self) -> Catalogue:
        """The check queries by name; each row of one is a fault of the graph."""
        return Catalogue(self.project.check_files)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of the profiles; a ProjectError if a query lies in no folder of one."""
        return tuple(self.project.profile_files)

    def profile(self, name: str) -> Triples:
        """Give the graph in the words of another vocabulary, as the profile's queries construct it.

        >>> import ritgraph
        >>> graph = ritgraph.open()
        >>> graph.profiles
        ('schema.org',)
        >>> len(list(graph.profile("schema.org"))) > 2000
        True

        Raises:
            UnknownName: there is no such profile.
            ProjectError: one of its queries constructs nothing, or takes values.
            SourceSyntaxError: one of its queries, or of the graph's files, cannot be read.
            RefusedError: a query would do more than read this graph.
        """
        from ritgraph.query.profile import profile

        return profile(self.store, name, self.project.profile_files, self.resolver.resolve)

    @property
    def prefixes(self) -> Prefixes:
        """The prefixes that the graph declares."""
        return self.store.prefixes

    def claims(self, thing: ox.NamedNode, lang: str) -> tuple[Claim, ...] | None:
        """Give the claims about a thing; None if the project has no evidence query."""
        from ritgraph.query.description.evidence import QUERY, claims

        if QUERY not in self.queries:
            return None
        return claims(self.store, self.queries[QUERY], thing, lang, self.resolver.resolve)

    def ask(
        self, store: Store, query: SavedQuery, values: Mapping[str, Given | None]
    ) -> Rows | Triples | bool:
        """Answer a saved query from a store."""
        return evaluate_saved(store, query, values, self.resolver.resolve, self.answers)

    def answers(self, query: str, column: str) -> dict[str, str]:
        """Give the answers of a saved query in a column, its first one if none is named."""
        return answers_of(self.store, self.queries[query], column, self.resolver.resolve)

    def triples(self) -> Iterator[ox.Triple]:
        """Give all triples, spelt as in the files, or as the endpoint has them."""
        from ritgraph.turtle.files import RdfFiles

        files = RdfFiles(self.project.graph_files)
        return self.store.unlimited.triples() if self.address else iter(files)

    def _source(self, only: str | None, triples: Iterable[ox.Triple] | None) -> Source:
        """Give what is to be exported."""
        from ritgraph.export.source import FileSource, TripleSource, files_of

        if triples is None and not self.address:
            files = files_of(self.project, only)
            # The prefixes that the ontology declares; there is no need to load the data for them.
            prefixes = EmbeddedStore.load(self.project.ontology_files).prefixes
            return FileSource(files, prefixes, self.project.context_file)
        if only is not None:
            raise UnsupportedError("Only files have parts: leave --only out.")
        if triples is None:
            triples = self.store.unlimited.triples()
        spelt_in = () if self.address else self.project.graph_files
        return TripleSource(set(triples), self.prefixes, self.project.context_file, spelt_in)

    @property
    def address(self) -> str:
        """The address of the endpoint; empty if the triples are those of the files."""
        return "" if self._elsewhere is None else self._elsewhere.unlimited.address

    @cached_property
    def store(self) -> Store:
        """Where the triples are."""
        if self._elsewhere is not None:
            return self._elsewhere
        return EmbeddedStore.load(self.project.graph_files)

    @cached_property
    def resolver(self) -> Resolver:
        """What finds things by their names."""
        return Resolver(self.store)
