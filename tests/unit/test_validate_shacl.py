"""Shapes are run by either engine, offline; what they find is told in the reader's language."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ritgraph.errors import InputError, RitgraphError, SourceErrors, SourceSyntaxError
from ritgraph.finding import Finding, Report, Severity
from ritgraph.validate.run import Run
from ritgraph.validate.selection import Selection

EX, SH = "http://example.com/", "http://www.w3.org/ns/shacl#"
HEAD = f"""
@prefix : <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <{SH}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LIGHT = ":kept a sh:NodeShape ; sh:targetClass :Light ; sh:property :one-keeper . "
KEEPER = ":one-keeper a sh:PropertyShape ; sh:path :keeper ; sh:minCount 1 "

Check = Callable[..., Report]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any attempt to reach another host fail the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("nothing may be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(params=["pyshacl", "shacl"])
def engine(request: pytest.FixtureRequest) -> str:
    """Let each test run with each engine."""
    return str(request.param)


@pytest.fixture
def check(tmp_path: Path, engine: str) -> Check:
    """Run shapes on data, both given as Turtle after the usual prefixes; give what shapes find."""

    def check(shapes: str, *data: str, lang: str = "en") -> Report:
        shape_file = tmp_path / "shapes.ttl"
        shape_file.write_text(HEAD + shapes, encoding="utf-8")
        data_files = []
        for number, text in enumerate(data):
            data_files.append(tmp_path / f"data{number}.ttl")
            data_files[-1].write_text(HEAD + text, encoding="utf-8")
        selection = Selection((), tuple(data_files), (shape_file,))
        report = Run(selection, lang, engine).report()
        found = tuple(finding for finding in report.findings if finding.component)
        return replace(report, findings=found)

    return check


def only(report: Report) -> Finding:
    """Give the one finding of a report."""
    (finding,) = report.findings
    return finding


# --- Findings ---


def test_a_finding_says_what_and_where(check: Check) -> None:
    report = check(
        LIGHT + KEEPER + '; sh:class :Person ; sh:message "A light has a keeper."@en .',
        ':anholt a :Light ; skos:prefLabel "Anholt Fyr"@da, "Anholt light"@en ; :keeper "Ole"@da .',
    )

    found = only(report)
    assert (found.place.line, found.place.column, found.shape_place.line) == (9, 80, 9)
    assert (replace(found, place=None, shape_place=None),) == (
        Finding(
            Severity.VIOLATION,
            rule=f"{EX}one-keeper",
            message="A light has a keeper.",
            focus=f"{EX}anholt",
            focus_label="Anholt light",
            path=f"{EX}keeper",
            value='"Ole"@da',
            component=f"{SH}ClassConstraintComponent",
            shape=f"{EX}one-keeper",
        ),
    )


def test_a_run_says_how_much_it_looked_at(check: Check) -> None:
    report = check(
        LIGHT
        + KEEPER
        + """. :never sh:targetClass :Dragon , :Boat ; sh:property [ sh:path :p ; sh:maxCount 1 ] .
        :off a sh:NodeShape ; sh:targetClass :Light ; sh:deactivated true .
        :by-object sh:targetObjectsOf :keeper ; sh:nodeKind sh:IRI .
        :by-subject sh:targetSubjectsOf :keeper ; sh:nodeKind sh:IRI .
        :by-name sh:targetNode :anholt , :absent ; sh:nodeKind sh:IRI .
        :Person a owl:Class , sh:NodeShape ; sh:nodeKind sh:IRI .""",
        ":anholt a :Lighthouse ; :keeper :ole . :Lighthouse rdfs:subClassOf :Light .",
        ":ole a :Person . :skagen a :Light ; :keeper :ole . :boat a :Boat .",
    )

    assert report.findings == ()
    assert report.shapes == 7
    assert report.targets_matched == 6
    assert report.nodes_covered == 4
    assert report.files == 3
    assert report.triples == 31
    assert report.seconds > 0


@pytest.mark.parametrize(
    ("severity", "expected", "conforms"),
    [
        ("sh:Violation", Severity.VIOLATION, False),
        ("sh:Warning", Severity.WARNING, True),
        ("sh:Info", Severity.INFO, True),
        (":Dire", Severity.VIOLATION, False),
    ],
)
def test_severities(check: Check, severity: str, expected: Severity, conforms: bool) -> None:
    report = check(LIGHT + KEEPER + f"; sh:severity {severity} .", ":anholt a :Light .")

    assert only(report).severity is expected
    assert report.conforms is conforms


def test_a_shape_without_a_name_is_known_by_its_component(check: Check) -> None:
    shapes = ":kept sh:targetClass :Light ; sh:property [ sh:path :keeper ; sh:minCount 1 ] ."

    assert only(check(shapes, ":a a :Light .")).rule == f"{SH}MinCountConstraintComponent"


def test_details_belong_to_their_result(check: Check) -> None:
    report = check(
        ":of-light sh:targetClass :Book ; sh:property :about . "
        ":about sh:path :about ; sh:node :Light . " + LIGHT + KEEPER + ". :Light sh:property :x . "
        ":x sh:path :p ; sh:minCount 1 .",
        ":book a :Book ; :about :anholt .",
    )

    assert [finding.rule for finding in report.findings] == [f"{EX}about"]


def test_what_two_shapes_find_together_is_told_once(check: Check) -> None:
    report = check(
        LIGHT + ":again sh:targetClass :Light ; sh:property :one-keeper . " + KEEPER + ".",
        ":a a :Light .",
    )

    assert len(report.findings) == 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (":p", f"{EX}p"),
        ("[ sh:inversePath :p ]", f"^<{EX}p>"),
        ("( :p [ sh:zeroOrMorePath :q ] )", f"<{EX}p> / <{EX}q>*"),
        ("[ sh:alternativePath ( :p ( :q :r ) ) ]", f"<{EX}p> | (<{EX}q> / <{EX}r>)"),
    ],
)
def test_paths(check: Check, path: str, expected: str) -> None:
    shapes = f":s sh:targetClass :Light ; sh:property :x . :x sh:path {path} ; sh:minCount 1 ."

    assert only(check(shapes, ":a a :Light .")).path == expected


