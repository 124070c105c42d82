"""Rows as a CSV file with the metadata that describe it (CSV on the Web, W3C 2015).

The CSV is that of ``-f csv``, byte for byte; only a triple as a term, which the engine leaves
without quotes, has them here. What the metadata say of its columns is what was written: a datatype
if all values of a column have it (Metadata Vocabulary, section 5.11), a language if all its texts
have that, and a key if no two rows have the same thing in the first column that holds things. CSV
has one way to write nothing and an empty text, so both are null.
"""

from __future__ import annotations

import json
import re
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from ritgraph.atomic import replacing
from ritgraph.errors import OutputError, ProjectError
from ritgraph.query.answer.value import KINDS, LEXICAL, to_text
from ritgraph.query.catalogue.as_rdf import query_iri
from ritgraph.query.ontology import licences
from ritgraph.query.saved.datatype import literal
from ritgraph.term import RDF, XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from ritgraph.errors import StrPath
    from ritgraph.query.answer.asked import Asked
    from ritgraph.store.store import Store
    from ritgraph.term import Term

# Names of the built-in datatypes (section 5.11.1) whose texts are looked at before they are named.
_OF_XSD = ("gYear", "gYearMonth", "time")
_OF_RDF = {f"{RDF}HTML": "html", f"{RDF}XMLLiteral": "xml"}
# Of datatypes that meet in a column, the one that holds the others.
_WIDEST = (("integer", "decimal"), ("integer", "decimal", "double"))
_SPECIAL = re.compile('[",\r\n]')


def write_csvw(
    columns: Sequence[str],
    rows: Iterable[tuple[Term | None, ...]],
    asked: Asked | None,
    store: Store,
    path: StrPath,
) -> int:
    """Write ``path`` and ``path-metadata.json`` beside it; give the number of rows.

    Neither file is there before both are written whole.

    Raises:
        OutputError: a file cannot be written; what stood there stays.
    """
    target = Path(path)
    if target.exists() and not target.is_file():
        raise OutputError(target, "the metadata stand beside the CSV; name a file that can be one")
    seen = [_Column(name) for name in columns]
    with ExitStack() as files:
        table = files.enter_context(replacing(target))
        beside = files.enter_context(replacing(f"{target}-metadata.json"))
        table.write(_line(columns))
        number = 0
        for terms in rows:
            number += 1
            for column, term in zip(seen, terms, strict=True):
                column.add(term)
            table.write(_line("" if term is None else to_text(term) for term in terms))
        metadata = _metadata(target.name, seen, number, asked, store.unlimited)
        beside.write(f"{json.dumps(metadata, ensure_ascii=False, indent=2)}\n".encode())
    return number


def _line(texts: Iterable[str]) -> bytes:
    """Write one record (SPARQL 1.1 Query Results CSV, section 3)."""
    cells = (f'"{t.replace(chr(34), chr(34) * 2)}"' if _SPECIAL.search(t) else t for t in texts)
    return f"{','.join(cells)}\r\n".encode()


class _Column:
    """What a column was seen to hold."""

    def __init__(self, name: str) -> None:
        self.title = name
        # A name is a variable of a URI template, and begins with no underscore (section 5.6).
        self.name = re.sub(r"\A_", "%5F", quote(name, safe=""))
        self.number = 0
        self.types: set[str] = set()
        self.languages: set[str | None] = set()
        self.has_empty = False
        self.begins_with_hash = False
        self._things: set[str] | None = set()

    def add(self, term: Term | None) -> None:
        if term is None:
            return
        self.number += 1
        self.types.add(_datatype(term))
        if isinstance(term, ox.Literal):
            self.languages.add(term.language)
            self.has_empty |= term.value == ""
            self.begins_with_hash |= term.value.startswith("#")
        if self._things is not None:
            known = len(self._things)
            self._things.add(str(term))
            self._things = self._things if len(self._things) > known else None

    @property
    def holds_things(self) -> bool:
        return self.types == {"anyURI"}

    def is_key(self, rows: int) -> bool:
        """Tell whether each row has a thing of its own here."""
        return self.holds_things and self.number == rows and self._things is not None

    @property
    def datatype(self) -> str | dict[str, str]:
        for wide in _WIDEST:
            if len(self.types) > 1 and self.types <= set(wide):
                return wide[-1]
        only = next(iter(self.types)) if len(self.types) == 1 else "string"
        return {"@id": only, "base": "string"} if ":" in only else only


