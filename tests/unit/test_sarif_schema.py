"""What is written as SARIF is valid against the schema of SARIF 2.1.0.

The schema comes from an npm package that `make peers` fetches; without it these tests are skipped.
"""

import json
import tarfile
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

import ritgraph
from ritgraph.finding import Finding, Place, Report, Severity
from ritgraph.term import Prefixes
from ritgraph.validate.output import render

PACKAGES = sorted((Path(__file__).parents[2] / ".venv" / "sarif").glob("*.tgz"))


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    if not PACKAGES:
        pytest.skip("the schema of SARIF is not at .venv/sarif: make peers fetches it")
    with tarfile.open(PACKAGES[0]) as package:
        file = package.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json")
        assert file
        return Draft4Validator(json.load(file))


def test_the_schema_refuses_what_is_no_sarif(schema: Draft4Validator) -> None:
    assert not schema.is_valid({"version": "2.1.0"})


def test_every_kind_of_finding(schema: Draft4Validator, tmp_path: Path) -> None:
    file = tmp_path / "a b.ttl"
    file.write_text("𝄞 a b .\n", encoding="utf-8")
    place = Place(file, 1, 3, 1, 4)
    report = Report().including(
        [
            Finding(Severity.VIOLATION, "http://e/rule", "One.", focus="http://e/a", place=place),
            Finding(
                Severity.WARNING, "x", "Two.", place=Place(file), also=place, shape_place=place
            ),
            Finding(Severity.INFO, "y", "Three.", hint="Do it."),
        ]
    )

    log = json.loads(render(report, "sarif", Prefixes({})))

    assert list(schema.iter_errors(log)) == []
    assert len(log["runs"][0]["results"]) == 3


def test_a_whole_run(schema: Draft4Validator, tiny_project: Path) -> None:
    (tiny_project / "data" / "x.ttl").write_text(
        "@prefix ex: <http://example.com/lights#> .\nex:x a ex:Light , ex:Lihgt ; ex:height 'x' ."
    )
    report = ritgraph.open(tiny_project).validate()

    log = json.loads(render(report, "sarif", Prefixes(report.prefixes)))

    assert list(schema.iter_errors(log)) == []
    assert len(log["runs"][0]["results"]) > 3
