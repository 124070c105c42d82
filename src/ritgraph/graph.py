"""The one object that people hold: a graph that can be asked, described, validated, exported."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ritgraph.errors import ProjectError
from ritgraph.project import Project
from ritgraph.query.evaluate import evaluate, evaluate_saved
from ritgraph.query.resolve import Resolver
from ritgraph.query.saved import Catalogue
from ritgraph.store.embedded import EmbeddedStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    import rdflib

    from ritgraph.errors import StrPath
    from ritgraph.finding import Finding, Report
    from ritgraph.query.description import Description
    from ritgraph.query.evidence import Claim
    from ritgraph.query.parameter import Value
    from ritgraph.query.rows import Rows, Triples
    from ritgraph.query.saved import SavedQuery
    from ritgraph.query.stats import Stats
    from ritgraph.store.store import Store
    from ritgraph.term import Prefixes


class KnowledgeGraph:
    """A project's triples and saved queries; files are read when they are first needed.

    >>> import ritgraph
    >>> graph = ritgraph.open()
    >>> graph.query("participants").columns[:2]
    ('participant', 'label')
    """

    def __init__(self, project: Project, store: Store | None = None) -> None:
        """Ask ``store``; without one, the project's own files in memory."""
        self.project = project
        self._elsewhere = store

    @cached_property
    def queries(self) -> Catalogue:
        """The saved queries by name.

        Raises:
            ProjectError: two files have one name.
        """
        return Catalogue(self.project.query_files)

    @cached_property
    def checks(self) -> Catalogue:
        """The check queries by name; each row of one is a fault of the graph."""
        return Catalogue(self.project.check_files)

    @property
    def prefixes(self) -> Prefixes:
        """The prefixes that the graph declares."""
        return self._store.prefixes

    def query(self, name: str, /, **parameters: Value | None) -> Rows | Triples | bool:
        """Answer a saved query.

        An IRI parameter takes an IRI, a CURIE, a code or a label. None counts as not given.

        Raises:
            UnknownName: there is no such query or parameter, or nothing has the name given.
            ParameterError: a value is missing, not of its type, or means several things.
            SourceSyntaxError: the query's file, or one of the graph's, cannot be read.
            RefusedError: the query would do more than read this graph.
        """
        saved = self.queries[name]
        return evaluate_saved(self._store, saved, parameters, self._resolver.resolve)

    def sparql(self, text: str) -> Rows | Triples | bool:
        """Answer a SPARQL query; the graph's prefixes need not be declared in it.

        Raises:
            SourceSyntaxError: the text is no SPARQL query.
            RefusedError: it has SERVICE, FROM, LOAD or an update.
        """
        return evaluate(self._store, text)

    def describe(self, thing: str, lang: str = "en") -> Description:
        """Collect all that the graph says about a thing: an IRI, a CURIE, a code or a label.

        Each statement has the passages that it rests on, if the project has a saved query named
        ``evidence`` (see ``ritgraph.query.evidence``).

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
        from ritgraph.query.describe import describe

        node = self._resolver.resolve(thing)
        return describe(self._store, node, lang, self._claims(node, lang))

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
        from ritgraph.query.describe import describe_claims
        from ritgraph.query.held_text import HeldTexts

        node = self._resolver.resolve(thing)
        claims = self._claims(node, lang)
        if claims is None:
            raise ProjectError(
                f"{self.project.root} has no query named 'evidence', which says what evidence is."
            )
        held = HeldTexts(texts, (passage for claim in claims for passage in claim.passages))
        quoting = (claim.quoting(held.words) for claim in claims)
        return describe_claims(self._store, node, lang, quoting)

    def triples_about(self, description: Description) -> set[ox.Triple]:
        """Give what a description tells as triples, spelt as in the files.

        Raises:
            SourceSyntaxError, SourceErrors: files cannot be read.
        """
        from ritgraph.query.describe import triples_about
        from ritgraph.turtle.files import TurtleFiles

        return set(triples_about(TurtleFiles(self.project.graph_files), description))

    def validate(self, lang: str = "en") -> Report:
        """Hold the graph against its shapes and its check queries; messages are in ``lang``.

        Raises:
            SourceSyntaxError, SourceErrors: files cannot be read.
            RitgraphError: there are no shapes.
        """
        from ritgraph.validate.shacl import run

        checks = tuple(self.checks.values())
        report = run(self.project.graph_files, self.project.shape_files, lang)
        found = (finding for check in checks for finding in self._findings(check, lang))
        return report.including(found, checks=len(checks))

    def export(self, path: str | os.PathLike[str] | None = None) -> int:
        """Write ontology and data as canonical Turtle; give the number of triples.

        Without a path the text goes to standard output.

        Raises:
            OutputError: the file cannot be written; what stood there stays.
        """
        from ritgraph.export.export import export_turtle

        target = None if path is None else Path(path)
        return export_turtle(self.project.graph_files, self.prefixes, target)

    def to_rdflib(self) -> rdflib.Graph:
        """Give ontology and data as an rdflib graph; literals are spelt as in the files.

        Raises:
            SourceSyntaxError, SourceErrors: files cannot be read.
        """
        from ritgraph.validate.graphs import Graphs

        graph = Graphs.read(self.project.graph_files, ()).data
        for name, namespace in self.prefixes.items():
            graph.bind(name, namespace)
        return graph

    def stats(self, lang: str = "en") -> Stats:
        """Count files, triples, queries, and the things of each class."""
        from ritgraph.query.stats import stats

        return stats(self._store, len(self.project.graph_files), len(self.queries), lang)

    def _findings(self, check: SavedQuery, lang: str) -> Iterator[Finding]:
        """Run a check query; each of its rows is a finding."""
        from dataclasses import replace

        from ritgraph.finding import Severity
        from ritgraph.query.labels import labels
        from ritgraph.query.rows import Rows
        from ritgraph.validate.checks import findings

        answer = evaluate_saved(self._store, check, {}, self._resolver.resolve)
        if not isinstance(answer, Rows):
            raise ProjectError(f"The check '{check.name}' is no SELECT query.")
        named = {term for row in answer.terms() for term in row if isinstance(term, ox.NamedNode)}
        names = labels(self._store, named, lang)
        severity = Severity(check.header.severity)
        rows = (row.as_dict() for row in answer)
        for finding in findings(check.name, check.header.summary, severity, rows):
            yield replace(finding, focus_label=names.get(finding.focus or ""))

    def _claims(self, thing: ox.NamedNode, lang: str) -> tuple[Claim, ...] | None:
        """Give the claims about a thing; None if the project has no evidence query."""
        from ritgraph.query.evidence import QUERY, claims

        if QUERY not in self.queries:
            return None
        return claims(self._store, self.queries[QUERY], thing, lang, self._resolver.resolve)

    @cached_property
    def _store(self) -> Store:
        if self._elsewhere is not None:
            return self._elsewhere
        return EmbeddedStore.load(self.project.graph_files)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self._store)


def open(path: str | os.PathLike[str] | None = None) -> KnowledgeGraph:  # noqa: A001 (as in Python)
    """Open the graph of a folder; without a path the one that is shipped with the package.

    >>> open().project.root.is_dir()
    True

    Raises:
        ProjectError: the folder lacks ``ontology/``, ``data/`` or ``queries/``.
    """
    return KnowledgeGraph(Project.shipped() if path is None else Project.at(path))
