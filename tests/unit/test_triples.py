"""The triples of CONSTRUCT and DESCRIBE in every format."""

import io
from collections.abc import Iterator
from itertools import count
from xml.parsers import expat

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from ritgraph import KnowledgeGraph
from ritgraph.errors import EndpointError, UnknownName, UnsupportedError
from ritgraph.query.answer.formats import TRIPLE_FORMATS
from ritgraph.query.answer.rows import Triples
from ritgraph.query.answer.triples import write_triples
from ritgraph.serialise.formats import FORMATS, find_format
from ritgraph.serialise.isomorphism import isomorphic
from ritgraph.store.store import Store

E = "http://example.com/"


class Prefixed(Store):
    """A store of which only the prefixes matter."""

    prefixes = {"ex": E, "other": "http://other.example/"}  # noqa: RUF012


def written(triples: list[ox.Triple], format_: str) -> bytes:
    stream = io.BytesIO()
    write_triples(iter(triples), FORMATS[format_], Prefixed(), stream)
    return stream.getvalue()


def say(value: ox.Literal | ox.NamedNode | ox.BlankNode | ox.Triple, name: str = "p") -> ox.Triple:
    return ox.Triple(ox.NamedNode(f"{E}a"), ox.NamedNode(E + name), value)


def test_every_format_is_tested() -> None:
    assert tuple(FORMATS) == TRIPLE_FORMATS
    assert len(FORMATS) == 7


@pytest.mark.parametrize("format_", TRIPLE_FORMATS)
@pytest.mark.parametrize(
    "text",
    ["DESCRIBE light:anholt", "CONSTRUCT { ?s ?p [ ex:is ?o ] } WHERE { ?s ?p ?o }"],
)
def test_what_is_written_is_what_was_asked_for(
    tiny: KnowledgeGraph, format_: str, text: str
) -> None:
    triples = tiny.sparql(text)
    assert isinstance(triples, Triples)
    stream = io.BytesIO()
    triples.write(format_, stream)

    read = [quad.triple for quad in ox.parse(stream.getvalue(), FORMATS[format_].engine)]

    assert len(read) >= 5
    assert isomorphic(read, triples)


@pytest.mark.parametrize("format_", ["turtle", "trig", "rdfxml", "jsonld", "jsonld-expanded"])
def test_the_order_of_the_triples_does_not_matter(format_: str) -> None:
    triples = [say(ox.Literal(number)) for number in range(9)]

    assert written(triples, format_) == written(triples[::-1], format_)


@pytest.mark.parametrize(
    ("format_", "prefix"), [("turtle", b"@prefix ex:"), ("trig", b"ex:a"), ("rdfxml", b"<ex:p>")]
)
def test_prefixes_are_used_and_others_left_out(format_: str, prefix: bytes) -> None:
    text = written([say(ox.Literal("x"))], format_)

    assert prefix in text
    assert b"other" not in text


@pytest.mark.parametrize("format_", ["ntriples", "nquads"])
def test_triples_are_written_before_the_last_is_computed(format_: str) -> None:
    def triples() -> Iterator[ox.Triple]:
        for number in count():
            if stream.tell():
                raise EOFError
            yield say(ox.Literal(number))

    stream = io.BytesIO()

    with pytest.raises(EOFError):
        write_triples(triples(), FORMATS[format_], Prefixed(), stream)


@pytest.mark.parametrize(
    ("triple", "format_", "message"),
    [
        (say(ox.Literal(1), "123"), "rdfxml", f"RDF/XML cannot name the property <{E}123>."),
        (say(ox.Literal(1), ""), "rdfxml", f"RDF/XML cannot name the property <{E}>."),
        (say(ox.Literal(1), "²"), "rdfxml", f"RDF/XML cannot name the property <{E}²>."),
        (say(say(ox.Literal(1), "123")), "rdfxml", f"RDF/XML cannot name the property <{E}123>."),
        (say(ox.Literal("\x01")), "rdfxml", r"RDF/XML cannot hold the character '\x01'."),
        (say(ox.Literal("\uffff")), "rdfxml", r"RDF/XML cannot hold the character '\uffff'."),
        (say(say(ox.Literal(1))), "jsonld", "JSON-LD does not support RDF 1.2 yet."),
        (
            ox.Triple(
                ox.NamedNode(E),
                ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#li"),
                ox.Literal(1),
            ),
            "rdfxml",
            "RDF/XML keeps the name <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> for itself.",
        ),
    ],
)
def test_what_a_format_cannot_carry_is_said_and_nothing_written(
    triple: ox.Triple, format_: str, message: str
) -> None:
    stream = io.BytesIO()

    with pytest.raises(UnsupportedError) as caught:
        write_triples([say(ox.Literal(0)), triple], FORMATS[format_], Prefixed(), stream)

    assert str(caught.value) == f"{message} Choose turtle, trig, ntriples or nquads."
    assert stream.getvalue() == b""


@example("a\r\nb\r", "p")
@given(st.text(), st.text(alphabet="aZé²ª·-._~9:/(", max_size=6))
def test_rdf_xml_is_xml_and_says_the_same(text: str, name: str) -> None:
    triples = [say(ox.Literal(text), name)]
    try:
        document = written(triples, "rdfxml")
    except UnsupportedError:
        return
    expat.ParserCreate(namespace_separator=" ").Parse(document, True)
    ((_, predicate, value),) = rdflib.Graph().parse(data=document, format="xml")

    assert (str(predicate), str(value)) == (E + name, text)


def test_an_error_of_the_answer_stays_what_it_is() -> None:
    def triples() -> Iterator[ox.Triple]:
        yield say(ox.Literal(1))
        raise EndpointError("http://example.com/", "it has gone")

    for format_ in TRIPLE_FORMATS:
        with pytest.raises(EndpointError, match="it has gone"):
            write_triples(triples(), FORMATS[format_], Prefixed(), io.BytesIO())


def test_endings_mean_formats_of_rdf() -> None:
    endings = ("ttl", "nt", "nq", "rdf", "xml", "json", "TTL")

    assert [find_format(ending).name for ending in endings] == [
        "turtle", "ntriples", "nquads", "rdfxml", "rdfxml", "jsonld", "turtle"
    ]  # fmt: skip
    with pytest.raises(UnknownName, match="Did you mean 'turtle'"):
        find_format("turtel")
