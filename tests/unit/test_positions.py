"""Findings point at the token that is wrong, and at the constraint that says so.

In the files of these tests, «» is around what a finding must point at, and ⟦⟧ around what clashes
with it; the marks are taken out before the files are written.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from ritgraph.finding import Finding, Place, Severity
from ritgraph.validate.positions import with_places
from ritgraph.validate.run import Run
from ritgraph.validate.selection import Selection

EX, SH = "http://example.com/", "http://www.w3.org/ns/shacl#"
HEAD = f"""@prefix : <{EX}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <{SH}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = ":kept a sh:NodeShape ; sh:targetClass :Light ; sh:property :one . :one sh:path :p ; "
NODE = ":kept sh:targetClass :Light ; "
SPARQL = 'sh:select "SELECT $this ?value { $this <http://example.com/p> ?value }"'
TWO_OF_FOUR = ":a a :Light ;\n    :p 1 ,\n        «2» , 3 , 4 ."

Unmarked = Callable[..., tuple[str, tuple[int, int, int, int] | None]]

# Component: shapes, data.
CASES = {
    "Class": (SHAPE + "«sh:class :Man» .", ":a a :Light ; :p :ole , «:per» . :ole a :Man ."),
    "Datatype": (SHAPE + "«sh:datatype xsd:integer» .", ':a a :Light ; :p 1 , «"1"» , 2 .'),
    "NodeKind": (SHAPE + "«sh:nodeKind sh:IRI» .", ':a a :Light ; :p :b , «"""a\nb"""@en» .'),
    "MinCount": (SHAPE + "«sh:minCount 1» .", ":b :q :a . «:a» a :Light ; :q 1 ."),
    "MaxCount": (SHAPE + "«sh:maxCount 1» .", ":a a :Light ; :p ⟦1⟧ . :a :q 2 ; :p «2» ."),
    "MinExclusive": (SHAPE + "«sh:minExclusive 1» .", ":a a :Light ; :p 2, «01» , 3 ."),
    "MinInclusive": (SHAPE + "«sh:minInclusive 1» .", ":a a :Light ; :p 2, «0.5» , 3 ."),
    "MaxExclusive": (SHAPE + "«sh:maxExclusive 9» .", ":a a :Light ; :p 2, «9» , 3 ."),
    "MaxInclusive": (SHAPE + "«sh:maxInclusive 9» .", ":a a :Light ; :p 2, «1e1» , 3 ."),
    "MinLength": (SHAPE + "«sh:minLength 2» .", ":a a :Light ; :p 'å𝄞', «'a'» ."),
    "MaxLength": (SHAPE + "«sh:maxLength 2» .", ":a a :Light ; :p '𝄞𝄞', «'a\\u0020b'» ."),
    "Pattern": (SHAPE + "«sh:pattern '^a'» .", ":a a :Light ; :p 'a', «'b'^^xsd:string» ."),
    "LanguageIn": (SHAPE + "«sh:languageIn ('en')» .", ":a a :Light ; :p 'a'@en, «'a'@DA» ."),
    "UniqueLang": (
        SHAPE + "«sh:uniqueLang true» .",
        ":a a :Light ; :p ⟦'a'@en⟧, 'c'@da, «'b'@EN» .",
    ),
    "Equals": (SHAPE + "«sh:equals :q» .", ":a a :Light ; :p 1 ; :q 1, «2» ."),
    "Disjoint": (SHAPE + "«sh:disjoint :q» .", ":a a :Light ; :p 1 , «2» ; :q 3, ⟦2⟧ ."),
    "LessThan": (SHAPE + "«sh:lessThan :q» .", ":a a :Light ; :p 1 , «5» ; :q ⟦4⟧ ."),
    "LessThanOrEquals": (SHAPE + "«sh:lessThanOrEquals :q» .", ":a a :Light; :p 4, «5»; :q ⟦4⟧ ."),
    "Not": (SHAPE + "«sh:not [ sh:in (2) ]» .", TWO_OF_FOUR),
    "And": (SHAPE + "«sh:and ([ sh:in (1 3 4) ])» .", TWO_OF_FOUR),
    "Or": (SHAPE + "«sh:or ([ sh:in (1) ] [ sh:in (3 4) ])» .", TWO_OF_FOUR),
    "Xone": (SHAPE + "«sh:xone ([ sh:in (1 3 4) ] [ sh:in (5) ])» .", TWO_OF_FOUR),
    "Node": (SHAPE + "«sh:node [ sh:in (1 3 4) ]» .", TWO_OF_FOUR),
    "QualifiedMinCount": (
        SHAPE + "sh:qualifiedValueShape [ sh:in (1) ] ; «sh:qualifiedMinCount 1» .",
        "«:a» a :Light ; :p 2 .",
    ),
    "QualifiedMaxCount": (
        SHAPE + "sh:qualifiedValueShape [ sh:in (1) ] ; «sh:qualifiedMaxCount 0» .",
        "«:a» a :Light ; :p 1 .",
    ),
    "Closed": (
        NODE + "«sh:closed true» ; sh:ignoredProperties (rdf:type) .",
        ":a a :Light ; «:p» 1 .",
    ),
    "HasValue": (SHAPE + "«sh:hasValue 7» .", "«:a» a :Light ; :p 1 ."),
    "In": (SHAPE + "«sh:in (1 3 4)» .", TWO_OF_FOUR),
    "SPARQL": (NODE + f"«sh:sparql [ {SPARQL} ]» .", ":a a :Light ; :p «1» ."),
}


