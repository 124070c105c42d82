"""Capitals of language tags, which the engine forgets."""

from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.serialise import language_tags
from ritgraph.serialise.language_tags import exact_literals


def found(folder: Path, text: str, name: str = "a.ttl") -> dict[str, str]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    list(ox.parse(path=path, format=language_tags.format_of(path)))
    return exact_literals([path])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<urn:a> <urn:b> 'x'@en-GB .", {'"x"@en-gb': '"x"@en-GB'}),
        ("<urn:a> <urn:b> 'x'@EN , 'x'@En , 'x'@en .", {'"x"@en': '"x"@EN'}),
        ("<urn:a> <urn:b> 'x'@en , 'x'@zh-hant .", {}),
        ("[ <urn:b> [ <urn:c> 'x'@sr-Latn-RS ] ] .", {'"x"@sr-latn-rs': '"x"@sr-Latn-RS'}),
        ("<urn:a> <urn:b> \"say '@Home'\"@SV .", {"\"say '@Home'\"@sv": "\"say '@Home'\"@SV"}),
        ("<urn:a> <urn:b> 'say \\'@Home\\''@sv .", {}),
        ("<urn:a> <urn:b> '''a\n\"@B'''@SV .", {'"a\\n\\"@B"@sv': '"a\\n\\"@B"@SV'}),
        ("<urn:a> <urn:b> 'x'@EN-x-Private .", {'"x"@en-x-private': '"x"@EN-x-Private'}),
        ("# '@No\n<http://a.example/'@No> <urn:b> 'x'@SV .", {'"x"@sv': '"x"@SV'}),
        ("", {}),
    ],
)
def test_literals_with_capitals_are_found(
    tmp_path: Path, text: str, expected: dict[str, str]
) -> None:
    assert found(tmp_path, text) == expected


@pytest.mark.parametrize("name", ["a.nt", "a.NQ", "a.trig", "a.turtle"])
def test_other_formats(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, '<urn:a> <urn:b> "x"@en-GB .', name) == {'"x"@en-gb': '"x"@en-GB'}


def test_a_very_long_literal_takes_no_very_long_time(tmp_path: Path) -> None:
    """Whatever it is made of; a search that goes back and forth in it would not come to its end."""
    for piece in ("x", '\\"', "'@", "'@A", "-x-ritcase-", "@en-x-ritcase-1"):
        long = piece * 400_000
        text = f'<urn:a> <urn:b> "{long}"@en-GB .'

        ((word, spelt),) = found(tmp_path, text).items()

        assert word.removesuffix("@en-gb") == spelt.removesuffix("@en-GB") or "ritcase" in piece
        assert len(word) > 400_000 or "ritcase" in piece


def test_formats_without_such_literals_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text('[{"@id": "urn:a", "urn:b": [{"@value": "\'@En", "@language": "en-GB"}]}]')

    assert exact_literals([path]) == {}


@given(st.lists(st.tuples(st.text(max_size=3), st.sampled_from(["EN", "en-GB", "Sv", "fi"]))))
def test_pieces_do_not_matter(pairs: list[tuple[str, str]]) -> None:
    """Whatever the engine reads at once."""
    literals = [
        str(ox.Literal(text, language="xx")).replace("@xx", f"@{tag}") for text, tag in pairs
    ]
    text = "".join(f"<urn:a> <urn:b> {literal} .\n" for literal in literals).encode()
    whole = language_tags._TAG.sub(language_tags._marked, text)

    for size in (1, 2, 7, 100):
        with patch.object(language_tags, "_PIECE", size):
            file = language_tags._Marking(BytesIO(text))
            read = list(iter(lambda file=file, size=size: file.read(size), b""))

        assert b"".join(read) == whole
        assert all(len(piece) <= size for piece in read)  # else the engine ends the process
