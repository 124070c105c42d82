"""The page of a dataset: what it is, what is in each file, how to load and to verify it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from ritgraph.export.dataset.terms import DCTERMS, FORMAT_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.export.dataset.names import Names
    from ritgraph.export.dataset.part import DataFile

_LOADING = """\
## To load it

| with | type |
| --- | --- |
| Apache Jena | `tdb2.tdbloader --loc DB {name}.nt.gz` |
| Oxigraph | `oxigraph load --location DB --file {name}.ttl` |
| RDFLib | `rdflib.Graph().parse("{name}.ttl")` |
| pyoxigraph | `pyoxigraph.Store().load(path="{name}.ttl")` |
| JavaScript | `{name}.jsonld` with any JSON-LD library |
| Protégé | `ontology.rdf` |
"""
_VERIFYING = """\
## To verify it

`sha256sum -c SHA256SUMS` in this folder (on macOS `shasum -a 256 -c SHA256SUMS`) tells whether all
files are as they were written. The same graph gives the same bytes; each RDF file was read again
and compared with its sources before it came here.
"""
_OTHERS = {
    "context.jsonld": "the names of the JSON-LD files, for JSON of one's own",
    "void.ttl": "VoID: counts of the graph's triples, things, classes and properties; its links",
    "dcat.ttl": "DCAT-AP 3: the catalogue entry, with each file's size and SHA-256",
    "SHA256SUMS": "the SHA-256 of each file",
    "w3id/.htaccess": "redirects from the graph's IRIs to these files, for w3id.org",
    "w3id/README.md": "what is to be done with them",
}


class Entry(NamedTuple):
    """A file that is no part of the graph, and its size."""

    name: str
    size: int | None


def readme(
    names: Names, files: Iterable[DataFile], others: Iterable[Entry], said: Iterable[ox.Triple]
) -> str:
    """Write the page, in Markdown; of what queries have ``said`` it takes the English."""
    facts = [triple for triple in said if triple.subject == ox.NamedNode(names.part(names.graph))]
    title = _text(facts, "title") or names.graph
    licences = _iris(facts, "license")
    stated = f"Licence: {' '.join(f'<{licence}>' for licence in licences)}\n"
    head = [
        f"# {escaped(title)}\n",
        f"{escaped(_text(facts, 'description'))}\n" if _text(facts, "description") else "",
        f"The dataset is <{names.part(names.graph)}>.\n",
        stated if licences else "",
        _table(files, others),
        _LOADING.format(name=names.graph),
        _VERIFYING,
    ]
    return "\n".join(filter(None, head))


def escaped(text: str) -> str:
    r"""Write a text so that Markdown and HTML show it as it is, on one line.

    >>> print(escaped("<b> & *stars* | [x](y)"))
    &lt;b&gt; &amp; \*stars\* \| \[x\](y)
    """
    plain = " ".join(text.split())
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"^([#+-])|([\\`*_|\[\]~])|(?<=^\d)(\.)", r"\\\g<0>", plain)


def _table(files: Iterable[DataFile], others: Iterable[Entry]) -> str:
    rows = [
        "## Files\n",
        "| file | what | triples | bytes | SHA-256 |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    for file in files:
        packed = ", gzip" if file.compressed else ""
        what = f"{file.part}, {FORMAT_WORDS[file.format.name][0]}{packed}"
        sizes = f"{file.triples:,} | {file.size:,} | `{file.sha256}`"
        rows.append(f"| [{file.name}]({file.name}) | {what} | {sizes} |")
    for entry in others:
        size = "" if entry.size is None else f"{entry.size:,}"
        rows.append(f"| [{entry.name}]({entry.name}) | {_OTHERS[entry.name]} | | {size} | |")
    return "\n".join(rows) + "\n"


def _text(facts: Iterable[ox.Triple], name: str) -> str:
    """Give the English text of a property, else the first of any language."""
    values = [
        triple.object
        for triple in facts
        if triple.predicate == ox.NamedNode(DCTERMS + name)
        and isinstance(triple.object, ox.Literal)
    ]
    values.sort(key=lambda value: (value.language != "en", value.language or "", value.value))
    return values[0].value if values else ""


def _iris(facts: Iterable[ox.Triple], name: str) -> list[str]:
    return sorted(
        triple.object.value
        for triple in facts
        if triple.predicate == ox.NamedNode(DCTERMS + name)
        and isinstance(triple.object, ox.NamedNode)
    )
