"""What the checks look at, and the form of what they find."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ritgraph.finding import Finding, Severity
from ritgraph.turtle.files import format_of
from ritgraph.validate.graphs import Graphs
from ritgraph.validate.messages import offer, said
from ritgraph.validate.targets import Targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

# Formats that write IRIs, tags and datatypes as they are.
IN_SIGHT = frozenset(
    {ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS}
)


@dataclass(frozen=True, eq=False)
class Checked:
    """The graphs, what their shapes look at, which files are the ontology, and the language."""

    graphs: Graphs
    targets: Targets
    ontology_files: frozenset[Path] = frozenset()
    lang: str = "en"

    @property
    def own_data(self) -> tuple[Path, ...]:
        """The data files that are not the ontology."""
        return tuple(path for path in self.graphs.data_files if path not in self.ontology_files)

    def in_texts(self, pattern: re.Pattern[bytes]) -> set[str] | None:
        """Find what a pattern matches in the data files; None if one is of a format that hides it.

        That is far quicker than to ask the graph, and tells whether there is anything to ask for.
        """
        found: set[bytes] = set()
        for path in self.graphs.data_files:
            if format_of(path) not in IN_SIGHT:
                return None
            found.update(pattern.findall(path.read_bytes()))
        return {text.decode() for text in found}

    def compact(self, term: Term) -> str:
        """Write an IRI for people."""
        return self.graphs.prefixes.compact(text(term))

    def offer(self, names: Sequence[str]) -> str:
        """Ask whether one of these names was meant."""
        return offer(names, self.lang)

    def finding(
        self,
        rule: str,
        triple: tuple[Any, Any, Any] = (None, None, None),
        severity: Severity = Severity.VIOLATION,
        hint: str = "",
        wrong: Term | None = None,
        right: Term | None = None,
        **facts: object,
    ) -> Finding:
        """Make a finding about a triple; its words are those of the rule with these facts.

        ``wrong`` is the term in it that is at fault, and ``right`` what must stand there.
        """
        message, advice = said(rule, self.lang, facts)
        subject, predicate, value = (None if term is None else text(term) for term in triple)
        return Finding(
            severity,
            rule,
            message,
            focus=subject,
            path=predicate,
            value=value,
            hint=hint or advice,
            wrong=None if wrong is None else text(wrong),
            right=None if right is None else text(right),
        )


def text(term: Term) -> str:
    """Write a term as findings hold it.

    >>> text(ox.NamedNode("http://example.com/")), text(ox.Literal("Ole", language="da"))
    ('http://example.com/', '"Ole"@da')
    """
    return term.value if isinstance(term, ox.NamedNode) else str(term)
