"""Turtle that depends on the graph alone, keeps every lexical form and reads well."""

import difflib
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import permutations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.serialise.canonical import canonical
from ritgraph.serialise.isomorphism import isomorphic
from ritgraph.serialise.turtle import turtle
from ritgraph.term import XSD

PREFIXES = {
    "": "http://example.com/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unused": "http://example.com/unused/",
    "xsd": XSD,
}
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def parse(text: str, *, lenient: bool = False) -> set[ox.Triple]:
    """Read Turtle."""
    quads = ox.parse(text, ox.RdfFormat.TURTLE, lenient=lenient)
    return {quad.triple for quad in quads}


def read(body: str) -> set[ox.Triple]:
    """Read Turtle after the usual prefixes."""
    return parse(HEAD + body)


def write(triples: Iterable[ox.Triple], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Write Turtle."""
    return "".join(turtle(triples, prefixes))


def body(text: str) -> str:
    """Leave out the prefixes."""
    return text.partition("\n\n")[2]


def rewrite(text: str) -> str:
    """Read and write, with the proof that nothing was lost."""
    triples = read(text)
    written = write(triples)
    assert isomorphic(triples, parse(written))
    return body(written)


def value(token: str) -> str:
    """Give the token that is written for a token that was read."""
    return rewrite(f":s :p {token} .").removeprefix(":s\n    :p ").removesuffix(" .\n")


# --- Lexical forms ---


@pytest.mark.parametrize(
    "token",
    [
        *["01", "-0", "+1", "5", "1.0", "1.50", "-.5", "+0.0", "1e0", "1E+3", "1.e5", "-.5e-7"],
        *["true", "false", '"true"', '"5"', '"5"^^xsd:decimal', '"5."^^xsd:decimal'],
        *['"1"^^xsd:boolean', '"0"^^xsd:boolean', '"TRUE"^^xsd:boolean', '" 5"^^xsd:integer'],
        *['"INF"^^xsd:double', '"NaN"^^xsd:double', '"1.5"^^xsd:double', '"1e5"^^xsd:float'],
        *['"abc"^^xsd:integer', '"2018-13-45"^^xsd:date', '"٣"^^xsd:integer', '""^^xsd:integer'],
        *['"2018-04-17T09:00:00.000Z"^^xsd:dateTime', '"5"^^xsd:int', '"x"^^<urn:x>'],
        *['""', '"two  spaces "', '"it\'s"', '"Gävle 😀 \U000e0041"@sv', '"x"@zh-hant-tw'],
        *[r'"tab\t"', r'"\b\f\r\\ \"q\""', r'"\u0000\u001F\u007F\u0085\u2028\u202E\uFEFF"'],
        *['"""two\nlines"""', '"""\n"""@en', r'"""cr\r' + "\n" + r'tab\t"""', '"""a "b" ""c\n"""'],
        *[r'"""\"""' + "\n" + r'"\""""', r'"""back\\' + "\n" + r'end\\"""^^xsd:token'],
    ],
)
def test_a_literal_keeps_its_lexical_form(token: str) -> None:
    assert value(token) == token


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ('"x"^^xsd:string', '"x"'),
        ('"01"^^xsd:integer', "01"),
        ("'''one line'''", '"one line"'),
        ('"one\\ntwo"', '"""one\ntwo"""'),
        ('"ends with \\"\\n\\""', '"""ends with "\n\\""""'),
        ('"\\n\\"\\"\\"\\""', '"""\n\\"\\""\\""""'),
    ],
)
def test_a_literal_takes_its_shortest_exact_spelling(token: str, expected: str) -> None:
    assert value(token) == expected


def test_language_tags_are_in_lower_case_as_the_parser_gives_them() -> None:
    """RDF 1.1 Concepts, section 3.3: the value space of language tags is always in lower case."""
    assert value('"colour"@en-GB') == '"colour"@en-gb'


