"""A layout is proved before anyone gets it."""

from pathlib import Path

import pytest

from ritgraph.errors import RitgraphError, SourceSyntaxError, UnsupportedError
from ritgraph.turtle import proved_layout
from ritgraph.turtle.proved_layout import laid_out

FILE = Path("a.ttl")


def test_blank_nodes_and_relative_iris_are_no_hindrance() -> None:
    assert laid_out(b"<> <p> [ <q> _:x ] . _:x <q> ( 1 ) .", FILE) == (
        "<>\n    <p> [ <q> _:x ] .\n\n_:x\n    <q> ( 1 ) .\n"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"<a> <b> <c>\n<d>", "a.ttl:2:1: A dot is expected at the end of statements"),
        (b"<a> <b> ex:c .", "a.ttl:1:9: The prefix ex: has not been declared"),
        (b"<a> <b> [ <c> 1 ) .", "a.ttl:1:17: "),
        (b"\n# \xc3\xa5 \xff\n<a> <b> 1 .", "a.ttl:2:5: what stands here is not UTF-8"),
        (b"<a> <b> '\xe5' .", "a.ttl:1:10: what stands here is not UTF-8"),
        (b"\xef\xbb\xbf<a> <b> 1 .", "a.ttl:1:1: a byte order mark cannot stand here; remove it"),
    ],
)
def test_what_is_no_turtle_is_an_error_at_its_place(source: bytes, message: str) -> None:
    with pytest.raises(SourceSyntaxError) as error:
        laid_out(source, FILE)

    assert str(error.value).startswith(message)
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("<a> <b> <c> {| <d> 1 |} .", "1:14"),
        ("<a> <b> <c>\n~ <d> .", "2:1"),
        ("<a> <b> <<( <c> <d> 1 )>> .", "1:9"),
        ("<< <c> <d> 1 >> <b> 1 .", "1:1"),
        ("<a> <b> 'x'@en--ltr .", "1:15"),
        ("VERSION '1.2' <a> <b> 1 .", "1:1"),
    ],
)
def test_rdf_1_2_is_told_with_its_place(source: str, place: str) -> None:
    with pytest.raises(UnsupportedError, match=rf"^a.ttl:{place}: .*RDF 1.2") as error:
        laid_out(source.encode(), FILE)

    assert error.value.exit_code == 3


@pytest.mark.parametrize(
    "wrong", ["", "<a> <b> 2 .", "<a> <b> 1 , 2 .", "<a> <b> 1 . <a> <b> 1 .", "<a> <b>"]
)
def test_a_layout_that_says_something_else_is_never_given(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proved_layout, "layout", lambda _: wrong)

    with pytest.raises(RitgraphError, match="not proved to say the same") as error:
        laid_out(b"<a> <b> 1 .", FILE)

    assert error.value.exit_code == 3


def test_blank_nodes_that_are_mixed_up_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proved_layout, "layout", lambda _: "_:a <p> _:b . _:b <p> _:b .")

    with pytest.raises(UnsupportedError):
        laid_out(b"_:a <p> _:b . _:b <p> _:a .", FILE)