@pytest.fixture(params=["pyshacl", "shacl"])
def found(
    tmp_path: Path, request: pytest.FixtureRequest, unmarked: Unmarked
) -> Callable[..., list[Finding]]:
    """Write files, run the shapes with each engine, and give what they find."""

    def found(shapes: str, *data: str) -> list[Finding]:
        files = [tmp_path / f"{number}.ttl" for number in range(len(data) + 1)]
        for file, text in zip(files, [shapes, *data], strict=True):
            file.write_text(unmarked(HEAD + text)[0], encoding="utf-8", newline="")
        selection = Selection((), tuple(files[1:]), tuple(files[:1]))
        report = Run(selection, engine=request.param).report()
        return [finding for finding in report.findings if finding.component]

    return found


def test_every_component_is_there() -> None:
    assert len(CASES) == 29


@pytest.mark.parametrize("component", CASES)
def test_each_component(
    component: str, found: Callable[..., list[Finding]], unmarked: Unmarked
) -> None:
    shapes, data = CASES[component]

    findings = [
        f for f in found(shapes, data) if f.component.endswith(f"#{component}ConstraintComponent")
    ]

    (finding,) = findings
    assert finding.place.span == unmarked(HEAD + data)[1]
    assert (finding.also and finding.also.span) == unmarked(HEAD + data, "⟦⟧")[1]
    assert finding.shape_place.span == unmarked(HEAD + shapes)[1]
    assert finding.place.file.name == "1.ttl"
    assert finding.shape_place.file.name == "0.ttl"


@pytest.mark.parametrize(
    ("path", "constraint", "data"),
    [
        ("[ sh:inversePath :q ]", "sh:class :Man", ":a a :Light . «:b» :q :a ."),
        ("[ sh:inversePath :q ]", "sh:minCount 1", "«:a» a :Light ; :q :b ."),
        ("( :q :r )", "sh:in (1)", ":a a :Light ; :q «:b» . :b :r 2 ."),
        ("[ sh:alternativePath ( :q :r ) ]", "sh:in (1)", ":a a :Light ; :q 1 ; :r «2» ."),
        ("[ sh:zeroOrMorePath :q ]", "sh:nodeKind sh:IRI", ":a a :Light ; :q :c , «'b'» ."),
    ],
)
def test_paths(
    path: str,
    constraint: str,
    data: str,
    found: Callable[..., list[Finding]],
    unmarked: Unmarked,
) -> None:
    shapes = (
        f":kept sh:targetClass :Light ; sh:property :one . :one sh:path {path} ; {constraint} ."
    )

    (finding,) = found(shapes, data)

    assert finding.place.span == unmarked(HEAD + data)[1]