def test_a_base_direction_is_kept() -> None:
    assert value('"نص"@ar--rtl') == '"نص"@ar--rtl'


# --- IRIs ---


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("http://example.com/light", ":light"),
        ("http://example.com/SE31", ":SE31"),
        ("http://example.com/31", ":31"),
        ("http://example.com/a.b-c_d", ":a.b-c_d"),
        ("http://example.com/", "<http://example.com/>"),
        ("http://example.com/end.", "<http://example.com/end.>"),
        ("http://example.com/-start", "<http://example.com/-start>"),
        ("http://example.com/a/b", "<http://example.com/a/b>"),
        ("http://example.com/a:b", "<http://example.com/a:b>"),
        ("http://example.com/a%20b", "<http://example.com/a%20b>"),
        ("http://example.com/Gävle", "<http://example.com/Gävle>"),
        ("urn:other", "<urn:other>"),
    ],
)
def test_an_iri_is_abbreviated_only_where_it_is_safe(iri: str, expected: str) -> None:
    assert value(f"<{iri}>") == expected


def test_characters_of_an_iri_that_cannot_be_seen_are_escaped() -> None:
    assert value(r"<urn:a\u202Eb\u2028c>") == r"<urn:a\u202Eb\u2028c>"


def test_the_longest_namespace_wins() -> None:
    prefixes = {"a": "http://example.com/", "b": "http://example.com/light/"}

    written = write(parse("<http://example.com/light/x> a <http://example.com/x> ."), prefixes)

    assert body(written) == "b:x\n    a a:x .\n"


# --- Layout ---


def test_layout() -> None:
    written = write(
        read(
            """
            :b skos:prefLabel "två"@sv , "two"@en ; :z 1 ; :a :y , :x ; a :B , :A .
            :a rdfs:label "one" ; skos:definition "The first."@en .
            """
        )
    )

    assert written == (
        "@prefix : <http://example.com/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        ":a\n"
        '    rdfs:label "one" ;\n'
        '    skos:definition "The first."@en .\n'
        "\n"
        ":b\n"
        "    a :A ,\n"
        "        :B ;\n"
        '    skos:prefLabel "two"@en ,\n'
        '        "två"@sv ;\n'
        "    :a :x ,\n"
        "        :y ;\n"
        "    :z 1 .\n"
    )


def test_nothing_gives_nothing() -> None:
    assert write([]) == ""


def test_without_prefixes_the_text_begins_with_the_first_subject() -> None:
    assert write(parse("<urn:s> <urn:p> <urn:o> ."), {}) == "<urn:s>\n    <urn:p> <urn:o> .\n"


def test_a_repeated_triple_is_written_once() -> None:
    triples = sorted(read(":s :p :o , [ :q 1 ] ."), key=str)

    assert write(triples * 2) == write(triples)


# --- Blank nodes ---


def test_blank_nodes_are_nested_and_lists_are_lists() -> None:
    written = rewrite(':s :p [ :q 1 ; :r [ :t "x" ] ] , :o , [] ; :list ( 1 ( :a ) [ ] ) , () .')

    assert written == (
        ":s\n"
        "    :list () ,\n"
        "        ( 1 ( :a ) [] ) ;\n"
        "    :p :o ,\n"
        "        [] , [\n"
        "        :q 1 ;\n"
        "        :r [\n"
        '            :t "x"\n'
        "        ]\n"
        "    ] .\n"
    )


def test_a_long_list_has_one_member_on_a_line() -> None:
    members = " ".join(f'"member number {number}"' for number in range(5))

    assert rewrite(f":s :list ( {members} [ :q 1 ] ) .") == (
        ":s\n"
        "    :list (\n"
        '        "member number 0"\n'
        '        "member number 1"\n'
        '        "member number 2"\n'
        '        "member number 3"\n'
        '        "member number 4"\n'
        "        [\n"
        "            :q 1\n"
        "        ]\n"
        "    ) .\n"
    )


