# ruff: noqa: E501
"""What a validation without findings would hide: each rule fires, and does not fire next to it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import SH, Graph

from ritgraph.finding import Finding, Place, Severity
from ritgraph.validate.false_green.checked import Checked
from ritgraph.validate.false_green.checks import false_green
from ritgraph.validate.false_green.literals import is_well_formed
from ritgraph.validate.false_green.shacl_terms import SHACL
from ritgraph.validate.graphs import Graphs
from ritgraph.validate.messages import _table
from ritgraph.validate.positions import with_places
from ritgraph.validate.targets import Targets

EX = "http://example.com/"
HEAD = f"""@prefix : <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONTOLOGY = """
:Light a owl:Class . :Beacon rdfs:subClassOf :Light . :Keeper a owl:Class .
:keeper a owl:ObjectProperty . :height a owl:DatatypeProperty . :kept a sh:NodeShape .
:o sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.com/" ] .
"""
DATA = ":skag a :Light ; :keeper :ole ; :height 46 .\n"
SHAPES = ":kept a sh:NodeShape ; sh:targetClass :Light .\n"
ODD = ":odd a sh:NodeShape ; "
ASK = "SELECT $this { $this a <http://example.com/Ligth> }"

# rule, shapes, data: a smallest case in which the rule fires, with the place between «».
FIRING = [
    ("empty-target", SHAPES + ODD + "sh:targetClass «:Ligth» .", DATA),
    ("empty-target", SHAPES + ODD + "sh:targetNode «:nobody» .", DATA),
    ("empty-target", SHAPES + ODD + "sh:targetSubjectsOf «:keper» .", DATA),
    ("empty-target", SHAPES + ODD + "sh:targetObjectsOf «:keper» .", DATA),
    ("empty-target", SHAPES + ":kept sh:order 1 .\n«:Tower» a sh:NodeShape , owl:Class .", DATA),
    ("empty-target", SHAPES + "[] sh:targetClass «:Ligth» .", DATA),
    ("unknown-shacl-term", SHAPES + ":kept «sh:propery» [ sh:path :keeper ] .", DATA),
    ("unknown-shacl-term", SHAPES + ":kept sh:property [ sh:path :p ; «sh:minCounts» 1 ] .", DATA),
    ("unknown-shacl-term", SHAPES + ":p sh:path :height ; sh:nodeKind «sh:Iri» .", DATA),
    ("unknown-shacl-term", SHAPES + ":p a «sh:PropertShape» ; sh:path :height .", DATA),
    ("unsupported-shacl-term", SHAPES + ":kept «sh:js» [ sh:jsFunctionName 'f' ] .", DATA),
    ("unsupported-shacl-term", SHAPES + ":kept «sh:rule» [ sh:order 1 ] .", DATA),
    ("unknown-term", SHAPES + ":kept sh:property [ sh:path «:keper» ; sh:maxCount 0 ] .", DATA),
    ("unknown-term", SHAPES + ":kept sh:property [ sh:path [ sh:inversePath «:x» ] ] .", DATA),
    ("unknown-term", SHAPES + ":kept sh:property [ sh:path ( :keeper «:x» ) ] .", DATA),
    ("unknown-term", SHAPES + f":kept sh:sparql [ sh:select «'{ASK}'» ] .", DATA),
    ("unknown-term", SHAPES + ":kept «:tag» 1 .", DATA),
    ("unknown-term", SHAPES, DATA + ":skag :height 1 ; «:hieght» 46 ."),
    ("unknown-term", SHAPES, DATA + ":skag «skos:preflabel» 'Skagen' ."),
    ("unknown-term", SHAPES, DATA + ":b a :Light , «:Ligth» ."),
    ("unknown-term", SHAPES, DATA + "[] «:hieght» 46 ."),
    ("uncovered-class", SHAPES, DATA + ":ole a «:Keeper» ."),
    ("ill-formed-literal", SHAPES, DATA + ":b :height 1 , «'46,5'^^xsd:decimal» ."),
    ("ill-formed-literal", SHAPES, DATA + ":b :height «'300'^^xsd:byte» ."),
    ("ill-formed-literal", SHAPES, DATA + "[] :height «'x'^^xsd:integer» ."),
    ("ill-formed-literal", SHAPES, DATA + ':b :height "2024-01-01"^^xsd:date , «"46,5"^^xsd:decimal» .'),
    ("ill-formed-literal", SHAPES, DATA + ':b :height «"x"^^<http://www.w3.org/2001/XMLSchema#integer>»;:height 1 .'),
    ("ill-formed-literal", SHAPES, DATA + ':b :height «"1\\"2"^^xsd:integer» .'),
    ("ill-formed-literal", SHAPES, DATA + ':b :height «"""1"2"""^^xsd:integer» .'),
    ("ill-formed-literal", SHAPES, DATA + ':b :height «""^^xsd:integer» .'),
    ("label-twice", SHAPES, DATA + ":skag skos:prefLabel ⟦'Skagen'@da⟧ , «'Skaw'@DA» ."),
    ("label-twice", SHAPES, DATA + ":skag rdfs:label ⟦'Skagen'@da⟧ , 'S'@en , «'Skaw'@da» ."),
    ("malformed-language-tag", SHAPES, DATA + ":skag skos:altLabel 'a'@sv , «'b'@swe» ."),
    ("malformed-language-tag", SHAPES, DATA + ":skag skos:altLabel «'b'@swedish» ."),
    ("malformed-language-tag", SHAPES, DATA + ":skag skos:altLabel «'b'@danska-DK» ."),
    ("malformed-iri", SHAPES, DATA + ":skag rdfs:seeAlso «<http:/example.com/>» ."),
    ("malformed-iri", SHAPES, DATA + ":skag rdfs:seeAlso «<https://>» ."),
    ("malformed-iri", SHAPES, DATA + ":skag rdfs:seeAlso <urn:a:b> , «<htps://example.com/>» ."),
    ("malformed-iri", SHAPES, DATA + "«<http:///a>» rdfs:seeAlso :skag ."),
    ("prefixed-name-in-brackets", SHAPES, DATA + ":skag :keeper «<ex:per>» ."),
    ("empty-file", SHAPES, ""),
    ("no-shapes", ODD + "sh:targetClass :Light ; sh:deactivated true .", DATA),
    ("shapes-are-data", SHAPES, SHAPES),
]  # fmt: skip
# rule, shapes, data: a near miss
SILENT = [
    ("empty-target", SHAPES, ":skag a :Beacon ."),
    ("empty-target", SHAPES + ODD + "sh:targetClass :Ligth ; sh:deactivated true .", DATA),
    (
        "empty-target",
        SHAPES + ODD + "sh:targetClass :Ligth ;"
        " <https://w3id.org/ritgraph/validate#mayMatchNothing> true .",
        DATA,
    ),
    ("empty-target", SHAPES + ODD + "sh:targetNode :ole .", DATA),
    ("unknown-shacl-term", SHAPES + ":kept sh:property [ sh:path :keeper ; sh:in () ] .", DATA),
    ("unsupported-shacl-term", SHAPES + ":kept sh:sparql [ sh:select 'SELECT ?this {}' ] .", DATA),
    ("unknown-term", SHAPES + ":kept sh:property [ sh:path ( :keeper :height ) ] .", DATA),
    ("unknown-term", SHAPES + ":kept sh:sparql [ sh:select 'SELECT $this { $this a ex:Light }' ] .", DATA),
    ("unknown-term", SHAPES, DATA + ":skag skos:prefLabel 'Skagen' ."),
    ("unknown-term", SHAPES, DATA + ":a <http://www.w3.org/1999/02/22-rdf-syntax-ns#_1> :b ."),
    ("uncovered-class", SHAPES, ":skag a :Beacon ."),
    ("uncovered-class", SHAPES + ODD + "sh:targetObjectsOf :keeper .", DATA + ":ole a :Keeper ."),
    ("uncovered-class", SHAPES, DATA + ":skag a :Keeper ."),
    ("ill-formed-literal", SHAPES, DATA + ":b :height '-128'^^xsd:byte , '46.5'^^xsd:decimal ."),
    ("label-twice", SHAPES, DATA + ":skag skos:prefLabel 'Skagen'@da , 'Skagen'@DA , 'Skaw'@en ."),
    ("label-twice", SHAPES, ":a rdfs:label 'a'@da , 'b'@da ; skos:prefLabel 'c'@da ."),
    ("malformed-language-tag", SHAPES, DATA + ":a skos:altLabel 'a'@sv-FI , 'b'@zh-Hant-TW ."),
    ("malformed-language-tag", SHAPES, DATA + ":a skos:altLabel 'a'@x-old , 'b'@smj , 'c'@i-klingon ."),
    ("malformed-iri", SHAPES, DATA + ":a rdfs:seeAlso <urn:isbn:1> , <mailto:a@b.c> , <tel:1> ."),
    ("malformed-iri", SHAPES, DATA + ":a rdfs:seeAlso <http://localhost:80/> , <httpx://a/> ."),
    ("prefixed-name-in-brackets", SHAPES, DATA + ":a rdfs:seeAlso <ex://a/b> , <example:a> ."),
    ("empty-file", SHAPES, DATA),
    ("no-shapes", SHAPES, DATA),
    ("shapes-are-data", SHAPES, DATA),
]  # fmt: skip
# Rules that are about folders, which these cases have none of.
ABOUT_FOLDERS = {"file-not-read", "no-data"}

