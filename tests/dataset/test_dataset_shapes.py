"""Each shape of a dataset's description fires on its own wrong file, and on no correct thing.

`shapes/<shapes file>/valid.ttl` holds a correct thing, `invalid-<Shape>.ttl` one with one fault;
all correct things together are the background of each. Both engines are asked.
"""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from ritgraph.finding import Finding
from ritgraph.project import Project
from ritgraph.validate.run import Run
from ritgraph.validate.selection import Selection

HERE = Path(__file__).parent / "shapes"
SHAPES_FILES = Project.shipped().dataset_shape_files
VALID = sorted(HERE.glob("*/valid.ttl"))
INVALID = sorted(HERE.glob("*/invalid-*.ttl"))
RITS = "https://w3id.org/ritgraph/shapes#"
SH = "http://www.w3.org/ns/shacl#"

# Each shape has one wrong file; change the number when you add or remove one.
EXPECTED_SHAPES = 68


def fired(*more: Path) -> list[Finding]:
    report = Run(Selection((), (*VALID, *more), SHAPES_FILES, foreign=True), engine="both").report()
    return [finding for finding in report.findings if finding.shape]


def quads() -> list[ox.Quad]:
    return [quad for path in SHAPES_FILES for quad in ox.parse(path=path)]


def texts(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for quad in quads():
        if quad.predicate.value == SH + name:
            found.setdefault(quad.subject.value, {})[quad.object.language] = quad.object.value
    return found


def test_every_shape_has_its_wrong_file() -> None:
    shapes = {
        (path.stem, quad.subject.value.removeprefix(RITS))
        for path in SHAPES_FILES
        for quad in ox.parse(path=path)
        if quad.predicate.value == SH + "severity"
    }

    assert {(path.parent.name, path.stem.removeprefix("invalid-")) for path in INVALID} == shapes
    assert len(INVALID) == len(shapes) == EXPECTED_SHAPES
    assert {path.parent.name for path in VALID} == {path.stem for path in SHAPES_FILES}


def test_correct_things_fire_nothing() -> None:
    assert fired() == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_wrong_file_fires_exactly_its_shape(path: Path) -> None:
    found = fired(path)

    assert {finding.rule for finding in found} == {RITS + path.stem.removeprefix("invalid-")}
    assert {finding.focus for finding in found} == {"https://example.com/dataset/wrong"}


def test_every_shape_speaks_three_languages() -> None:
    names, messages = texts("name"), texts("message")

    assert len(names) == len(messages) == EXPECTED_SHAPES
    assert {tuple(sorted(said)) for said in (*names.values(), *messages.values())} == {
        ("en", "fi", "sv")
    }


def test_a_message_names_its_field_alike_in_each_language() -> None:
    curie = re.compile(r"\b[a-z0-9]+:[A-Za-z]\w*")
    for said in texts("message").values():
        fields = {frozenset(curie.findall(text)) for text in said.values()}
        assert len(fields) == 1
        assert fields != {frozenset()}
