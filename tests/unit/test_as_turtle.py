"""The W3C report: what SHACL defines, the same bytes in each run, whatever the order."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.finding import Finding, Report, Severity
from ritgraph.term import Prefixes
from ritgraph.validate.output import render
from ritgraph.validate.property_path import path_node, path_text

EX, SH = "http://example.com/", "http://www.w3.org/ns/shacl#"
FINDINGS = [
    Finding(
        Severity.VIOLATION, f"{EX}height", "It is low.", focus=f"{EX}a", path=f"{EX}height",
        value='"say \\"x\\"\\n"@en', component=f"{SH}MinInclusiveConstraintComponent",
        shape=f"{EX}height",
    ),
    Finding(
        Severity.WARNING, f"{SH}NodeConstraintComponent", "It is odd.", focus="_:b3", value="_:b4",
        path=f"(<{EX}p> | ^<{EX}q>)* / <{EX}r>", component=f"{SH}NodeConstraintComponent",
        shape="_:s1",
    ),
    Finding(Severity.INFO, "empty-file", "It states nothing."),
]  # fmt: skip
EXPECTED = """\
@prefix ex: <http://example.com/> .
@prefix ritv: <https://w3id.org/ritgraph/validate#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

[]
    a sh:ValidationReport ;
    sh:conforms false ;
    sh:result [
        a sh:ValidationResult ;
        sh:focusNode [] ;
        sh:resultMessage "It is odd." ;
        sh:resultPath (
            [
                sh:zeroOrMorePath [
                    sh:alternativePath (
                        ex:p
                        [
                            sh:inversePath ex:q
                        ]
                    )
                ]
            ]
            ex:r
        ) ;
        sh:resultSeverity sh:Warning ;
        sh:sourceConstraintComponent sh:NodeConstraintComponent ;
        sh:sourceShape [] ;
        sh:value []
    ] , [
        a sh:ValidationResult ;
        sh:focusNode ex:a ;
        sh:resultMessage "It is low." ;
        sh:resultPath ex:height ;
        sh:resultSeverity sh:Violation ;
        sh:sourceConstraintComponent sh:MinInclusiveConstraintComponent ;
        sh:sourceShape ex:height ;
        sh:value \"\"\"say "x"
\"\"\"@en
    ] , [
        a sh:ValidationResult ;
        sh:resultMessage "It states nothing." ;
        sh:resultSeverity sh:Info ;
        sh:sourceConstraintComponent ritv:empty-file
    ] .
"""


def test_a_report_as_shacl_has_it() -> None:
    assert render(Report().including(FINDINGS), "turtle", Prefixes({"ex": EX})) == EXPECTED


def test_without_findings_it_conforms() -> None:
    assert render(Report(), "turtle", Prefixes({})) == (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n[]\n    a sh:ValidationReport ;\n"
        "    sh:conforms true .\n"
    )


def test_the_order_of_findings_does_not_matter() -> None:
    turned = (FINDINGS[2], FINDINGS[0], FINDINGS[1])

    assert render(Report(findings=turned), "turtle", Prefixes({"ex": EX})) == EXPECTED


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
def test_a_report_has_the_same_bytes_in_each_run(tmp_path: Path, engine: str) -> None:
    data, shapes = tmp_path / "a.ttl", tmp_path / "s.ttl"
    data.write_text(
        f"@prefix : <{EX}> . _:x a :Light ; :p _:y , 2 . _:y :p _:x . "
        ":b a :Light ; :p [] , ( 1 _:x ) ."
    )
    shapes.write_text(
        f"@prefix : <{EX}> . @prefix sh: <{SH}> . [] sh:targetClass :Light ; sh:property "
        "[ sh:path ( :p [ sh:zeroOrMorePath :p ] ) ; sh:nodeKind sh:IRI ; sh:maxCount 1 ] ."
    )
    command = [sys.executable, "-m", "ritgraph", "validate", "-f", "turtle", "-s", shapes, data]
    outputs = {
        subprocess.run(
            [*command, "--engine", engine],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
        ).stdout
        for seed in range(6)
    }

    (output,) = outputs
    assert output.count(b"a sh:ValidationResult") == 7


PATHS = st.recursive(
    st.sampled_from(["<urn:p>", "<urn:q>"]),
    lambda inner: st.one_of(
        inner.map(lambda one: f"^{one}" if one[0] in "<(" and one[-1] in ">)" else f"^({one})"),
        st.tuples(inner, st.sampled_from("*+?")).map(lambda pair: f"({pair[0]}){pair[1]}"),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' / '.join(some)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' | '.join(some)})"),
    ),
    max_leaves=6,
)


@given(PATHS)
def test_a_path_is_the_same_when_it_has_been_written_and_read(path: str) -> None:
    triples: list[ox.Triple] = []
    store = ox.Store()

    node = path_node(path, triples)
    store.extend(ox.Quad(*triple) for triple in triples)
    written = path_text(store, node)

    again: list[ox.Triple] = []
    other = ox.Store()
    node = path_node(written, again)
    other.extend(ox.Quad(*triple) for triple in again)
    assert path_text(other, node) == written
    assert written.replace("(", "").replace(")", "") == path.replace("(", "").replace(")", "")