Run = Callable[..., list[Finding]]
Unmarked = Callable[..., tuple[str, tuple[int, int, int, int] | None]]


@pytest.fixture
def found(tmp_path: Path, unmarked: Unmarked) -> Run:
    """Give what the checks find in one shapes file and one data file."""

    def found(shapes: str, data: str, lang: str = "en") -> list[Finding]:
        files = [tmp_path / "ontology.ttl", tmp_path / "data.ttl", tmp_path / "shapes.ttl"]
        for file, text in zip(files, (ONTOLOGY, data, shapes), strict=True):
            file.write_text(unmarked(HEAD + text)[0], encoding="utf-8")
        return checks(files[:1], files[1:2], files[2:], lang)

    return found


def checks(
    ontology: list[Path], data: list[Path], shapes: list[Path], lang: str = "en", *folders: Path
) -> list[Finding]:
    graphs = Graphs([*ontology, *data], shapes)
    graphs.read()
    checked = Checked(graphs, Targets(graphs), frozenset(ontology), lang)
    of_shapes, of_data = false_green(checked, folders)
    names = graphs.blank_nodes
    placed = with_places(of_shapes, shapes, (), names)
    return [*placed, *with_places(of_data, graphs.data_files, (), names)]


@pytest.mark.parametrize(("rule", "shapes", "data"), FIRING)
def test_rule_fires_at_its_place(
    found: Run, unmarked: Unmarked, rule: str, shapes: str, data: str
) -> None:
    (finding,) = (finding for finding in found(shapes, data) if finding.rule == rule)

    expected = unmarked(HEAD + shapes)[1] or unmarked(HEAD + data)[1]
    if expected:
        assert finding.place is not None
        assert finding.place.span == expected
        assert finding.place.file.name == ("shapes.ttl" if "«" in shapes else "data.ttl")
    if rule != "shapes-are-data":
        assert (finding.also and finding.also.span) == unmarked(HEAD + data, "⟦⟧")[1]
    assert finding.hint