# --- Literals and blank nodes ---


@pytest.mark.parametrize(
    ("literal", "datatype", "fits"),
    [
        ("01", "xsd:integer", True),
        ('"1"^^xsd:boolean', "xsd:boolean", True),
        ('"2018-04-17"^^xsd:date', "xsd:date", True),
        ('"abc"^^xsd:integer', "xsd:integer", False),
        ('"2018-02-30"^^xsd:date', "xsd:date", False),
        ('"-1"^^xsd:nonNegativeInteger', "xsd:nonNegativeInteger", False),
        ('"x"', "xsd:string", True),
        ('"x"^^xsd:string', "xsd:string", True),
        ('"x"@sv-FI', "rdf:langString", True),
        ("1.0", "xsd:integer", False),
    ],
)
def test_a_literal_reaches_the_shapes_as_it_stands(
    check: Check, caplog: pytest.LogCaptureFixture, literal: str, datatype: str, fits: bool
) -> None:
    report = check(
        f":s sh:targetNode :a ; sh:property [ sh:path :p ; sh:datatype {datatype} ] .",
        f":a :p {literal} .",
    )

    assert report.conforms is fits
    assert caplog.records == []


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("01", '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ('"INF"^^xsd:double', '"INF"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ('"5"^^xsd:decimal', '"5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (r'"say \"x\"\n"', r'"say \"x\"\n"'),
        (":b", f"{EX}b"),
    ],
)
def test_a_value_is_told_as_it_stands(check: Check, literal: str, expected: str) -> None:
    shapes = ":s sh:targetNode :a ; sh:property [ sh:path :p ; sh:in ( 7 ) ] ."

    assert only(check(shapes, f":a :p {literal} .")).value == expected


def test_blank_nodes_of_two_files_are_two_nodes(check: Check) -> None:
    shapes = ":s sh:targetClass :Light ; sh:property [ sh:path :p ; sh:maxCount 1 ] ."

    assert check(shapes, "_:x a :Light ; :p 1 .", "_:x a :Light ; :p 2 .").nodes_covered == 2
    assert check(shapes, "_:x a :Light ; :p 1 .", "_:x a :Light ; :p 2 .").conforms


