"""A graph as JSON-LD: exactly the same graph to every reader, and always the same text."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyld import jsonld

from ritgraph.errors import UnsupportedError
from ritgraph.project import Project
from ritgraph.serialise.context import Context
from ritgraph.serialise.context_file import read_context
from ritgraph.serialise.isomorphism import isomorphic
from ritgraph.serialise.jsonld import CompactedDocument, ExpandedDocument
from ritgraph.serialise.statements import Statements

E = "http://example.com/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"ex": E, "xsd": XSD, "rdf": RDF, "place": f"{E}place/", "odd": "urn:odd:x", "urn": E}
SHIPPED = Project.shipped()


@pytest.fixture(scope="module")
def published() -> Context:
    assert SHIPPED.context_file is not None
    return read_context(SHIPPED.context_file)


@pytest.fixture(scope="module")
def shipped() -> set[ox.Triple]:
    """The graph and its shapes, which have lists and nested blank nodes."""
    files = SHIPPED.graph_files + SHIPPED.shape_files
    triples = {
        quad.triple
        for path in files
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    }
    assert len(triples) > 14_000
    return triples


def context(**terms: object) -> Context:
    """Read a context with the prefix ``ex`` and other terms."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder, "context.jsonld")
        path.write_text(json.dumps({"@context": {"ex": E, "xsd": XSD, "rdf": RDF, **terms}}))
        return read_context(path)


CONTEXTS = {
    "prefixes": Context.of_prefixes(PREFIXES),
    "terms": context(
        id="@id",
        type="@type",
        urn=E,
        place={"@id": "ex:place"},
        A="ex:A",
        p="ex:p",
        q={"@id": "ex:q", "@type": "@id"},
        number={"@id": "ex:r", "@type": "xsd:integer", "@container": "@set"},
        name={"@id": "ex:name", "@container": ["@language", "@set"]},
    ),
    "curies": context(
        **{
            "ex:p": {"@id": "ex:p", "@type": "xsd:boolean"},
            "ex:q": {"@type": "@id"},
            "ex:name": {"@container": "@language"},
            "ex:r": "ex:r",
            "ex:A": "ex:A",
            "tag:name": {"@container": "@language"},
        }
    ),
}


def expanded(triples: Iterable[ox.Triple], **more: Any) -> str:
    statements = Statements(triples)
    return "".join(ExpandedDocument(statements, **more).body(statements.subjects()))


def compacted(triples: Iterable[ox.Triple], names: Context, **more: Any) -> str:
    statements = Statements(triples)
    return "".join(CompactedDocument(statements, names, **more).body(statements.subjects()))


def forms(triples: set[ox.Triple]) -> Iterator[str]:
    """The graph in every form and with every context."""
    yield expanded(triples)
    for names in CONTEXTS.values():
        yield compacted(triples, names)


def turtle(text: str) -> set[ox.Triple]:
    head = f"@prefix ex: <{E}> . @prefix xsd: <{XSD}> . @prefix rdf: <{RDF}> .\n"
    return {quad.triple for quad in ox.parse(head + text, ox.RdfFormat.TURTLE)}


def said(body: str, names: Context) -> str:
    """What the document says about ``ex:s``, which ``body`` describes, without its name."""
    [node] = json.loads(compacted(turtle(f"ex:s {body} ."), names))["@graph"]
    return json.dumps({k: v for k, v in node.items() if not k.endswith("id")}, ensure_ascii=False)


def by_engine(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.JSON_LD)]


def by_pyld(text: str) -> list[ox.Triple]:
    quads = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    return [quad.triple for quad in ox.parse(quads, ox.RdfFormat.N_QUADS)]


def by_rdflib(text: str) -> list[ox.Triple]:
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    return [quad.triple for quad in ox.parse(graph.serialize(format="nt"), ox.RdfFormat.N_TRIPLES)]


READERS = [by_engine, by_pyld, by_rdflib]


@pytest.fixture
def as_spelt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep rdflib from rewriting numbers and dates."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


# --- The same graph ---


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's reader
@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_every_reader_gets_the_shipped_graph(
    read: Any, shipped: set[ox.Triple], published: Context, as_spelt: None
) -> None:
    texts = expanded(shipped), compacted(shipped, published)

    assert [isomorphic(shipped, read(text)) for text in texts] == [True, True]


def test_what_pyld_expands_is_the_expanded_form(
    shipped: set[ox.Triple], published: Context
) -> None:
    found = jsonld.expand(json.loads(compacted(shipped, published)))

    assert unordered(found) == unordered(json.loads(expanded(shipped)))


