"""Descriptions, labels and counts."""

from pathlib import Path

import pyoxigraph as ox
import pytest

import ritgraph
from ritgraph import KnowledgeGraph
from ritgraph.query.description.as_markdown import as_markdown
from ritgraph.query.description.as_text import as_text
from ritgraph.query.description.description import Description, Statement
from ritgraph.query.labels import labels

LIGHT = "http://example.com/light/"
EX = "http://example.com/lights#"


def test_a_description_has_statements_and_inverse_statements(tiny: KnowledgeGraph) -> None:
    description = tiny.describe("ANH", lang="sv")

    assert (description.thing, description.label) == (f"{LIGHT}anholt", "Anholts fyr")
    (height,) = [s for s in description.statements if s.property == f"{EX}height"]
    assert (height.property_label, height.value, height.value_label) == (
        "höjd i meter",
        ox.Literal(42),
        None,
    )
    (near,) = description.inverse
    assert (near.property, near.value, near.value_label) == (
        f"{EX}near",
        ox.NamedNode(f"{LIGHT}utö"),
        "Utö",
    )


def one(description: Description, property_: str) -> Statement:
    (found,) = [s for s in description.statements if s.property == f"{EX}{property_}"]
    return found


def test_a_statement_has_the_passages_that_it_rests_on(tiny: KnowledgeGraph) -> None:
    height = one(tiny.describe("ANH", lang="sv"), "height")

    assert [passage.place for passage in height.evidence] == [
        "ALM page 7",
        "NOTICE line 1, characters 9-37",
    ]
    notice = height.evidence[1]
    assert notice.source_label == "Underrättelse för sjöfarande"
    assert notice.paraphrase == "The notice gives Anholt a height of 42 metres."
    assert (notice.iri, notice.words) == (f"{EX}notice-1", None)
    assert (height.claims, height.inference, height.followed) == (
        (f"{EX}claim-42",),
        None,
        True,
    )


def test_an_inferred_statement_says_how_and_from_what(tiny: KnowledgeGraph) -> None:
    lit = one(tiny.describe("ANH", lang="sv"), "lit")

    assert lit.inference == "Reckoned from the height and from the neighbour."
    assert [passage.place for passage in lit.evidence] == ["NOTICE line 2, characters 38-58"]
    claim, thing = lit.premises
    assert (claim.iri, claim.thing_label) == (f"{EX}claim-42", "Anholts fyr")
    assert claim.statement is not None
    assert (claim.statement.property_label, claim.statement.value) == (
        "höjd i meter",
        ox.Literal(42),
    )
    assert (thing.thing, thing.thing_label, thing.statement) == (f"{LIGHT}utö", "Utö", None)


def test_a_claim_that_is_not_followed_stands_apart_with_the_reason(tiny: KnowledgeGraph) -> None:
    description = tiny.describe("ANH")

    (claim,) = description.not_followed
    assert (claim.property_label, claim.value) == ("height in metres", ox.Literal(37))
    assert (claim.followed, claim.why_not) == (False, "Measured from the sea, not from the ground.")
    assert [passage.place for passage in claim.evidence] == ["ALM page 9"]
    assert ox.Literal(37) not in [statement.value for statement in description.statements]


def test_statements_about_statements_do_not_point_to_a_thing(tiny: KnowledgeGraph) -> None:
    assert [s.property for s in tiny.describe("ANH").inverse] == [f"{EX}near"]
    assert tiny.describe("ex:height").inverse == ()


def test_without_an_evidence_query_it_tells_statements_alone(tiny_project: Path) -> None:
    (tiny_project / "queries" / "evidence.rq").unlink()

    description = ritgraph.open(tiny_project).describe("ANH")

    assert len(description.statements) == 7
    assert description.passages == description.not_followed == ()
    assert sum(s.property.endswith("#subject") for s in description.inverse) == 3


def test_a_claim_that_is_followed_but_not_stated_is_a_statement(tiny_project: Path) -> None:
    query = tiny_project / "queries" / "evidence.rq"
    text = query.read_text(encoding="utf-8")
    query.write_text(text.replace("EXISTS { ?_thing_iri ?predicate ?value }", "true"), "utf-8")

    description = ritgraph.open(tiny_project).describe("ANH")

    heights = [s.value.value for s in description.statements if s.property == f"{EX}height"]
    assert (heights, description.not_followed) == (["42", "37"], ())


def test_text_has_numbers_at_the_statements_and_passages_below(tiny: KnowledgeGraph) -> None:
    text = as_text(tiny.describe("ANH", lang="sv"), tiny.prefixes)

    assert (
        "\n\n".join(text.split("\n\n")[1:])
        == """\
ex:code: light:code-ANH
höjd i meter: 42  [1] [2]
ex:lit: 1785-10-01  [3]
    inferred: Reckoned from the height and from the neighbour.
    from: Anholts fyr (light:anholt), höjd i meter: 42
    from: Utö (http://example.com/light/utö)
http://www.w3.org/1999/02/22-rdf-syntax-ns#type: Fyr (ex:Light)
skos:altLabel: The Old Light (en)
skos:prefLabel: Anholt Lighthouse (en)
skos:prefLabel: Anholts fyr (sv)

Claims that the graph does not follow:
höjd i meter: 37  [4]
    not followed: Measured from the sea, not from the ground.

[1] ALM page 7: Anholt: 42 metres.
[2] NOTICE line 1, characters 9-37: The notice gives Anholt a height of 42 metres.
[3] NOTICE line 2, characters 38-58: Anholt is older than its neighbour.
[4] ALM page 9: Anholt: 37 metres.

NOTICE: Underrättelse för sjöfarande

thing                               property that points here
----------------------------------  -------------------------
Utö (http://example.com/light/utö)  ex:near
"""
    )