def test_the_file_that_states_it(found: Callable[..., list[Finding]], unmarked: Unmarked) -> None:
    findings = found(SHAPE + "sh:in (1) .", ":a a :Light ; :p 1 .", "# :a :p 2 .\n:a :p «2» .")

    assert findings[0].place.span == unmarked(HEAD + "# :a :p 2 .\n:a :p «2» .")[1]
    assert findings[0].place.file.name == "2.ttl"


def test_a_finding_of_a_check_points_at_the_subject(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(f"{HEAD}:a :p 1 .\n  :a a :Light .")
    check = Finding(Severity.WARNING, "dark", "It is dark.", focus=f"{EX}a")

    (placed,) = with_places([check], [file], [])

    assert placed.place.span == (7, 3, 7, 5)


def test_a_place_that_is_known_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(f"{HEAD}:a :p 1 .")
    known = Finding(Severity.INFO, "x", "X.", focus=f"{EX}a", place=Place(file, 2, 1))

    assert with_places([known], [file], []) == [known]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rdf", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xml:base="http://example.com/x" xmlns="http://example.com/">\n<Man rdf:ID="a"/>'
            '<Light rdf:about="«http://example.com/a»">\n<p>2</p></Light></rdf:RDF>'),
        ("a.rdf", '<!DOCTYPE rdf:RDF [<!ENTITY e "http://example.com/">]>\n<rdf:RDF '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://example.com/">\n'
            '<Light rdf:about="«&e;a»">\n<p>2</p></Light></rdf:RDF>'),
        ("a.jsonld", '{"@context": {"e": "http://example.com/"},\n"e:q": "a", "@id": "«e:a»",\n'
            '"@type": "e:Light", "e:p": 2}'),
        ("a.nt", "<http://example.com/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            '<http://example.com/Light> .\n<http://example.com/a> <http://example.com/p> «"2"» .'),
        ("a.nq", "<http://example.com/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<http://example.com/Light> .\n<http://example.com/a> <http://example.com/p> "
            '«"<2> ."» <http://example.com/g> .\n'),
        ("a.trig", "@prefix : <http://example.com/> .\n:g { :b :p 1 . :a a :Light ; :p 1, «2» }"),
    ],
)  # fmt: skip
def test_other_formats_point_at_the_token_or_else_at_the_node(
    name: str, text: str, tmp_path: Path, unmarked: Unmarked
) -> None:
    files = tmp_path / name, tmp_path / "s.ttl"
    for file, content in zip(files, (text, HEAD + SHAPE + "sh:in (1) ."), strict=True):
        file.write_text(unmarked(content)[0], encoding="utf-8")

    report = Run(Selection((), files[:1], files[1:])).report()

    (finding,) = (one for one in report.findings if one.component)
    assert finding.place is not None
    assert finding.place.span == unmarked(text)[1]
    assert finding.place.of_node is (name in ("a.rdf", "a.jsonld"))


def test_a_node_that_is_not_found_in_the_text_leaves_the_file(tmp_path: Path) -> None:
    files = tmp_path / "a.jsonld", tmp_path / "s.ttl"
    files[0].write_text('{"@type": "http://example.com/Light"}')
    files[1].write_text(HEAD + SHAPE + "sh:minCount 1 .")

    report = Run(Selection((), files[:1], files[1:])).report()

    (finding,) = (one for one in report.findings if one.component)
    assert finding.place == Place(files[0])


def test_a_file_of_rdf_1_2_gives_no_place_and_no_error(
    found: Callable[..., list[Finding]],
) -> None:
    (finding,) = found(SHAPE + "sh:minCount 1 .", ':a a :Light ; :q "x"@en--ltr .')

    assert finding.place is None
    assert finding.shape_place is not None
