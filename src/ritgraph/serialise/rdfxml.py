"""A graph as RDF/XML: one description for each subject, one line for each statement.

Blank nodes are labelled by RDFC-1.0. Triple terms and base directions are written as RDF 1.2 XML
Syntax has them. What XML cannot say is refused before anything is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from ritgraph.errors import UnsupportedError
from ritgraph.serialise.canonical import labelled
from ritgraph.serialise.statements import Statements
from ritgraph.serialise.words import STRING, literal_word, word_of
from ritgraph.term import RDF

# What the prefixes xml and xmlns stand for (Namespaces in XML 1.0, section 3).
_OF_XML = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")
_ITS = "http://www.w3.org/2005/11/its"
# NCName (Namespaces in XML 1.0, section 3): what the element of a property ends in.
_START = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(rf"[{_START}][{_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*\Z")
# What XML 1.0 has no way to say (section 2.2 there).
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# RDF 1.1 XML Syntax, section 6.1.4: what no property can be called.
_RESERVED = {
    f"{RDF}{name}"
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description"),
        *("li", "aboutEach", "aboutEachPrefix", "bagID", "version", "annotation"),
        *("annotationNodeID",),
    )
}
_CHOOSE = "Choose turtle, trig, ntriples or nquads."


class RdfXmlDocument:
    """A graph as RDF/XML.

    >>> statements = Statements(ox.parse("<urn:a> <urn:x:p> 'hut'@en .", ox.RdfFormat.TURTLE))
    >>> document = RdfXmlDocument(statements, {"x": "urn:x:"})
    >>> print("".join(document.body(statements.subjects())), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <rdf:RDF
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:x="urn:x:">
    <BLANKLINE>
      <rdf:Description rdf:about="urn:a">
        <x:p xml:lang="en">hut</x:p>
      </rdf:Description>
    <BLANKLINE>
    </rdf:RDF>

    Raises:
        UnsupportedError: RDF/XML has no way to write a property.
    """

    declarations = ()

    def __init__(
        self,
        statements: Statements,
        prefixes: Mapping[str, str],
        exact: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._exact = exact
        known = {name: iri for name, iri in prefixes.items() if _is_free(name, iri)}
        known["rdf"] = RDF
        self._known = dict(sorted(known.items(), key=lambda pair: (-len(pair[1]), pair[0])))
        self._used = {"rdf": RDF}
        triples = labelled(statements.blank)
        inner = {str(found) for triple in triples for found in _inner_predicates(triple.object)}
        self._tags = {
            word: self._tag(word[1:-1]) for word in sorted(statements.predicates() | inner)
        }
        self._blank: defaultdict[str, list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            self._blank[str(triple.subject)].append(triple)

    def head(self) -> str:
        """Give what comes before the body: nothing."""
        return ""

    def body(self, subjects: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
        """Give the document: its opening, then one subject after another."""
        spaces = "".join(
            f"\n    xmlns:{name}={_attribute(iri)}" for name, iri in sorted(self._used.items())
        )
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n\n'
        blank = self._blank
        for subject, about in subjects:
            lines = [self._line(*statement.split(" ", 1)) for statement in about]
            lines += map(self._any_line, blank.pop(subject, ()))
            yield _description(f"rdf:about={_attribute(subject[1:-1])}", lines)
        for label in sorted(blank):
            lines = [self._any_line(triple) for triple in blank[label]]
            yield _description(f'rdf:nodeID="{label[2:]}"', lines)
        yield "</rdf:RDF>\n"

    def _any_line(self, triple: ox.Triple) -> str:
        word = word_of(triple.object)
        if isinstance(word, str):
            return self._line(str(triple.predicate), word)
        return self._node_line(triple.predicate, word)

    def _line(self, predicate: str, word: str) -> str:
        """Write a property whose value is no node without a name."""
        start, end = self._tags[predicate]
        if word[0] == "<":
            return f"<{start} rdf:resource={_attribute(word[1:-1])}/>"
        literal = literal_word(self._exact.get(word, word))
        attributes = ""
        if literal.direction:
            attributes = (
                f' rdf:version="1.2" xmlns:its="{_ITS}" its:version="2.0"'
                f' its:dir="{literal.direction}"'
            )
        if literal.language:
            attributes = f' xml:lang="{literal.language}"{attributes}'
        elif literal.datatype != STRING:
            attributes = f" rdf:datatype={_attribute(literal.datatype)}"
        return f"<{start}{attributes}>{_text(literal.value)}</{end}>"

    def _node_line(self, predicate: ox.NamedNode, value: ox.BlankNode | ox.Triple) -> str:
        start, end = self._tags[str(predicate)]
        if isinstance(value, ox.BlankNode):
            return f'<{start} rdf:nodeID="{value.value}"/>'
        subject = str(value.subject)
        about = (
            f'rdf:nodeID="{subject[2:]}"'
            if subject.startswith("_:")
            else f"rdf:about={_attribute(subject[1:-1])}"
        )
        inner = self._any_line(value)
        return (
            f'<{start} rdf:version="1.2" rdf:parseType="Triple">'
            f"<rdf:Description {about}>{inner}</rdf:Description></{end}>"
        )

    def _tag(self, iri: str) -> tuple[str, str]:
        """Give what opens and what closes the element of a property."""
        if iri in _RESERVED or iri.startswith(_OF_XML):
            raise UnsupportedError(f"RDF/XML keeps the name <{iri}> for itself. {_CHOOSE}")
        for name, namespace in self._known.items():
            if iri.startswith(namespace) and _is_name(iri, len(namespace)):
                self._used[name] = namespace
                tag = f"{name}:{iri[len(namespace) :]}"
                return tag, tag
        starts = (start for start in range(1, len(iri)) if _is_name(iri, start))
        start = next(starts, None)
        if start is None:
            raise UnsupportedError(f"RDF/XML cannot name the property <{iri}>. {_CHOOSE}")
        tag = f"p:{iri[start:]}"
        return f"{tag} xmlns:p={_attribute(iri[:start])}", tag


def _is_name(iri: str, start: int) -> bool:
    """Tell whether the end of an IRI can be an element, also to readers of older XML."""
    if not _NAME.match(iri, start):
        return False
    return iri[start:].isascii() or _is_read(iri[start:])


def _is_read(name: str) -> bool:
    # expat, which many readers are built on, has the letters of XML 1.0 as it was before 2008.
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(f"<{name}/>", True)
    except expat.ExpatError:
        return False
    return True


def _is_free(name: str, iri: str) -> bool:
    """Tell whether a prefix can be declared: some names are taken (Namespaces in XML 1.0, 3)."""
    taken = not name or name.lower().startswith("xml") or name in ("rdf", "its")
    return not taken and not iri.startswith(_OF_XML)


def _description(which: str, lines: list[str]) -> str:
    text = "".join(f"    {line}\n" for line in sorted(lines))
    return f"  <rdf:Description {which}>\n{text}  </rdf:Description>\n\n"


def _attribute(iri: str) -> str:
    return quoteattr(iri)


def _text(value: str) -> str:
    if found := _NO_XML.search(value):
        raise UnsupportedError(f"RDF/XML cannot hold the character {found[0]!a}. {_CHOOSE}")
    # A bare carriage return would be read as a line feed (XML 1.0, section 2.11).
    return escape(value, {"\r": "&#13;"})


def _inner_predicates(term: object) -> Iterator[ox.NamedNode]:
    if isinstance(term, ox.Triple):
        yield term.predicate
        yield from _inner_predicates(term.object)
