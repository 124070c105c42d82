"""A description as JSON, in a structure that stays.

An object with these keys, all of them always there; what is not known is ``null``::

    thing         the IRI
    label         its label
    statements    a list of statements
    notFollowed   the claims that the graph does not follow: a list of statements
    inverse       what points to the thing: a list of statements, whose value is what points

A statement::

    property      {iri, label}
    value         {type, value, label}, for a literal with datatype, and xml:lang if it has one;
                  type, value, datatype and xml:lang as in the SPARQL 1.1 Query Results JSON Format
    followed      whether the graph holds it
    evidence      the passages that it rests on: a list of {source, sourceLabel, position, start,
                  end, sha256, paraphrase, words, iri}
    inference     how it was computed or concluded
    premises      from what: a list of {iri, thing: {iri, label}, property, value}
    whyNot        why the graph does not follow it
    claims        the IRIs of the nodes that hold all this

Keys may be added in later versions; none is taken away or changed.
"""

from __future__ import annotations

import json

import pyoxigraph as ox

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ritgraph.query.description.description import Description, Passage, Premise, Statement
    from ritgraph.term import Term


def as_json(description: Description) -> str:
    """Write a description in the structure of this module."""
    structure = {
        "thing": description.thing,
        "label": description.label,
        "statements": [_statement(statement) for statement in description.statements],
        "notFollowed": [_statement(statement) for statement in description.not_followed],
        "inverse": [_statement(statement) for statement in description.inverse],
    }
    return f"{json.dumps(structure, ensure_ascii=False, indent=2)}\n"


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "property": _named(statement.property, statement.property_label),
        "value": _value(statement.value, statement.value_label),
        "followed": statement.followed,
        "evidence": [_passage(passage) for passage in statement.evidence],
        "inference": statement.inference,
        "premises": [_premise(premise) for premise in statement.premises],
        "whyNot": statement.why_not,
        "claims": list(statement.claims),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "source": passage.source,
        "sourceLabel": passage.source_label,
        "position": passage.position,
        "start": passage.start,
        "end": passage.end,
        "sha256": passage.sha256,
        "paraphrase": passage.paraphrase,
        "words": passage.words,
        "iri": passage.iri,
    }


def _premise(premise: Premise) -> dict[str, Any]:
    said = premise.statement
    return {
        "iri": premise.iri,
        "thing": _named(premise.thing, premise.thing_label),
        "property": said and _named(said.property, said.property_label),
        "value": said and _value(said.value, said.value_label),
    }


def _named(iri: str, label: str | None) -> dict[str, str | None]:
    return {"iri": iri, "label": label}


def _value(term: Term, label: str | None) -> dict[str, str | None]:
    """Write a term (SPARQL 1.1 Query Results JSON Format, section 3.2.2), with its label."""
    if isinstance(term, ox.Literal):
        language = {"xml:lang": term.language} if term.language else {}
        literal = {"type": "literal", "value": term.value, "label": label}
        return {**literal, "datatype": term.datatype.value, **language}
    if isinstance(term, ox.Triple):
        return {"type": "triple", "value": str(term), "label": label}
    kind = "uri" if isinstance(term, ox.NamedNode) else "bnode"
    return {"type": kind, "value": term.value, "label": label}