def _datatype(term: Term) -> str:
    """Name the datatype of a term; what is not as its datatype would have it is a string."""
    if not isinstance(term, ox.Literal):
        return "anyURI" if isinstance(term, ox.NamedNode) else "string"
    datatype = term.datatype.value
    if kind := KINDS.get(datatype):
        fits = re.fullmatch(LEXICAL[kind], term.value) and literal(kind, term.value)
        return kind if fits else "string"
    if datatype.startswith(XSD):
        name = datatype.removeprefix(XSD)
        return name if name in _OF_XSD and literal(datatype, term.value) else "string"
    if datatype == f"{RDF}langString":
        return "string"
    return _OF_RDF.get(datatype, datatype)


def _metadata(
    name: str, columns: Sequence[_Column], rows: int, asked: Asked | None, store: Store
) -> dict[str, Any]:
    """Describe a table (section 5.3)."""
    iri = _iri(asked, store)
    key = next((column for column in columns if column.holds_things), None)
    key = key if key is not None and key.is_key(rows) else None
    schema: dict[str, Any] = {
        "columns": [_described(column, rows, column is key, asked, iri) for column in columns]
    }
    if key is not None:
        schema |= {"primaryKey": key.name, "aboutUrl": f"{{+{key.name}}}"}
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": quote(name),
        **dict(_told(asked, iri, store)),
        "null": "",
        "dialect": _dialect(columns),
        "tableSchema": schema,
    }


def _dialect(columns: Sequence[_Column]) -> dict[str, Any]:
    """Say how to read the table (section 5.9).

    By one part of the specification a line that begins with # is a comment, by another none is.
    """
    could_be_comment = any(column.begins_with_hash for column in columns[:1])
    return {"trim": False, **({"commentPrefix": None} if could_be_comment else {})}


def _described(
    column: _Column, rows: int, is_key: bool, asked: Asked | None, iri: str
) -> dict[str, Any]:
    """Describe a column (section 5.6)."""
    told: dict[str, Any] = {"name": column.name, "titles": column.title}
    if help_ := asked.help_of(column.title) if asked else "":
        told["dc:description"] = _english(help_)
    if column.types:
        told["datatype"] = column.datatype
    if len(column.languages) == 1 and None not in column.languages:
        told["lang"] = next(iter(column.languages))
    if 0 < rows == column.number and not column.has_empty:
        told["required"] = True
    if iri:
        told["propertyUrl"] = f"{iri}#{column.name}"
    if column.holds_things:
        told["valueUrl"] = f"{{+{column.name}}}"
    if is_key:
        told["suppressOutput"] = True  # of a thing, that it is itself
    return told


def _told(asked: Asked | None, iri: str, store: Store) -> Iterator[tuple[str, Any]]:
    """Tell what is in the table, in the words of Dublin Core."""
    if asked and asked.query.header.summary:
        yield "dc:title", _english(asked.query.header.summary)
    if asked and (description := asked.description):
        yield "dc:description", _english(description)
    if iri:
        yield "dc:source", {"@id": iri}
    if found := [{"@id": licence.value} for licence in licences(store)]:
        yield "dc:license", found[0] if len(found) == 1 else found


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}


def _iri(asked: Asked | None, store: Store) -> str:
    """Give the IRI of the saved query; empty if there is none."""
    try:
        return query_iri(asked.query.name, store) if asked else ""
    except ProjectError:
        return ""
