"""The results of an engine as findings, in the language asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

import pyoxigraph as ox

from ritgraph.finding import Finding, Severity
from ritgraph.language import in_language
from ritgraph.validate.engine.result import Result
from ritgraph.validate.graphs import Graphs
from ritgraph.validate.messages import default_message
from ritgraph.validate.property_path import members, path_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

_SH = "http://www.w3.org/ns/shacl#"
# A severity that SHACL does not define breaks the build: better than one that nobody sees.
_SEVERITIES = {f"{_SH}Warning": Severity.WARNING, f"{_SH}Info": Severity.INFO}
_LABELS = tuple(
    map(
        ox.NamedNode,
        (
            "http://www.w3.org/2004/02/skos/core#prefLabel",
            "http://www.w3.org/2000/01/rdf-schema#label",
        ),
    )
)
_LANGUAGE_IN = ox.NamedNode(f"{_SH}languageIn")
_OF_LANGUAGE = (f"{_SH}DatatypeConstraintComponent", f"{_SH}LanguageInConstraintComponent")
_MESSAGE = ox.NamedNode(f"{_SH}message")
# The nodes that can state messages for a shape, and for a component (SHACL, 5.3 and 6.2.3).
_STATING = tuple(
    ox.NamedNode(_SH + name)
    for name in ("sparql", "validator", "nodeValidator", "propertyValidator")
)
_STEP = re.compile(r"<([^<>]*)>")
_VARIABLE = re.compile(r"\{[?$]\w+\}")


class Findings:
    """Reads results, with the two graphs that they speak of."""

    def __init__(self, graphs: Graphs, lang: str) -> None:
        self._data = graphs.data
        self._graphs = graphs
        self._lang = lang
        self._templates: dict[tuple[str, str], list[tuple[str, re.Pattern[str]]]] = {}

    def of(self, results: Iterable[Result]) -> set[Finding]:
        """Give the findings; what is said twice is one finding.

        >>> Findings(Graphs([], []), "en").of([])
        set()
        """
        return {self._finding(result) for result in results}

    def label(self, iri: str) -> str | None:
        """Give the label of a thing in the language asked for, from the data or the shapes."""
        if ":" not in iri or iri.startswith(("_:", '"')):
            return None
        for store, predicate in product((self._data, self._graphs.shapes), _LABELS):
            quads = store.quads_for_pattern(ox.NamedNode(iri), predicate, None)
            if labels := in_language(_literals(quad.object for quad in quads), self._lang):
                return labels[0]
        return None

    def labels(self, findings: Iterable[Finding]) -> dict[str, str]:
        """Give the labels of the rules, properties and values that findings speak of."""
        iris: set[str] = set()
        for finding in findings:
            path = finding.path or ""
            iris |= {finding.rule, finding.value or ""}
            iris.update(_STEP.findall(path) or [path])
        return {iri: label for iri in sorted(iris) if (label := self.label(iri))}

    def _finding(self, result: Result) -> Finding:
        return Finding(
            severity=_SEVERITIES.get(result.severity, Severity.VIOLATION),
            rule=result.component if result.shape.startswith("_:") else result.shape,
            message=self._message(result),
            focus=result.focus,
            focus_label=self.label(result.focus),
            path=self._path(result.path),
            value=result.value,
            component=result.component,
            shape=result.shape,
            right=self._right(result),
        )

    def _right(self, result: Result) -> str | None:
        """Give a text with its language tag, where it has none and there is only one to have."""
        value = result.value or ""
        if result.component not in _OF_LANGUAGE or not (value[:1] == value[-1:] == '"'):
            return None
        lists = self._objects(node(result.shape), _LANGUAGE_IN)
        found = [tag for one in lists for tag in members(self._graphs.named_shapes, one)]
        tags = [tag.value for tag in found if isinstance(tag, ox.Literal)]
        return f"{value}@{tags[0].lower()}" if len(found) == len(tags) == 1 else None

    def _path(self, path: str | None) -> str | None:
        if path is None or not path.startswith("_:"):
            return path
        return path_text(self._graphs.named_shapes, node(path))

    def _message(self, result: Result) -> str:
        templates = self._stated(result)
        if not templates:
            return default_message(result, self._graphs, self.label, self._lang)
        messages = [
            (language or _language_of(message, templates), message)
            for language, message in result.messages
        ]
        return " ".join(in_language(messages, self._lang))

    def _stated(self, result: Result) -> list[tuple[str, re.Pattern[str]]]:
        """Give the messages as the shapes have them.

        Engines drop the language of a message when they fill in the variables of a SPARQL
        constraint; the text before that tells which it was.
        """
        key = (result.shape, result.component)
        if key not in self._templates:
            found = [(node(result.shape), True), (node(result.component), False)]
            self._templates[key] = [
                (language, _pattern(message))
                for one, itself in found
                for stating in self._stating(one, itself)
                for language, message in _literals(self._objects(stating, _MESSAGE))
            ]
        return self._templates[key]

    def _stating(self, one: Term, itself: bool) -> Iterator[Term]:
        if itself:
            yield one
        for predicate in _STATING:
            yield from self._objects(one, predicate)

    def _objects(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        if isinstance(subject, ox.Literal | ox.Triple):
            return []
        store = self._graphs.named_shapes
        return [quad.object for quad in store.quads_for_pattern(subject, predicate, None)]


def node(text: str) -> ox.NamedNode | ox.BlankNode:
    """Give the node that is written so in findings.

    >>> node("_:s0"), node("http://example.com/a")
    (<BlankNode value=s0>, <NamedNode value=http://example.com/a>)
    """
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)


def _literals(terms: Iterable[Term]) -> list[tuple[str, str]]:
    """Give the language and text of each literal."""
    return [(one.language or "", one.value) for one in terms if isinstance(one, ox.Literal)]


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, _VARIABLE.split(template))), re.DOTALL)


def _language_of(message: str, templates: Iterable[tuple[str, re.Pattern[str]]]) -> str:
    matches = (language for language, template in templates if template.fullmatch(message))
    return next(matches, "")
