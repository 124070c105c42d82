"""The yes or no of ASK, in the formats of rows."""

from __future__ import annotations

from ritgraph.query.answer.formats import ROW_FORMATS, row_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

# These hold columns or features, and here is none.
_FORMATS = tuple(name for name in ROW_FORMATS if name not in ("parquet", "geojson", "csvw"))
# SPARQL 1.1 Query Results JSON Format, section 3.2.2, and XML Format, section 2.3.2.
_TEMPLATES = {
    "json": '{{"head":{{}},"boolean":{}}}',
    "xml": '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    "<head></head><boolean>{}</boolean></sparql>",
}


def write_truth(truth: bool, format_: str, stream: IO[bytes]) -> None:
    """Write the answer of an ASK query in one of ROW_FORMATS, those that need no rows.

    Raises:
        UnknownName: there is no such format.
    """
    template = _TEMPLATES.get(row_format(format_, _FORMATS), "{}")
    stream.write(f"{template.format(str(truth).lower())}\n".encode())
