"""Language tags and IRIs that are well-formed to a parser, and wrong all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from ritgraph.finding import Finding
from ritgraph.validate.false_green.checked import Checked, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

_TAGS = """
SELECT DISTINCT ?tag WHERE {
    ?subject ?predicate ?literal BIND(LANG(?literal) AS ?tag) FILTER(?tag != "")
}
"""
_TAGGED = """
SELECT ?subject ?predicate ?object WHERE {
    ?subject ?predicate ?object FILTER(LANG(?object) IN (%s))
}
"""
# BCP 47, section 2.2.1: no language has a code of four letters or more. Parsers see to the rest.
_LONG = re.compile(r"[a-z]{4,}(?:-|\Z)", re.IGNORECASE)
# ISO 639: codes of three letters where two are there, names, and countries taken for languages.
_SHORTER = {
    **dict.fromkeys(("eng", "english", "uk-en"), "en"),
    **dict.fromkeys(("swe", "swedish", "svenska", "se-sv"), "sv"),
    **dict.fromkeys(("fin", "finnish", "suomi"), "fi"),
    **dict.fromkeys(("dan", "danish", "dansk", "dk"), "da"),
    **dict.fromkeys(("nor", "norwegian", "norsk"), "no"),
    **dict.fromkeys(("deu", "ger", "german", "deutsch"), "de"),
    **dict.fromkeys(("fra", "fre", "french"), "fr"),
    **dict.fromkeys(("spa", "spanish"), "es"),
    **dict.fromkeys(("ita", "italian"), "it"),
    **dict.fromkeys(("nld", "dut", "dutch"), "nl"),
    **dict.fromkeys(("por", "portuguese"), "pt"),
    **dict.fromkeys(("pol", "polish"), "pl"),
    **dict.fromkeys(("ces", "cze", "czech", "cz"), "cs"),
    **dict.fromkeys(("slk", "slo", "slovak"), "sk"),
    **dict.fromkeys(("slv", "slovenian", "slovene"), "sl"),
    **dict.fromkeys(("ell", "gre", "greek", "gr"), "el"),
    **dict.fromkeys(("est", "estonian"), "et"),
    **dict.fromkeys(("lav", "latvian"), "lv"),
    **dict.fromkeys(("lit", "lithuanian"), "lt"),
    **dict.fromkeys(("hun", "hungarian"), "hu"),
    **dict.fromkeys(("ron", "rum", "romanian"), "ro"),
    **dict.fromkeys(("bul", "bulgarian"), "bg"),
    **dict.fromkeys(("hrv", "croatian"), "hr"),
    **dict.fromkeys(("gle", "irish"), "ga"),
    **dict.fromkeys(("mlt", "maltese"), "mt"),
}
_IRIS = """
SELECT DISTINCT ?iri WHERE {
    { ?iri ?p1 ?o1 } UNION { ?s2 ?iri ?o2 } UNION { ?s3 ?p3 ?iri }
    FILTER(isIRI(?iri))
    FILTER(!REGEX(STR(?iri), "^(https?://[^/:?#]|urn:[a-z0-9])"))
}
"""
_TAGS_IN_TEXT = re.compile(rb"""@(?<=["']@)([A-Za-z]+(?:-[A-Za-z0-9]+)*)""")
_IRIS_IN_TEXT = re.compile(
    rb"<(?!https?://[^/:?#>]|urn:[a-z0-9])([A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*)>"
)
_NAMING = """
SELECT ?subject ?predicate ?object WHERE {
    VALUES ?iri { %s }
    ?subject ?predicate ?object
    FILTER(?subject = ?iri || ?predicate = ?iri || ?object = ?iri)
}
"""
_IN_BRACKETS = "prefixed-name-in-brackets"
_NOWHERE = re.compile(r"https?:(?!//[^/:?#])", re.IGNORECASE)
# A slip of the pen in the scheme; whoever coins a scheme does not write it with two slashes.
_SLIP = re.compile(r"(?!https?:)(?:h+t*p+s?|htt?p?s?|ttps?):", re.IGNORECASE)


def malformed_language_tags(checked: Checked) -> Iterator[Finding]:
    """Find literals whose tag is not that of a language."""
    tags = checked.in_texts(_TAGS_IN_TEXT)
    if tags is None or any(map(_is_bad, tags)):
        rows: Any = checked.graphs.data.query(_TAGS)
        tags = {row["tag"].value for row in rows}
    if bad := sorted(filter(_is_bad, tags)):
        listed = ", ".join(f'"{tag}"' for tag in bad)
        for row in checked.graphs.in_data(_TAGGED % listed):
            tag = row["object"].language
            better = _SHORTER.get(tag.lower())
            hint = checked.offer([better]) if better else ""
            right = ox.Literal(row["object"].value, language=better) if better else None
            yield checked.finding(
                "malformed-language-tag", tuple(row), hint=hint, right=right, tag=tag
            )


def malformed_iris(checked: Checked) -> Iterator[Finding]:
    """Find IRIs without a host, with a slip in the scheme, or that were meant as prefixed names."""
    seen = checked.in_texts(_IRIS_IN_TEXT)
    if seen is not None and not any(_rule(checked, iri) for iri in seen):
        return
    rows: Any = checked.graphs.data.query(_IRIS)
    rules = {row["iri"]: _rule(checked, text(row["iri"])) for row in rows}
    bad = {iri: rule for iri, rule in rules.items() if rule}
    if not bad:
        return
    listed = " ".join(sorted(map(str, bad)))
    for triple in map(tuple, checked.graphs.in_data(_NAMING % listed)):
        for iri in dict.fromkeys(triple):
            if iri in bad:
                right = _meant(checked, iri) if bad[iri] == _IN_BRACKETS else None
                yield checked.finding(bad[iri], triple, wrong=iri, right=right, iri=text(iri))


def _is_bad(tag: str) -> bool:
    return tag.lower() in _SHORTER or bool(_LONG.match(tag))


def _rule(checked: Checked, iri: str) -> str:
    """Name the rule that an IRI breaks; an empty text if it breaks none."""
    if _NOWHERE.match(iri) or _SLIP.match(iri):
        return "malformed-iri"
    scheme, _, rest = iri.partition(":")
    is_prefix = scheme in checked.graphs.prefixes and not rest.startswith("//")
    return _IN_BRACKETS if is_prefix else ""


def _meant(checked: Checked, iri: Term) -> ox.NamedNode | None:
    """Give the IRI that a prefixed name in brackets was to be, if the data have it elsewhere."""
    full = checked.graphs.prefixes.expand(text(iri))
    meant = ox.NamedNode(full) if full else None
    return meant if meant and checked.targets.mentions(meant) else None