def unordered(value: Any) -> Any:
    """Bring arrays into an order, but for lists; a native value says its datatype itself."""
    if isinstance(value, list):
        return sorted(map(unordered, value), key=lambda item: json.dumps(item, sort_keys=True))
    if not isinstance(value, dict):
        return value
    if not isinstance(value.get("@value", ""), str):
        return {"@value": value["@value"]}
    return {
        key: list(map(unordered, item)) if key == "@list" else unordered(item)
        for key, item in value.items()
    }


TAGS = ["en", "sv", "zh-hant"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IRIS = st.sampled_from(
    [f"{E}{name}" for name in ("a", "A", "p", "q", "r", "name", "place/x", "place/a:b", "", "a/b")]
    + ["place:foo", "place:", "urn:x", "ex:p", "id:x", "type:x", "p:x", "mailto:a@example.com"]
    + ["odd:x", "urn:odd:xyz", "place://x", "ex://p", "tag:@id", "tag:name", "http:a", f"{RDF}nil"]
    + [f"{RDF}type", f"{RDF}first", f"{RDF}value", f"{XSD}integer", f"{E}ä", f"{E}../x/./y"]
).map(ox.NamedNode)
LEXICAL = st.sampled_from(
    [
        *("5", "05", "-0", "0", "-7", "+1", "999999999999999", "9007199254740993", "1e0", "1.50"),
        *("true", "TRUE", "1", "", " 5", "INF", "2018-04-17", "{}", '{"b": 1.0, "a": [ ]}', "null"),
    ]
)
DATATYPES = st.sampled_from(
    [f"{XSD}{name}" for name in ("integer", "boolean", "decimal", "double", "float", "date")]
    + [f"{XSD}string", f"{XSD}nonNegativeInteger", f"{RDF}JSON", f"{RDF}HTML", f"{E}A", "place:t"]
).map(ox.NamedNode)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(TAGS)),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), LEXICAL | TEXTS, DATATYPES),
)
DIRECTED = st.builds(
    lambda text, way: ox.Literal(text, language="ar", direction=way),
    TEXTS,
    st.sampled_from([ox.BaseDirection.LTR, ox.BaseDirection.RTL]),
)
NODES = IRIS | st.sampled_from([ox.BlankNode(name) for name in "uvwxyz"])
PREDICATES = IRIS | st.sampled_from(
    [ox.NamedNode(iri) for iri in (f"{RDF}type", f"{RDF}rest", f"{E}name", f"{E}p", f"{E}q")]
)


def graphs(values: st.SearchStrategy[Any]) -> st.SearchStrategy[set[ox.Triple]]:
    return st.sets(st.builds(ox.Triple, NODES, PREDICATES, NODES | values), max_size=12)


@given(graphs(LITERALS | DIRECTED))
@example(turtle("ex:s ex:p (1 (2) [ex:q ex:a] 'x'@en) ; ex:q () , [] , [ex:p ()] ."))
@example(turtle("ex:s ex:p _:a . _:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 , 3 ."))
@example(turtle("ex:s a ex:A , 'x' , [] , _:a , (1) . ex:t a _:a . _:a a _:a ."))
@example(turtle(f"ex:s ex:p {'[ ex:p ' * 99} 1 {']' * 99} ."))
@example(turtle("<place:x> <place:y> <place:z> , '1'^^<place:t> . <urn:x> a <id:x> , <http:a> ."))
@example(turtle("ex:s ex:name 'a'@en , 'b'@en , 'c'@ar--rtl , 'd' , 5 , (5 'e'@en) , [] ."))
def test_any_graph_is_the_same_after_writing_and_reading(triples: set[ox.Triple]) -> None:
    for text in forms(triples):
        assert isomorphic(triples, by_engine(text)), text


@given(graphs(LITERALS))
def test_any_graph_is_the_same_to_pyld(triples: set[ox.Triple]) -> None:
    triples = {triple for triple in triples if not is_rewritten_by_pyld(triple.object)}
    for text in forms(triples):
        assert isomorphic(triples, by_pyld(text)), text


def is_rewritten_by_pyld(value: Any) -> bool:
    """Tell whether PyLD changes a value: doubles, and N-Quads with a carriage return or control."""
    if not isinstance(value, ox.Literal):
        return False
    return value.datatype.value == f"{XSD}double" or any(ord(c) < 0x20 for c in value.value)


# --- The same text ---


def test_the_order_of_triples_and_the_labels_of_blank_nodes_do_not_matter(
    shipped: set[ox.Triple], published: Context
) -> None:
    again = by_engine(expanded(shipped))[::-1]

    assert expanded(again) == expanded(shipped)
    assert compacted(again, published) == compacted(shipped, published)


