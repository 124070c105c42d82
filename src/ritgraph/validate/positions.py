"""Where findings stand: the token of a wrong value, the subject where something is missing.

Only statements about things with findings are read, so a clean run costs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ritgraph.finding import Finding, Place
from ritgraph.validate.statements import Statement, Statements

_SH = "http://www.w3.org/ns/shacl#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STEP = re.compile(r"<([^<>]*)>")
# The parameters that name another property, to compare with (SHACL, section 4.5).
_COMPARING = {"equals", "disjoint", "lessThan", "lessThanOrEquals"}


def with_places(
    findings: Iterable[Finding],
    data_files: Sequence[Path],
    shape_files: Sequence[Path],
    blank: Mapping[str, tuple[Path, int]],
) -> list[Finding]:
    """Add to findings where they stand in the data, and where the shapes state their rules.

    ``blank`` gives the file of a blank node (as ``_:b0``), and how many others are named before it
    there. What has a line already keeps it. The files must be known to be valid; one that is not
    Turtle, TriG or N-Triples gives no places.
    """
    findings = list(findings)
    shape_paths = frozenset(shape_files)
    data, shapes = Statements(data_files, blank), Statements(shape_files, blank)
    data.read(node for one in findings for node in _nodes(one))
    shapes.read(
        node for one in findings for node in (*_shape(one), *_nodes(one, only_in=shape_paths))
    )
    return [
        _with_place(one, shapes if one.place and one.place.file in shape_paths else data, shapes)
        for one in findings
    ]


def _nodes(finding: Finding, only_in: frozenset[Path] | None = None) -> Iterator[str]:
    """Give the nodes whose statements can tell where a finding stands."""
    place = finding.place
    if place and (place.line or (only_in is not None and place.file not in only_in)):
        return
    if only_in is not None and not place:
        return
    if finding.focus is not None:
        yield finding.focus
    value = finding.value or '"'
    if value.startswith("_:") or ((finding.path or "").startswith("^") and value[0] != '"'):
        yield value


def _shape(finding: Finding) -> tuple[str, ...]:
    return (finding.shape,) if finding.shape else ()


def _with_place(finding: Finding, statements: Statements, shapes: Statements) -> Finding:
    of_shape = shapes.about(finding.shape) if finding.shape else []
    parameter = _parameter(finding.component)
    rule = next((one for one in of_shape if one.predicate == _SH + parameter), None)
    finding = replace(finding, shape_place=_shape_place(rule, of_shape))
    if finding.focus is None or (finding.place and finding.place.line):
        return finding
    about = statements.about(finding.focus)
    if finding.place:
        about = [one for one in about if one.file == finding.place.file] or about
    compared = rule.object if rule and parameter in _COMPARING else None
    found = _Search(finding, parameter, compared, about, statements).places()
    return replace(finding, place=found[0], also=finding.also or found[1]) if found else finding


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
        self._path = finding.path or ""
        self._focus = finding.focus
        self._parameter = parameter
        self._about = about
        self._statements = statements
        self._of_path = [one for one in about if one.predicate == self._path]
        self._compared = [one for one in about if one.predicate == compared]

    def places(self) -> tuple[Place, Place | None] | None:
        """Give where to look, and where the statement is that clashes with it."""
        if self._value is not None or self._path.startswith("^"):
            found = self._of_value()
        else:
            found = self._of_several()
        if found:
            return found
        return (_subject(self._about), None) if self._about else None

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
