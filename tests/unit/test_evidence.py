"""Evidence: the contract of the query, and the words of texts that the user holds."""

import hashlib
import io
import re
from pathlib import Path

import pytest

import ritgraph
from ritgraph import KnowledgeGraph
from ritgraph.errors import InputError, ParameterError, ProjectError, RitgraphError, SourceErrors
from ritgraph.project import Project
from ritgraph.query.description import evidence

SUM = "c0400bbec4605983a7648e9b9329c4d717347443fec7061ee2800eb1a1c19361"
SOURCES = Project.shipped().root.parent / "shared" / "sources"
ARTICLES = {
    "SV": SOURCES / "000_48a74961c6ba7ad3.txt",
    "FI": SOURCES / "004_e201f30aed892fa6.txt",
}
here = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the source articles are not in ../shared/sources"
)


@pytest.fixture
def notice(tiny_project: Path) -> Path:
    return tiny_project / "texts" / "notice.txt"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_evidence_is_the_claims_with_their_passages(tiny: KnowledgeGraph) -> None:
    found = tiny.evidence("ANH")

    assert [(s.property_label, s.value.value) for s in found.statements] == [
        ("height in metres", "42"),
        (None, "1785-10-01"),
    ]
    assert [s.value.value for s in found.not_followed] == ["37"]
    assert found.inverse == ()
    assert [passage.words for passage in found.passages] == [None] * 4
    assert found.documents == {"ALM": "Nautical almanac", "NOTICE": "Notice to mariners"}


def test_a_text_gives_the_very_words(tiny: KnowledgeGraph, notice: Path) -> None:
    passages = tiny.evidence("ANH", texts=[notice]).passages

    assert {passage.place: passage.words for passage in passages} == {
        "ALM page 7": None,
        "NOTICE line 1, characters 9-37": "Anholts fyr är 42 meter hög.",
        "NOTICE line 2, characters 38-58": "Den tändes före Utö.",
        "ALM page 9": None,
    }


def test_line_ends_and_a_byte_order_mark_count_as_they_stand(
    tiny: KnowledgeGraph, notice: Path, tiny_project: Path
) -> None:
    data = b"\xef\xbb\xbfAnholt\r\n"
    notice.write_bytes(data)
    edit(tiny_project / "data" / "lights.ttl", SUM, hashlib.sha256(data).hexdigest().upper())
    edit(tiny_project / "data" / "lights.ttl", "ex:from 9 ;\n    ex:to 37", "ex:from 1 ; ex:to 9")
    edit(tiny_project / "data" / "lights.ttl", "ex:from 38 ;\n    ex:to 58", "ex:from 0 ; ex:to 1")

    passages = ritgraph.open(tiny_project).evidence("ANH", texts=[notice]).passages

    assert [passage.words for passage in passages if passage.words] == ["Anholt\r\n", "\ufeff"]


def test_standard_input_is_a_text_too(
    tiny: KnowledgeGraph, notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(notice.read_bytes())))

    passages = tiny.evidence("ANH", texts=["-"]).passages

    assert "Den tändes före Utö." in [passage.words for passage in passages]


def test_another_text_is_refused_with_both_sums(tiny: KnowledgeGraph, notice: Path) -> None:
    notice.write_text("Anholts fyr är 43 meter hög.", encoding="utf-8")
    actual = hashlib.sha256(notice.read_bytes()).hexdigest()

    with pytest.raises(InputError) as caught:
        tiny.evidence("ANH", texts=[notice])

    assert str(caught.value).endswith(
        f"notice.txt: its SHA-256 is {actual}, the evidence names {SUM} (NOTICE)"
    )


def test_a_thing_whose_evidence_has_no_text_names_none(tiny: KnowledgeGraph, notice: Path) -> None:
    with pytest.raises(InputError, match=f"is {SUM}, the evidence names none$"):
        tiny.evidence("Utö", texts=[notice])


def test_every_file_that_is_wrong_is_told(tiny: KnowledgeGraph, notice: Path) -> None:
    bytes_ = notice.with_name("bytes.txt")
    bytes_.write_bytes(b"F\xe5r\xf6")

    with pytest.raises(SourceErrors) as caught:
        tiny.evidence("ANH", texts=[bytes_, notice, notice.parent, notice.with_name("no.txt")])

    assert [str(error).partition(".txt")[2] or str(error) for error in caught.value.errors] == [
        ": it is not UTF-8 (byte 1)",
        f"{notice.parent}: Is a directory",
        ": No such file or directory",
    ]


@pytest.mark.parametrize(
    "wrong", ["ex:to 59000", "ex:to 9", "ex:to 60"], ids=["beyond", "nothing", "one beyond"]
)
def test_a_position_that_is_not_in_the_text_is_told(
    tiny_project: Path, notice: Path, wrong: str
) -> None:
    edit(tiny_project / "data" / "lights.ttl", "ex:to 37", wrong)

    with pytest.raises(InputError, match="has 59 characters, so the position of NOTICE line 1, "):
        ritgraph.open(tiny_project).evidence("ANH", texts=[notice])


