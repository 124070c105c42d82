"""Every position in the data fits the articles that are held beside the project."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import ritgraph
from ritgraph.project import Project

SOURCES = Project.shipped().root.parent / "shared" / "sources"
EXPECTED_DOCUMENTS = 2
EXPECTED_PASSAGES = 34
here = pytest.mark.skipif(
    not SOURCES.is_dir(),
    reason="the source articles are not in ../shared/sources",
)
TELEPHONE = re.compile(r"\b0\d{1,2} \d{3,4} \d{3}\b")
QUERY = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rit: <https://w3id.org/ritgraph/ontology#>
PREFIX schema: <https://schema.org/>
SELECT ?passage ?sha256 ?length ?start ?end ?locator WHERE {
    ?source schema:sha256 ?sha256 ; rit:textLength ?length .
    ?passage oa:hasSource ?source ; rit:locator ?locator ; oa:hasSelector ?selector .
    ?selector oa:start ?start ; oa:end ?end .
} ORDER BY ?passage
"""


@dataclass(frozen=True)
class Passage:
    """One passage by position, as the data have it."""

    iri: str
    sha256: str
    length: int
    start: int
    end: int
    locator: str


def passages() -> list[Passage]:
    rows = ritgraph.open().sparql(QUERY)
    return [
        Passage(row.passage, row.sha256, row.length, row.start, row.end, row.locator)
        for row in rows
    ]


def texts() -> dict[str, str]:
    """The held texts by the SHA-256 of their bytes."""
    found = {}
    for path in SOURCES.glob("*.txt"):
        data = path.read_bytes()
        found[hashlib.sha256(data).hexdigest()] = data.decode("utf-8")
    return found


def test_as_many_passages_as_expected_are_collected() -> None:
    assert len(passages()) == EXPECTED_PASSAGES
    assert len({passage.sha256 for passage in passages()}) == EXPECTED_DOCUMENTS


@here
def test_every_sha256_is_that_of_a_held_text() -> None:
    assert {passage.sha256 for passage in passages()} == set(texts())


@here
@pytest.mark.parametrize("passage", passages(), ids=lambda passage: passage.iri.rsplit("/")[-1])
def test_position_is_that_of_whole_words_on_the_named_line(passage: Passage) -> None:
    text = texts()[passage.sha256]
    assert len(text) == passage.length
    assert 0 <= passage.start < passage.end <= len(text)

    words = text[passage.start : passage.end]
    line = text.count("\n", 0, passage.start) + 1

    assert words == words.strip()
    assert "\n" not in words
    assert passage.start == 0 or not text[passage.start - 1].isalnum()
    assert passage.end == len(text) or not text[passage.end].isalnum()
    assert passage.locator.split(".")[0] == f"L{line}"


@here
def test_no_passage_contains_a_telephone_number() -> None:
    by_sum = texts()
    assert any(TELEPHONE.search(text) for text in by_sum.values()), "one article has a number"
    for passage in passages():
        assert not TELEPHONE.search(by_sum[passage.sha256][passage.start : passage.end])


@here
def test_no_sentence_of_an_article_is_copied_into_the_graph() -> None:
    sentences = {
        sentence.strip()
        for text in texts().values()
        for sentence in re.split(r"(?<=[.!?])\s+|\n", text)
        if len(sentence.split()) > 8
    }
    assert len(sentences) > 20
    title = (
        "Norra Mellansverige anordnade en regional kick-off för piloten om industriell omvandling."
    )
    files = Project.shipped().data_files + Project.shipped().ontology_files
    everything = "\n".join(Path(file).read_text(encoding="utf-8") for file in files)

    copied = {sentence for sentence in sentences if sentence in everything}

    assert copied <= {title}
