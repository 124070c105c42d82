"""X1 to X18 of the fact sheet are in the graph, and X19; nothing is asserted that nobody said.

The table repeats from the fact sheet who says what on each point. It is written by hand from the
sheet and not from the data, so that a value that changes in the data is seen here.
"""

import re
from dataclasses import dataclass
from functools import cache

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from ritgraph.project import Project

IDS = "https://w3id.org/ritgraph/id/"
VOCAB = "https://w3id.org/ritgraph/vocab/"
RIT = "https://w3id.org/ritgraph/ontology#"
WIKIDATA = "http://www.wikidata.org/entity/"
PREFIXES = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX nutscode: <http://data.europa.eu/nuts/code/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rit: <{RIT}>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX time: <http://www.w3.org/2006/time#>
"""
TOPICS = [f"X{number}" for number in range(1, 20)]

# topic | subject | property | value | sources that must be among the evidence | followed
TABLE = """
X1 | round/rit-1 | hasTime | date/end-of-2017 | SV | no
X1 | round/rit-1 | hasTime | date/2017-12 | S3P-R1 DGREGIO | yes
X1 | pilot/rit | started | date/2018 | FI | no
X1 | pilot/rit | started | date/2018-01 | CS-LAUNCH | yes
X2 | participation/SE31 | round | round/rit-1 | SV | yes
X2 | participation/ITC1 | round | round/rit-1 | SV | yes
X2 | participation/DED | round | round/rit-1 | SV | yes
X2 | participation/BE3 | round | round/rit-1 | SV | yes
X2 | participation/FRE | round | round/rit-1 | SV | yes
X2 | participation/ES13 | round | round/rit-2 | SV | yes
X2 | participation/FRB | round | round/rit-2 | SV | yes
X2 | participation/FI1D | round | round/rit-2 | SV | yes
X2 | participation/FRF | round | round/rit-2 | SV | yes
X2 | participation/UKD3 | round | round/rit-2 | SV | yes
X2 | participation/LT | round | round/rit-2 | SV | yes
X2 | participation/SI | round | round/rit-2 | SV | yes
X3 | region/SE31 | prefLabel | Norra Mellansverige@sv | SV | yes
X3 | region/SE31 | prefLabel | Pohjois- ja Keski-Ruotsi@fi | FI | yes
X3 | region/SE31 | altLabel | North-Central Sweden@en | ESTAT-POR AEIDL-RT | yes
X4 | region/FI1D1 | isPartOf | region/FI1D | FI | yes
X4 | region/FI1D2 | isPartOf | region/FI1D | FI | yes
X4 | region/FI1D3 | isPartOf | region/FI1D | FI | yes
X4 | region/FI1D5 | isPartOf | region/FI1D | FI | yes
X4 | region/FI1D7 | isPartOf | region/FI1D | FI | yes
X4 | region/FI1D8 | isPartOf | region/FI1D | FI | yes
X4 | region/FI1D9 | isPartOf | region/FI1D | FI | yes
X5 | region/DED | prefLabel | Sachsen@sv | SV | yes
X5 | region/BE3 | prefLabel | Vallonien@sv | SV | yes
X5 | region/ES13 | prefLabel | Kantabrien@sv | SV | yes
X5 | region/FRF | altLabel | Grand-Est@sv | SV | yes
X5 | region/UKD3 | prefLabel | Greater Manchester@sv | SV | yes
X5 | region/FRB | altLabel | Centre Val de Loire@sv | SV | yes
X5 | region/DED | altLabel | Saxony@fi | FI | yes
X5 | region/BE3 | altLabel | Wallonia@fi | FI | yes
X5 | region/ES13 | prefLabel | Cantabria@fi | FI | yes
X5 | region/FRF | prefLabel | Grand Est@fi | FI | yes
X5 | region/UKD3 | altLabel | Suur-Manchesterin alue@fi | FI | yes
X5 | region/FRB | altLabel | Centre Val de Loire@fi | FI | yes
X6 | region/ES13 | country | country/ES | SV FI | yes
X6 | region/FRB | country | country/FR | SV FI | yes
X6 | region/FRF | country | country/FR | SV FI | yes
X6 | region/UKD3 | country | country/UK | SV FI | yes
X6 | region/FRE | country | country/FR | FI | yes
X6 | region/SE31 | country | country/SE | FI | yes
X6 | region/ITC1 | country | country/IT | FI | yes
X6 | region/DED | country | country/DE | FI | yes
X6 | region/BE3 | country | country/BE | FI | yes
X7 | event/workshop-brussels-2018 | hasTime | period/2018-05-14--2018-05-15 | SV | yes
X7 | event/workshop-brussels-2018 | location | place/brussels | SV | yes
X7 | event/workshop-brussels-2018 | parentEvent | event/oecd-workshops | CS-WS1 | yes
X7 | part/oecd-workshops-oecd | hasParticipant | actor/oecd | FI | yes
X8 | activity/expert-support-north-middle-sweden | type | activity-kind/expert-support | SV | yes
X8 | document/strategy-east-and-north-finland | contributor | actor/european-commission | FI | yes
X9 | activity/expert-support-north-middle-sweden | hasTime | period/2018--2019 | SV | yes
X9 | document/strategy-east-and-north-finland | hasTime | period/2019--2023 | FI | yes
X9 | activity/coordination-north-ostrobothnia | hasTime | period/2019--2020 | FI | yes
X10 | pilot/rit | prefLabel | Piloten för industriell omvandling@sv | SV | yes
X10 | pilot/rit | altLabel | Piloten för industriell omställning@sv | SV | yes
X10 | pilot/rit | altLabel | Piloten för regioner med industri i omställning@sv | SV | yes
X10 | pilot/rit | prefLabel | Regions in Industrial Transition@en | FI | yes
X10 | pilot/rit | prefLabel | Elinkeinot murroksessa@fi | FI | yes
X10 | pilot/rit | altLabel | ELMO@fi | FI | yes
X11 | pilot/rit | started | date/2017 | S3P-CAP | no
X11 | pilot/rit | started | date/beginning-of-2018 | ECCP-NRLB | no
X11 | pilot/rit | started | date/2018-01 | CS-LAUNCH | yes
X11 | round/rit-1 | hasTime | date/2018-01 | RG-CL | no
X11 | round/rit-1 | hasTime | date/2017-12 | S3P-R1 DGREGIO | yes
X11 | round/rit-2 | hasTime | date/2018-01 | ELMO-HIA | no
X11 | round/rit-2 | hasTime | date/2018-03-07 | AEIDL-R2 | yes
X12 | document/eocic-summary-report | coveredParticipants | 10 | ECCP-SUM ECCP-BRIEF | yes
X12 | document/eocic-summary-report | pilot | pilot/rit | FI | yes
X13 | PROJECT | title | TITLE kansainvälistymisen kehittäminen@fi | PP-PROJ | yes
X13 | PROJECT | title | TITLE kansainvälisyyden kehittäminen@fi | FI | no
X13 | PROJECT | altLabel | TITLE kansainvälisyyden kehittäminen@fi | FI | yes
X14 | actor/dg-regio | prefLabel | Generaldirektorat för regional utveckling@sv | SV | no
X14 | actor/dg-regio | prefLabel | DG för regional- och stadspolitik@sv | DG-SV | yes
X15 | call/rit-2 | plannedRegionCount | 5 | ECCP-CALL2 | yes
X15 | round/rit-2 | regionCount | 5 | SV | yes
X15 | round/rit-2 | countryCount | 2 | SV | yes
X16 | actor/region-dalarna | memberOf | actor/central-sweden | CS-ABOUT | yes
X16 | actor/region-gavleborg | memberOf | actor/central-sweden | CS-ABOUT | yes
X16 | actor/region-orebro-lan | memberOf | actor/central-sweden | CS-ABOUT | yes
X16 | region/SE311 | isPartOf | region/SE31 | WP-NMS | yes
X16 | region/SE312 | isPartOf | region/SE31 | WP-NMS | yes
X16 | region/SE313 | isPartOf | region/SE31 | WP-NMS | yes
X17 | event/oecd-workshops | subject | topic/jobs-of-the-future | FI | yes
X17 | event/oecd-workshops | subject | topic/emergence-of-innovation | FI | yes
X17 | event/oecd-workshops | subject | topic/foresight | FI | yes
X17 | event/oecd-workshops | subject | topic/low-carbon-energy-transition | FI | yes
X17 | event/oecd-workshops | subject | topic/entrepreneurship | FI | yes
X17 | event/oecd-workshops | subject | topic/rural-urban-gap | FI | yes
X17 | source/oecd-2019-annex | subject | topic/jobs-of-the-future | OECD-ANNEX | yes
X17 | source/oecd-2019-annex | subject | topic/innovation-diffusion | OECD-ANNEX | yes
X17 | source/oecd-2019-annex | subject | topic/low-carbon-energy-transition | OECD-ANNEX | yes
X17 | source/oecd-2019-annex | subject | topic/entrepreneurship | OECD-ANNEX | yes
X17 | source/oecd-2019-annex | subject | topic/inclusive-growth | OECD-ANNEX | yes
X18 | actor/central-sweden | prefLabel | Central Sweden European Office@en | ERRIN-CS | yes
X19 | grant/pilot-schemes-2019 | amount | amount/eur-300000 | WIRED ECCP-NRLB CS-RES | yes
X19 | grant/pilot-schemes-2019 | totalAmount | amount/eur-3600000 | WIRED | yes
X19 | grant/pilot-schemes-2019 | totalAmount | amount/eur-4800000 | WEU-19 | no
"""
ABBREVIATIONS = {
    "PROJECT": "project/north-ostrobothnia-smart-specialisation",
    "TITLE": "Pohjois-Pohjanmaan älykkään erikoistumisen",
    "DG för": "Generaldirektoratet för",
}
# What the reason of each topic must say, after the column "resolution / note" of the fact sheet.
REASONS = {
    "X1": "do not exclude one another",
    "X2": "silent on rounds",
    "X3": "same NUTS region SE31.*loose rendering",
    "X4": "NUTS region FI1D",
    "X5": "same regions",
    "X6": "second round only.*all but its own",
    "X7": "complete one another.*inference",
    "X8": "complete one another",
    "X9": "Different things.*does not merge",
    "X10": "One pilot with many names",
    "X11": "January 2018.*December 2017.*7 March 2018",
    "X12": "ten, without Grand Est and Greater Manchester",
    "X13": "council's own page.*alternative label",
    "X14": "own pages.*alternative label",
    "X15": "aimed at five.*five regions and two Member States",
    "X16": "Örebro.*Värmland.*apart",
    "X17": "six.*five topics, without foresight.*under inclusive growth",
    "X18": "No known source has the name North Mid Sweden.*ERRIN",
    "X19": r"3\.6 million.*4\.8 million",
}
SILENT = {"X2": {"FI"}, "X4": {"SV"}}
# What the fact sheet marks [infer], and what its inference must speak of.
INFERRED = {
    "event-dialogue-meeting-2018.hasTime": "day after",
    "event-workshop-brussels-2018.hasTime": "year",
    "event-workshop-brussels-2018.parentEvent": "no organiser",
    "event-workshop-brussels-2018.eventNumber": "order of dates",
    "event-workshop-brussels-2018.subject": "third",
    "event-announcement-round-1.hasTime": "Tuesday",
    "project-a75728.alternateOf": "Same lead, same fund, same year and same aim",
    "pilot-cross-regional.alternateOf": "interregional partnerships",
    "grant-pilot-schemes-2019.totalAmount": "Twelve schemes",
    "document-central-sweden-news-on-the-launch.alternateOf": "probably the page",
    "document-central-sweden-news-on-the-work.alternateOf": "probably the page",
}
# What the fact sheet marks [gk], unknown or without a known source: words, and words of the same
# kind that the graph does have, which prove that the pattern can find something.
NEVER_SAID = {
    "Wikidata item of Wallonia": (r"wikidata\.org/entity/Q231$", r"wikidata\.org/entity/Q31$"),
    "corporate body REGIO": (r"corporate-body/REGIO", r"corporate-body/COM$"),
    "British ITL code": (r"\bTL[A-Z]\d", r"\bUKD3$"),
    "NUTS 2013 codes of Kainuu and North Ostrobothnia": (r"\bFI1D[46]$", r"\bFI1D[89]$"),
    "NUTS 2013 as a vintage": (r"nuts/scheme/201[03]", r"nuts/scheme/2016"),
    "unit code in DG REGIO": (r"\bG\.?1\b", r"\bA75728\b"),
    "press release numbers": (r"\bIP/1[789]", r"\bCOM\(2017\) 376"),
    "later names of the ministry": (
        r"Klimat- och näringsliv|Climate and Enterprise",
        r"Näringsdepartementet",
    ),
    "the office's supposed name": (
        r"^North Mid Sweden European office$",
        r"^Central Sweden European Office$",
    ),
}


@dataclass(frozen=True)
class Saying:
    """One line of the table: what a source says on a topic, and whether the graph follows it."""

    topic: str
    subject: str
    property: str
    value: str
    sources: frozenset[str]
    followed: bool


@dataclass(frozen=True)
class Held:
    """One claim of a disagreement, as the data have it."""

    name: str
    sources: frozenset[str]
    followed: bool
    in_graph: bool
    refused: bool


def sayings() -> list[Saying]:
    text = TABLE.strip()
    for short, long in ABBREVIATIONS.items():
        text = text.replace(short, long)
    found = []
    for line in text.split("\n"):
        topic, subject, name, value, sources, followed = line.split(" | ")
        found.append(
            Saying(topic, subject, name, value, frozenset(sources.split()), followed == "yes")
        )
    return found


@cache
def graph() -> Store:
    store = Store()
    for path in Project.shipped().graph_files:
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


def ask(query: str) -> bool:
    return bool(graph().query(f"{PREFIXES} ASK {{ {query} }}"))


def values(query: str) -> list[str]:
    """The first column of a query, as strings."""
    return [row[0].value for row in graph().query(PREFIXES + query)]


def short(term: NamedNode | Literal) -> str:
    """A term as the table writes it: ``date/2018``, ``hasTime``, ``10``, ``ELMO@fi``."""
    if isinstance(term, Literal):
        return f"{term.value}@{term.language}" if term.language else term.value
    text = term.value.removeprefix(IDS).removeprefix(VOCAB)
    return re.split(r"[#/]", text)[-1] if text.startswith("http") else text


@cache
def held() -> dict[tuple[str, str, str, str], Held]:
    """The claims of the disagreements by topic, subject, property and value."""
    query = """
    SELECT ?topic ?claim ?subject ?predicate ?object
           (GROUP_CONCAT(DISTINCT ?source; separator=" ") AS ?sources)
           (EXISTS { ?point rit:follows ?claim } AS ?followed)
           (EXISTS { ?subject ?predicate ?object } AS ?inGraph)
           (EXISTS { ?claim rit:notFollowedBecause ?because } AS ?refused)
    WHERE {
        ?point a rit:Disagreement ; skos:notation ?topic ; rit:claim ?claim .
        ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
        OPTIONAL { ?claim rit:inferredFrom*/rit:evidence/oa:hasSource/skos:notation ?source }
    } GROUP BY ?point ?topic ?claim ?subject ?predicate ?object
    """
    found = {}
    for row in graph().query(PREFIXES + query):
        key = (row["topic"].value, *(short(row[n]) for n in ("subject", "predicate", "object")))
        found[key] = Held(
            row["claim"].value,
            frozenset(row["sources"].value.split()),
            *(row[name].value == "true" for name in ("followed", "inGraph", "refused")),
        )
    return found


def said(saying: Saying) -> str:
    return f"{saying.topic}-{saying.subject.split('/')[-1]}-{saying.property}-{saying.value}"


def test_the_graph_has_the_nineteen_topics_and_no_other() -> None:
    found = values("SELECT ?topic WHERE { ?point a rit:Disagreement ; skos:notation ?topic }")

    assert sorted(found) == sorted(TOPICS)


def test_the_table_speaks_of_every_topic() -> None:
    assert {saying.topic for saying in sayings()} == set(TOPICS) == set(REASONS)
    assert len(sayings()) == 100


@pytest.mark.parametrize("saying", sayings(), ids=said)
def test_who_says_what_is_a_claim_with_its_source(saying: Saying) -> None:
    claim = held().get((saying.topic, saying.subject, saying.property, saying.value))
    assert claim is not None, "no such claim in this disagreement"

    assert saying.sources <= claim.sources
    assert claim.followed is claim.in_graph is saying.followed
    assert claim.refused is not saying.followed


@pytest.mark.parametrize("topic", TOPICS)
def test_the_reason_says_what_the_fact_sheet_says(topic: str) -> None:
    reasons = values(
        f'SELECT ?reason WHERE {{ ?point skos:notation "{topic}" ; rit:reason ?reason }}'
    )

    assert len(reasons) == 1
    assert re.search(REASONS[topic], reasons[0])


@pytest.mark.parametrize("topic", TOPICS)
def test_the_silent_source_is_named_and_is_silent(topic: str) -> None:
    silent = values(
        f'SELECT ?s WHERE {{ ?p skos:notation "{topic}" ; rit:silent/skos:notation ?s }}'
    )
    speaking = {
        source
        for (of, subject, _, _), claim in held().items()
        if of == topic and not subject.startswith("round/")
        for source in claim.sources
    }

    assert set(silent) == SILENT.get(topic, set())
    assert not set(silent) & speaking


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_sets_at_least_two_claims_and_two_sources_side_by_side(topic: str) -> None:
    claims = [claim for (of, *_), claim in held().items() if of == topic]
    sources = {source for claim in claims for source in claim.sources} | SILENT.get(topic, set())

    assert len(claims) >= 2
    assert len(sources) >= 2
    assert any(claim.followed for claim in claims)


def test_every_claim_that_the_graph_does_not_follow_stands_in_a_disagreement() -> None:
    refused = set(values("SELECT ?claim WHERE { ?claim rit:notFollowedBecause ?because }"))

    assert refused == {claim.name for claim in held().values() if not claim.followed}
    assert len(refused) >= 9


@pytest.mark.parametrize(("name", "words"), INFERRED.items(), ids=INFERRED)
def test_what_the_fact_sheet_infers_says_so_and_has_premises(name: str, words: str) -> None:
    claim = f"<{IDS}claim/{name}>"
    inference = values(f"SELECT ?how WHERE {{ {claim} rit:inference ?how }}")

    assert len(inference) == 1
    assert words in inference[0]
    assert ask(f"{claim} rit:inferredFrom*/rit:evidence ?passage")
    assert ask(f"{claim} rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o")


def test_the_days_on_which_the_two_articles_were_written_are_not_asserted() -> None:
    # The sheet infers a range for SV and a lower bound for FI; neither source has a date.
    dated = set(values("SELECT ?n WHERE { ?s skos:notation ?n ; dcterms:issued ?day }"))

    assert "WIRED" in dated
    assert not dated & {"SV", "FI"}


@pytest.mark.parametrize(("what", "words"), NEVER_SAID.items(), ids=NEVER_SAID)
def test_what_nobody_is_known_to_have_said_is_nowhere_in_the_graph(
    what: str, words: tuple[str, str]
) -> None:
    never, control = (re.compile(pattern) for pattern in words)
    texts = {term.value for quad in graph() for term in (quad.subject, quad.object)}

    assert [text for text in texts if never.search(text)] == []
    assert any(control.search(text) for text in texts), "the pattern could not find anything"


def test_wikidata_links_are_those_that_were_verified() -> None:
    linked = values(f"""SELECT ?thing WHERE {{
        ?thing skos:exactMatch|skos:closeMatch ?item . FILTER(STRSTARTS(STR(?item), "{WIKIDATA}"))
    }}""")
    codes = "DED ES13 FRB FRE FRF ITC1 SE311 SE312 SE313 UKD3"
    regions = {f"region/{code}" for code in codes.split()}
    codes = "BE DE ES FI FR IT LT SE SI UK"
    countries = {f"country/{code}" for code in codes.split()}
    actors = {"actor/european-commission", "actor/oecd"}

    # Not BE3, SE31, FI1D and its seven parts, DG REGIO, Tillväxtverket, EOCIC.
    assert {thing.removeprefix(IDS) for thing in linked} == countries | regions | actors
    assert len(linked) == 22


def test_the_pilot_itself_does_not_end_in_2020() -> None:
    # No source is known for an end in 2020; only projects end in 2020 and 2021.
    dated = f"?claim rdf:subject <{IDS}pilot/rit> ; rdf:object/rit:latest ?day"
    days = values(f"SELECT ?day WHERE {{ {dated} }}")

    assert len(days) >= 5
    assert max(days) == "2019-12-31"


def test_the_number_of_applicants_is_given_for_no_call_of_the_pilot() -> None:
    counted = values("SELECT ?call WHERE { ?call rit:applicationCount ?n }")

    assert counted == [f"{IDS}call/elmo-high-impact-action"]


def test_the_last_two_workshops_have_neither_date_nor_place() -> None:
    known = "<{0}event/oecd-workshop-{1}> schema:location|time:hasTime ?what"

    assert ask(known.format(IDS, 1))
    assert not ask(known.format(IDS, 4))
    assert not ask(known.format(IDS, 5))


def test_the_swedish_name_of_the_commission_is_our_label_and_no_claim() -> None:
    # [gk] in the sheet: it may be shown, since a label needs no evidence, but not be evidenced.
    name = '"Europeiska kommissionen"@sv'

    assert ask(f"<{IDS}actor/european-commission> skos:prefLabel {name}")
    assert not ask(f"?claim rdf:object {name}")