def test_a_project_without_an_evidence_query_says_so(tiny_project: Path) -> None:
    (tiny_project / "queries" / "evidence.rq").unlink()

    with pytest.raises(ProjectError, match="has no query named 'evidence', which says what"):
        ritgraph.open(tiny_project).evidence("ANH")


@pytest.mark.parametrize("column", evidence.COLUMNS)
def test_a_column_of_the_contract_must_be_there(tiny_project: Path, column: str) -> None:
    query = tiny_project / "queries" / "evidence.rq"
    text = query.read_text(encoding="utf-8")
    query.write_text(re.sub(rf"\?{column}\b", f"?other{column}", text), encoding="utf-8")

    with pytest.raises(ProjectError, match=rf"evidence\.rq: it has no column '{column}'\. A query"):
        ritgraph.open(tiny_project).describe("ANH")


def test_the_contract_has_the_columns_that_its_page_names() -> None:
    table = (evidence.__doc__ or "").partition("These may be missing")[0]
    rows = re.findall(r"^(\w+(?:, \w+)*)  +(?:iri|term|boolean|string|integer) ", table, re.M)

    assert {name for row in rows for name in row.split(", ")} == set(evidence.COLUMNS)


@pytest.mark.parametrize("column", ["sourceLabel", "premise", "claim", "passage"])
def test_the_other_columns_may_be_missing(tiny_project: Path, column: str) -> None:
    query = tiny_project / "queries" / "evidence.rq"
    head, _, tail = query.read_text(encoding="utf-8").partition("WHERE")
    query.write_text(f"{head.replace(f'?{column}', '')}WHERE{tail}", encoding="utf-8")

    found = ritgraph.open(tiny_project).evidence("ANH")

    assert [len(s.evidence) for s in found.statements] == [2, 1]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("?_thing_iri", "?_light_iri", "it has no parameter 'thing'"),
        ("AS ?followed", "AS ?is) BIND(1 AS ?followed", "'followed' has \"1\".*no boolean"),
        ("ex:from ?start", "ex:from ?from . BIND(STR(?from) AS ?start) ?passage ex:from ?x",
         "the column 'start' has \"9\", which is no integer"),
        ("ex:reckonedFrom ?premise", "ex:reckoning ?premise", "'premise' has .*no IRI"),
        ("ex:line ?position", "ex:of ?position", "'position' has .*no text"),
        ("rdf:object ?value", "rdf:object ?other", "the column 'value' is empty in a row"),
    ],
)  # fmt: skip
def test_a_query_that_breaks_the_contract_is_named(
    tiny_project: Path, old: str, new: str, problem: str
) -> None:
    query = tiny_project / "queries" / "evidence.rq"
    if old == "?_thing_iri":
        edit(query, "thing:", "light:")
    edit(query, old, new)

    with pytest.raises(ProjectError, match=f"evidence.rq: .*{problem}") as caught:
        ritgraph.open(tiny_project).describe("ANH")

    assert "\n" not in str(caught.value)


def test_the_query_must_select(tiny_project: Path) -> None:
    query = tiny_project / "queries" / "evidence.rq"
    query.write_text("ASK { ?_thing_iri ?p ?o }", encoding="utf-8")

    with pytest.raises(ProjectError, match="it is no SELECT query"):
        ritgraph.open(tiny_project).describe("ANH")


def test_the_query_need_not_take_a_language(tiny_project: Path) -> None:
    query = tiny_project / "queries" / "evidence.rq"
    edit(query, "#+   lang: {help: Language of the names}\n#+ defaults:\n#+   lang: en\n", "")
    edit(query, "?__lang", '"sv"')

    assert ritgraph.open(tiny_project).evidence("ANH", lang="en").documents == {
        "NOTICE": "Underrättelse för sjöfarande"
    }


def test_a_language_is_checked(tiny: KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match="takes a language such as sv"):
        tiny.describe("ANH", lang="en us")


def test_all_errors_are_of_the_family(tiny: KnowledgeGraph) -> None:
    with pytest.raises(RitgraphError):
        tiny.evidence("nothing has this name")


@here
@pytest.mark.parametrize(
    ("thing", "name", "position", "begin", "end"),
    [
        ("event:dialogue-meeting-2018", "SV", "L7.2", "Peter", "(post-2020)."),
        ("pilot:rit", "FI", "L1.1", "Elinkeinot", "murroksessa"),
    ],
)
def test_words_of_an_article(thing: str, name: str, position: str, begin: str, end: str) -> None:
    found = ritgraph.open().evidence(thing, texts=[ARTICLES[name]])

    (words,) = {
        passage.words
        for passage in found.passages
        if (passage.source, passage.position) == (name, position)
    }
    text = ARTICLES[name].read_bytes().decode()
    assert words is not None
    assert words in text
    assert words.startswith(begin)
    assert words.endswith(end)
    others = [passage.words for passage in found.passages if passage.source != name]
    assert set(others) == {None}


@here
def test_the_other_article_is_refused_with_both_sums() -> None:
    sums = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in ARTICLES.items()}

    with pytest.raises(InputError) as caught:
        ritgraph.open().evidence("event:dialogue-meeting-2018", texts=[ARTICLES["FI"]])

    assert str(caught.value).endswith(
        f"its SHA-256 is {sums['FI']}, the evidence names {sums['SV']} (SV)"
    )
