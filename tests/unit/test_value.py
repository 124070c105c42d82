"""Terms as Python values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest

from ritgraph.query.answer.value import to_python

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("datatype", "lexical", "value"),
    [
        ("integer", "2", 2),
        ("nonNegativeInteger", "7", 7),
        ("decimal", "2.50", Decimal("2.50")),
        ("double", "1e3", 1000.0),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("date", "2018-04-17", date(2018, 4, 17)),
        ("dateTime", "2018-04-17T09:30:00Z", datetime(2018, 4, 17, 9, 30, tzinfo=UTC)),
        ("gYear", "2018", "2018"),
        ("string", "2", "2"),
        ("integer", "two", "two"),
        ("date", "-0044-03-15", "-0044-03-15"),
        ("decimal", "x", "x"),
        ("boolean", "1", True),
        ("boolean", "0", False),
        ("boolean", "yes", "yes"),
        ("integer", "1_000", "1_000"),
        ("integer", "٣", "٣"),
        ("integer", "9" * 5000, "9" * 5000),
        ("decimal", "NaN", "NaN"),
        ("double", "INF", float("inf")),
        ("double", "infinity", "infinity"),
        ("date", "20180417", "20180417"),
        ("date", "2018-02-30", "2018-02-30"),
        ("date", "0000-01-01", "0000-01-01"),
        ("dateTime", "2018-04-17", "2018-04-17"),
        ("dateTime", "2018-04-17T09:30:00", datetime(2018, 4, 17, 9, 30)),
        ("dateTime", "2018-04-17T24:00:00Z", "2018-04-17T24:00:00Z"),
    ],
)
def test_literal_becomes_the_python_value(datatype: str, lexical: str, value: object) -> None:
    result = to_python(ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype)))

    assert result == value
    assert type(result) is type(value)


def test_other_terms_are_text_and_nothing_is_none() -> None:
    assert to_python(ox.NamedNode("http://e/a")) == "http://e/a"
    assert to_python(ox.Literal("fyr", language="sv")) == "fyr"
    assert to_python(ox.BlankNode("b")) == "_:b"
    assert to_python(None) is None
