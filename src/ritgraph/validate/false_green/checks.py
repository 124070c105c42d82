"""The checks that tell when a green validation would mean nothing, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ritgraph.finding import Finding
from ritgraph.validate.false_green.checked import Checked
from ritgraph.validate.false_green.coverage import empty_targets, no_shapes, uncovered_classes
from ritgraph.validate.false_green.files import (
    empty_files,
    files_not_read,
    no_data,
    shapes_are_data,
)
from ritgraph.validate.false_green.labels import labels_twice
from ritgraph.validate.false_green.literals import ill_formed_literals
from ritgraph.validate.false_green.malformed import malformed_iris, malformed_language_tags
from ritgraph.validate.false_green.shacl_terms import (
    unknown_shacl_terms,
    unsupported_shacl_terms,
)
from ritgraph.validate.false_green.terms import unknown_terms_in_data, unknown_terms_in_shapes

_OF_SHAPES = (
    no_shapes,
    empty_targets,
    shapes_are_data,
    unknown_shacl_terms,
    unsupported_shacl_terms,
    unknown_terms_in_shapes,
)
_OF_DATA = (
    no_data,
    empty_files,
    uncovered_classes,
    unknown_terms_in_data,
    ill_formed_literals,
    malformed_language_tags,
    malformed_iris,
    labels_twice,
)


def false_green(
    checked: Checked, folders: Iterable[Path] = (), apart: Iterable[Path] = ()
) -> tuple[set[Finding], set[Finding]]:
    """Run all checks; give what is wrong with shapes, and with data.

    ``folders`` are those in which no file should go unread, but for those ``apart``.

    >>> from ritgraph.validate.graphs import Graphs
    >>> from ritgraph.validate.targets import Targets
    >>> graphs = Graphs([], [])
    >>> of_shapes, of_data = false_green(Checked(graphs, Targets(graphs)))
    >>> [finding.rule for finding in (*of_shapes, *of_data)]
    ['no-shapes', 'no-data']
    """
    of_shapes = {found for check in _OF_SHAPES for found in check(checked)}
    of_data = {found for check in _OF_DATA for found in check(checked)}
    return of_shapes, of_data | set(files_not_read(checked, folders, apart))
