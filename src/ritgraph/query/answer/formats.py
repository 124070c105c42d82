"""The names of formats: one list for rows, one for triples, and the file endings they are known by.

``json`` and ``xml`` mean the SPARQL results formats for rows, and RDF formats for triples.
"""

from __future__ import annotations

from ritgraph.errors import UnknownName
from ritgraph.serialise.formats import FORMATS
from ritgraph.serialise.formats import is_format as is_triple_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "jsonl", "md", "parquet", "geojson", "csvw")
TRIPLE_FORMATS = tuple(FORMATS)

_ROW_ENDINGS = {"ndjson": "jsonl", "markdown": "md", "srj": "json", "srx": "xml"}


def row_format(name: str, formats: Sequence[str] = ROW_FORMATS) -> str:
    """Give the one of ROW_FORMATS, or of those that this answer has, that a name or ending means.

    >>> row_format("ndjson"), row_format("JSON")
    ('jsonl', 'json')

    Raises:
        UnknownName: there is no such format.
    """
    format_ = _ROW_ENDINGS.get(name.lower(), name.lower())
    if format_ not in formats:
        raise UnknownName("format", name, formats, f"This answer has {', '.join(formats)}.")
    return format_


def is_format(name: str) -> bool:
    """Tell whether rows or triples have a format of this name or ending.

    >>> is_format("ttl"), is_format("xlsx")
    (True, False)
    """
    return name.lower() in {*ROW_FORMATS, *_ROW_ENDINGS} or is_triple_format(name)
