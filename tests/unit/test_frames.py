"""Rows as frames: every column with the type that all of its values have."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

pl = pytest.importorskip("polars")

from ritgraph.query.answer.frames import frame  # noqa: E402
from ritgraph.query.answer.value import to_python  # noqa: E402

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
XSD = "http://www.w3.org/2001/XMLSchema#"
A = ox.NamedNode("http://example.com/a")


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def column(*terms: Term, declared: str = "") -> pl.Series:
    """The column of these terms, as the engine hands them on."""
    lines = "".join(f"{'' if term is None else _token(term)}\n" for term in terms)
    solutions = ox.parse_query_results(f"?a\n{lines}".encode(), ox.QueryResultsFormat.TSV)
    tsv = solutions.serialize(format=ox.QueryResultsFormat.TSV)
    return frame(["a"], tsv, {"a": declared})["a"]


def _token(term: Term) -> str:
    if not isinstance(term, ox.Literal):
        return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)
    return str(term).replace("\t", r"\t")


@pytest.mark.parametrize(
    ("terms", "type_", "values"),
    [
        ([A, None], pl.String, ["http://example.com/a", None]),
        ([ox.Literal("fyr", language="sv"), ox.Literal("x")], pl.String, ["fyr", "x"]),
        ([typed("2", "integer"), typed("-3", "long"), None], pl.Int64, [2, -3, None]),
        ([typed("2", "integer"), typed("2.50", "decimal")], pl.Decimal(38, 2),
         [Decimal(2), Decimal("2.5")]),
        ([typed("9" * 20, "integer"), typed("1", "integer")], pl.Decimal(38, 0),
         [Decimal("9" * 20), Decimal(1)]),
        ([typed("9" * 39, "integer")], pl.String, ["9" * 39]),
        ([typed(f"0.{'1' * 39}", "decimal")], pl.String, [f"0.{'1' * 39}"]),
        ([typed("1e3", "double"), typed("INF", "double"), typed("-INF", "float"),
          typed("2.5", "decimal"), typed("2", "integer")], pl.Float64,
         [1000.0, float("inf"), float("-inf"), 2.5, 2.0]),
        ([typed("true", "boolean"), typed("0", "boolean"), None], pl.Boolean,
         [True, False, None]),
        ([typed("2018-04-17", "date")], pl.Date, [date(2018, 4, 17)]),
        ([typed("2018-04-17T09:30:00.25", "dateTime")], pl.Datetime("us"),
         [datetime(2018, 4, 17, 9, 30, 0, 250000)]),
        ([typed("2018-04-17T09:30:00Z", "dateTime"), None,
          typed("2018-04-17T09:30:00+03:00", "dateTimeStamp")], pl.Datetime("us", "UTC"),
         [datetime(2018, 4, 17, 9, 30, tzinfo=UTC), None,
          datetime(2018, 4, 17, 6, 30, tzinfo=UTC)]),
        ([ox.Triple(A, A, ox.Literal('a"\n')), ox.BlankNode("b")], pl.String,
         [r'<http://example.com/a> <http://example.com/a> "a\"\n"', "_:b"]),
        ([ox.Triple(A, A, ox.Triple(A, A, A))], pl.String,
         ["{0} {0} <<( {0} {0} {0} )>>".format("<http://example.com/a>")]),
    ],
)  # fmt: skip
def test_a_column_has_the_type_of_its_values(
    terms: list[Term], type_: object, values: list[object]
) -> None:
    series = column(*terms)

    assert series.dtype == type_
    assert series.to_list() == values


@pytest.mark.parametrize(
    "terms",
    [
        [typed("2", "integer"), ox.Literal("3")],
        [typed("2", "decimal"), ox.Literal("3")],
        [typed("2", "integer"), A],
        [typed("2", "integer"), typed("true", "boolean")],
        [typed("two", "integer"), typed("2", "integer")],
        [typed("", "integer")],
        [typed("yes", "boolean")],
        [typed("infinity", "double")],
        [typed("NaN", "decimal")],
        [typed("2018-4-7", "date")],
        [typed("2018-02-30", "date"), typed("2018-02-28", "date")],
        [typed("2018-04-17Z", "date"), typed("2018-04-17", "date")],
        [typed("-0044-03-15", "date")],
        [typed("0000-01-01", "date")],
        [typed("2018-04-17", "date"), typed("2018-04-17T09:30:00", "dateTime")],
        [typed("2018-04-17T09:30:00Z", "dateTime"), typed("2018-04-17T09:30:00", "dateTime")],
        [typed("2018-04-17T24:00:00", "dateTime")],
        [typed("2018-04-17T09:30:60", "dateTime")],
        [typed("2018", "gYear")],
        [typed("2", "integer"), ox.Literal("x", datatype=A)],
    ],
)
def test_what_has_no_common_type_is_text(terms: list[Term]) -> None:
    series = column(*terms)

    assert series.dtype == pl.String
    assert series.to_list() == [getattr(term, "value", None) for term in terms]


def test_the_type_does_not_depend_on_the_first_rows() -> None:
    numbers: list[Term] = [typed("1", "integer")] * 5000

    assert column(*numbers).dtype == pl.Int64
    assert column(*numbers, ox.Literal("x")).dtype == pl.String
    assert column(*numbers, typed("1.5", "decimal")).dtype == pl.Decimal(38, 1)
    assert column(*[None] * 5000, typed("1", "integer")).to_list()[-1] == 1


@pytest.mark.parametrize(
    ("declared", "type_"),
    [
        ("integer", pl.Int64),
        ("decimal", pl.Decimal(38, 0)),
        ("boolean", pl.Boolean),
        ("date", pl.Date),
        ("dateTime", pl.Datetime("us")),
        ("iri", pl.String),
        ("string", pl.String),
        ("", pl.String),
    ],
)
@pytest.mark.parametrize("rows", [0, 3])
def test_where_nothing_is_bound_the_declared_type_holds(
    declared: str, type_: object, rows: int
) -> None:
    series = column(*[None] * rows, declared=declared)

    assert (series.dtype, series.to_list()) == (type_, [None] * rows)


def test_a_value_holds_against_the_declared_type() -> None:
    assert column(ox.Literal("x"), declared="integer").dtype == pl.String


def test_rows_without_columns_are_counted() -> None:
    assert frame([], b"\n\n\n", {}).shape == (2, 0)


ZONES = st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30))])
YEARS = {"min_value": datetime(1000, 1, 2), "max_value": datetime(9999, 12, 30)}
LITERALS = {
    "text": st.text().map(ox.Literal),
    "odd text": st.text('"\\tnr\t\n\r\x00\u2028\x85<>@^_:').map(ox.Literal),
    "language": st.text().map(lambda text: ox.Literal(text, language="en-GB")),
    "integer": st.integers().map(ox.Literal),
    # A frame holds 38 digits; what has more is text.
    "decimal": st.decimals(-(10**31), 10**31, places=6).map(
        lambda number: typed(f"{number:f}", "decimal")
    ),
    "double": st.floats(allow_nan=False).map(ox.Literal),
    "boolean": st.booleans().map(ox.Literal),
    "date": st.dates().map(lambda day: typed(day.isoformat(), "date")),
    "time": st.datetimes().map(lambda time: typed(time.isoformat(), "dateTime")),
    "zoned": st.datetimes(**YEARS, timezones=ZONES).map(
        lambda time: typed(time.isoformat(), "dateTime")
    ),
    "other type": st.text().map(lambda text: ox.Literal(text, datatype=A)),
}


def test_every_kind_of_literal_is_tested() -> None:
    assert len(LITERALS) == 11


@pytest.mark.parametrize("kind", LITERALS)
@given(data=st.data())
def test_any_literals_come_through_as_python_values(kind: str, data: st.DataObject) -> None:
    terms = data.draw(st.lists(st.none() | LITERALS[kind], min_size=1, max_size=6))

    assert column(*terms).to_list() == list(map(to_python, terms))


@given(st.lists(st.one_of(*LITERALS.values()), min_size=1, max_size=4))
def test_mixed_literals_come_through_as_text_or_equal_values(terms: list[ox.Literal]) -> None:
    series = column(*terms)

    if series.dtype == pl.String:
        assert series.to_list() == [term.value for term in terms]
    else:
        values = [to_python(term) for term in terms]
        if series.dtype == pl.Float64:  # numbers beside a double are doubles
            values = list(map(float, values))
        assert series.to_list() == values