def test_blank_nodes_have_the_same_names_in_each_run(check: Check) -> None:
    shapes = LIGHT + KEEPER + "; sh:class :Person ; sh:nodeKind sh:IRI ."
    data = "[] a :Light . [] a :Light ; :keeper [] .", "[] a :Light ."
    report = check(shapes, *data)

    assert {finding.focus for finding in report.findings} == {"_:b0", "_:b1", "_:b3"}
    assert check(shapes, *data).findings == report.findings


def test_the_hash_seed_does_not_matter(check: Check, tmp_path: Path, engine: str) -> None:
    check(
        LIGHT + KEEPER + '; sh:message "one"@en, "two"@en ; sh:class :Person ; sh:pattern "x" .',
        ":a a :Light ; :keeper 1, 2, 3, [] . :b a :Light . _:c a :Light .",
    )
    program = (
        "import sys; from pathlib import Path; from ritgraph.validate.run import Run;"
        "from ritgraph.validate.selection import Selection;"
        "files = (Path(sys.argv[1]),), (Path(sys.argv[2]),);"
        "print(Run(Selection((), *files), engine=sys.argv[3]).report().findings)"
    )
    outputs = {
        subprocess.run(
            [
                sys.executable,
                "-c",
                program,
                tmp_path / "data0.ttl",
                tmp_path / "shapes.ttl",
                engine,
            ],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(6)
    }

    assert len(outputs) == 1


# --- Languages ---

THREE = '"Keep it."@en , "Håll den."@sv-FI , "Pidä se."@fi'


@pytest.mark.parametrize(
    ("messages", "lang", "expected"),
    [
        (THREE, "fi", "Pidä se."),
        (THREE, "FI", "Pidä se."),
        (THREE, "sv", "Håll den."),
        (THREE, "de", "Keep it."),
        ('"Pidä se."@fi , "Håll den."@sv', "de", "Pidä se."),
        ('"Keep it." , "Pidä se."@fi', "de", "Keep it."),
        ('"Bevar den."@da , "Keep it."@en', "de", "Keep it."),
        ('"Two."@en , "One."@en', "en", "One. Two."),
    ],
)
def test_a_message_is_in_the_language_asked_for(
    check: Check, messages: str, lang: str, expected: str
) -> None:
    report = check(LIGHT + KEEPER + f"; sh:message {messages} .", ":a a :Light .", lang=lang)

    assert only(report).message == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "There are too few values: at least 1."),
        ("sv-FI", "Det finns för få värden: minst 1."),
        ("fi", "Arvoja on liian vähän: vähintään 1."),
        ("de", "There are too few values: at least 1."),
    ],
)
def test_without_a_message_there_is_still_one(check: Check, lang: str, expected: str) -> None:
    assert only(check(LIGHT + KEEPER + ".", ":a a :Light .", lang=lang)).message == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ('skos:prefLabel "Fyr"@sv , "Light"@en', "Fyr"),
        ('skos:prefLabel "Light"@en ; rdfs:label "Fyr"@sv', "Light"),
        ('rdfs:label "Fyr"@sv', "Fyr"),
        ("skos:prefLabel :odd", None),
    ],
)
def test_a_label_is_in_the_language_asked_for(
    check: Check, labels: str, expected: str | None
) -> None:
    report = check(LIGHT + KEEPER + ".", f":a a :Light ; {labels} .", lang="sv")

    assert only(report).focus_label == expected


@pytest.mark.parametrize(
    ("languages", "value", "right"),
    [
        ('"sv"', '"Fyr"', '"Fyr"@sv'),
        ('"sv" "fi"', '"Fyr"', None),
        ('"sv"', '"Fyr"@da', None),
        ('"sv"', "1", None),
    ],
)
def test_a_text_gets_the_only_language_that_it_can_have(
    check: Check, languages: str, value: str, right: str | None
) -> None:
    shapes = f":s sh:targetNode :a ; sh:property [ sh:path :p ; sh:languageIn ( {languages} ) ] ."

    assert only(check(shapes, f":a :p {value} .")).right == right


# --- SPARQL constraints ---