@pytest.mark.parametrize(("rule", "shapes", "data"), SILENT)
def test_near_miss_is_silent(found: Run, rule: str, shapes: str, data: str) -> None:
    assert rule not in {finding.rule for finding in found(shapes, data)}


@pytest.mark.parametrize(("rule", "shapes", "data"), FIRING)
def test_plain_pyshacl_is_green(rule: str, shapes: str, data: str, unmarked: Unmarked) -> None:
    graph = Graph().parse(data=unmarked(HEAD + ONTOLOGY + data)[0], format="turtle")
    rules = Graph().parse(data=unmarked(HEAD + shapes)[0], format="turtle")

    try:
        assert pyshacl.validate(graph, shacl_graph=rules)[0] is True, rule
    except pyshacl.errors.ShapeLoadError:
        assert "PropertShape" in shapes  # with this one alone it does not get so far


def test_every_rule_has_both_kinds_of_case() -> None:
    assert (len(FIRING), len(SILENT)) == (43, 24)
    rules = set(_table()["rule"]) - ABOUT_FOLDERS
    assert {case[0] for case in FIRING} == rules
    assert {case[0] for case in SILENT} == rules


def test_every_rule_speaks_three_languages() -> None:
    for texts in _table()["rule"].values():
        assert set(texts) == {"en", "sv", "fi", "hint"}
        assert set(texts["hint"]) == {"en", "sv", "fi"}