def test_blank_nodes_that_look_alike_stay_apart() -> None:
    assert rewrite(":s :p [] , [] , [ :q 1 ] , [ :q 1 ] .").count("[") == 4


def numbered(text: str) -> str:
    """Call the blank nodes that have a label b0, b1, … as they come."""
    labels = dict.fromkeys(re.findall(r"_:[-\w]+", text))
    for number, label in enumerate(labels):
        text = re.sub(rf"{label}\b(?!-)", f"_:b{number}", text)
    return text


def test_labels_stay_when_something_else_is_said() -> None:
    """Of the node itself, of another, or of one more that is shared."""
    text = ":a :p _:x . :b :p _:x , _:y . :c :r [ :p _:y ] . _:x :q 1 . _:y :q 2 . "
    before = rewrite(text).splitlines()
    more = ["_:x :q 3 .", "_:y a :T .", ":z :p 5 .", ":d :p _:z . :e :p _:z .", ":f :p _:x ."]

    for statement in more:
        after = rewrite(text + statement).splitlines()

        labels = {line.rstrip(" ,.;") for line in before if "_:" in line}
        assert len(labels) == 6
        assert labels <= {line.rstrip(" ,.;") for line in after}


def test_a_shared_blank_node_has_a_label() -> None:
    assert numbered(rewrite(":a :p _:x . :b :p _:x . _:x :q [ :r 1 ] .")) == (
        ":a\n    :p _:b0 .\n\n:b\n    :p _:b0 .\n\n_:b0\n    :q [\n        :r 1\n    ] .\n"
    )


def test_a_blank_node_that_nothing_mentions_has_no_label() -> None:
    assert rewrite("[] :p 2 . [] :p 1 .") == "[]\n    :p 1 .\n\n[]\n    :p 2 .\n"


def test_blank_nodes_in_a_cycle_have_labels_and_what_hangs_on_them_has_none() -> None:
    written = numbered(
        rewrite("_:a :next _:b . _:b :next _:a ; :list ( 1 [ :q 2 ] ) . _:self :is _:self .")
    )

    assert written.count("_:b0") + written.count("_:b1") + written.count("_:b2") == 6
    assert ":q 2" in written


def test_what_is_left_of_a_list_in_a_cycle_is_still_a_list() -> None:
    text = ":s :list _:l . _:l rdf:first _:x ; rdf:rest ( 2 3 ) . _:x :back _:l ."
    assert numbered(rewrite(text)) == (
        ":s\n    :list _:b0 .\n"
        "\n"
        "_:b0\n    rdf:first [\n        :back _:b0\n    ] ;\n    rdf:rest ( 2 3 ) .\n"
    )
    assert rewrite("_:x :list ( _:x 2 3 ) .").count("( 2 3 )") == 1


@pytest.mark.parametrize(
    "text",
    [
        "_:l rdf:first 1 ; rdf:rest _:l .",
        ":s :p _:l . _:l rdf:first _:l ; rdf:rest () .",
        "_:l rdf:first 1 ; rdf:rest ( 2 [ :back _:l ] ) .",
        ":s :p _:l . _:l rdf:first 1 , 2 ; rdf:rest () .",
        ":s :p _:l . _:l rdf:first 1 ; rdf:rest () , ( 3 ) .",
        ":s :p _:l . _:l rdf:first 1 .",
        ":s :p _:l . _:l rdf:rest () .",
        ":s :p _:l . _:l rdf:first 1 ; rdf:rest 2 .",
        ":s :p _:l . _:l rdf:first 1 ; rdf:rest ( 2 ) ; :extra 3 .",
        ":s :p _:l . :t :p _:l . _:l rdf:first 1 ; rdf:rest ( 2 ) .",
        ":s :p _:l , _:m . _:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest () .",
        ":s :p ( _:c ) . _:c :p ( 1 ( _:c ) ) .",
        "( 1 2 ) :p ( ) . () :p 1 .",
        "rdf:nil rdf:first 1 ; rdf:rest () .",
        ":s :says <<( _:x :p <<( :a :b _:y )>> )>> , _:x . _:z :says <<( :a :b _:z )>> .",
        ':s :p "x" ~ :r {| :by [ :q 1 ] |} .',
    ],
)
def test_odd_lists_and_triple_terms_survive(text: str) -> None:
    assert rewrite(text)