def test_the_hash_seed_does_not_matter() -> None:
    program = (
        "import pyoxigraph as ox, sys\n"
        "from ritgraph.serialise.jsonld import *\n"
        "text = '<u:s> <u:p> 1 , 2 , [ <u:q> 3 , 4 , _:x ] , (5 [ <u:r> 6 ]) . _:x <u:p> _:x .'\n"
        "statements = Statements(ox.parse(text, ox.RdfFormat.TURTLE))\n"
        "names = Context.of_prefixes({'a': 'u:', 'b': 'u:'})\n"
        "for document in ExpandedDocument(statements), CompactedDocument(statements, names):\n"
        "    sys.stdout.writelines(document.body(statements.subjects()))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in range(4)
    }

    assert len(texts) == 1
    assert len(texts.pop()) > 500


def test_a_statement_more_changes_few_lines() -> None:
    before = turtle("ex:s ex:p 'a' , 'c' ; ex:name 'd'@en , 'e'@sv . ex:t ex:p 1 .")
    for more in ("ex:s ex:p 'b' .", "ex:s ex:name 'd'@fi .", "ex:s ex:z 1 .", "ex:t ex:p 2 ."):
        for one, other in zip(forms(before), forms(before | turtle(more)), strict=True):
            lines, others = one.splitlines(), other.splitlines()
            assert len(set(others) - set(lines)) <= 4
            assert len(set(lines) - set(others)) <= 2


def test_an_empty_graph_is_an_empty_array() -> None:
    assert expanded([]) == "[]\n"
    assert json.loads(compacted([], CONTEXTS["prefixes"]))["@graph"] == []


def test_the_layout_is_for_people() -> None:
    triples = turtle(
        """ex:s a ex:A , ex:B ; ex:p "a" , true , "05"^^xsd:integer ; ex:q ex:t , [ ex:p 1 ] ;
            ex:name "hut"@en , "stuga"@sv , "plain" ; ex:list ( 1 "x" [ ex:p 2 ] ) ."""
    )

    assert compacted(triples, CONTEXTS["terms"]).partition('"@graph": ')[2] == (
        """[
    {
      "id": "ex:s",
      "type": [
        "A",
        "ex:B"
      ],
      "ex:list": {"@list": [
        1,
        "x",
        {
          "p": 2
        }
      ]},
      "ex:name": "plain",
      "name": {
        "en": ["hut"],
        "sv": ["stuga"]
      },
      "p": [
        "a",
        true,
        {"type": "xsd:integer", "@value": "05"}
      ],
      "q": [
        "ex:t",
        {
          "p": 1
        }
      ]
    }
  ]
}
"""
    )


def test_names_come_first() -> None:
    skos = "http://www.w3.org/2004/02/skos/core#"
    text = expanded(turtle(f"ex:s a ex:A ; <a:a> 1 ; <{skos}altLabel> 2 ; <{skos}prefLabel> 3 ."))

    assert [key.rpartition("#")[2] for key in json.loads(text)[0]] == [
        *("@id", "@type", "prefLabel", "altLabel", "a:a")
    ]


