"""Headers of saved queries: YAML in comments, ours and grlc's."""

import pytest

from ritgraph.errors import SourceSyntaxError
from ritgraph.query.saved.declaration import Column, Declaration, FromQuery
from ritgraph.query.saved.header import Header, read_header


def test_all_keys_are_read() -> None:
    header = read_header(
        """#+ summary: Which lights are lit?
#+ description: One row per light.
#+ tags: [light, tower]
#+ params:
#+   lang: {type: language, help: 'Language of names, if any'}
#+   near: {class: ex:Light}
#+ defaults:
#+   lang: en
#+ columns:
#+   light: {type: iri, help: the light}
#+ example: {lang: sv, round: 2}
#+ expect: {rows: 3}
#+ severity: warning
ASK {}
"""
    )

    assert header == Header(
        summary="Which lights are lit?",
        description="One row per light.",
        tags=("light", "tower"),
        params={
            "lang": Declaration(type="language", help="Language of names, if any"),
            "near": Declaration(class_="ex:Light"),
        },
        defaults={"lang": "en"},
        columns={"light": Column(type="iri", help="the light")},
        example={"lang": "sv", "round": 2},
        expect={"rows": 3},
        severity="warning",
    )


def test_a_text_without_header_has_an_empty_one() -> None:
    assert read_header("# just a comment\nASK {}") == Header()


def test_defaults_may_be_a_list_as_grlc_writes_them() -> None:
    assert read_header("#+ defaults:\n#+   - lang: en\n#+   - round: 2").defaults == {
        "lang": "en",
        "round": 2,
    }


def test_values_are_a_list_or_the_answers_of_a_query() -> None:
    header = read_header(
        "#+ params:\n#+   a: {values: [1, NO]}\n#+   b: {values: {query: q, column: c}}\n"
        "#+   c: {values: {query: q}}\n#+ enumerate:\n#+   - d:\n#+     - x\n#+     - y\n#+   - e"
    )

    assert [declared.values for declared in header.params.values()] == [
        (1, "NO"),
        FromQuery("q", "c"),
        FromQuery("q"),
    ]
    assert header.enumerate == {"d": ("x", "y"), "e": ()}


def test_a_bracket_may_close_at_the_margin_as_in_grlc() -> None:
    assert read_header('#+ transform: {\n#+   "a": "?a"\n#+ }\n#+ tags: [\n#+   a\n#+ ]').tags == (
        "a",
    )


def test_norway_is_not_false() -> None:
    assert read_header("#+ defaults: {country: NO, day: 2018-04-17}").defaults == {
        "country": "NO",
        "day": "2018-04-17",
    }


def test_a_header_of_grlc_is_understood() -> None:
    header = read_header(
        """#+ summary: Artists
#+ description:
#+   Artists of
#+   all bands.
#+ endpoint: http://dbpedia.org/sparql
#+ endpoint_in_url: False
#+ method: GET
#+ pagination: 100
#+ tags:
#+   - Music
#+ enumerate:
#+   - genre
#+ transform: {"key": "?p"}
#+ endpoint-method: POST
SELECT ?p WHERE { ?p ?q ?r }
"""
    )

    assert header.enumerate == {"genre": ()}
    assert (header.summary, header.description) == ("Artists", "Artists of all bands.")
    assert header.tags == ("Music",)


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("#+ summary: A\n#+ sumary: B", 2, 4, "unknown key 'sumary'. Did you mean 'summary'?"),
        ("# hello\n\n#+ tags: [a\n", 3, 1, "the header is no YAML"),
        ("#+ summary: A\n#+ description: two: colons", 2, 20, "the header is no YAML"),
        ("#+ just text", 1, 4, "no 'key: value' lines"),
        ("#+ summary: [a]", 1, 4, "'summary' must be text"),
        ("#+ params: text", 1, 4, "'params' must be 'name: value' lines"),
        ("#+ params:\n#+   lang: English", 2, 6, "'lang' must say what it is"),
        ("#+ columns:\n#+   a: {typ: iri}", 2, 6, "unknown key 'typ'. Did you mean 'type'?"),
        ("#+ columns:\n#+   a: {class: ex:A}", 2, 6, "'a' has the unknown key 'class'"),
        ("#+ tags: [x]\n#+ params:\n#+   a: {}\n#+   x: {lst: true}", 4, 6, "Did you mean 'list'?"),
        ("#+ params: {a: {}, x: {list: 'yes'}}", 1, 20, "'list' of 'x' must be true or false"),
        ("#+ params:\n#+   x: {type: 5}", 2, 6, "'type' of 'x' must be text"),
        ("#+ params:\n#+   x: {lang: 'en us'}", 2, 6, "'en us' of 'x' is no language tag"),
        ("#+ params:\n#+   x: {pattern: '[a'}", 2, 6, "'x' is no regular expression"),
        ("#+ params:\n#+   x: {default: [1]}", 2, 6, "'x' takes one value; 'list: true'"),
        ("#+ params:\n#+   x: {values: 5}", 2, 6, "the values of 'x' must be [a, b, …] or"),
        ("#+ params:\n#+   x: {values: []}", 2, 6, "the values of 'x' must be"),
        ("#+ params:\n#+   x: {values: [[1]]}", 2, 6, "the values of 'x' must be"),
        ("#+ params:\n#+   x: {values: {qury: a}}", 2, 6, "the values of 'x' must be"),
        ("#+ params:\n#+   x: {values: {query: a, colum: b}}", 2, 6, "Did you mean 'column'?"),
        ("#+ enumerate:\n#+   - y\n#+   - x: z", 3, 8, "the values of 'x' must be"),
        ("#+ severity: waring", 1, 4, "Did you mean 'warning'?"),
        ("#+ columns:\n#+   a: {help: x, or y}", 2, 6, "A text with a comma needs quotes."),
    ],
)  # fmt: skip
def test_a_wrong_header_is_told_with_line_and_column(
    text: str, line: int, column: int, problem: str
) -> None:
    with pytest.raises(SourceSyntaxError) as raised:
        read_header(text, "q.rq")

    assert raised.value.line == line
    if "YAML" not in problem:
        assert raised.value.column == column
    assert problem in raised.value.problem