PREFIXES = f"""<urn:ontology> a owl:Ontology ; sh:declare :prefix .
:prefix sh:prefix "ex" ; sh:namespace "{EX}"^^xsd:anyURI ."""
TALL = """:tall a sh:NodeShape ; sh:targetClass :Light ; sh:sparql :tall-query .
:tall-query sh:prefixes <urn:ontology> ; sh:message
    "Only {?value} m (high) at {$this}."@en , "Bara {?value} m (hög) vid {$this}."@sv ;
    sh:select "SELECT $this (ex:height AS ?path) ?value WHERE { $this ex:height ?value . %s }" ."""
LOW = TALL % "FILTER (?value < 20)"


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", f"Only 12 m (high) at {EX}a."),
        ("sv", f"Bara 12 m (hög) vid {EX}a."),
        ("fi", f"Only 12 m (high) at {EX}a."),
    ],
)
def test_a_sparql_constraint_uses_the_prefixes_of_the_ontology(
    check: Check, lang: str, message: str
) -> None:
    """PySHACL 0.40 loses the language when it fills in the variables; here it is found again."""
    report = check(
        LOW, PREFIXES, ":a a :Light ; :height 12 . :b a :Light ; :height 30 .", lang=lang
    )

    finding = only(report)
    assert finding.message == message
    assert (finding.rule, finding.path) == (f"{EX}tall", f"{EX}height")
    assert finding.value == '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_a_query_finds_a_string_however_it_is_written(check: Check) -> None:
    """In RDF 1.1 a plain literal is an xsd:string; rdflib still tells them apart."""
    red = TALL % "$this ex:colour 'red'"
    data = ":a a :Light ; :height 1 ; :colour 'red'^^xsd:string . :b a :Light ; :height 1 ; :colour"

    assert len(check(red, PREFIXES, f"{data} 'red' .").findings) == 2


def test_a_query_is_parsed_once_for_all_nodes(
    check: Check, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ritgraph.validate.engine import rdflib_graphs

    texts: list[str] = []
    real = rdflib_graphs.prepareQuery
    monkeypatch.setattr(
        rdflib_graphs,
        "prepareQuery",
        lambda text, **names: (texts.append(text), real(text, **names))[1],
    )

    report = check(LOW, PREFIXES, "".join(f":l{n} a :Light ; :height {n} . " for n in range(20)))

    assert report.count(Severity.VIOLATION) == 20
    assert len(texts) == (engine == "pyshacl")


# --- No network ---


def test_imports_are_not_followed(check: Check) -> None:
    imports = "<urn:ontology> a owl:Ontology ; owl:imports <http://example.com/other> . "

    assert check(imports + LIGHT + KEEPER + ".", imports + ":a a :Light ; :keeper :b .").conforms


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <http://example.com/sparql> { ?x ?y ?z }",
        "SERVICE?value { ?x ?y ?z }",
        "SERVICE SILENT<http://example.com/sparql>{ ?x ?y ?z }",
    ],
)
def test_a_query_that_asks_another_host_is_refused(check: Check, pattern: str) -> None:
    with pytest.raises(RitgraphError, match="SERVICE"):
        check(TALL % pattern, PREFIXES, ":a a :Light ; :height <http://example.com/sparql> .")


def test_a_query_over_another_file_is_refused(check: Check, tmp_path: Path) -> None:
    select = LOW.replace("WHERE", f"FROM <{tmp_path.as_uri()}/data0.ttl> WHERE")

    with pytest.raises(RitgraphError, match=r"shapes.ttl:\d+:\d+: .*FROM is refused"):
        check(select, PREFIXES, ":a a :Light ; :height 1 .")


def test_javascript_is_ignored(check: Check) -> None:
    shapes = LIGHT + KEEPER + '. :kept sh:js [ sh:jsFunctionName "f" ] .'

    assert check(shapes, ":a a :Light ; :keeper :b .").conforms


# --- Bad input ---


