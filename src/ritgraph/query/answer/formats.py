"""The names of formats: one list for rows, one for triples, and the file endings they are known by.

``json`` and ``xml`` mean the SPARQL results formats for rows, and RDF formats for triples.
"""

from __future__ import annotations

from ritgraph.errors import UnknownName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "jsonl", "md", "parquet", "geojson", "csvw")
TRIPLE_FORMATS = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")

_ROW_ENDINGS = {"ndjson": "jsonl", "markdown": "md", "srj": "json", "srx": "xml"}
_TRIPLE_ENDINGS = {
    "ttl": "turtle",
    "nt": "ntriples",
    "nq": "nquads",
    "rdf": "rdfxml",
    "xml": "rdfxml",
    "json": "jsonld",
}


def row_format(name: str, formats: Sequence[str] = ROW_FORMATS) -> str:
    """Give the one of ROW_FORMATS, or of those that this answer has, that a name or ending means.

    >>> row_format("ndjson"), row_format("JSON")
    ('jsonl', 'json')

    Raises:
        UnknownName: there is no such format.
    """
    return _one_of(formats, _ROW_ENDINGS, name)


def triple_format(name: str) -> str:
    """Give the one of TRIPLE_FORMATS that a name or ending means.

    >>> triple_format("ttl"), triple_format("json")
    ('turtle', 'jsonld')

    Raises:
        UnknownName: there is no such format.
    """
    return _one_of(TRIPLE_FORMATS, _TRIPLE_ENDINGS, name)


def is_format(name: str) -> bool:
    """Tell whether rows or triples have a format of this name or ending.

    >>> is_format("ttl"), is_format("xlsx")
    (True, False)
    """
    return name.lower() in {*ROW_FORMATS, *_ROW_ENDINGS, *TRIPLE_FORMATS, *_TRIPLE_ENDINGS}


def _one_of(formats: Sequence[str], endings: Mapping[str, str], name: str) -> str:
    format_ = endings.get(name.lower(), name.lower())
    if format_ not in formats:
        raise UnknownName("format", name, formats, f"This answer has {', '.join(formats)}.")
    return format_
