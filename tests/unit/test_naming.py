"""What a variable's name says about its parameter."""

import pytest

from ritgraph.query.saved.naming import Reading, is_parameter, read_name

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"geo": "http://example.com/geo#", "event": "http://example.com/event/"}


@pytest.mark.parametrize(
    ("variable", "reading"),
    [
        ("_round", Reading("round")),
        ("__round", Reading("round")),
        ("_country_iri", Reading("country", "iri")),
        ("_near_place_iri", Reading("near_place", "iri")),
        ("_title_string", Reading("title", "string")),
        ("_title_literal", Reading("title", "string")),
        ("_size_number", Reading("size", "number")),
        ("_day_dateTime", Reading("day", "dateTime")),
        ("_title_en", Reading("title", "string", "en")),
        ("_title_sv", Reading("title", "string", "sv")),
        ("_day_xsd_date", Reading("day", "date")),
        ("_year_xsd_gYear", Reading("year", f"{XSD}gYear")),
        ("_place_geo_wktLiteral", Reading("place", "http://example.com/geo#wktLiteral")),
        # A name must remain before the ending.
        ("_iri", Reading("iri")),
        ("__iri", Reading("iri")),
        ("_en", Reading("en")),
        ("_xsd_date", Reading("xsd", "date")),
        ("_geo_wktLiteral", Reading("geo_wktLiteral")),
        ("___integer", Reading("integer")),
        # What is no type, no language and no declared prefix is a part of the name.
        ("_checked_in", Reading("checked_in")),
        ("_made_by", Reading("made_by")),
        ("_title_EN", Reading("title_EN")),
        ("_title_swe", Reading("title_swe")),
        ("_place_gml_literal2", Reading("place_gml_literal2")),
        # A type counts more than a prefix that has its name before it.
        ("_an_event_date", Reading("an_event", "date")),
        ("_lang_language", Reading("lang_language")),
    ],
)
def test_endings_give_types_if_a_name_remains(variable: str, reading: Reading) -> None:
    assert read_name(variable, (), PREFIXES) == reading


@pytest.mark.parametrize("name", ["checked_is", "person_id", "day_date", "a_geo_b"])
def test_a_name_that_the_header_has_in_full_is_the_name(name: str) -> None:
    assert read_name(f"__{name}", [name], PREFIXES) == Reading(name)


def test_a_parameter_begins_with_a_line_and_has_a_name() -> None:
    names = ["_a", "__a", "a", "a_", "_", "__", "_1"]

    assert [name for name in names if is_parameter(name)] == ["_a", "__a", "_1"]
