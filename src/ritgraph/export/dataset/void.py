"""What VoID says of the files of a graph, beside what queries say of its triples."""

from __future__ import annotations

from itertools import chain

import pyoxigraph as ox

from ritgraph.errors import UnsupportedError
from ritgraph.export.dataset.names import ONTOLOGY, QUERIES, SHAPES
from ritgraph.export.dataset.terms import FOAF, FORMAT_WORDS, PREFIXES, VOID, iri, say
from ritgraph.term import RDF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ritgraph.export.dataset.names import Names
    from ritgraph.export.dataset.part import DataFile


def void(names: Names, files: Iterable[DataFile], said: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Describe the graph: what queries have ``said``, and in which files it can be had.

    Raises:
        UnsupportedError: queries have counted other triples than there are in the files.
    """
    graph = names.part(names.graph)
    dumps = [file for file in files if file.part == names.graph]
    # A catalogue, and what stands beside the graph in it, is told in DCAT.
    told = [names.catalogue, *(names.part(name) for name in (ONTOLOGY, SHAPES, QUERIES))]
    besides = {ox.NamedNode(this) for this in told}
    triples = {triple for triple in said if triple.subject not in besides}
    _compare(graph, triples, dumps[0].triples)
    return triples | set(chain(_document(names, graph), _dumps(names, graph, dumps)))


def _document(names: Names, graph: str) -> Iterator[ox.Triple]:
    document = names.file("void.ttl")
    yield say(document, RDF + "type", iri(VOID + "DatasetDescription"))
    yield say(document, FOAF + "primaryTopic", iri(graph))
    yield say(graph, RDF + "type", iri(VOID + "Dataset"))


def _dumps(names: Names, graph: str, files: Iterable[DataFile]) -> Iterator[ox.Triple]:
    for file in files:
        yield say(graph, VOID + "dataDump", iri(names.file(file.name)))
        feature = PREFIXES["formats"] + FORMAT_WORDS[file.format.name][2]
        yield say(graph, VOID + "feature", iri(feature))


def _compare(graph: str, triples: Iterable[ox.Triple], number: int) -> None:
    """Refuse a wrong number: the store of the queries takes 01 and 1 for the same value."""
    counted = ox.NamedNode(VOID + "triples")
    for triple in triples:
        about_all = triple.subject == ox.NamedNode(graph) and triple.predicate == counted
        if about_all and triple.object.value != str(number):  # type: ignore[union-attr]
            raise UnsupportedError(
                f"The graph has {number:,} triples, and the queries of the dataset count"
                f" {int(triple.object.value):,}."  # type: ignore[union-attr]
                " A value may stand there in two spellings, such as 01 and 1: write it in one."
            )
