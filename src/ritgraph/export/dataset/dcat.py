"""What DCAT says of the files of a dataset, beside what queries say of the dataset itself."""

from __future__ import annotations

from itertools import chain

import pyoxigraph as ox

from ritgraph.export.dataset.names import ONTOLOGY, QUERIES, SHAPES
from ritgraph.export.dataset.terms import (
    DCAT,
    DCTERMS,
    FOAF,
    FORMAT_WORDS,
    PREFIXES,
    SPDX,
    iri,
    say,
    typed,
)
from ritgraph.term import RDF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ritgraph.export.dataset.names import Names
    from ritgraph.export.dataset.part import DataFile

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_MODIFIED = ox.NamedNode(DCTERMS + "modified")
_LICENCE = ox.NamedNode(DCTERMS + "license")
# The specifications that the parts keep to.
_SPECIFICATIONS = {
    ONTOLOGY: "http://www.w3.org/TR/owl2-overview/",
    SHAPES: "https://www.w3.org/TR/shacl/",
    QUERIES: "https://www.w3.org/TR/shacl/",
}


def dcat(
    names: Names, files: Iterable[DataFile], said: Iterable[ox.Triple], day: str | None = None
) -> set[ox.Triple]:
    """Describe the datasets: what queries have ``said``, and one distribution for each file.

    With a ``day``, everything was last changed on it, whatever queries say.
    """
    files = tuple(files)
    datasets = {names.part(file.part) for file in files}
    triples = _of_what_exists(names, datasets, said)
    licences = [triple for triple in triples if triple.predicate == _LICENCE]
    for file in files:
        triples |= set(_distribution(names, file, licences))
    triples |= set(chain.from_iterable(_pages(names, dataset) for dataset in datasets))
    return _changed_on(day, triples) if day else triples


def _of_what_exists(names: Names, datasets: set[str], said: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Leave out the parts that this graph does not have, and a catalogue that is none."""
    said = tuple(said)
    parts = {names.part(name) for name in (names.graph, ONTOLOGY, SHAPES, QUERIES)}
    lacking = {ox.NamedNode(part) for part in parts - datasets}
    if say(names.catalogue, RDF + "type", iri(DCAT + "Catalog")) not in said:
        lacking.add(ox.NamedNode(names.catalogue))
    return {triple for triple in said if lacking.isdisjoint((triple.subject, triple.object))}


def _distribution(
    names: Names, file: DataFile, licences: Iterable[ox.Triple]
) -> Iterator[ox.Triple]:
    dataset = names.part(file.part)
    this = names.part(f"distribution/{file.name}")
    called, file_type, _ = FORMAT_WORDS[file.format.name]
    packed = ", compressed with gzip" if file.compressed else ""
    yield say(dataset, DCAT + "distribution", iri(this))
    yield say(this, RDF + "type", iri(DCAT + "Distribution"))
    yield say(this, DCTERMS + "title", ox.Literal(file.name, language="en"))
    about = f"{file.triples:,} triples as {called}{packed}."
    yield say(this, DCTERMS + "description", ox.Literal(about, language="en"))
    for way in ("accessURL", "downloadURL"):
        yield say(this, DCAT + way, iri(names.file(file.name)))
    yield say(this, DCAT + "byteSize", typed(file.size, "nonNegativeInteger"))
    yield say(this, DCAT + "mediaType", iri(_MEDIA_TYPES + file.format.media_type))
    if file.compressed:
        yield say(this, DCAT + "compressFormat", iri(f"{_MEDIA_TYPES}application/gzip"))
    yield say(this, DCTERMS + "format", iri(PREFIXES["filetype"] + file_type))
    if file.part in _SPECIFICATIONS:
        yield say(this, DCTERMS + "conformsTo", iri(_SPECIFICATIONS[file.part]))
    for licence in licences:
        if licence.subject == ox.NamedNode(dataset):
            yield ox.Triple(ox.NamedNode(this), _LICENCE, licence.object)
    yield from _checksum(this, file.sha256)


def _checksum(distribution: str, digest: str) -> Iterator[ox.Triple]:
    checksum = f"{distribution}#checksum"
    yield say(distribution, SPDX + "checksum", iri(checksum))
    yield say(checksum, RDF + "type", iri(SPDX + "Checksum"))
    yield say(checksum, SPDX + "algorithm", iri(SPDX + "checksumAlgorithm_sha256"))
    yield say(checksum, SPDX + "checksumValue", typed(digest, "hexBinary"))


def _pages(names: Names, dataset: str) -> Iterator[ox.Triple]:
    """Say where a dataset is documented, and that it is one."""
    page = names.file("README.md")
    yield say(dataset, RDF + "type", iri(DCAT + "Dataset"))
    yield say(dataset, FOAF + "page", iri(page))
    yield say(page, RDF + "type", iri(FOAF + "Document"))
    if dataset == names.part(names.graph):
        yield say(dataset, DCTERMS + "relation", iri(names.file("void.ttl")))


def _changed_on(day: str, triples: set[ox.Triple]) -> set[ox.Triple]:
    kinds = {ox.NamedNode(DCAT + kind) for kind in ("Catalog", "Dataset", "Distribution")}
    changed = {triple.subject for triple in triples if triple.object in kinds}
    kept = {triple for triple in triples if triple.predicate != _MODIFIED}
    return kept | {ox.Triple(subject, _MODIFIED, typed(day, "date")) for subject in changed}