def test_all_broken_files_are_named_and_are_no_violation(tmp_path: Path, engine: str) -> None:
    data, shapes, missing = (tmp_path / f"{name}.ttl" for name in ("data", "shapes", "missing"))
    data.write_text("<urn:a> <urn:b> .")
    shapes.write_text("\n\n  nonsense")

    with pytest.raises(SourceErrors) as caught:
        Run(Selection((), (data, missing), (shapes,)), engine=engine)

    first, second, third = caught.value.errors
    assert isinstance(first, SourceSyntaxError)
    assert (first.line, first.column) == (3, 3)
    assert str(second) == f"{data}:1:17: . is not a valid RDF object"
    assert isinstance(third, InputError)


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        (KEEPER + '; sh:pattern "(" .', "pattern|subpattern"),
        (KEEPER + "; sh:minCount 2 .", "sh:minCount: .* at most 1"),
        (KEEPER + "; sh:datatype 5 .", "sh:datatype: .* of the kind IRI"),
        (KEEPER + "; sh:node [ sh:property :one-keeper ] .", "it refers to itself"),
        (KEEPER + "; sh:qualifiedValueShape [ sh:class :P ] .", "qualifiedM"),
    ],
)
def test_a_faulty_shape_is_named_in_one_line(
    check: Check, capfd: pytest.CaptureFixture[str], shape: str, problem: str
) -> None:
    with pytest.raises(RitgraphError) as caught:
        check(LIGHT + shape, ":a a :Light ; :keeper :b . :b :keeper :c . :c :keeper :a .")

    message = str(caught.value)
    where = r"\S*/shapes.ttl:9:\d+"
    assert re.match(f"{where}: The shape <{EX}one-keeper> cannot be checked: .*{problem}", message)
    assert "\n" not in message
    assert caught.value.exit_code == 2
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("shapes", "problem"),
    [
        (
            ":kept sh:qualifiedValueShape :one-keeper ; sh:qualifiedMinCount 1 .",
            "it needs a sh:path beside it",
        ),
        (":kept sh:ignoredProperties ( :p ) .", "it does nothing without sh:closed"),
        (":kept sh:flags 'i' .", "it does nothing without sh:pattern"),
        (":kept sh:qualifiedMaxCount 1 .", "it does nothing without sh:qualifiedValueShape"),
        (":kept sh:path :p .", "a node shape has none"),
        (":x a sh:PropertyShape .", "a property shape needs a sh:path"),
        (":kept sh:property [ sh:minCount 1 ] .", "sh:minCount: it needs a sh:path beside it"),
        (":kept sh:nodeKind sh:Iri .", "sh:nodeKind: The value must be one of"),
        (":kept sh:in 1 .", "sh:in: The value must conform to the shape"),
    ],
)
def test_what_an_engine_would_skip_is_an_error(check: Check, shapes: str, problem: str) -> None:
    with pytest.raises(RitgraphError, match=rf"shapes.ttl:9:\d+: .*{re.escape(problem)}") as caught:
        check(LIGHT + KEEPER + ". " + shapes, ":a a :Light ; :keeper :b .")

    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ('"SELECT ?this"', "9:66: .*: sh:select: the query ends too early"),
        ('"SELECT $this { $this nope:p ?v }"', "9:75: .*: the prefix 'nope:' is not declared"),
        ("""'SELECT $this { $this "" ?v }'""", "9:75: .*: '\"\"' cannot stand here"),
        ('"""\nSELECT $this\n{ $this ?p }\n"""', "11:12: .*: '}' cannot stand here"),
    ],
)
def test_a_faulty_query_is_found_at_its_line(check: Check, query: str, where: str) -> None:
    shapes = f":tall sh:targetClass :Light ; sh:sparql [ sh:select {query} ] ."

    with pytest.raises(RitgraphError, match=rf"shapes.ttl:{where}") as caught:
        check(shapes, ":a a :Light .")

    assert "\n" not in str(caught.value)


def test_a_triple_term_is_refused(check: Check) -> None:
    with pytest.raises(RitgraphError, match="SHACL cannot check a triple term") as caught:
        check(LIGHT + KEEPER + ".", ":a :says <<( :b :c :d )>> .")

    assert caught.value.exit_code == 3


def test_rdflib_is_left_as_it_was(check: Check) -> None:
    import logging

    from rdflib.plugins.sparql import CUSTOM_EVALS

    check(LIGHT + KEEPER + ".", ':a a :Light ; :p "x"^^xsd:integer .')

    assert CUSTOM_EVALS == {}
    assert not logging.getLogger("rdflib.term").disabled


def test_the_module_is_cheap_to_import() -> None:
    program = "import sys, ritgraph.validate.run; print({'rdflib', 'pyshacl'} & {*sys.modules})"
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert outcome.stdout == "set()\n"
