"""The exact difference of two graphs: no more and no less than what changed."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.difference.difference import Difference
from ritgraph.difference.graph import Graph
from ritgraph.difference.output.as_triples import as_triples
from ritgraph.difference.sources import RdfFile
from ritgraph.serialise.isomorphism import isomorphic, partition
from ritgraph.term import RDF, XSD

PREFIX = "@prefix : <urn:x:> .\n"
NOTHING = Graph([])
TERMS = [ox.NamedNode(f"urn:x:{name}") for name in "abc"]
NODES = [ox.BlankNode(name) for name in ("n1", "n2", "n3", "n4", "n5")]
LITERALS = [
    ox.Literal("1.0", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    ox.Literal("1.00", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    ox.Literal('say "hi"\n\\\t\x1b\x7f\u202e', language="en"),
]
TRIPLES = st.sets(
    st.builds(
        ox.Triple,
        st.sampled_from([*TERMS[:2], *NODES]),
        st.sampled_from(TERMS[1:]),
        st.sampled_from([*TERMS[:2], *NODES, *LITERALS]),
    ),
    max_size=12,
)


def graph(triples: set[ox.Triple], labels: dict[ox.BlankNode, ox.BlankNode] | None = None) -> Graph:
    """A graph of triples, in a file whose blank nodes have other labels."""
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode()
    for old, new in (labels or {}).items():
        text = text.replace(f"{old} ", f"{new} ")
    return Graph([RdfFile("a.nt", ox.RdfFormat.N_TRIPLES, text.encode())])


def turtle(text: str, format_: ox.RdfFormat = ox.RdfFormat.TURTLE) -> Graph:
    found = Graph([RdfFile("a.ttl", format_, (PREFIX + text).encode())])
    assert found.errors == []
    return found


def lines(old: str, new: str) -> list[str]:
    difference = Difference(turtle(old), turtle(new), NOTHING)
    shown = "\n".join(as_triples(difference))
    for namespace, short in ((RDF, "rdf:"), (XSD, "xsd:"), ("urn:x:", "")):
        shown = shown.replace(f"<{namespace}", f"<{short}")
    return shown.splitlines()


def relabelling(others: list[ox.BlankNode]) -> dict[ox.BlankNode, ox.BlankNode]:
    pairs = zip(NODES, others, strict=True)
    return {node: ox.BlankNode(f"z{other.value}") for node, other in pairs}


@given(TRIPLES, st.permutations(NODES))
def test_a_graph_with_other_labels_is_the_same(
    triples: set[ox.Triple], others: list[ox.BlankNode]
) -> None:
    labels = relabelling(others)
    difference = Difference(graph(triples), graph(triples, labels), NOTHING)

    assert not difference
    assert list(as_triples(difference)) == []
    assert difference.things() == ()


@given(TRIPLES, TRIPLES)
def test_what_goes_and_comes_makes_the_new_graph_of_the_old_one(
    old: set[ox.Triple], new: set[ox.Triple]
) -> None:
    difference = Difference(graph(old), graph(new), NOTHING)
    removed, added = set(difference.removed), set(difference.added)
    ground_old, ground_new = partition(old)[0], partition(new)[0]

    shown = [line[2:] for line in as_triples(difference)]

    assert shown == sorted(shown)
    assert not removed & added
    assert (ground_old - removed) | partition(added)[0] == ground_new
    assert partition(removed)[0] <= ground_old
    assert bool(difference) is not isomorphic(old, new)
    assert len(added) - len(removed) == len(new) - len(old)


@given(TRIPLES, TRIPLES)
def test_it_is_so_with_blank_nodes_too(old: set[ox.Triple], new: set[ox.Triple]) -> None:
    """In one component with a tag, every blank node is of what changed."""
    tag = ox.NamedNode("urn:x:tag")
    tagged = [{*triples, *(ox.Triple(tag, tag, node) for node in NODES)} for triples in (old, new)]
    tagged[0].add(ox.Triple(NODES[0], tag, NODES[1]))
    for triples in tagged:
        triples.update(ox.Triple(NODES[i], tag, NODES[i + 1]) for i in range(1, 4))
    difference = Difference(*map(graph, tagged), NOTHING)
    if not difference:
        return
    removed, added = set(difference.removed), set(difference.added)
    ground = [partition(triples)[0] for triples in tagged]

    assert isomorphic({*ground[0], *difference.kept, *removed}, tagged[0])
    assert isomorphic({*ground[1], *difference.kept, *added}, tagged[1])


@given(TRIPLES, TRIPLES)
def test_every_statement_is_counted_for_one_thing(old: set[ox.Triple], new: set[ox.Triple]) -> None:
    difference = Difference(graph(old), graph(new), NOTHING)
    things = difference.things()

    assert sum(thing.added for thing in things) == len(difference.added)
    assert sum(thing.removed for thing in things) == len(difference.removed)
    assert all(thing.kind != "changed" or thing.changes for thing in things)


@given(TRIPLES, TRIPLES, st.permutations(NODES))
def test_labels_do_not_show(
    old: set[ox.Triple], new: set[ox.Triple], others: list[ox.BlankNode]
) -> None:
    labels = relabelling(others)

    plain = Difference(graph(old), graph(new), NOTHING)
    relabelled = Difference(graph(old, labels), graph(new, labels), NOTHING)

    assert len(plain.removed) == len(relabelled.removed)
    assert len(plain.added) == len(relabelled.added)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (':a :p "x"@en-GB .', ':a :p "x"@en-gb .'),
        (":a :p 1, 2 .", ":a :p 2, 1 ; :p 1 ."),
        (":a :p [ :q (1 2 [ :r 3 ]) ] .",
         f":a :p _:x . _:x :q _:l . _:l <{RDF}first> 1 ; <{RDF}rest> (2 [ :r 3 ])."),
        ("_:a :p _:b . _:b :p _:a .", "_:b :p _:c . _:c :p _:b ."),
        ("[] :p [ :q 1 ] , [ :q 1 ] .", "[] :p [ :q 1 ] , [ :q 1 ] ."),
    ],
)  # fmt: skip
def test_what_is_the_same_graph_has_no_difference(old: str, new: str) -> None:
    assert lines(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (":a :p 1.0 .", ":a :p 1.00 .", [
            '- <a> <p> "1.0"^^<xsd:decimal> .',
            '+ <a> <p> "1.00"^^<xsd:decimal> .',
        ]),
        (':a :p "x"@en .', ':a :p "x" .', [
            '+ <a> <p> "x" .',
            '- <a> <p> "x"@en .',
        ]),
        (":a :p [ :q 1 ; :r [ :s 2 ; :t 3 ] ] .", ":a :p [ :q 1 ; :r [ :s 2 ; :t 4 ] ] .", [
            "  <a> <p> _:b0 .",
            "  _:b0 <r> _:b1 .",
            '- _:b1 <t> "3"^^<xsd:integer> .',
            '+ _:b1 <t> "4"^^<xsd:integer> .',
        ]),
        (":a :p [ :q 1 ] , [ :q 1 ] .", ":a :p [ :q 1 ] .", [
            "- <a> <p> _:b0 .",
            '- _:b0 <q> "1"^^<xsd:integer> .',
        ]),
        (":a :p [ :q [ :r 1 ] ] . :b :p [ :q [ :r 2 ] ] .",
         ":a :p [ :q [ :r 3 ] ] . :b :p [ :q [ :r 4 ] ] .", [
            "  <a> <p> _:b0 .",
            "  <b> <p> _:b2 .",
            "  _:b0 <q> _:b1 .",
            '- _:b1 <r> "1"^^<xsd:integer> .',
            '+ _:b1 <r> "3"^^<xsd:integer> .',
            "  _:b2 <q> _:b3 .",
            '- _:b3 <r> "2"^^<xsd:integer> .',
            '+ _:b3 <r> "4"^^<xsd:integer> .',
        ]),
        (":a :p (1 2 3) .", ":a :p (1 9 2 3) .", [
            "  <a> <p> _:b0 .",
            "+ _:b0 <rdf:rest> _:b3 .",
            "- _:b0 <rdf:rest> _:b1 .",
            '  _:b1 <rdf:first> "2"^^<xsd:integer> .',
            '+ _:b3 <rdf:first> "9"^^<xsd:integer> .',
            "+ _:b3 <rdf:rest> _:b1 .",
        ]),
        ("_:x :p _:y ; :q 1 . _:y :p _:x ; :q 2 .",
         "_:m :p _:n ; :q 1 . _:n :p _:m ; :q 2 , 3 .", [
            "  _:b0 <p> _:b1 .",
            "  _:b1 <p> _:b0 .",
            '+ _:b0 <q> "3"^^<xsd:integer> .',
        ]),
        ("[] a :C ; :p 1 .", "[] a :C ; :p 2 .", [
            "  _:b0 <rdf:type> <C> .",
            '- _:b0 <p> "1"^^<xsd:integer> .',
            '+ _:b0 <p> "2"^^<xsd:integer> .',
        ]),
        (":a :p [ :q 1 ] .", ":b :p [ :q 1 ] .", [
            "- <a> <p> _:b0 .",
            "+ <b> <p> _:b1 .",
            '- _:b0 <q> "1"^^<xsd:integer> .',
            '+ _:b1 <q> "1"^^<xsd:integer> .',
        ]),
        (":a :p [ :q 1 ] .", ":a :r [ :q 1 ] .", [
            "- <a> <p> _:b0 .",
            "+ <a> <r> _:b0 .",
            '  _:b0 <q> "1"^^<xsd:integer> .',
        ]),
        (":a :p [ :q 1 ] , [ :q 1 ] .", ":a :p [ :q 2 ] , [ :q 2 ] .", [
            "  <a> <p> _:b0 .",
            "  <a> <p> _:b1 .",
            '- _:b0 <q> "1"^^<xsd:integer> .',
            '+ _:b0 <q> "2"^^<xsd:integer> .',
            '- _:b1 <q> "1"^^<xsd:integer> .',
            '+ _:b1 <q> "2"^^<xsd:integer> .',
        ]),
        (':a :p "\\u202E\\u009B" .', "", ['- <a> <p> "\\u202E\\u009B" .']),
        ('<< :a :p "\\u001B" >> :q 1 .', "", [
            '- _:b0 <q> "1"^^<xsd:integer> .',
            '- _:b0 <rdf:reifies> <<( <a> <p> "\\u001B" )>> .',
        ]),
    ],
)  # fmt: skip
def test_the_lines_of_a_change(old: str, new: str, expected: list[str]) -> None:
    assert sorted(lines(old, new)) == sorted(expected)


def test_a_label_means_another_node_in_another_file() -> None:
    texts = b"_:x <urn:p> 1 .", b"_:x <urn:q> 2 .", b"_:x <urn:p> 1 ; <urn:q> 2 ."
    one, two, both = (RdfFile("a.ttl", ox.RdfFormat.TURTLE, text) for text in texts)

    assert Difference(Graph([one, two]), Graph([both]), NOTHING)
    assert not Difference(Graph([one, two]), Graph([two, one]), NOTHING)


def test_a_ground_triple_term_is_compared_as_it_is() -> None:
    term = ":a :p <<( :b :p 1 )>> ."

    assert lines(term, term) == []
    assert lines(term, "") == ['- <a> <p> <<( <b> <p> "1"^^<xsd:integer> )>> .']


def test_a_named_graph_does_not_count() -> None:
    trig = turtle(":g { :a :p 1 . :a :p [ :q 2 ] }", ox.RdfFormat.TRIG)

    assert not Difference(turtle(":a :p 1 , [ :q 2 ] ."), trig, NOTHING)


def test_many_nodes_that_changed_take_no_time() -> None:
    old = " ".join(f":a :p [ a :Q ; :v {i} ; :w {i} ] ." for i in range(1000))
    new = " ".join(f":a :p [ a :Q ; :v {i} ; :w {-i - 1} ] ." for i in range(1000))

    difference = Difference(turtle(old), turtle(new), NOTHING)

    assert len(difference.removed) == len(difference.added) == 1000


def test_a_file_that_cannot_be_read_is_told_by_its_name() -> None:
    broken = Graph([RdfFile("HEAD:a.ttl", ox.RdfFormat.TURTLE, b"<urn:a> <urn:b> .")])

    [error] = broken.errors
    assert str(error).startswith("HEAD:a.ttl:1:17: ")
