"""Rows as a polars frame, without a Python object for any of them.

The engine writes the rows as TSV, which keeps every term (SPARQL 1.1 Query Results CSV and TSV,
section 4), and polars reads that. A column has a type if all that is bound in it has, looked at to
the last row: integers are Int64, decimals exact Decimals, doubles Float64; where these meet, the
column has the widest of them. Dates are Date; times are Datetime, in UTC if all of them have a time
zone. Everything else, and values that are ill-typed, too large or of several types, is text as in
CSV.
"""

from __future__ import annotations

import polars as pl

from ritgraph.query.answer.value import KINDS, LEXICAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Conversion = Callable[[pl.Series], pl.Series]

_ESCAPES = {r"\t": "\t", r"\n": "\n", r"\r": "\r", r"\"": '"', r"\\": "\\"}
# What a token without quotes is, by the first of these characters in it.
_BARE = r"([tfeE]|\.[0-9]*$)"
_BARE_KINDS = {"t": "boolean", "f": "boolean", "e": "double", "E": "double", ".": "decimal"}
_TIME = "%Y-%m-%dT%H:%M:%S%.f"
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})$"
_DIGITS = 38  # the most that a Decimal has
# The types of columns that nothing is bound in, by what a saved query declares.
_DECLARED: dict[str, pl.DataType | type[pl.DataType]] = {
    "boolean": pl.Boolean,
    "integer": pl.Int64,
    "decimal": pl.Decimal(_DIGITS, 0),
    "double": pl.Float64,
    "date": pl.Date,
    "dateTime": pl.Datetime("us"),
}


def frame(columns: Sequence[str], tsv: bytes, declared: Mapping[str, str]) -> pl.DataFrame:
    r"""Read rows that the engine has written as TSV; ``declared`` types serve empty columns.

    >>> frame(["light", "metres"], b'?light\t?metres\n"Anholt"@en\t42\n"Kopu"\t\n', {}).rows()
    [('Anholt', 42), ('Kopu', None)]
    """
    if not columns:
        return pl.DataFrame(height=tsv.count(b"\n") - 1)
    tokens = pl.read_csv(tsv, separator="\t", quote_char=None, infer_schema=False)
    return pl.DataFrame(
        _typed(series, declared.get(name, "")).alias(name)
        for name, series in zip(columns, tokens.iter_columns(), strict=True)
    )


def _typed(tokens: pl.Series, declared: str) -> pl.Series:
    """Give a column of TSV tokens as values of one type, if there is one that fits them all."""
    kinds = set(_kinds(tokens.drop_nulls()))
    if not kinds:
        return tokens.cast(_DECLARED.get(declared, pl.String))
    texts = _texts(tokens)
    for meeting, kind, convert in _CONVERSIONS:
        # Numbers too large for an integer may be a Decimal, but never lose digits as a Float.
        if kinds <= meeting and kind in {*kinds, "decimal"} and _are(kind, texts):
            values = convert(texts)
            if values.null_count() == texts.null_count():
                return values
    return texts


def _kinds(tokens: pl.Series) -> Iterator[str | None]:
    """Give each kind that there is, as in KINDS; None is text, and the last."""
    first = tokens.str.head(1)
    if first.is_in(["<", "_"]).any():
        yield None
        return
    quoted = tokens.filter(first == '"')
    while len(quoted):
        ending = quoted[0][quoted[0].rindex('"') :]
        kind = KINDS.get(ending[len('"^^<') : -len(">")])
        yield kind
        if kind is None:
            return
        quoted = quoted.filter(~quoted.str.ends_with(ending))
    for mark in tokens.filter(first != '"').str.extract(_BARE).str.head(1).unique():
        yield _BARE_KINDS.get(mark, "integer")


def _texts(tokens: pl.Series) -> pl.Series:
    """Give what the tokens stand for: the name of an IRI, the text of a literal."""
    token = pl.col(tokens.name)
    literal = token.str.strip_prefix('"').str.replace(r'"[^"]*$', "")
    text = (
        pl.when(token.str.starts_with('"'))
        .then(literal.str.replace_many(_ESCAPES))
        .when(token.str.starts_with("<<( "))
        .then(token.str.strip_prefix("<<( ").str.strip_suffix(" )>>"))
        .when(token.str.starts_with("<"))
        .then(token.str.strip_prefix("<").str.strip_suffix(">"))
        .otherwise(token)
    )
    return tokens.to_frame().select(text).to_series()


def _are(kind: str, texts: pl.Series) -> bool:
    return bool(texts.str.contains(f"^(?:{LEXICAL[kind]})$").all())


def _decimals(texts: pl.Series) -> pl.Series:
    longest = texts.str.extract(r"\.([0-9]*)$").str.len_chars().max()
    scale = longest if isinstance(longest, int) else 0
    if scale > _DIGITS:
        return texts
    return texts.cast(pl.Decimal(_DIGITS, scale), strict=False)


def _date_times(texts: pl.Series) -> pl.Series:
    """Give times that all have a time zone, or all have none; others stay text."""
    zoned = texts.drop_nulls().str.contains(_ZONE)
    if zoned.any() != zoned.all():
        return texts
    return texts.str.replace("Z$", "+00:00").str.to_datetime(
        f"{_TIME}%z" if zoned.any() else _TIME, time_unit="us", strict=False
    )


# Kinds that can meet in one column, and what that column then is.
_CONVERSIONS: tuple[tuple[set[str], str, Conversion], ...] = (
    ({"boolean"}, "boolean", lambda texts: texts.is_in(["true", "1"])),
    ({"date"}, "date", lambda texts: texts.str.to_date("%Y-%m-%d", strict=False)),
    ({"dateTime"}, "dateTime", _date_times),
    ({"integer"}, "integer", lambda texts: texts.cast(pl.Int64, strict=False)),
    ({"integer", "decimal"}, "decimal", _decimals),
    (
        {"integer", "decimal", "double"},
        "double",
        lambda texts: texts.cast(pl.Float64, strict=False),
    ),
)
