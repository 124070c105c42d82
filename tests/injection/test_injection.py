"""Whatever a value says, it enters a query as one term, or not at all.

Each attempt of ``attempts.json`` is given as every type in every position. Either it is refused,
or the bound query has the tokens that a harmless value gives it, two engines read it, and it finds
what the term finds.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from ritgraph.errors import ParameterError, UnknownName
from ritgraph.query.resolve import Resolver
from ritgraph.query.saved.parameter import Parameter
from ritgraph.query.saved.saved_query import SavedQuery
from ritgraph.sparql.tokens import tokenise
from ritgraph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ritgraph.query.saved.parameter import Resolve

ATTEMPTS = json.loads((Path(__file__).parent / "attempts.json").read_text(encoding="utf-8"))
ATTEMPTS["a very long value"] = 'a" } UNION { ?s ?p ?o } # ' * 1_000
EX = "http://example.com/"
SHACL = "http://www.w3.org/ns/shacl#"

# What the header says of each type, and a harmless value.
TYPES = {
    "iri": ("type: iri", "ex:a"),
    "string": ("type: string", "a"),
    "language string": ("type: string, lang: sv", "a"),
    "pattern": ("type: string, pattern: '[^?]*'", "a"),
    "integer": ("type: integer", "5"),
    "decimal": ("type: decimal", "5.5"),
    "boolean": ("type: boolean", "true"),
    "date": ("type: date", "2018-04-18"),
    "dateTime": ("type: dateTime", "2018-04-18T09:30:00"),
    "number": ("type: number", "5"),
    "language": ("type: language", "fi"),
    "year": ("type: 'xsd:gYear'", "2017"),
    "other datatype": ("type: 'geo:wktLiteral'", "POINT(0 0)"),
}
# A pattern, the things that it finds, and what stands behind the pattern: a has the value, b has
# another, and c leads to a.
POSITIONS = {
    "object": ("?s ex:v ?_x", "a", ""),
    "object behind a path": ("?s ex:to/ex:v ?_x", "c", ""),
    "object list": ("?s ex:v ?_x,?_x;ex:v ?_x", "a", ""),
    "FILTER": ("?s ex:v ?v FILTER(sameTerm(?v,?_x))", "a", ""),
    "FILTER with functions": ("?s ex:v ?v FILTER(STR(?v)=STR(?_x))", "a", ""),
    "FILTER NOT EXISTS": ("?s ex:v ?v FILTER NOT EXISTS { ?s ex:v ?_x }", "b", ""),
    "UNION": ("{ ?s ex:v ?_x } UNION { ?s ex:to ?o . ?o ex:v ?_x }", "ac", ""),
    "OPTIONAL": (
        "?s ex:v ?v OPTIONAL { ?s ex:v ?w . FILTER(sameTerm(?w, ?_x)) } FILTER(BOUND(?w))", "a", ""
    ),
    "MINUS": ("?s ex:v ?v MINUS { ?s ex:v ?_x }", "b", ""),
    "subselect": ("{ SELECT ?s { ?s ex:v ?_x } }", "a", ""),
    "HAVING": ("?s ex:v ?v", "a", "GROUP BY ?s HAVING(sameTerm(SAMPLE(?v), ?_x))"),
    "BIND": ("BIND(?_x AS ?v) ?s ex:v ?v", "a", ""),
    "BOUND": ("?s ex:v ?v FILTER(!BOUND(?_x) || sameTerm(?v, ?_x))", "a", ""),
    "ORDER BY": ("?s ex:v ?_x", "a", "ORDER BY STR(?_x) DESC(?_x) (?_x) ?s"),
    "IN": ("?s ex:v ?v FILTER(STR(?v) IN (STR(?_x), ex:none))", "a", ""),
    "list in IN": ("?s ex:v ?v FILTER(?v IN (ex:none, ?_x))", "a", ""),
    "list in VALUES": ("VALUES ?_x { ex:none } ?s ex:v ?_x", "a", ""),
    "list in VALUES at the end": ("?s ex:v ?_x", "a", "VALUES ?_x{ex:none}"),
}  # fmt: skip
# Each so many-eth attempt also goes to rdflib, another in each position: it is slow.
SAMPLE = 8
# How many of the attempts are values of a type; the others are refused.
VALID = {
    "iri": 91, "string": 120, "language string": 120, "pattern": 101, "integer": 4, "decimal": 5,
    "boolean": 1, "date": 1, "dateTime": 1, "number": 6, "language": 5, "year": 1,
    "other datatype": 120,
}  # fmt: skip


def saved(position: str, type_: str, folder: Path) -> SavedQuery:
    pattern, _, behind = POSITIONS[position]
    many = ", list: true" if position.startswith("list in") else ""
    path = folder / "asked.rq"
    path.write_text(
        f"#+ params: {{x: {{{TYPES[type_][0]}{many}}}}}\n"
        f"PREFIX ex: <{EX}>\nPREFIX geo: <http://www.opengis.net/ont/geosparql#>\n"
        f"SELECT ?s\nWHERE {{ FILTER('?_x' = \"?_x\") {pattern} }}\n{behind} # ?_x",
        encoding="utf-8",
    )
    prepareQuery(path.read_text(encoding="utf-8"))
    return SavedQuery.read(path)


@cache
def graph(value: ox.Literal | ox.NamedNode, label: str) -> EmbeddedStore:
    """Give a graph in which ``a`` has the value; and the label, if it can be one."""
    store = ox.Store()
    for subject, predicate, object_ in (
        (EX + "a", EX + "v", value),
        (EX + "b", EX + "v", ox.Literal("another value")),
        (EX + "c", EX + "to", ox.NamedNode(EX + "a")),
        (EX + "p", f"{SHACL}prefix", ox.Literal("ex")),
        (EX + "p", f"{SHACL}namespace", ox.Literal(EX)),
    ):
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), object_))
    if label.isprintable():
        rdfs_label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        store.add(ox.Quad(ox.NamedNode(EX + "a"), rdfs_label, ox.Literal(label)))
    return EmbeddedStore(store, ())


def no_thing(name: str, class_: str) -> ox.NamedNode:
    raise AssertionError(f"{name} is not to be looked for, nor {class_}")


def kinds(text: str) -> list[str]:
    return [token.kind for token in tokenise(text)]


def found(rows: Iterable[Any]) -> str:
    return "".join(
        sorted(str(getattr(row["s"], "value", row["s"])).removeprefix(EX) for row in rows)
    )


def in_rdflib(store: EmbeddedStore) -> rdflib.Graph:
    graph = rdflib.Graph()
    triples = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    return graph.parse(data=triples.serialize(format=ox.RdfFormat.N_TRIPLES), format="ntriples")


def term_or_error(
    parameter: Parameter, text: str, resolve: Resolve
) -> ox.NamedNode | ox.Literal | ParameterError | UnknownName:
    try:
        return parameter.term(text, resolve)
    except (ParameterError, UnknownName) as error:
        return error


def test_the_corpus_is_whole() -> None:
    assert (len(ATTEMPTS), len(TYPES), len(POSITIONS)) == (123, 13, 18)
    assert len(set(ATTEMPTS.values())) == 123


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("position", POSITIONS)
def test_an_attempt_is_one_term_or_refused(position: str, type_: str, tmp_path: Path) -> None:
    query = saved(position, type_, tmp_path)
    parameter = query.parameters[0]
    thing = ox.NamedNode(EX + "a")
    names = POSITIONS[position][1]
    harmless = query.bind({"x": TYPES[type_][1]}, Resolver(graph(thing, "a")).resolve)
    valid = 0
    for number, (name, text) in enumerate(ATTEMPTS.items()):
        resolve = Resolver(graph(thing, text)).resolve
        term = term_or_error(parameter, text, resolve)
        if isinstance(term, Exception):
            with pytest.raises(type(term), match=r"\A.{,200}\Z"):
                query.bind({"x": text}, resolve)
            continue
        store = graph(term, text)

        bound = query.bind({"x": text}, resolve)

        assert kinds(bound) == kinds(harmless), name
        assert found(store.query(bound)) == names, name
        if (number + list(POSITIONS).index(position)) % SAMPLE == 0:
            prepareQuery(bound)
            # rdflib rewrites other literals as it loads them.
            if type_ == "string":
                assert found(in_rdflib(store).query(bound)) == names, name
        valid += 1
    assert valid == VALID[type_]


@pytest.mark.parametrize("type_", [type_ for type_ in TYPES if type_ != "iri"])
def test_an_attempt_comes_back_as_it_is(type_: str, tmp_path: Path) -> None:
    path = tmp_path / "asked.rq"
    path.write_text(
        f"#+ params: {{x: {{{TYPES[type_][0]}}}}}\nPREFIX geo: <{EX}geo#>\n"
        f"CONSTRUCT {{ <{EX}a> <{EX}v> ?_x }} WHERE {{ }}",
        encoding="utf-8",
    )
    query = SavedQuery.read(path)
    valid = 0
    for text in ATTEMPTS.values():
        term = term_or_error(query.parameters[0], text, no_thing)
        if isinstance(term, Exception):
            continue
        bound = query.bind({"x": text}, no_thing)
        (triple,) = ox.Store().query(bound)
        ((_, _, same),) = rdflib.Graph().query(bound)
        assert triple.object == term
        assert str(triple.object.value) == (text.lower() if type_ == "language" else text)
        assert rdflib.term.Literal(str(same)) == rdflib.term.Literal(triple.object.value)
        valid += 1
    assert valid == VALID[type_]


@given(st.text(), st.sampled_from(list(POSITIONS)), st.sampled_from(["string", "language string"]))
@settings(max_examples=150, deadline=None)
def test_any_text_finds_what_the_literal_finds(value: str, position: str, type_: str) -> None:
    with TemporaryDirectory() as folder:
        query = saved(position, type_, Path(folder))
    if re.search("[\ud800-\udfff]", value):
        with pytest.raises(ParameterError):
            query.bind({"x": value}, no_thing)
        return
    bound = query.bind({"x": value}, no_thing)

    assert kinds(bound) == kinds(query.bind({"x": "a"}, no_thing))
    assert (
        found(graph(query.parameters[0].term(value, no_thing), "").query(bound))
        == POSITIONS[position][1]
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
@settings(deadline=None)
def test_any_list_of_texts_comes_back_each_once(values: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "asked.rq"
        path.write_text("#+ params: {x: {list: true}}\nSELECT (?_x AS ?y) { VALUES ?_x { 1 } }")
        query = SavedQuery.read(path)

    rows = ox.Store().query(query.bind({"x": values}, no_thing))

    assert [row["y"].value for row in rows] == list(dict.fromkeys(values))


@given(
    st.dates(min_value=date(1, 1, 1)) | st.integers() | st.booleans()
    | st.decimals(allow_nan=False, allow_infinity=False) | st.datetimes()
)  # fmt: skip
@settings(deadline=None)
def test_any_python_value_comes_back_as_that_value(value: object) -> None:
    type_ = {"date": "date", "int": "integer", "bool": "boolean", "Decimal": "decimal",
             "datetime": "dateTime"}[type(value).__name__]  # fmt: skip
    term = Parameter("x", "_x", type_).term(value, no_thing)

    back = {"date": date.fromisoformat, "integer": int, "boolean": lambda text: text == "true",
            "decimal": Decimal, "dateTime": datetime.fromisoformat}[type_](term.value)  # fmt: skip

    assert back == value
    assert term.datatype.value.endswith(f"#{type_}")
