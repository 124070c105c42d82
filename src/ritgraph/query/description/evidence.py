"""What is evidence: a saved query of the project says it, and this module reads its answer.

The package knows no vocabulary of claims and passages. A project that has evidence has a saved
SELECT query named ``evidence`` with the required IRI parameter ``thing`` and, if it likes, the
parameter ``lang``. Its rows are the claims about the thing. These columns must be there, though
each but the first three may be unbound:

============== ======= =========================================================================
predicate      iri     the property of the claim
value          term    its value
followed       boolean whether the graph holds the statement, too
property       string  the property's label
source         string  the short name of the document that the passage stands in
position       string  where it stands, as people cite it
start, end     integer its characters: code points of the text from 0, ``end`` not included
sha256         string  the checksum of the text that these are counted in
paraphrase     string  what the passage says
inference      string  how the statement was computed or concluded, if it was
whyNot         string  why the graph does not follow the claim
============== ======= =========================================================================

These may be missing:

============== ======= =========================================================================
sourceLabel    string  the document's name
premise        iri     what the statement was inferred from; best a claim (an ``rdf:Statement``)
claim          iri     the node that holds the claim,
passage        iri     the one that holds the passage,
selector       iri     and the one that holds its characters
============== ======= =========================================================================

Rows with one predicate and value are one claim. A row that has a source, a position or a
paraphrase is a passage of it; one that has a premise is a premise of it. So a claim has a row for
each of them, in any order, and one row if it has neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyoxigraph as ox

from ritgraph.errors import ProjectError, place
from ritgraph.query.answer.rows import Rows
from ritgraph.query.answer.value import to_python
from ritgraph.query.description.description import Passage
from ritgraph.query.evaluate import evaluate_saved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from ritgraph.query.saved.parameter import Resolve
    from ritgraph.query.saved.saved_query import SavedQuery
    from ritgraph.store.store import Store
    from ritgraph.term import Term

    Row = Mapping[str, Term | None]

QUERY = "evidence"
_IRIS = ("predicate", "premise", "claim", "passage", "selector")
_TEXTS = ("property", "source", "sourceLabel", "position", "sha256", "paraphrase", "inference",
          "whyNot")  # fmt: skip
_NUMBERS = ("start", "end")
_OPTIONAL = ("sourceLabel", "premise", "claim", "passage", "selector")
COLUMNS = tuple(
    column
    for column in ("value", "followed", *_IRIS, *_TEXTS, *_NUMBERS)
    if column not in _OPTIONAL
)


@dataclass(frozen=True)
class Claim:
    """A statement about the thing that was asked for, with what it rests on.

    ``holders`` are the claim's own nodes, ``nodes`` those of its passages.
    """

    predicate: ox.NamedNode
    label: str | None
    value: Term
    followed: bool
    passages: tuple[Passage, ...] = ()
    inference: str | None = None
    premises: tuple[ox.NamedNode, ...] = ()
    why_not: str | None = None
    holders: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()

    def quoting(self, words: Callable[[Passage], str | None]) -> Claim:
        """Give the claim with the words of each passage, as far as ``words`` knows them."""
        passages = (replace(passage, words=words(passage)) for passage in self.passages)
        return replace(self, passages=tuple(passages))


def claims(
    store: Store, query: SavedQuery, thing: ox.NamedNode, lang: str, resolve: Resolve
) -> tuple[Claim, ...]:
    """Collect the claims about a thing, in the order of the query.

    Raises:
        ProjectError: the query breaks the contract of this module.
        SourceSyntaxError, RefusedError: it cannot be run.
        ParameterError: ``lang`` is no language.
    """
    names = {parameter.name for parameter in query.parameters}
    if "thing" not in names:
        raise _broken(query, "it has no parameter 'thing'")
    values = {"thing": thing.value} | ({"lang": lang} if lang and "lang" in names else {})
    rows = evaluate_saved(store, query, values, resolve)
    if not isinstance(rows, Rows):
        raise _broken(query, "it is no SELECT query")
    if missing := [column for column in COLUMNS if column not in rows.columns]:
        raise _broken(query, f"it has no column {' and no column '.join(map(repr, missing))}")
    found: dict[tuple[Any, Any], list[dict[str, Any]]] = {}
    for terms in rows.terms():
        row = _checked(query, dict(zip(rows.columns, terms, strict=True)))
        found.setdefault((row["predicate"], row["value"]), []).append(row)
    return tuple(_claim(predicate, value, alike) for (predicate, value), alike in found.items())


def _claim(predicate: ox.NamedNode, value: Term, rows: list[dict[str, Any]]) -> Claim:
    holders = _each(rows, "claim")
    nodes = (*_each(rows, "passage"), *_each(rows, "selector"))
    return Claim(
        predicate=predicate,
        label=next(_each(rows, "property"), None),
        value=value,
        followed=any(row["followed"] for row in rows),
        passages=tuple(dict.fromkeys(_passages(rows))),
        inference=" ".join(_each(rows, "inference")) or None,
        premises=tuple(map(ox.NamedNode, _each(rows, "premise"))),
        why_not=" ".join(_each(rows, "whyNot")) or None,
        holders=tuple(holders),
        nodes=nodes,
    )


def _passages(rows: Iterable[dict[str, Any]]) -> Iterator[Passage]:
    for row in rows:
        if row["source"] or row["position"] or row["paraphrase"]:
            yield Passage(
                source=row["source"],
                position=row["position"],
                paraphrase=row["paraphrase"],
                source_label=row.get("sourceLabel"),
                start=row["start"],
                end=row["end"],
                sha256=row["sha256"] and row["sha256"].lower(),
                iri=row.get("passage"),
            )


def _each(rows: Iterable[dict[str, Any]], column: str) -> Iterator[str]:
    """Give each value of a column once."""
    return iter(dict.fromkeys(row[column] for row in rows if row.get(column) is not None))


def _checked(query: SavedQuery, row: Row) -> dict[str, Any]:
    """Give a row as Python values, but ``predicate`` and ``value`` as terms."""
    values: dict[str, Any] = {column: to_python(term) for column, term in row.items()}
    kinds = [(_IRIS, ox.NamedNode, "IRI"), (_TEXTS, ox.Literal, "text")]
    for columns, kind, name in kinds:
        for column in columns:
            if not isinstance(row.get(column), kind | None):
                raise _broken(query, f"the column '{column}' has {row[column]}, which is no {name}")
            values[column] = getattr(row.get(column), "value", None)
    for column in _NUMBERS:
        if not isinstance(values[column], int | None):
            raise _broken(query, f"the column '{column}' has {row[column]}, which is no integer")
    if not isinstance(values["followed"], bool):
        raise _broken(query, f"the column 'followed' has {row['followed']}, which is no boolean")
    for column in ("predicate", "value"):
        if row[column] is None:
            raise _broken(query, f"the column '{column}' is empty in a row")
    return values | {"predicate": row["predicate"], "value": row["value"]}


def _broken(query: SavedQuery, problem: str) -> ProjectError:
    return ProjectError(
        f"{place(query.path)}: {problem}. A query named '{QUERY}' says what evidence there is:"
        " see `help(ritgraph.query.description.evidence)`."
    )
