"""RDF terms as text: CURIEs for people, exact SPARQL tokens for engines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

TYPE_CHECKING = False
if TYPE_CHECKING:
    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

# The part of PN_LOCAL (Turtle, section 6.5) that needs no escape.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_IRI_FORBIDS = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f]|(?<=\\)[uU]')
_ECHAR = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}


class Prefixes(Mapping[str, str]):
    """The prefixes of a graph, name to namespace; it cannot be changed.

    >>> prefixes = Prefixes({"ex": "http://example.com/", "light": "http://example.com/light/"})
    >>> prefixes.expand("light:anholt")
    'http://example.com/light/anholt'
    >>> prefixes.compact("http://example.com/light/anholt")
    'light:anholt'
    """

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self.namespaces = dict(sorted(namespaces.items()))
        names: dict[str, str] = {}
        for name, namespace in self.namespaces.items():
            names.setdefault(namespace, name)
        self._names = names
        odd = [namespace for namespace in names if not namespace.endswith(("/", "#"))]
        self._odd = sorted(odd, key=len, reverse=True)

    def __getitem__(self, name: str) -> str:
        return self.namespaces[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.namespaces)

    def __len__(self) -> int:
        return len(self.namespaces)

    def expand(self, curie: str) -> str | None:
        """Give the IRI that a CURIE stands for; None if its prefix is not known.

        >>> Prefixes({}).expand("ex:anholt") is None
        True
        """
        name, colon, local = curie.partition(":")
        namespace = self.namespaces.get(name)
        return namespace + local if colon and namespace is not None else None

    def compact(self, iri: str) -> str:
        """Write an IRI as a CURIE, by the longest namespace; as it is, if none leaves a safe name.

        >>> Prefixes({"ex": "http://example.com/"}).compact("http://example.com/light/anholt")
        'http://example.com/light/anholt'
        """
        # A safe name has neither / nor #, so of the namespaces that end so only one can do.
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        for namespace in self._odd:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{self._names[namespace]}:{iri[len(namespace) :]}"
        name = self._names.get(iri[:cut])
        return f"{name}:{iri[cut:]}" if name is not None and _LOCAL.fullmatch(iri, cut) else iri


def to_sparql(term: Term) -> str:
    r"""Write a term as one SPARQL 1.1 token sequence that denotes exactly this term.

    A backslash before ``u`` is kept apart from it, so that the text means the same to engines that
    replace code point escapes before they read the query (SPARQL 1.1, section 19.2) as to those
    that do so only inside strings.

    >>> to_sparql(ox.Literal('say "hi"', language="en"))
    '"say \\"hi\\""@en'
    >>> to_sparql(ox.NamedNode("http://example.com/light/anholt"))
    '<http://example.com/light/anholt>'

    Raises:
        ValueError: the term is a blank node or a triple, which no token denotes, or an IRI with a
            character that the grammar does not allow.
    """
    if isinstance(term, ox.NamedNode):
        if bad := _IRI_FORBIDS.search(term.value):
            raise ValueError(f"an IRI cannot contain {bad[0]!r}: {term.value}")
        return f"<{term.value}>"
    if not isinstance(term, ox.Literal):
        raise ValueError(f"no SPARQL token denotes {term}")
    text = f'"{_NEEDS_ESCAPE.sub(_escape, term.value)}"'
    if term.language is not None:
        direction = f"--{term.direction}" if term.direction else ""
        return f"{text}@{term.language}{direction}"
    if term.datatype.value == f"{XSD}string":
        return text
    return f"{text}^^{to_sparql(term.datatype)}"


def parse_term(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    r"""Read a term as findings hold it: an IRI as it stands, the others as in N-Triples.

    >>> parse_term('"a\\nb"@en').value, parse_term("http://example.com/a").value
    ('a\nb', 'http://example.com/a')
    """
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    if not text.startswith('"'):
        return ox.NamedNode(text)
    [quad] = ox.parse(f"_:s <urn:p> {text} .", ox.RdfFormat.N_TRIPLES)
    return quad.object  # type: ignore[no-any-return]


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ECHAR.get(character) or f"\\U{ord(character):08X}"
