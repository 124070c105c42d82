"""Where findings stand: the token of a wrong value, the subject where something is missing.

Only statements about things with findings are read, so a clean run costs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ritgraph.finding import Finding, Place
from ritgraph.validate.blank_nodes import BlankNodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.validate.statements import Statement, Statements

_SH = "http://www.w3.org/ns/shacl#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STEP = re.compile(r"<([^<>]*)>")
# The parameters that name another property, to compare with (SHACL, section 4.5).
_COMPARING = {"equals", "disjoint", "lessThan", "lessThanOrEquals"}


def with_places(
    findings: Iterable[Finding],
    data_files: Sequence[Path],
    shape_files: Sequence[Path] = (),
    blank_nodes: BlankNodes | None = None,
) -> list[Finding]:
    """Add to findings where they stand in the data, and where the shapes state their rules.

    What has a line already keeps it. The files must be known to be valid. RDF/XML and JSON-LD give
    the place of the focus node alone.
    """
    findings = list(findings)
    if not findings:
        return []
    # To get ready to read Turtle takes longer than most runs that find nothing.
    from ritgraph.validate.statements import Statements

    blank_nodes = blank_nodes or BlankNodes(data_files, shape_files)
    data, shapes = Statements(data_files, blank_nodes), Statements(shape_files, blank_nodes)
    data.read(node for one in findings for node in _nodes(one))
    shapes.read(one.shape for one in findings if one.shape)
    return [_with_place(one, data, shapes) for one in findings]


def _nodes(finding: Finding) -> Iterator[str]:
    """Give the nodes whose statements can tell where a finding stands."""
    if finding.place and finding.place.line:
        return
    if finding.focus is not None:
        yield finding.focus
    value = finding.value or '"'
    if value.startswith("_:") or ((finding.path or "").startswith("^") and value[0] != '"'):
        yield value


def _with_place(finding: Finding, data: Statements, shapes: Statements) -> Finding:
    of_shape = shapes.about(finding.shape) if finding.shape else []
    parameter = _parameter(finding.component) or finding.rule
    rule = next((one for one in of_shape if one.predicate == _SH + parameter), None)
    where, also = finding.place, finding.also
    if finding.focus is not None and not (where and where.line):
        about = data.about(finding.focus)
        compared = rule.object if rule and parameter in _COMPARING else None
        if found := _Search(finding, parameter, compared, about, data).places():
            where, also = found[0], also or found[1]
    return replace(finding, place=where, also=also, shape_place=_shape_place(rule, of_shape))


def _shape_place(rule: Statement | None, of_shape: Sequence[Statement]) -> Place | None:
    """Give the constraint in a shape, else where the shape begins."""
    if rule:
        return rule.place(rule.triple.at_predicate.start, rule.triple.at_object.end)
    return _subject(of_shape) if of_shape else None


def _parameter(component: str | None) -> str:
    """Name the parameter that makes a constraint of this component (SHACL, section 4).

    >>> _parameter("http://www.w3.org/ns/shacl#MinCountConstraintComponent")
    'minCount'
    """
    name = (component or "").removeprefix(_SH).removesuffix("ConstraintComponent")
    return "sparql" if name == "SPARQL" else name[:1].lower() + name[1:]


def _subject(about: Sequence[Statement]) -> Place:
    """Give where a thing is introduced: there its class is stated, as a rule."""
    first = next((one for one in about if one.predicate == _TYPE), about[0])
    return first.place(*first.triple.at_subject)


def _object(statement: Statement) -> Place:
    return statement.place(*statement.triple.at_object)


class _Search:
    """Looks for the token that a finding is about, among the statements about its focus node."""

    def __init__(
        self,
        finding: Finding,
        parameter: str,
        compared: str | None,
        about: Sequence[Statement],
        statements: Statements,
    ) -> None:
        self._value = None if finding.value == finding.focus else finding.value
        self._wrong = finding.wrong
        self._path = finding.path or ""
        self._focus = finding.focus
        self._parameter = parameter
        self._about = about
        self._statements = statements
        self._of_path = [one for one in about if one.predicate == self._path]
        self._compared = [one for one in about if one.predicate == compared]

    def places(self) -> tuple[Place, Place | None] | None:
        """Give where to look, and where the statement is that clashes with it."""
        if self._wrong and (found := self._of_wrong()):
            return found
        if self._value is not None or self._path.startswith("^"):
            found = self._of_value()
        else:
            found = self._of_several()
        if found:
            return found
        return (_subject(self._about), None) if self._about else None

    def _of_wrong(self) -> tuple[Place, Place | None] | None:
        """Find the part of a statement that is at fault."""
        for one in self._of_path:
            if one.object == (self._value or self._focus):
                triple = one.triple
                for text, span in (
                    (one.object, triple.at_object),
                    (one.predicate, triple.at_predicate),
                    (self._focus, triple.at_subject),
                ):
                    if text == self._wrong:
                        return one.place(*span), None
        return None

    def _of_value(self) -> tuple[Place, Place | None] | None:
        if self._path.startswith("^"):
            inverse = self._path[1:].strip("<>")
            for one in self._statements.about(self._value or ""):
                if (one.predicate, one.object) == (inverse, self._focus):
                    return one.place(*one.triple.at_subject), None
            return None
        steps = _STEP.findall(self._path)
        near = [one for one in self._about if not self._path or one.predicate in steps]
        candidates = [*self._of_path, *self._compared, *near]
        hits = [one for one in candidates if one.object == self._value]
        hits += [one for one in near if steps and one.predicate == steps[0]]
        if not hits:
            return None
        hit = hits[0]
        if self._parameter == "closed":
            return hit.place(*hit.triple.at_predicate), None
        return _object(hit), self._clash(hit)

    def _clash(self, hit: Statement) -> Place | None:
        others = [] if self._parameter == "equals" else self._compared
        if self._parameter == "disjoint":
            others = [one for one in others if one.object == hit.object]
        if self._parameter == "label-twice":
            alike = [one for one in self._of_path if one.language == hit.language]
            others = [one for one in alike if one.object != hit.object]
        return _object(others[0]) if others else None

    def _of_several(self) -> tuple[Place, Place | None] | None:
        """Find the values of which there are too many, or two in one language."""
        distinct = list({one.object: one for one in reversed(self._of_path)}.values())[::-1]
        if self._parameter == "maxCount" and distinct:
            return _object(distinct[-1]), _object(distinct[0]) if len(distinct) > 1 else None
        if self._parameter == "uniqueLang":
            first: dict[str, Statement] = {}
            for one in distinct:
                other = first.setdefault(one.language, one) if one.language else one
                if other is not one:
                    return _object(one), _object(other)
        return None