def test_a_finding_offers_the_nearest_name_in_the_reader_s_language(found: Run) -> None:
    shapes = SHAPES + ODD + "sh:targetClass :Ligth ."

    (finding,) = (one for one in found(shapes, DATA, "sv") if one.rule == "empty-target")

    assert finding.message == "Målet träffar ingenting i data: ex:Ligth."
    assert finding.hint == "Menade du 'ex:Light'?"


def test_a_namespace_that_nobody_knows_is_a_warning(found: Run) -> None:
    (finding,) = found(SHAPES, DATA + ":skag <http://nowhere.example/p> 1 .")

    assert (finding.rule, finding.severity) == ("unknown-term", Severity.WARNING)


def test_label_names_both_files(tmp_path: Path) -> None:
    for name, label in (("a", "Skagen"), ("b", "Skaw")):
        (tmp_path / f"{name}.ttl").write_text(f"{HEAD}:skag skos:prefLabel '{label}'@da .")
    (tmp_path / "s.ttl").write_text(HEAD + SHAPES)
    data = [tmp_path / "a.ttl", tmp_path / "b.ttl"]

    results = checks([], data, [tmp_path / "s.ttl"])

    (finding,) = (result for result in results if result.rule == "label-twice")
    assert finding.place
    assert finding.also
    assert (finding.place.file, finding.also.file) == (data[1], data[0])


def test_one_file_in_both_roles(tmp_path: Path) -> None:
    file = tmp_path / "s.ttl"
    file.write_text(HEAD + SHAPES)

    (finding,) = (one for one in checks([], [file], [file]) if one.rule == "shapes-are-data")

    assert (finding.place, finding.also) == (Place(file, 1, 1), None)


def test_files_that_are_not_read(tmp_path: Path) -> None:
    names = ["a.ttl", "b.TTL", "c.trig", "d.jsonld", "e.png", "README.md", "f.csv", ".hid.nt"]
    for name in [*names, "LICENSE"]:
        (tmp_path / name).write_text(HEAD + DATA)

    results = checks([], [tmp_path / "a.ttl"], [], "en", tmp_path)

    unread = {
        finding.place.file.name: finding.severity.value
        for finding in results
        if finding.rule == "file-not-read" and finding.place
    }
    violations = dict.fromkeys(("b.TTL", "c.trig", "d.jsonld"), "violation")
    assert unread == {**violations, "e.png": "warning"}


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ('{"@context": {"ex": "http://example.com/"}}', True),
        ('{"@context": {"ex": "http://example.com/"}, "@id": "ex:a", "ex:p": 1}', False),
        ("{", False),
    ],
)
def test_a_json_ld_context_holds_nothing_to_be_read(
    text: str, is_read: bool, tmp_path: Path
) -> None:
    for name in ("context.jsonld", "a.ttl"):
        (tmp_path / name).write_text(text if name == "context.jsonld" else HEAD + DATA)

    rules = {found.rule for found in checks([], [tmp_path / "a.ttl"], [], "en", tmp_path)}

    assert ("file-not-read" not in rules) == is_read


def test_no_data(tmp_path: Path) -> None:
    file = tmp_path / "o.ttl"
    file.write_text(HEAD + ONTOLOGY)

    assert "no-data" in {finding.rule for finding in checks([file], [], [])}
    assert "no-data" not in {finding.rule for finding in checks([], [file], [])}


def test_names_of_shacl_are_those_of_rdflib() -> None:
    names = {str(name).removeprefix(str(SH)) for name in (*dir(SH), *SH._extras)}

    assert len(names) > 200
    assert names == SHACL


def test_hidden_datatypes_are_seen_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text(
        '{"@id": "http://e/a", "http://e/p": {"@value": "300", "@type": "xsd:byte"}, '
        '"@context": {"xsd": "http://www.w3.org/2001/XMLSchema#"}}'
    )

    rules = [finding.rule for finding in checks([], [tmp_path / "a.jsonld"], [])]

    assert "ill-formed-literal" in rules


