"""Saved queries as RDF, in the words of SHACL.

Each query is an ``sh:SPARQLExecutable`` with its text, its question and its description, as the
collections of example queries that the life sciences publish have them. Its parameters are
``sh:Parameter``; the local name of the path of one is its variable, as SHACL binds them. The text
declares its own prefixes and stands alone; ``sh:prefixes`` says them once more, for tools that
look there.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin

import pyoxigraph as ox

from ritgraph.errors import ProjectError
from ritgraph.query.ontology import own_ontologies
from ritgraph.query.saved.datatype import lexical, literal
from ritgraph.query.saved.declaration import FromQuery
from ritgraph.serialise.turtle import turtle
from ritgraph.sparql.form import form
from ritgraph.term import RDF, XSD, Prefixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ritgraph.query.saved.parameter import Parameter
    from ritgraph.query.saved.saved_query import SavedQuery
    from ritgraph.store.store import Store

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"
_SH = "http://www.w3.org/ns/shacl#"
# SHACL has no word for DESCRIBE; this one is that of the SIB's collection of example queries.
_DESCRIBE = "https://purl.expasy.org/sparql-examples/ontology#describe"
_OWN = {"rdfs": _RDFS, "schema": _SCHEMA, "sh": _SH, "xsd": XSD}
_HEADER = re.compile(r"\A(?:#\+.*(?:\n|\Z))+")


def queries_as_turtle(
    queries: Iterable[SavedQuery], store: Store, endpoint: str | None = None
) -> Iterator[str]:
    """Write saved queries as Turtle, piece by piece; ``endpoint`` is where they can be asked.

    The IRI of a query is its name in the namespace of the graph's prefix ``query``; without such a
    prefix in ``query/`` beside the graph's own ontology.

    >>> import ritgraph
    >>> from ritgraph.store.embedded import EmbeddedStore
    >>> graph = ritgraph.open()
    >>> store = EmbeddedStore.load(graph.project.ontology_files)
    >>> text = "".join(queries_as_turtle([graph.queries["participants"]], store))
    >>> [line for line in text.splitlines() if line.startswith("query:")]
    ['query:participants']

    Raises:
        ProjectError: the graph has neither the prefix nor an ontology.
    """
    namespace = _namespace(store)
    prefixes = Prefixes({**store.prefixes, **_OWN, "query": namespace})
    found = tuple(queries)
    triples = [triple for query in found for triple in _query(query, namespace, prefixes, endpoint)]
    return turtle([*triples, *_declarations(found, namespace)], prefixes)


def query_iri(name: str, store: Store) -> str:
    """Give the IRI of the saved query of that name, as ``queries_as_turtle`` has it.

    Raises:
        ProjectError: the graph has neither the prefix nor an ontology.
    """
    return _namespace(store) + quote(name)


def _namespace(store: Store) -> str:
    if "query" in store.prefixes:
        return store.prefixes["query"]
    for ontology in own_ontologies(store):
        return urljoin(ontology.value, "query/")
    raise ProjectError(
        "The queries have no IRIs. Declare a prefix 'query' in the graph (sh:declare), or an"
        " owl:Ontology beside which they can stand."
    )


def _query(
    query: SavedQuery, namespace: str, prefixes: Prefixes, endpoint: str | None
) -> Iterator[ox.Triple]:
    node = ox.NamedNode(namespace + quote(query.name))
    word = form(query.tokens)
    kind = word.text.capitalize() if word else "Select"
    classes = ["SPARQLExecutable"]
    classes += [f"SPARQL{kind}Executable"] if kind != "Describe" else []
    classes += ["Parameterizable"] if query.parameters else []
    for class_ in classes:
        yield _say(node, RDF + "type", ox.NamedNode(_SH + class_))
    says = _SH + kind.lower() if kind != "Describe" else _DESCRIBE
    yield _say(node, says, ox.Literal(_HEADER.sub("", query.text)))
    yield _say(node, _SH + "prefixes", ox.NamedNode(namespace))
    comment = query.header.description or query.header.summary or query.name
    yield _say(node, _RDFS + "comment", ox.Literal(comment, language="en"))
    label = query.header.summary or query.name
    yield _say(node, _RDFS + "label", ox.Literal(label, language="en"))
    for tag in query.header.tags:
        yield _say(node, _SCHEMA + "keywords", ox.Literal(tag))
    if endpoint:
        yield _say(node, _SCHEMA + "target", ox.NamedNode(endpoint))
    for order, parameter in enumerate(query.parameters):
        blank = ox.BlankNode()
        yield _say(node, _SH + "parameter", blank)
        path = ox.NamedNode(f"{node.value}#{parameter.variable}")
        yield _say(blank, _SH + "path", path)
        yield _say(blank, _SH + "order", ox.Literal(order))
        yield from _parameter(blank, parameter, prefixes)


def _parameter(node: ox.BlankNode, parameter: Parameter, prefixes: Prefixes) -> Iterator[ox.Triple]:
    """Say what SHACL can say of a parameter."""
    yield _say(node, RDF + "type", ox.NamedNode(_SH + "Parameter"))
    yield _say(node, _SH + "name", ox.Literal(parameter.name, language="en"))
    yield _say(node, _SH + "optional", ox.Literal(not parameter.required))
    if parameter.help:
        yield _say(node, _SH + "description", ox.Literal(parameter.help, language="en"))
    if parameter.type == "iri":
        yield _say(node, _SH + "nodeKind", ox.NamedNode(_SH + "IRI"))
        if class_ := prefixes.expand(parameter.class_) or parameter.class_:
            yield _say(node, _SH + "class", ox.NamedNode(class_))
    elif ":" in parameter.type:
        yield _say(node, _SH + "datatype", ox.NamedNode(parameter.type))
    elif parameter.lang:
        yield _say(node, _SH + "datatype", ox.NamedNode(RDF + "langString"))
    elif parameter.type != "number":
        datatype = "string" if parameter.type == "language" else parameter.type
        yield _say(node, _SH + "datatype", ox.NamedNode(XSD + datatype))
    if parameter.pattern:
        yield _say(node, _SH + "pattern", ox.Literal(f"^(?:{parameter.pattern})$"))
    if parameter.default is not None and not parameter.many:
        yield _say(node, _SH + "defaultValue", _term(parameter, parameter.default, prefixes))
    if parameter.values and not isinstance(parameter.values, FromQuery):
        terms = [_term(parameter, value, prefixes) for value in parameter.values]
        yield from _list(node, _SH + "in", terms)


def _term(parameter: Parameter, value: object, prefixes: Prefixes) -> ox.NamedNode | ox.Literal:
    """Give the term of a value as the header writes it; a name of a thing stays text."""
    text = lexical(value)
    if parameter.type == "iri":
        iri = prefixes.expand(text)
        return ox.NamedNode(iri) if iri else ox.Literal(text)
    if parameter.lang:
        return ox.Literal(text, language=parameter.lang)
    return literal(parameter.type, text) or ox.Literal(text)


def _list(
    node: ox.BlankNode, predicate: str, items: list[ox.NamedNode | ox.Literal]
) -> Iterator[ox.Triple]:
    """Say a list of terms (RDF Schema, section 5.2)."""
    cells: list[ox.BlankNode | ox.NamedNode] = [ox.BlankNode() for _ in items]
    cells.append(ox.NamedNode(RDF + "nil"))
    yield _say(node, predicate, cells[0])
    for item, cell, rest in zip(items, cells, cells[1:], strict=False):
        yield _say(cell, RDF + "first", item)
        yield _say(cell, RDF + "rest", rest)


def _declarations(queries: Iterable[SavedQuery], namespace: str) -> Iterator[ox.Triple]:
    """Declare each prefix that a query uses, once (SHACL, section 5.2.1)."""
    declared: dict[str, str] = {}
    for query in queries:
        declared = {**query.prefixes, **declared}
    for name, iri in declared.items():
        blank = ox.BlankNode()
        yield _say(ox.NamedNode(namespace), _SH + "declare", blank)
        yield _say(blank, _SH + "prefix", ox.Literal(name))
        datatype = ox.NamedNode(XSD + "anyURI")
        yield _say(blank, _SH + "namespace", ox.Literal(iri, datatype=datatype))


def _say(
    subject: ox.NamedNode | ox.BlankNode,
    predicate: str,
    value: ox.NamedNode | ox.BlankNode | ox.Literal,
) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