@pytest.mark.parametrize("width", [40, 60])
def test_text_keeps_within_the_terminal_and_loses_nothing(tiny: KnowledgeGraph, width: int) -> None:
    description = tiny.evidence("ANH")

    narrow = as_text(description, tiny.prefixes, width)

    assert max(map(len, narrow.splitlines())) <= width
    assert narrow.split() == as_text(description, tiny.prefixes).split()


def test_what_a_terminal_would_obey_is_spelt_out(tiny_project: Path) -> None:
    data = tiny_project / "data" / "lights.ttl"
    text = data.read_text(encoding="utf-8").replace("page 7", "page\\u001B[2J 7")
    data.write_text(text, encoding="utf-8")
    tiny = ritgraph.open(tiny_project)

    assert "ALM page\\x1b[2J 7" in as_text(tiny.describe("ANH"), tiny.prefixes)


def test_markdown_is_a_page_in_which_no_text_is_a_mark(tiny_project: Path) -> None:
    data = tiny_project / "data" / "lights.ttl"
    text = data.read_text(encoding="utf-8").replace('"Anholts fyr"', '"Anholts *fyr*"')
    data.write_text(text, encoding="utf-8")
    tiny = ritgraph.open(tiny_project)

    page = as_markdown(tiny.describe("ANH", lang="sv"), tiny.prefixes)

    assert page.startswith("# Anholts \\*fyr\\*\n\n<http://example.com/light/anholt>\n\n## What")
    assert "- höjd i meter: 42 \\[1\\] \\[2\\]\n" in page
    assert (
        "  - from: [Anholts \\*fyr\\*](<http://example.com/light/anholt>), höjd i meter: 42" in page
    )
    assert "- höjd i meter: 37 \\[4\\]\n  - not followed: Measured from the sea" in page
    assert "\n1. ALM page 7: Anholt: 42 metres.\n2. NOTICE line 1, characters 9-37: " in page
    assert "\n- [Utö](<http://example.com/light/utö>): ex:near\n" in page


def test_triples_are_those_of_the_thing_its_claims_and_passages(tiny_project: Path) -> None:
    data = tiny_project / "data" / "lights.ttl"
    text = data.read_text(encoding="utf-8").replace("ex:height 42", "ex:height 042")
    data.write_text(f"{text}\nlight:anholt ex:keeper [ ex:name [] ] . [] ex:near light:anholt .")
    tiny = ritgraph.open(tiny_project)

    triples = tiny.triples_about(tiny.describe("ANH"))

    named = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}
    assert named == {
        *(LIGHT + name for name in ("anholt", "utö")),
        *(EX + name for name in ("claim-37", "claim-42", "claim-lit")),
        *(EX + name for name in ("almanac-1", "almanac-2", "notice-1", "notice-2")),
    }
    assert [t.predicate.value for t in triples if t.subject.value == f"{LIGHT}utö"] == [f"{EX}near"]
    assert [
        t.object.value
        for t in triples
        if t.subject.value == f"{LIGHT}anholt" and t.predicate.value == f"{EX}height"
    ] == ["042"], "spelt as in the file"
    blank = [t.predicate.value for t in triples if isinstance(t.subject, ox.BlankNode)]
    assert sorted(blank) == [f"{EX}name", f"{EX}near"]


@pytest.mark.parametrize(
    ("lang", "label"),
    [("sv", "Anholts fyr"), ("sv-FI", "Anholts fyr"), ("en", "Anholt Lighthouse"),
     ("fi", "Anholt Lighthouse"), ("", "Anholt Lighthouse")],
)  # fmt: skip
def test_labels_come_in_the_language_asked_else_english(
    tiny: KnowledgeGraph, lang: str, label: str
) -> None:
    thing = ox.NamedNode(f"{LIGHT}anholt")

    assert labels(tiny.store, [thing], lang) == {thing.value: label}


def test_without_asked_or_english_label_any_serves(tiny: KnowledgeGraph) -> None:
    things = [ox.NamedNode(f"{LIGHT}kopu"), ox.NamedNode(f"{EX}code")]

    assert labels(tiny.store, things, "fi") == {f"{LIGHT}kopu": "Kõpu"}


def test_stats_count_files_triples_queries_and_things(tiny: KnowledgeGraph) -> None:
    stats = tiny.stats("sv")

    assert (stats.files, stats.queries) == (2, 5)
    assert stats.triples == len(tiny.store) > 30
    assert (stats.classes[0].iri, stats.classes[0].label, stats.classes[0].things) == (
        f"{EX}Light",
        "Fyr",
        3,
    )