BAD = [
    "byte:300",
    "byte:-129",
    "unsignedInt:-1",
    "unsignedLong:18446744073709551616",
    "positiveInteger:0",
    "int:x",
    "nonNegativeInteger:-5",
    "integer:1.0",
    "integer:",
    "boolean:True",
    "date:2023-02-29",
    "date:2024-13-01",
    "date:2024-01-01+15:00",
    "date:1900-02-29",
    "dateTime:2024-01-01",
    "dateTime:2024-01-01T25:00:00",
    "dateTime:2024-01-01T00:00:60",
    "dateTimeStamp:2024-01-01T00:00:00",
    "time:1:00:00",
    "time:24:00:01",
    "gYear:24",
    "gYear:02024",
    "gYearMonth:2024-1",
    "gMonthDay:--02-30",
    "gDay:---32",
    "gMonth:--13",
    "duration:P",
    "duration:PT",
    "duration:P1D2Y",
    "dayTimeDuration:P1Y",
    "yearMonthDuration:P1D",
    "decimal:1e3",
    "decimal:.",
    "decimal:",
    "double:inf",
    "double:nan",
    "double:Infinity",
    "double:1,5",
    "double:+NaN",
    "float:-NaN",
    "float:e5",
    "hexBinary:abc",
    "base64Binary:a",
    "language:x_",
]
GOOD = [
    "byte:-128",
    "unsignedLong:18446744073709551615",
    "integer:+01",
    "boolean:1",
    "date:2024-02-29",
    "date:-0044-03-15Z",
    "date:2024-01-01+14:00",
    "dateTime:2024-01-01T24:00:00",
    "dateTimeStamp:2024-01-01T00:00:00Z",
    "time:12:00:00.5-05:00",
    "gYear:12024",
    "gMonthDay:--02-29",
    "gDay:---31",
    "gMonth:--12",
    "duration:-P1Y2M3DT4H5.5S",
    "dayTimeDuration:PT1M",
    "yearMonthDuration:P1M",
    "decimal:1.",
    "decimal:-.5",
    "double:1e-3",
    "double:+INF",
    "float:NaN",
    "hexBinary:0aFF",
    "base64Binary:aGk=",
    "language:en-GB",
    "unheardOf:x",
]


@pytest.mark.parametrize("case", BAD)
def test_bad_form_is_found_in_a_file(found: Run, case: str) -> None:
    name, _, form = case.partition(":")

    results = found(SHAPES, f"{DATA} :bad :height '{form}'^^xsd:{name} .")

    (finding,) = (one for one in results if one.rule == "ill-formed-literal")
    assert finding.value == f'"{form}"^^<http://www.w3.org/2001/XMLSchema#{name}>'


@pytest.mark.parametrize("case", GOOD)
def test_good_form_fits(case: str) -> None:
    name, _, form = case.partition(":")

    assert is_well_formed(form, name)


def test_tables_of_forms_are_whole() -> None:
    assert (len(BAD), len(GOOD)) == (44, 26)


def test_neither_rdflib_nor_pyshacl_is_imported() -> None:
    script = (
        "import sys; from ritgraph.project import Project as P\n"
        "from ritgraph.validate.run import Run; from ritgraph.validate.selection import select\n"
        "report = Run(select(P.shipped())).report()\n"
        "print(sorted({'rdflib', 'pyshacl'} & set(sys.modules)), report.engine)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[] shacl"


@pytest.mark.parametrize(
    "literal",
    [
        '"x" ^^ xsd:integer',
        '"x"^^ xsd:integer',
        '"x"\n# "1"^^xsd:integer\n^^xsd:integer',
        '"x"^^<http://www.w3.org/2001/XMLSchema#\\u0069nteger>',
        '"x"^^int:eger where @prefix int: <http://www.w3.org/2001/XMLSchema#int> .',
        '"x"^^odd:ema\\#integer where @prefix odd: <http://www.w3.org/2001/XMLSch> .',
    ],
)
def test_no_way_to_write_a_literal_hides_it(tmp_path: Path, literal: str) -> None:
    """Literals are looked at as text first; rdflib cannot read all of these."""
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    value, _, prefix = literal.partition(" where ")
    data.write_text(f'{prefix}{HEAD}{ONTOLOGY}{DATA}:b :height "1"^^xsd:integer , {value} .')
    shapes.write_text(HEAD + SHAPES)
    graphs = Graphs([data], [shapes])

    _, found = false_green(Checked(graphs, Targets(graphs)))

    assert [one.value for one in found if one.rule == "ill-formed-literal"] == [
        str(quad.object) for quad in ox.parse(path=data) if quad.object.value == "x"
    ]
