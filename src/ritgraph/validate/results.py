"""The results of a SHACL validation report (SHACL, section 3.6) as findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox
from rdflib import RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ritgraph.finding import Finding, Severity

# A severity that SHACL does not define breaks the build: better than one that nobody sees.
_SEVERITIES: dict[Node | None, Severity] = {
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}
_LABELS = (SKOS.prefLabel, RDFS.label)
_VARIABLE = re.compile(r"\{[?$]\w+\}")


class Results:
    """Reads a report graph, with the two graphs that it speaks of, in the language asked for.

    ``path_text`` writes a SHACL property path as a SPARQL one.
    """

    def __init__(
        self, data: Graph, shapes: Graph, lang: str, path_text: Callable[[Node], str]
    ) -> None:
        self._data = data
        self._shapes = shapes
        self._lang = lang
        self._path_text = path_text

    def findings(self, report: Graph) -> set[Finding]:
        """Give the findings of a report; what it says twice is one finding."""
        return {self._finding(report, result) for result in report.objects(None, SH.result)}

    def _finding(self, report: Graph, result: Node) -> Finding:
        focus = report.value(result, SH.focusNode)
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        shape = report.value(result, SH.sourceShape)
        return Finding(
            severity=self._severity(report, result),
            rule=self._rule(report, result),
            message=self._message(report, result),
            focus=None if focus is None else text(focus),
            focus_label=None if focus is None else self._label(focus),
            path=None if path is None else self._path(path),
            value=None if value is None else text(value),
            component=str(report.value(result, SH.sourceConstraintComponent)),
            shape=None if shape is None else text(shape),
        )

    def _severity(self, report: Graph, result: Node) -> Severity:
        severity = report.value(result, SH.resultSeverity)
        return _SEVERITIES.get(severity, Severity.VIOLATION)

    def _rule(self, report: Graph, result: Node) -> str:
        """Name the shape; a shape without a name is known by the kind of its constraint."""
        shape = report.value(result, SH.sourceShape)
        if isinstance(shape, URIRef):
            return str(shape)
        return str(report.value(result, SH.sourceConstraintComponent))

    def _path(self, path: Node) -> str:
        return str(path) if isinstance(path, URIRef) else self._path_text(path)

    def _label(self, focus: Node) -> str | None:
        for predicate in _LABELS:
            if labels := in_language(self._literals(self._data, focus, predicate), self._lang):
                return labels[0]
        return None

    def _message(self, report: Graph, result: Node) -> str:
        templates = list(self._templates(report, result))
        messages = [
            (language or _language_of(message, templates), message)
            for language, message in self._literals(report, result, SH.resultMessage)
        ]
        return " ".join(in_language(messages, self._lang))

    def _templates(self, report: Graph, result: Node) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Give the messages as the shapes have them.

        pySHACL 0.40 drops the language of a message when it fills in the variables of a SPARQL
        constraint; the text before that tells which it was.
        """
        for predicate in (SH.sourceConstraint, SH.sourceShape):
            for source in report.objects(result, predicate):
                for language, message in self._literals(self._shapes, source, SH.message):
                    fixed_parts = map(re.escape, _VARIABLE.split(message))
                    yield language, re.compile(".*".join(fixed_parts), re.DOTALL)

    @staticmethod
    def _literals(graph: Graph, subject: Node, predicate: URIRef) -> list[tuple[str, str]]:
        """Give the language and text of each literal."""
        return [
            (value.language or "", str(value))
            for value in graph.objects(subject, predicate)
            if isinstance(value, Literal)
        ]


def in_language(texts: Iterable[tuple[str, str]], lang: str) -> list[str]:
    """Choose the texts, given with their languages, that suit a reader best.

    The language asked for comes first, then a variety of it, then English, then any.

    >>> in_language([("sv", "hus"), ("en-gb", "house"), ("fi", "talo")], "fr")
    ['house']
    """
    by_language: dict[str, list[str]] = {}
    for language, words in sorted(texts):
        by_language.setdefault(language.lower(), []).append(words)
    for wanted in (lang.lower(), "en"):
        for language, suitable in by_language.items():
            if language == wanted or language.startswith(f"{wanted}-"):
                return suitable
    return next(iter(by_language.values()), [])


def text(node: Node) -> str:
    """Write a term as findings hold it.

    >>> text(Literal("Gävle", lang="sv"))
    '"Gävle"@sv'
    """
    if isinstance(node, URIRef):
        return str(node)
    if isinstance(node, BNode):
        return f"_:{node}"
    return str(_literal(node))


def _literal(node: Node) -> ox.Literal:
    if isinstance(node, Literal) and node.language:
        return ox.Literal(str(node), language=node.language)
    if isinstance(node, Literal) and node.datatype:
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
    return ox.Literal(str(node))


def _language_of(message: str, templates: Iterable[tuple[str, re.Pattern[str]]]) -> str:
    matches = (language for language, template in templates if template.fullmatch(message))
    return next(matches, "")
