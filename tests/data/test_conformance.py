"""The shipped graph conforms, and each check finds the defect that it is for."""

import re
import shutil
from pathlib import Path

import pytest

import ritgraph
from ritgraph.finding import Severity
from ritgraph.project import Project

PROJECT = Project.shipped()


def changed(folder: Path, file: str, old: str, new: str) -> ritgraph.KnowledgeGraph:
    """A copy of the shipped graph in which one text of one file is another."""
    for name in ("ontology", "data", "queries"):
        shutil.copytree(PROJECT.root / name, folder / name)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return ritgraph.open(folder)


def test_the_shipped_graph_conforms_and_was_looked_at() -> None:
    report = ritgraph.open().validate()

    assert [str(finding) for finding in report.findings] == []
    assert report.conforms
    assert report.shapes > 150
    assert report.nodes_covered > 500
    assert report.files > 40


@pytest.mark.parametrize(
    ("check", "file", "old", "new"),
    [
        (
            "statement-without-evidence",
            "data/events/launch-brussels.ttl",
            "    rdf:predicate schema:location ;\n    rdf:object place:brussels",
            "    rdf:predicate schema:location ;\n    rdf:object place:gavle",
        ),
        (
            "statement-without-evidence",
            "data/documents.ttl",
            "dcterms:publisher actor:european-commission ;",
            "dcterms:publisher actor:oecd ;",
        ),
        (
            "undeclared-term",
            "data/places.ttl",
            "geo:hasGeometry point:gavle",
            "geo:hasGeometri point:gavle",
        ),
        (
            "undeclared-term",
            "data/places.ttl",
            "a rit:Settlement ;",
            "a rit:Settlement , rit:Town ;",
        ),
        (
            "unused-term",
            "data/actors/people.ttl",
            '    rit:party "s" ;\n',
            "",
        ),
    ],
)
def test_check_finds_its_defect(tmp_path: Path, check: str, file: str, old: str, new: str) -> None:
    report = changed(tmp_path, file, old, new).validate()

    assert not report.conforms
    found = [finding for finding in report.findings if finding.rule == check]
    assert found
    assert all(finding.severity is Severity.VIOLATION for finding in found)


def test_every_check_is_proved_by_a_defect() -> None:
    proved = re.findall(r'"(\S+)",\n +"data/', Path(__file__).read_text(encoding="utf-8"))

    assert set(proved) == {path.stem for path in PROJECT.check_files}
