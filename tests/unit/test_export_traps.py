"""Graphs and files that once came out wrong, or not at all: each comes out exactly."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ritgraph.errors import InputError, RitgraphError, SourceSyntaxError, UnsupportedError
from ritgraph.export.export import check, export
from ritgraph.export.source import FileSource
from ritgraph.serialise.formats import FORMATS
from ritgraph.serialise.isomorphism import isomorphic

TRAPS = {
    "a text as if it had a tag": r'<urn:a> <urn:p> "\"a\"@EN" , "\"a\"@en" , "z"@EN-gb .',
    "a line end in a triple term": r'<urn:s> <urn:p> <<( <urn:a> <urn:b> "x\ny" )>> .',
    "a triple term with a tag": r'<urn:s> <urn:p> <<( <urn:a> <urn:b> "x\ny"@en-GB )>> .',
    "the datatype nil": '<urn:a> <urn:p> "x"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .',
    "a tag of many parts": '<urn:a> <urn:p> "x"@en-GB-x-Abcdefgh-Abcdefgh-Abcdefgh-Abcdefgh-A .',
    "the prefix rdf": "@prefix rdf: <http://other/> . rdf:a rdf:p 'x' ; a rdf:C .",
    "the prefix its": "@prefix its: <http://other/> . its:a its:p 'x'@ar--rtl .",
    "the prefix xml": "@prefix xml: <http://other/> . xml:a xml:p 'x' .",
    "the prefix xmlns": "@prefix xmlns: <http://e/> . xmlns:a xmlns:p 'x' .",
    "a letter of new XML": "<urn:a> <http://e/\ufdfa> 'v' . <urn:a> <http://e/\u1c80b> 'w' .",
}
REFUSED = {
    "x: of XML": "@prefix x: <http://www.w3.org/XML/1998/namespace> . <urn:a> x:lang 'x' .",
    "xmlns: of XML": "@prefix x: <http://www.w3.org/2000/xmlns/> . x:a x:p 'x' .",
}


@pytest.mark.parametrize("format_", FORMATS.values(), ids=list(FORMATS))
@pytest.mark.parametrize("text", TRAPS.values(), ids=list(TRAPS))
def test_traps_come_out_exactly(tmp_path: Path, text: str, format_: object) -> None:
    source, target = tmp_path / "a.ttl", tmp_path / "written"
    source.write_text(text, encoding="utf-8")
    expected = [quad.triple for quad in ox.parse(path=source)]
    name = format_.name  # type: ignore[attr-defined]
    if (name.startswith("jsonld") and "<<(" in text) or (name == "rdfxml" and "\ufdfa" in text):
        with pytest.raises(UnsupportedError):
            export(FileSource([source], {}), target, FORMATS[name])
        return

    export(FileSource([source], {}), target, FORMATS[name])

    written = ox.parse(target.read_bytes(), FORMATS[name].engine)
    assert isomorphic(expected, (quad.triple for quad in written))
    for tag in ("@EN-gb", "-x-Abcdefgh-Abcdefgh-Abcdefgh-Abcdefgh-A"):
        assert tag.lstrip("@") in target.read_text() or tag not in text
    if name == "rdfxml" and "<<(" not in text and "--" not in text:
        assert len(rdflib.Graph().parse(target, format="xml")) == len(expected)


@pytest.mark.parametrize("prefix", ["@prefix rdf: <http://other/> .", ""])
def test_a_type_is_an_rdf_type(tmp_path: Path, prefix: str) -> None:
    source, target = tmp_path / "a.ttl", tmp_path / "a.rdf"
    source.write_text(f"{prefix} <urn:a> a <urn:B> .")

    export(FileSource([source], {}), target, FORMATS["rdfxml"])

    assert '<rdf:type rdf:resource="urn:B"/>' in target.read_text()


@pytest.mark.parametrize("text", REFUSED.values(), ids=list(REFUSED))
def test_what_xml_keeps_for_itself_is_refused(tmp_path: Path, text: str) -> None:
    source = tmp_path / "a.ttl"
    source.write_text(text, encoding="utf-8")

    with pytest.raises(UnsupportedError, match="RDF/XML keeps the name"):
        export(FileSource([source], {}), tmp_path / "a.rdf", FORMATS["rdfxml"])


def test_a_check_compares_bytes(tmp_path: Path) -> None:
    source, target = tmp_path / "a.ttl", tmp_path / "b.ttl"
    source.write_text("<urn:a> <urn:b> '\ufffd' .", encoding="utf-8")
    export(FileSource([source], {}), target)
    target.write_bytes(target.read_bytes().replace("\ufffd".encode(), b"\xff"))

    lines = check(FileSource([source], {}), target)

    assert any(r"\xff" in line for line in lines)


def test_a_damaged_compressed_file_is_one_line(tmp_path: Path) -> None:
    source, target = tmp_path / "a.ttl", tmp_path / "b.ttl.gz"
    source.write_text("".join(f"<urn:a> <urn:b> {n * n} .\n" for n in range(2000)))
    export(FileSource([source], {}), target)
    data = bytearray(target.read_bytes())
    data[200:300] = b"\xff" * 100
    target.write_bytes(data)

    with pytest.raises(InputError, match=r"b\.ttl\.gz: "):
        check(FileSource([source], {}), target)


def test_a_link_that_leads_to_itself_is_one_line(tmp_path: Path) -> None:
    source, loop = tmp_path / "a.ttl", tmp_path / "loop.ttl"
    source.write_text("<urn:a> <urn:b> 1 .")
    loop.symlink_to(loop.name)

    with pytest.raises(RitgraphError, match=r"loop\.ttl"):
        export(FileSource([source], {}), loop)


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": {"a": {"@id": "http://e/a", "@container": 5}}}',
        '{"@context": {"\\ud800": "http://e/"}}',
        '{"@context": ' + "[" * 200_000,
        '{"@context": {"e": "http://e/", "p": {"@id": "e:p", "@prefix": "yes"}}}',
    ],
    ids=["container", "surrogate", "deep", "prefix"],
)
def test_a_faulty_context_is_one_line(tmp_path: Path, text: str) -> None:
    source, context = tmp_path / "a.ttl", tmp_path / "context.jsonld"
    source.write_text("<http://e/p> <http://e/p> 1 .")
    context.write_text(text)

    with pytest.raises((UnsupportedError, SourceSyntaxError), match=r"context\.jsonld") as caught:
        export(FileSource([source], {}, context), tmp_path / "b", FORMATS["jsonld"])
    assert "\n" not in str(caught.value)
