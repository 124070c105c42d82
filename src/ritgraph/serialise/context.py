"""A JSON-LD context, as a writer needs it: what is called how, and what its readers take it for.

A name is given only where every reader gets the same IRI back (JSON-LD 1.1 API, section 5.2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ritgraph.serialise.jsonld_node import Property
from ritgraph.serialise.spelling import quoted
from ritgraph.term import Prefixes

GEN_DELIMS = (":", "/", "?", "#", "[", "]", "@")
_REMEMBERED = 200_000


class Misread(Exception):  # noqa: N818 (it is what happens)
    """An IRI that every spelling would make another of."""


class Term(NamedTuple):
    """A term of a context; ``coercion`` is as in ``Property``."""

    name: str
    iri: str
    coercion: str = ""
    is_prefix: bool = False
    by_language: bool = False
    is_array: bool = False


class Context:
    """The terms of a context. ``text`` is the context itself, laid out for a document.

    >>> context = Context.of_prefixes({"ex": "http://example.com/"})
    >>> context.iri("<http://example.com/anholt>")
    '"ex:anholt"'
    """

    always_arrays = False

    def __init__(
        self,
        definitions: Mapping[str, object],
        terms: Iterable[Term],
        aliases: Mapping[str, str],
    ) -> None:
        self._terms = {term.name: term for term in terms}
        self.text = laid_out(definitions, indent=2)
        self.id = quoted(aliases.get("@id", "@id"))
        self.type = quoted(aliases.get("@type", "@type"))
        self._names = {*self._terms, *aliases.values()}
        self._prefixes = Prefixes({t.name: t.iri for t in self._terms.values() if t.is_prefix})
        self._kinds: dict[str, str] = {}
        self._properties: dict[str, Property] = {}
        self._by_language: dict[str, Property] = {}
        named = (term for term in self._terms.values() if not term.is_prefix)
        for term in sorted(named, reverse=True):  # so that the first is taken
            word, key = f"<{term.iri}>", quoted(term.name)
            written = Property(key, term.coercion, term.is_array)
            if term.by_language:
                self._by_language[word] = written
            else:
                self._properties[word] = written
            self._kinds[word] = key
        self._iris: dict[str, str] = {}

    @classmethod
    def of_prefixes(cls, prefixes: Mapping[str, str]) -> Context:
        """Make a context of prefixes alone.

        Those that JSON-LD cannot have are left out: the empty one, ``_``, and one whose namespace
        begins like the name of another.
        """
        usable = {
            name: iri
            for name, iri in sorted(prefixes.items())
            if name not in ("", "_") and not _is_taken(iri, prefixes)
        }
        definitions: dict[str, object] = {
            name: iri if iri.endswith(GEN_DELIMS) else {"@id": iri, "@prefix": True}
            for name, iri in usable.items()
        }
        aliases = {f"@{alias}": alias for alias in ("id", "type") if alias not in usable}
        terms = [Term(name, iri, is_prefix=True) for name, iri in usable.items()]
        definitions |= {alias: keyword for keyword, alias in aliases.items()}
        return cls(definitions, terms, aliases)

    def iri(self, word: str) -> str:
        """Name a thing; the label of a blank node is its name.

        Raises:
            Misread: no spelling would be read as this IRI.
        """
        if word[0] != "<":
            return f'"{word}"'
        name = self._iris.get(word)
        if name is None:
            if len(self._iris) >= _REMEMBERED:
                self._iris.clear()
            name = self._iris[word] = quoted(self._shortened(word[1:-1]))
        return name

    def kind(self, word: str) -> str:
        """Name a class or a datatype, for which a term will do.

        Raises:
            Misread: no spelling would be read as this IRI.
        """
        return self._kinds.get(word) or self.iri(word)

    def property(self, word: str) -> Property:
        """Say how a property is written that may have any values.

        Raises:
            Misread: no spelling would be read as this IRI.
        """
        written = self._properties.get(word)
        if written is None:
            iri = word[1:-1]
            # A term would say more of the values than is true of these.
            names = (name for name in (self._shortened(iri), iri) if name not in self._terms)
            name = self._safe(next(names, ""), iri)
            written = self._properties[word] = Property(quoted(name))
        return written

    def by_language(self, word: str) -> Property | None:
        """Say how the texts of a property are written by language, if they are."""
        return self._by_language.get(word)

    def _shortened(self, iri: str) -> str:
        return self._safe(self._prefixes.compact(iri), iri)

    def _safe(self, name: str, iri: str) -> str:
        """Give a name of an IRI, if it has one that is not read as another."""
        if not name or (name == iri and _is_taken(iri, self._names)):
            raise Misread(iri)
        return name


def laid_out(definitions: Mapping[str, object], indent: int) -> str:
    """Write a context as JSON, one definition on one line."""
    margin = "\n" + " " * indent
    lines = [
        f"{quoted(name)}: {json.dumps(definition, ensure_ascii=False)}"
        for name, definition in definitions.items()
    ]
    return f"{{{margin}  {f',{margin}  '.join(lines)}{margin}}}" if lines else "{}"


def _is_taken(iri: str, names: Iterable[str]) -> bool:
    """Tell whether an IRI begins like a name with a prefix (JSON-LD 1.1 API, 5.2.2, step 6)."""
    scheme, _, rest = iri.partition(":")
    return scheme in names and not rest.startswith("//")
