"""What stands where: the only part of the pictures that is written by hand."""

from typing import NamedTuple

UNIT = 8  # everything stands on a grid of this many pixels
QUIET = {"skos:Concept", "time:Instant", "time:ProperInterval"}  # named, but without an arrow


class Picture(NamedTuple):
    """One picture: in each column the themes (files of the ontology), in each theme its classes."""

    title: str
    about: str
    column: int
    gap: int
    margin: int
    columns: tuple[dict[str, str], ...]
    note: str


PICTURES = {
    "model.svg": Picture(
        "The model of ritgraph: the world",
        "A box is a class. In it, on the left: its properties; on the right: the classes that they"
        " lead to. In grey: properties with a text, a number or an address.",
        240,
        96,
        44,
        (
            {
                "document": "foaf:Document",
                "project": "schema:Project schema:FundingScheme",
                "money": "schema:MonetaryGrant schema:MonetaryAmount",
                "time": "time:ProperInterval time:Instant",
            },
            {
                "pilot": "rit:Pilot rit:Activity",
                "call": "rit:Call",
                "participation": "rit:SelectionRound rit:Participation",
                "concept": "skos:Concept skos:ConceptScheme",
            },
            {
                "event": "m8g:PublicEvent m8g:Participation",
                "region": "rit:Settlement rit:Country rit:Region geo:Geometry",
                "actor": "org:Organization m8g:PublicOrganisation org:OrganizationalUnit"
                " org:Post foaf:Person",
            },
        ),
        "An arrow has the colour of the class that it leads to; a dashed one says “is a kind of”."
        " Without an arrow: dates and concepts, to which nearly everything leads, and properties"
        " that lead to the same class. Names in three languages, which everything has, are not"
        " drawn.",
    ),
    "model-evidence.svg": Picture(
        "The model of ritgraph: the evidence",
        "From a statement of the graph, which a claim repeats, to the passage of a source document"
        " that supports it.",
        240,
        96,
        44,
        (
            {"evidence": "rit:Claim", "disagreement": "rit:Disagreement"},
            {"evidence": "rit:Passage oa:TextPositionSelector"},
            {"document": "rit:SourceDocument"},
        ),
        "The subject of a claim is any thing of the first picture, its predicate any property, its"
        " object any value. A claim that the graph does not follow says why.",
    ),
}


# Of each theme: the tint of its ground, and the colour of its name and of the arrows to it.
COLOURS = {
    "actor": ("#f3ecfa", "#6b3fa0"),
    "call": ("#f6efe6", "#8a5a14"),
    "concept": ("#eef1f4", "#55606c"),
    "disagreement": ("#fdeeea", "#b3401f"),
    "document": ("#fdecef", "#b3274b"),
    "event": ("#fff1e0", "#b35600"),
    "evidence": ("#eaf1fd", "#1f5fbf"),
    "money": ("#f5f4e0", "#6f6a00"),
    "participation": ("#e2f5f5", "#0b7276"),
    "pilot": ("#eaf1fd", "#1f5fbf"),
    "project": ("#fbeaf7", "#a3278f"),
    "region": ("#e9f6ea", "#26752b"),
    "time": ("#eef1f4", "#55606c"),
}