# --- Each value in its shortest exact spelling ---


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("5", '{"@value": 5}'),
        ("true", '{"@value": true}'),
        ("999999999999999", '{"@value": 999999999999999}'),
        ("'x'", '{"@value": "x"}'),
        ("''", '{"@value": ""}'),
        ("'x'^^xsd:string", '{"@value": "x"}'),
        ("1.5", f'{{"@type": "{XSD}decimal", "@value": "1.5"}}'),
        ("1e0", f'{{"@type": "{XSD}double", "@value": "1e0"}}'),
        ("1234567890123456", f'{{"@type": "{XSD}integer", "@value": "1234567890123456"}}'),
        ("-0", f'{{"@type": "{XSD}integer", "@value": "-0"}}'),
        ("'1'^^xsd:boolean", f'{{"@type": "{XSD}boolean", "@value": "1"}}'),
        ("'{\"a\": 1.0}'^^rdf:JSON", f'{{"@type": "{RDF}JSON", "@value": "{{\\"a\\": 1.0}}"}}'),
        ("'x'@ar--rtl", '{"@language": "ar", "@direction": "rtl", "@value": "x"}'),
        ("'a\\u202eb\\u0000\\n'", '{"@value": "a\\u202Eb\\u0000\\n"}'),
        ("'Gävle'", '{"@value": "Gävle"}'),
        ("()", '{"@list": []}'),
        ("[]", "{}"),
        ("<mailto:a@example.com>", '{"@id": "mailto:a@example.com"}'),
    ],
)
def test_a_value_in_expanded_form(value: str, written: str) -> None:
    assert f'"{E}p": [{written}]' in expanded(turtle(f"ex:s ex:p {value} ."))


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("ex:p 'x'", '{"p": "x"}'),
        ("ex:p 5", '{"p": 5}'),
        ("ex:p ex:t", '{"p": {"id": "ex:t"}}'),
        ("ex:p '5'^^xsd:byte", '{"p": {"type": "xsd:byte", "@value": "5"}}'),
        ("ex:p '5'^^ex:A", '{"p": {"type": "A", "@value": "5"}}'),
        ("ex:q ex:t", '{"q": "ex:t"}'),
        ("ex:q ex:A", '{"q": "ex:A"}'),
        ("ex:q 'x'", '{"q": {"@value": "x"}}'),
        ("ex:q 5", '{"q": {"@value": 5}}'),
        ("ex:q (ex:t 'x')", '{"q": {"@list": ["ex:t", {"@value": "x"}]}}'),
        ("ex:r 5", '{"number": [5]}'),
        ("ex:r 05", '{"number": ["05"]}'),
        ("ex:r 'x'", '{"number": [{"@value": "x"}]}'),
        ("ex:r true", '{"number": [{"@value": true}]}'),
        ("ex:name 'x'@en , 'y'@en", '{"name": {"en": ["x", "y"]}}'),
        ("ex:name 'x'", '{"ex:name": "x"}'),
        (
            "ex:name 'x'@ar--rtl",
            '{"ex:name": {"@language": "ar", "@direction": "rtl", "@value": "x"}}',
        ),
        ("a ex:A", '{"type": "A"}'),
        ("a 'x'", '{"rdf:type": "x"}'),
        ("a [ ex:p 1 ]", '{"rdf:type": {"p": 1}}'),
        ("a ()", '{"type": "rdf:nil"}'),
        ("ex:place 1", '{"place": 1}'),
    ],
)
def test_a_value_with_terms(body: str, written: str) -> None:
    assert said(body, CONTEXTS["terms"]) == written


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("ex:p true", '{"ex:p": true}'),
        ("ex:p 'x'", '{"ex:p": {"@value": "x"}}'),
        ("ex:q ex:p", '{"ex:q": "ex:p"}'),
        ("ex:name 'x'@en", '{"ex:name": {"en": "x"}}'),
        ("ex:name 'x'", f'{{"{E}name": "x"}}'),
        ("<tag:name> 'x'@en", '{"tag:name": {"en": "x"}}'),
        ("<tag:name> 'x'", '{"@context": null, "tag:name": [{"@value": "x"}]}'),
    ],
)
def test_a_value_with_short_forms_as_terms(body: str, written: str) -> None:
    assert said(body, CONTEXTS["curies"]) == written


@pytest.mark.parametrize(
    "body", ["ex:p <place:x>", "<place:x> 1", "a <place:x>", "ex:p '1'^^<place:x>"]
)
def test_a_node_that_the_context_would_misread_is_written_without_it(body: str) -> None:
    triples = turtle(f"ex:s {body} . ex:t ex:p 1 .")

    one, other = json.loads(compacted(triples, CONTEXTS["prefixes"]))["@graph"]

    assert one == {"@context": None, **json.loads(expanded(turtle(f"ex:s {body} .")))[0]}
    assert other == {"id": "ex:t", "ex:p": 1}
    assert "place:x" in json.dumps(one)


def test_the_spelling_of_language_tags_is_kept() -> None:
    exact = {'"x"@en-gb': '"x"@en-GB'}
    triples = turtle("ex:s ex:name 'x'@en-GB .")

    assert '"@language": "en-GB"' in expanded(triples, exact=exact)
    assert '"en-GB": ["x"]' in compacted(triples, CONTEXTS["terms"], exact=exact)


def test_a_triple_term_is_refused_before_anything_is_written() -> None:
    statements = Statements(turtle("ex:s ex:p <<( ex:a ex:b ex:c )>> ."))
    message = "JSON-LD does not support RDF 1.2 yet. Choose turtle, trig, ntriples or nquads."

    for make in ExpandedDocument, lambda found: CompactedDocument(found, CONTEXTS["terms"]):
        with pytest.raises(UnsupportedError) as caught:
            make(statements)
        assert str(caught.value) == message


def test_nodes_are_written_one_by_one() -> None:
    statements = Statements(turtle("ex:a ex:p 1 . ex:b ex:p 1 . ex:c ex:p 1 ."))

    for document in ExpandedDocument(statements), CompactedDocument(statements, CONTEXTS["terms"]):
        assert (document.declarations, document.head()) == ((), "")
        assert len(list(document.body(statements.subjects()))) == 4
