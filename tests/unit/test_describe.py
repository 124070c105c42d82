"""Descriptions, labels and counts."""

import pyoxigraph as ox
import pytest

from ritgraph import KnowledgeGraph
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


@pytest.mark.parametrize(
    ("lang", "label"),
    [("sv", "Anholts fyr"), ("sv-FI", "Anholts fyr"), ("en", "Anholt Lighthouse"),
     ("fi", "Anholt Lighthouse"), ("", "Anholt Lighthouse")],
)  # fmt: skip
def test_labels_come_in_the_language_asked_else_english(
    tiny: KnowledgeGraph, lang: str, label: str
) -> None:
    thing = ox.NamedNode(f"{LIGHT}anholt")

    assert labels(tiny._store, [thing], lang) == {thing.value: label}


def test_without_asked_or_english_label_any_serves(tiny: KnowledgeGraph) -> None:
    things = [ox.NamedNode(f"{LIGHT}kopu"), ox.NamedNode(f"{EX}code")]

    assert labels(tiny._store, things, "fi") == {f"{LIGHT}kopu": "Kõpu"}


def test_stats_count_files_triples_queries_and_things(tiny: KnowledgeGraph) -> None:
    stats = tiny.stats("sv")

    assert (stats.files, stats.queries) == (2, 4)
    assert stats.triples == len(tiny._store) > 30
    assert (stats.classes[0].iri, stats.classes[0].label, stats.classes[0].things) == (
        f"{EX}Light",
        "Fyr",
        3,
    )
