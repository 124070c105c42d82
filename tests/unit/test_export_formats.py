"""Every format: the same bytes whatever the order, the layout, the labels and the hash seed."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ritgraph.export.export import export
from ritgraph.export.source import FileSource
from ritgraph.project import Project
from ritgraph.serialise.formats import FORMATS
from ritgraph.serialise.isomorphism import isomorphic
from ritgraph.serialise.turtle import turtle

PREFIXES = {"ex": "http://example.com/"}
HEAD = "@prefix ex: <http://example.com/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
# Blank nodes that are nested, shared, in a cycle, alike, and lists; literals that a tool respells.
TEXTS = [
    "ex:a ex:p 01 , 1.0 , -0 , +1 , 5 , 5e0 , 'INF'^^xsd:double , '5'^^xsd:decimal , true , _:x ;"
    " ex:q 'colour'@en-GB , 'farve'@da , 'x'^^xsd:date , '2018-04-17T10:00:00+01:00'^^xsd:dateTime"
    " .",
    "ex:b ex:p _:x , [ ex:q [ ex:r 1 ] ] , [ ex:q [ ex:r 2 ] ] ; ex:list ( 1 ( 2 ) [ ex:r 3 ] ) ."
    " _:x ex:r _:y . _:y ex:r _:x . [] ex:q 'alone' .",
    "ex:b ex:p '''several\nlines''' . <http://example.com/b/c> a ex:T . ex:b a ex:T ."
    " ex:c ex:p _:z . ex:d ex:p _:z .",
]


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.ttl").write_text(HEAD + text, encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture
def written(tmp_path: Path) -> Callable[[list[Path], str], bytes]:
    def write(paths: list[Path], format_: str) -> bytes:
        target = tmp_path / "written"
        assert export(FileSource(paths, PREFIXES), target, FORMATS[format_]) == 39
        return target.read_bytes()

    return write


def parsed(paths: list[Path]) -> Iterator[ox.Quad]:
    """Read with the engine alone."""
    for path in paths:
        yield from ox.parse(path=path, rename_blank_nodes=True)


Write = Callable[[list[Path], str], bytes]
EACH = pytest.mark.parametrize("format_", FORMATS)


def test_every_format_is_tried() -> None:
    assert list(FORMATS) == [
        *("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld", "jsonld-expanded")
    ]


def test_six_hash_seeds_give_the_same_bytes_in_every_format(
    sources: list[Path], tmp_path: Path
) -> None:
    program = """
import sys
from pathlib import Path
from ritgraph.export.export import export
from ritgraph.export.source import FileSource
from ritgraph.serialise.formats import FORMATS
for name, format_ in FORMATS.items():
    export(FileSource(list(map(Path, sys.argv[2:])), {}), Path(sys.argv[1], name), format_)
"""
    written = []
    for seed in range(6):
        folder = tmp_path / str(seed)
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", program, folder, *sources],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
        )
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})

    assert set(written[0]) == set(FORMATS)
    assert all(len(text) > 800 for text in written[0].values())
    assert written[1:] == written[:1] * 5


@EACH
def test_neither_order_nor_layout_nor_labels_matter(
    sources: list[Path], written: Write, format_: str
) -> None:
    expected = written(sources, format_)
    for path in sources:
        text = path.read_bytes().replace(b"_:x", b"_:other").replace(b" ; ", b" ;\n\n   ")
        path.write_bytes(text.replace(b" , ", b"\r\n,\r\n"))

    assert written(sources[::-1], format_) == expected


@EACH
def test_what_is_written_is_what_the_files_say(
    sources: list[Path], written: Write, format_: str
) -> None:
    expected = [
        quad.triple for path in sources for quad in ox.parse(path=path, rename_blank_nodes=True)
    ]

    read = ox.parse(written(sources, format_), FORMATS[format_].engine)

    assert isomorphic(expected, (quad.triple for quad in read))


@EACH
def test_what_is_written_is_written_again_the_same(
    sources: list[Path], written: Write, format_: str, tmp_path: Path
) -> None:
    expected = written(sources, format_)
    copy = tmp_path / f"copy.{FORMATS[format_].ending}"
    copy.write_bytes(expected)

    if FORMATS[format_].engine in (ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD):
        # These are read without the capitals of language tags.
        expected = expected.replace(b"en-GB", b"en-gb")
    assert written([copy], format_) == expected


@EACH
def test_capitals_of_language_tags_stay(sources: list[Path], written: Write, format_: str) -> None:
    text = written(sources, format_)

    assert b"en-GB" in text
    assert b"en-gb" not in text


def test_sorted_lines_are_the_canonical_form(sources: list[Path], written: Write) -> None:
    """RDFC-1.0, section 4.4.3: labels and order are those of the canonical N-Quads."""
    lines = written(sources, "nquads").decode().replace("en-GB", "en-gb")
    dataset = ox.Dataset(parsed(sources))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    expected = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""

    assert lines.splitlines(keepends=True) == sorted(expected.decode().splitlines(keepends=True))


# --- Small diffs ---

SHIPPED = Project.shipped()
STATEMENTS = sorted(
    {quad.triple for path in SHIPPED.data_files for quad in ox.parse(path=path)}, key=str
)
# Five blank nodes that are shared, and four that are nested.
ADDED = [
    ox.Triple(ox.BlankNode(f"n{n}"), ox.NamedNode(f"urn:p{place}"), ox.Literal(n))
    for n in range(9)
    for place in range(2)
]
MENTIONS = {
    ox.Triple(STATEMENTS[37 * n].subject, ox.NamedNode("urn:q"), ox.BlankNode(f"n{n % 9}"))
    for n in range(14)
}
CHOSEN = st.sampled_from(STATEMENTS) | st.sampled_from(ADDED[::2])


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.sets(CHOSEN, min_size=2, max_size=2))
def test_two_statements_change_at_most_four_lines(chosen: set[ox.Triple]) -> None:
    """To say another thing in the place of one is two changes."""
    graph = MENTIONS.union(STATEMENTS, ADDED)
    one, other = sorted(chosen, key=str)
    subject, predicate, _ = one
    assert 1 <= changed_lines(graph, graph - chosen) <= 4
    another = ox.Triple(subject, predicate, ox.Literal("another"))
    assert 1 <= changed_lines(graph, graph - {other} | {another}) <= 4


def changed_lines(old: set[ox.Triple], new: set[ox.Triple]) -> int:
    """Count the lines that go, or those that come, whichever are more."""
    texts = ("".join(turtle(graph, {})).splitlines() for graph in (old, new))
    signs = Counter(line[0] for line in list(unified_diff(*texts, n=0))[2:])
    return max(signs["-"], signs["+"])
