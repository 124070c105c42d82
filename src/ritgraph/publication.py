"""A graph published as a dataset: what its files, its queries and its shapes have to do with it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from ritgraph.errors import ProjectError, RitgraphError, UnsupportedError
from ritgraph.parts import GraphParts
from ritgraph.project import Project
from ritgraph.query.answer.rows import Triples
from ritgraph.query.ontology import own_ontologies
from ritgraph.query.saved.saved_query import Catalogue
from ritgraph.store.embedded import EmbeddedStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ritgraph.errors import StrPath
    from ritgraph.export.dataset.names import Names
    from ritgraph.export.dataset.part import Part
    from ritgraph.export.dataset.publish import Content, Published
    from ritgraph.finding import Finding
    from ritgraph.query.saved.saved_query import SavedQuery

# What these say, they say of the graph that they came with.
_NOT_LENT = ("about", "catalogue")
_SHOWN = 3


class PublishableGraph(GraphParts):
    """A graph that can be published; a KnowledgeGraph is one."""

    def export_dataset(
        self,
        folder: StrPath,
        base: str | None = None,
        *,
        say: Callable[[str], None] | None = None,
    ) -> Published:
        """Publish the graph as a folder: every format, ontology, shapes, queries, VoID, DCAT-AP.

        ``base`` is the address at which the files will lie. A dataset that is there is replaced as
        a whole, when all is written and the description keeps to its shapes. ``say`` is told how
        far the work is.

        >>> import ritgraph
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     published = ritgraph.open().export_dataset(f"{folder}/dataset")
        ...     (Path(folder) / "dataset" / "void.ttl").is_file()
        True

        Raises:
            UnsupportedError: an endpoint, or a graph that says a value in two spellings.
            ProjectError: the graph has no ontology, so a dataset of it has no IRI.
            RitgraphError: ``base`` is no address, or the description breaks its shapes.
            OutputError: the folder holds other files, or cannot be written; what was there stays.
            SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        """
        from ritgraph.export.dataset.publish import publish
        from ritgraph.export.source import silent

        sources = (*self.project.folders, self.project.root / "queries")
        return publish(Path(folder), self._content(base), sources, say or silent)

    def check_dataset(
        self,
        folder: StrPath,
        base: str | None = None,
        *,
        say: Callable[[str], None] | None = None,
    ) -> list[str]:
        """Give a line for each file of a folder that is not what ``export_dataset`` would write.

        Raises:
            InputError: there is no such folder.
            UnsupportedError, ProjectError, SourceSyntaxError, SourceErrors: see there.
        """
        from ritgraph.export.dataset.publish import compare
        from ritgraph.export.source import silent

        return compare(Path(folder), self._content(base), say or silent)

    def _content(self, base: str | None) -> Content:
        """Collect what is to be published."""
        from ritgraph.export.dataset.day import day_of_the_source
        from ritgraph.export.dataset.names import Names
        from ritgraph.export.dataset.publish import Content
        from ritgraph.export.dataset.redirects import segments_of

        if self.address:
            raise UnsupportedError("Only files can be published: leave the endpoint out.")
        day = day_of_the_source()
        parts = GraphParts(self.project, EmbeddedStore.load(self.project.graph_files))
        ontologies = own_ontologies(parts.store)
        if not ontologies:
            raise ProjectError(
                f"{self.project.root} has no owl:Ontology, so a dataset of it has no IRI."
                " Declare one in ontology/."
            )
        names = Names.of(ontologies[0].value, base, parts.prefixes.get("dataset"))
        published = tuple(self._parts_of(names, parts))
        return Content(
            names,
            published,
            _said(parts, names),
            segments_of(names.space, self._subjects(published)),
            parts.prefixes,
            self.project.context_file,
            day,
            _Holding(self.project),
        )

    def _parts_of(self, names: Names, parts: GraphParts) -> Iterable[Part]:
        from ritgraph.export.dataset.names import ONTOLOGY, QUERIES, SHAPES
        from ritgraph.export.dataset.part import Part
        from ritgraph.export.source import FileSource, TripleSource
        from ritgraph.query.catalogue.as_rdf import queries_as_turtle

        project, prefixes = self.project, parts.prefixes
        context = project.context_file
        yield Part.graph(names.graph, FileSource(project.graph_files, prefixes, context))
        yield Part.ontology(ONTOLOGY, FileSource(project.ontology_files, prefixes, context))
        if shapes := project.shape_files + project.dataset_shape_files:
            yield Part(SHAPES, FileSource(shapes, prefixes))
        if project.query_files:
            text = "".join(queries_as_turtle(parts.queries.values(), parts.store))
            parser = ox.parse(text, ox.RdfFormat.TURTLE)
            triples = {quad.triple for quad in parser}
            yield Part(QUERIES, TripleSource(triples, parser.prefixes))

    def _subjects(self, parts: Sequence[Part]) -> dict[str, set[str]]:
        """Give the IRIs that each part tells of; what data tells of, the whole graph does."""
        from ritgraph.export.source import FileSource, silent
        from ritgraph.serialise.statements import Statements

        found: dict[str, set[str]] = {}
        for part in parts:
            whole = part is parts[0]
            source = FileSource(self.project.data_files, {}) if whole else part.source
            with Statements() as statements:
                source.read(statements, silent)
                found[part.name] = {subject[1:-1] for subject, _ in statements.subjects()}
        return found


def dataset_queries(project: Project) -> dict[str, SavedQuery]:
    """Give the queries that describe a project's dataset, its own before those that are lent.

    >>> sorted(dataset_queries(Project.shipped()))[:3]
    ['about', 'catalogue', 'class-partitions']
    """
    import ritgraph.export.dataset

    lent = [p for p in Project.shipped().dataset_query_files if p.stem not in _NOT_LENT]
    plain = [Path(folder, "about.rq") for folder in ritgraph.export.dataset.__path__]
    paths = {path.stem: path for path in (*lent, *plain, *project.dataset_query_files)}
    return dict(Catalogue(tuple(paths.values())))


def _said(parts: GraphParts, names: Names) -> dict[str, list[ox.Triple]]:
    """Ask the queries about the dataset; their tags say what each is for."""
    said: dict[str, list[ox.Triple]] = {"void": [], "dcat": []}
    for query in dataset_queries(parts.project).values():
        wanted = {parameter.name for parameter in query.parameters}
        values = {name: value for name, value in names.values.items() if name in wanted}
        answer = parts.ask(parts.store, query, values)
        kinds = said.keys() & set(query.header.tags)
        if not isinstance(answer, Triples) or not kinds:
            raise ProjectError(
                f"{query.path} must be a CONSTRUCT query with the tag 'void', 'dcat' or both:"
                " the queries in queries/dataset/ describe the dataset."
            )
        triples = list(answer)
        for kind in kinds:
            said[kind] += triples
    return said


class _Holding:
    """Holds a description to the shapes of the project, else to those of the shipped one."""

    def __init__(self, project: Project) -> None:
        self._shapes = project.dataset_shape_files or Project.shipped().dataset_shape_files

    def __call__(self, files: Sequence[Path]) -> list[str]:
        from ritgraph.finding import Severity
        from ritgraph.validate.run import Run
        from ritgraph.validate.selection import Selection

        report = Run(Selection((), tuple(files), self._shapes, foreign=True)).report()
        found = [finding for finding in report.findings if finding.shape]
        if broken := [one for one in found if one.severity is Severity.VIOLATION]:
            told = " ".join(f"{one.message} ({one.focus})" for one in broken[:_SHOWN])
            more = f" There are {len(broken) - _SHOWN} more." if len(broken) > _SHOWN else ""
            raise RitgraphError(
                f"The description of the dataset breaks its shapes. {told}{more}"
                " It is made from the graph's owl:Ontology and from queries/dataset/."
            )
        return _remarks(found)


def _remarks(found: Iterable[Finding]) -> list[str]:
    """Say once what several things lack."""
    from collections import Counter

    times = Counter(finding.message for finding in found)
    return [
        f"{message} ({number} times)" if number > 1 else message
        for message, number in times.items()
    ]
