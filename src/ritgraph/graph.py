"""The one object that people hold: a graph that can be asked, described, validated, exported."""

from __future__ import annotations

from pathlib import Path

from ritgraph.errors import ProjectError, UnsupportedError
from ritgraph.publication import PublishableGraph
from ritgraph.query.evaluate import evaluate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyoxigraph as ox
    import rdflib

    from ritgraph.errors import StrPath
    from ritgraph.finding import Report
    from ritgraph.query.answer.rows import Rows, Triples
    from ritgraph.query.description.description import Description
    from ritgraph.query.saved.parameter import Given
    from ritgraph.query.stats import Stats
    from ritgraph.store.build import Loaded


class KnowledgeGraph(PublishableGraph):
    """A project's triples and saved queries; files are read when they are first needed.

    With a ``store`` that is asked; without one, the files in memory.

    >>> import ritgraph
    >>> graph = ritgraph.open()
    >>> graph.query("participants").columns[:2]
    ('participant', 'label')
    """

    @property
    def place(self) -> str:
        """The folder of the files, or the address of the endpoint."""
        return self.address or str(self.project.root)

    def query(self, name: str, /, **parameters: Given | None) -> Rows | Triples | bool:
        """Answer a saved query.

        An IRI parameter takes an IRI, a CURIE, a code or a label. None counts as not given.

        Raises:
            UnknownName: there is no such query or parameter, or nothing has the name given.
            ParameterError: a value is missing, not of its type, or means several things.
            SourceSyntaxError: the query's file, or one of the graph's, cannot be read.
            RefusedError: the query would do more than read this graph.
        """
        return self.ask(self.store, self.queries[name], parameters)

    def explain(self, name: str, /, **parameters: Given | None) -> str:
        """Give the SPARQL that ``query`` would run: the saved query with these values in it.

        >>> import ritgraph
        >>> "/id/country/SE>" in ritgraph.open().explain("participants", country="Sweden")
        True
        """
        return self.queries[name].bind(parameters, self.resolver.resolve, self.answers)

    def limited(self, timeout: float | None = None, max_rows: int | None = None) -> KnowledgeGraph:
        """Give the same graph with limits: seconds, and rows or triples, that an answer may take.

        A query that reaches a limit is stopped, and gives back the memory that it took.

        >>> import ritgraph
        >>> graph = ritgraph.open().limited(timeout=5, max_rows=2)
        >>> len(list(graph.sparql("SELECT * { ?s ?p ?o } LIMIT 2")))
        2

        Raises:
            UnsupportedError: this system cannot stop a query.
        """
        from ritgraph.store.limited import Limited

        graph = KnowledgeGraph(self.project, Limited(self.store, timeout, max_rows))
        graph.resolver = self.resolver
        return graph

    def sparql(self, text: str) -> Rows | Triples | bool:
        """Answer a SPARQL query; the graph's prefixes need not be declared in it.

        Raises:
            SourceSyntaxError: the text is no SPARQL query.
            RefusedError: it has SERVICE, FROM, LOAD or an update.
        """
        return evaluate(self.store, text)

    def describe(self, thing: str, lang: str = "en") -> Description:
        """Collect all that the graph says about a thing: an IRI, a CURIE, a code or a label.

        Each statement has the passages that it rests on, if the project has an ``evidence`` query.

        >>> import ritgraph
        >>> description = ritgraph.open().describe("event:kick-off-gavle-2018")
        >>> time = next(s for s in description.statements if s.property_label == "has time")
        >>> time.value_label, time.evidence[0].place
        ('17 April 2018', 'SV L3.1, characters 91-254')

        Raises:
            UnknownName: nothing has this name.
            ParameterError: several things have it.
            ProjectError: the evidence query breaks its contract.
        """
        from ritgraph.query.description.describe import describe

        node = self.resolver.resolve(thing)
        return describe(self.store, node, lang, self.claims(node, lang))

    def evidence(self, thing: str, lang: str = "en", texts: Iterable[StrPath] = ()) -> Description:
        """Collect the claims about a thing with the passages that they rest on.

        ``texts`` are files of documents: the passages of those have the very words.

        >>> import ritgraph
        >>> kick_off = ritgraph.open().evidence("event:kick-off-gavle-2018")
        >>> kick_off.passages[0].words is None
        True

        Raises:
            ProjectError: the project has no evidence query, or one that breaks its contract.
            InputError, SourceErrors: a text cannot be read, or is not one that the evidence names.
            UnknownName, ParameterError: see ``describe``.
        """
        from ritgraph.query.description.describe import describe_claims
        from ritgraph.query.description.held_text import quoting

        node = self.resolver.resolve(thing)
        claims = self.claims(node, lang)
        if claims is None:
            raise ProjectError(
                f"{self.project.root} has no query named 'evidence', which says what evidence is."
            )
        return describe_claims(self.store, node, lang, quoting(claims, texts))

    def triples_about(self, description: Description) -> set[ox.Triple]:
        """Give what a description tells as triples, spelt as in the files or at the endpoint.

        Raises:
            SourceSyntaxError, SourceErrors, EndpointError: they cannot be read.
        """
        from ritgraph.query.description.describe import candidates, triples_about

        far = self.store.unlimited.address
        triples = candidates(self.store, description) if far else self.triples()
        return set(triples_about(triples, description))

    def validate(
        self,
        lang: str = "en",
        *,
        paths: Iterable[StrPath] = (),
        shapes: Iterable[StrPath] = (),
        ontology: Iterable[StrPath] = (),
        engine: str = "auto",
        infer: bool = False,
    ) -> Report:
        """Hold files to shapes (messages in ``lang``) and checks, saved queries to their contract.

        With ``paths``, these are read besides, and only what is found in them is told. With
        ``shapes``, nothing but these, ``paths`` and ``ontology`` is read. ``engine`` is auto,
        pyshacl, shacl or both; with ``infer``, what follows by RDFS counts as stated.

        Raises:
            SourceSyntaxError, InputError, SourceErrors: files cannot be read.
            RitgraphError: shapes are faulty.
            UnsupportedError: an endpoint, an engine that is not there, or two that differ.
        """
        if self.address:
            raise UnsupportedError("Only files can be validated: leave the endpoint out.")
        from ritgraph.validate.selection import select
        from ritgraph.validation import validate

        return validate(self, lang, select(self.project, paths, shapes, ontology), engine, infer)

    def check_queries(self) -> Report:
        """Hold the saved queries to their contract: what each says of itself is true.

        >>> import ritgraph
        >>> ritgraph.open().check_queries().conforms
        True
        """
        from ritgraph.validation import check_queries

        return check_queries(self)

    def export(
        self,
        path: StrPath | None = None,
        format_: str | None = None,
        *,
        only: str | None = None,
        triples: Iterable[ox.Triple] | None = None,
        say: Callable[[str], None] | None = None,
    ) -> int:
        """Write the graph, without a path to standard output, and count its triples.

        ``format_`` is one of FORMATS (``serialise.formats``), else what the ending of the path
        says, else Turtle; what ends in ``.gz`` is compressed. ``only`` is data, ontology, shapes,
        or all of these; else ontology and data are written. ``triples`` are written instead of the
        graph's: an answer of a CONSTRUCT query, or ``triples_about`` a description. ``say`` is
        told how far the work is.

        >>> import ritgraph
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     ritgraph.open().export(f"{folder}/shapes.nt.gz", only="shapes") > 1000
        True

        Raises:
            UnknownName: there is no such format or part.
            UnsupportedError: the format cannot carry the graph, or an endpoint has no parts.
            OutputError: the file cannot be written; what stood there stays.
            SourceSyntaxError, InputError, SourceErrors: files cannot be read.
        """
        from ritgraph.export.export import export, format_for

        target = None if path is None else Path(path)
        source = self._source(only, triples)
        return export(source, target, format_for(format_, target), say)

    def check_export(
        self,
        path: StrPath,
        format_: str | None = None,
        *,
        only: str | None = None,
        triples: Iterable[ox.Triple] | None = None,
        say: Callable[[str], None] | None = None,
    ) -> list[str]:
        """Give, as the lines of a short diff, how a file differs from what ``export`` would write.

        Raises:
            InputError: there is no such file.
            UnknownName, UnsupportedError, SourceSyntaxError, SourceErrors: see ``export``.
        """
        from ritgraph.export.export import check, format_for

        target = Path(path)
        return check(self._source(only, triples), target, format_for(format_, target), say)

    def load(self, folder: StrPath, reload: bool = False) -> Loaded:
        """Build a store on disk for ``open(store=folder)``, if it is not up to date or ``reload``.

        Raises:
            SourceSyntaxError, InputError, SourceErrors: files cannot be read.
            OutputError: the folder is no store, cannot be written, or another process builds there.
        """
        from ritgraph.store.build import load

        return load(self.project, folder, reload=reload)

    def to_rdflib(self) -> rdflib.Graph:
        """Give ontology and data as an rdflib graph; literals are spelt as in the files.

        Raises:
            SourceSyntaxError, SourceErrors: files cannot be read.
        """
        from ritgraph.validate.blank_nodes import BlankNodes
        from ritgraph.validate.engine.rdflib_graphs import rdflib_graph

        named = BlankNodes(self.project.graph_files, ()).data()
        return rdflib_graph(self.triples() if self.address else named, self.prefixes)

    def queries_as_turtle(self, endpoint: str | None = None) -> Iterator[str]:
        """Write the saved queries as ``sh:SPARQLExecutable``, asked at ``endpoint``, in pieces.

        Raises:
            ProjectError: the graph has no ontology, so its queries have no IRIs.
            SourceSyntaxError: a saved query cannot be read.
        """
        from ritgraph.query.catalogue.as_rdf import queries_as_turtle

        return queries_as_turtle(self.queries.values(), self.store.unlimited, endpoint)

    def stats(self, lang: str = "en") -> Stats:
        """Count files, triples, queries, and the things of each class."""
        from ritgraph.query.stats import stats

        files = None if self.address else len(self.project.graph_files)
        return stats(self.store, files, len(self.queries), lang)
