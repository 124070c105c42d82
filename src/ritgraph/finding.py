"""What is wrong, and where: the one form in which every check of this package answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from ritgraph.errors import place


class Severity(Enum):
    """How bad a finding is (SHACL, section 2.1.4), the worst first.

    >>> [severity.value for severity in Severity]
    ['violation', 'warning', 'info']
    """

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; what is None is not known.

    Lines and columns count from 1, columns in characters; the end is where the next character
    would stand. If it is ``of_node``, only the node was found there that a statement is about.

    >>> str(Place(Path("data/lights.ttl"), 3, 14))
    'data/lights.ttl:3:14'
    """

    file: Path
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    of_node: bool = False

    @property
    def span(self) -> tuple[int | None, ...]:
        """Line and column of the start, and of the end."""
        return self.line, self.column, self.end_line, self.end_column

    def __str__(self) -> str:
        return place(self.file, self.line, self.column)


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect. ``rule`` is the IRI of the shape, or the name of the check, that found it.

    ``focus`` and ``value`` are RDF terms as text: an IRI as it stands, a literal or a blank node as
    in N-Triples. ``path`` is the IRI of a property, or a SPARQL property path with full IRIs.
    ``component`` is the IRI of the constraint component (SHACL, section 4), ``shape`` the shape
    itself, which has a blank node for its name if it is not the rule.

    ``place`` is where to look first, ``also`` where the statement stands that clashes with it, and
    ``shape_place`` where the rule is stated. ``wrong`` is the term at fault, if a check knows it,
    and ``right`` the term that must stand in its place, if that is certain.
    """

    severity: Severity
    rule: str
    message: str
    focus: str | None = None
    focus_label: str | None = None
    path: str | None = None
    value: str | None = None
    component: str | None = None
    shape: str | None = None
    place: Place | None = None
    also: Place | None = None
    shape_place: Place | None = None
    hint: str | None = None
    wrong: str | None = None
    right: str | None = None

    def order(self) -> tuple[object, ...]:
        """Give what findings are sorted by: the worst first, those of one rule together."""
        facts = (self.focus, self.path, self.value, self.message, self.component, self.place)
        return (_RANK[self.severity], self.rule, *(str(fact or "") for fact in facts))


@dataclass(frozen=True)
class Report:
    """The findings of one run, sorted, and how much of the graph the run has looked at.

    ``accepted`` counts findings that are left out: a baseline has them, or they are not new.
    ``prefixes`` are those of the files, to write IRIs with; ``labels`` are what people call them.

    >>> report = Report(engine="pyshacl").including([Finding(Severity.INFO, "rule", "Look here.")])
    >>> report.conforms, report.count(Severity.INFO)
    (True, 1)
    """

    findings: tuple[Finding, ...] = ()
    shapes: int = 0
    checks: int = 0
    queries: int = 0
    targets: int = 0
    targets_matched: int = 0
    nodes_covered: int = 0
    files: int = 0
    triples: int = 0
    accepted: int = 0
    engine: str = ""
    seconds: float = 0.0
    prefixes: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos do not break a build."""
        return self.count(Severity.VIOLATION) == 0

    def count(self, severity: Severity) -> int:
        """Count the findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def reaches(self, severity: Severity) -> bool:
        """Tell whether there is a finding of this severity, or of a worse one."""
        return any(_RANK[finding.severity] <= _RANK[severity] for finding in self.findings)

    def including(self, findings: Iterable[Finding], checks: int = 0, queries: int = 0) -> Report:
        """Give a report that also holds findings of so many check queries and saved queries."""
        both = sorted((*self.findings, *findings), key=Finding.order)
        return replace(
            self,
            findings=tuple(both),
            checks=self.checks + checks,
            queries=self.queries + queries,
        )