@pytest.mark.parametrize("size", [40, 5000])
def test_a_deep_chain_is_written_without_exhausting_the_stack(size: int) -> None:
    chain = "".join(f"[ :number {number} ; :next " for number in range(size))

    assert rewrite(f":s :p {chain} :end {']' * size} .")


@pytest.mark.parametrize("member", ["0", "[ :q 1 ]"])
def test_a_long_list_of_equal_members_is_written_and_compared_in_time(member: str) -> None:
    """RDFC-1.0 alone needs minutes for a list of a thousand zeros."""
    assert rewrite(f":s :p ( {f'{member} ' * 5_000} ) .")


# --- The same bytes ---

MIXED = """
:s :p [ :q "1" ; :in ( :b :a ) ] , [ :q "2" ] , [] ; a :T .
:a :p _:x . :b :p _:x , _:y . _:x :q [ :r _:y ] . _:y :q "y" .
_:c :next _:d . _:d :next _:e . _:e :next _:c ; :mark 1 . [] :p ( [] ) .
"""


def test_order_and_labels_of_the_input_do_not_matter() -> None:
    triples = sorted(read(MIXED), key=str)
    expected = write(triples)

    for seed in range(20):
        random.Random(seed).shuffle(triples)  # noqa: S311
        renamed = [
            relabelled(triple, lambda old, seed=seed: f"seed{seed}{old}") for triple in triples
        ]

        assert write(renamed) == expected


def test_labels_that_look_like_those_of_rdfc_do_not_matter() -> None:
    """An input that is canonical already must not be mixed up with the labels given here."""
    for triples in (read(MIXED), canonical(read(MIXED))):
        blank = [term for triple in triples for term in triple if isinstance(term, ox.BlankNode)]
        for seed in range(20):
            random.Random(seed).shuffle(blank)  # noqa: S311
            number = {node.value: n for n, node in enumerate(dict.fromkeys(blank))}
            renamed = [relabelled(t, lambda old, new=number: f"c14n{new[old]}") for t in triples]

            assert write(renamed) == write(read(MIXED))


def test_line_endings_do_not_matter() -> None:
    assert write(parse((HEAD + MIXED).replace("\n", "\r\n"))) == write(read(MIXED))


def test_the_hash_seed_does_not_matter() -> None:
    program = (
        "import sys, pyoxigraph as ox; from ritgraph.serialise.turtle import turtle;"
        "triples = {quad.triple for quad in ox.parse(sys.argv[1], ox.RdfFormat.TURTLE)};"
        "sys.stdout.buffer.write(''.join(turtle(triples, {'': 'http://example.com/'})).encode())"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", program, HEAD + MIXED],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(6)
    }

    assert len(written) == 1


def test_what_was_written_is_written_the_same_again() -> None:
    written = write(read(MIXED))

    assert write(parse(written)) == written


def relabelled(triple: ox.Triple, rename: Callable[[str], str]) -> ox.Triple:
    """Give other labels to blank nodes."""
    subject, predicate, value = (
        ox.BlankNode(rename(term.value)) if isinstance(term, ox.BlankNode) else term
        for term in triple
    )
    return ox.Triple(subject, predicate, value)


# --- Small differences ---

