"""Shapes that look at nothing, and things that no shape looks at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ritgraph.errors import nearest
from ritgraph.finding import Finding, Place, Severity
from ritgraph.turtle.files import RdfFiles
from ritgraph.validate.false_green.checked import Checked, text
from ritgraph.validate.targets import RDF_TYPE, Target
from ritgraph.vocabulary import namespace_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

MAY_MATCH_NOTHING = "https://w3id.org/ritgraph/validate#mayMatchNothing"
_EXCUSED = f"SELECT ?shape WHERE {{ ?shape <{MAY_MATCH_NOTHING}> true }}"


def no_shapes(checked: Checked) -> Iterator[Finding]:
    """Find that no shape is active."""
    if not checked.targets.shapes:
        first = next(iter(checked.graphs.shape_files), None)
        yield replace(checked.finding("no-shapes"), place=Place(first, 1, 1) if first else None)


def empty_targets(checked: Checked) -> Iterator[Finding]:
    """Find targets that match nothing, of shapes that do not say that this may be so."""
    targets = checked.targets
    empty = [target for target in targets.all if target not in targets.matched]
    excused = {row["shape"] for row in checked.graphs.in_shapes(_EXCUSED)} if empty else set()
    for target in empty:
        if target.shape not in excused:
            yield checked.finding(
                "empty-target",
                target,
                hint=_nearest(checked, target),
                term=checked.compact(target.term),
            )


def uncovered_classes(checked: Checked) -> Iterator[Finding]:
    """Find classes of things in the data that no shape looks at; one thing stands for each."""
    targets = checked.targets
    if not targets.shapes:
        return
    uncovered = {
        class_: number
        for class_, number in targets.classes.items()
        if targets.targeted_classes.isdisjoint(targets.with_wider(class_))
        and not targets.covers_instance_of(class_)
    }
    for subject, class_ in _examples(checked, uncovered):
        yield checked.finding(
            "uncovered-class",
            (subject, RDF_TYPE, class_),
            Severity.WARNING,
            number=uncovered[class_],
            term=checked.compact(class_),
        )


def _examples(checked: Checked, classes: Collection[Term]) -> Iterator[tuple[Term, Term]]:
    """Give one thing of each class that the data have, and not the ontology alone."""
    left = set(classes)
    names = [_local(class_).encode() for class_ in left]
    files = [path for path in checked.own_data if left and _has_one_of(path, names)]
    for quad in RdfFiles(files):
        if quad.predicate == RDF_TYPE and quad.object in left:
            left.discard(quad.object)
            yield quad.subject, quad.object
            if not left:
                return


def _has_one_of(path: Path, names: Iterable[bytes]) -> bool:
    """Tell in no time of most files that they have nothing of a class."""
    content = path.read_bytes()
    return any(name in content for name in names) or b"\\" in content


def _nearest(checked: Checked, target: Target) -> str:
    """Ask whether a class or property that is there was meant."""
    if target.kind == "Node":
        return ""
    there = checked.targets.classes if target.kind == "Class" else checked.targets.predicates
    names = {_local(term): term for term in there}
    near = nearest(_local(target.term), names)
    return checked.offer([checked.compact(names[name]) for name in near])


def _local(term: Term) -> str:
    iri = text(term)
    return iri[len(namespace_of(iri)) :]