names = st.sampled_from([ox.NamedNode(f"http://example.com/{name}") for name in "abcdef"])
literals = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=6).map(ox.Literal),
    st.sampled_from([ox.Literal(1), ox.Literal(True), ox.Literal("x", language="sv")]),
)
nodes = st.sampled_from([ox.BlankNode(name) for name in "uvwxyz"])
predicates = st.one_of(
    names, st.sampled_from([ox.NamedNode(PREFIXES["rdf"] + name) for name in ("first", "rest")])
)
nil = st.just(ox.NamedNode(PREFIXES["rdf"] + "nil"))
ground = st.builds(ox.Triple, names, names, st.one_of(names, literals))
mixed = st.builds(
    ox.Triple, st.one_of(names, nodes), predicates, st.one_of(names, literals, nodes, nil)
)


@given(st.lists(mixed, max_size=14), st.randoms())
def test_any_graph_survives_and_is_written_one_way(
    triples: list[ox.Triple], chance: random.Random
) -> None:
    written = write(triples)

    assert isomorphic(triples, parse(written))
    chance.shuffle(triples)
    assert write([relabelled(triple, lambda old: f"other{old}") for triple in triples]) == written


@given(st.lists(ground, min_size=4, unique=True), st.randoms())
def test_a_statement_more_changes_two_lines_of_a_subject(
    triples: list[ox.Triple], chance: random.Random
) -> None:
    chance.shuffle(triples)
    *known, new = triples
    fresh = all(triple.subject != new.subject for triple in known)

    changed = changed_lines(body(write(known)), body(write(triples)))

    # A new subject has a line of its own and an empty one. The value may have several lines.
    lines = new.object.value.count("\n") if isinstance(new.object, ox.Literal) else 0
    assert changed <= (3 if fresh else 2) + lines


@pytest.mark.parametrize("added", list(permutations([":q 3", ":r 9", ":a 0", "a :Z"], 2)))
def test_two_statements_about_blank_nodes_change_four_lines(added: tuple[str, str]) -> None:
    before = ":s :p [ :q 1 ; :k :a ] , [ :q 2 ; :k :b ] , _:x . :t :p _:x . _:x :q 5 ."
    first, second = (f"_:x {statement} ." for statement in added)

    assert changed_lines(rewrite(before), rewrite(before + first + second)) <= 4


def changed_lines(old: str, new: str) -> int:
    """Count the lines of the longer side of each difference, as a reviewer sees them."""
    matcher = difflib.SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    return sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


# --- Isomorphism itself ---


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (":a :p 1 .", ":a :p 1 .", True),
        (":a :p 1 .", ":a :p 01 .", False),
        (":a :p 1 .", ":a :p 1 , 2 .", False),
        (":a :p 1 , 2 .", ":a :p 1 .", False),
        ("_:a :p _:b .", "_:x :p _:y .", True),
        ("_:a :p _:b .", "_:x :p _:x .", False),
        ("_:a :p 1 . _:b :p 1 .", "_:a :p 1 .", False),
        ("_:a :p _:b . _:b :p _:a .", "_:a :p _:a . _:b :p _:b .", False),
        (":a :p [:q 1] , [:q 1] , [:q 2] .", ":a :p [:q 1] , [:q 2] , [:q 1] .", True),
        (":a :p [:q 1] , [:q 1] , [:q 2] .", ":a :p [:q 1] , [:q 2] , [:q 2] .", False),
        (":a :p <<( _:x :p 1 )>> .", ":a :p <<( _:y :p 1 )>> .", True),
        (":a :p <<( :b :c _:x )>> . _:x :q 1 .", ":a :p <<( :b :c _:x )>> . _:x :q 2 .", False),
        (":a :p <<( _:x :p 1 )>> .", ":a :p <<( _:y :p 2 )>> .", False),
    ],
)
def test_isomorphic(left: str, right: str, same: bool) -> None:
    assert isomorphic(read(left), iter(read(right))) is same


def test_canonical_labels_do_not_depend_on_the_given_ones() -> None:
    assert canonical(read("_:a :p _:b , 1 .")) == canonical(read("_:b :p _:a , 1 ."))
