"""Turtle 1.1 and TriG as triples that know where they stand.

pyoxigraph says what a file means; this reader says where it says so. The two agree on what is
Turtle, and on the order in which blank nodes appear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ritgraph.turtle.spans import Located
from ritgraph.turtle.terms import ABSOLUTE, Node
from ritgraph.turtle.tokens import REST
from ritgraph.turtle.triples import TripleReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.errors import StrPath


def read(
    text: str,
    path: StrPath | None = None,
    *,
    base: str | None = None,
    trig: bool = False,
    subjects: Collection[str] | None = None,
) -> Iterator[Located]:
    """Read the triples of a text, each with its place.

    Blank nodes are named ``b0``, ``b1`` and so on as they appear in the triples. With ``subjects``,
    read only statements about these IRIs, in a text that is known to be valid; that is far faster.

    >>> [triple] = read("<http://e/a> <http://e/p> 01 .")
    >>> triple.object.value, triple.at_object
    ('01', Span(start=26, end=28))

    Raises:
        SourceSyntaxError: the text is no Turtle.
    """
    reader = _Reader(text, path, base, trig)
    try:
        if subjects is None or trig:
            wanted = (t for t in reader.read() if subjects is None or _iri(t) in subjects)
            yield from wanted
        else:
            yield from reader.read_about(frozenset(subjects))
    except RecursionError:
        reader.fail("brackets are nested too deep")


def _iri(triple: Located) -> str:
    return triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""


class _Reader(TripleReader):
    """Reads the statements of a text."""

    def __init__(self, text: str, path: StrPath | None, base: str | None, trig: bool) -> None:
        super().__init__(text, path, base)
        self._trig = trig

    def read(self) -> Iterator[Located]:
        """Read everything."""
        self._advance()
        while self.kind != "end":
            yield from self._block() if self._trig else self._statement()

    def read_about(self, subjects: frozenset[str]) -> Iterator[Located]:
        """Read the statements about these IRIs, and of the others no more than their subject."""
        self._advance()
        while self.kind != "end":
            if self._is_directive() or self._subject_iri() in subjects:
                yield from self._statement()
            else:
                rest = REST.match(self._text, self.end if self._mark() != "[" else self.start)
                self.end = rest.end() if rest else len(self._text)
                self._advance()

    def _subject_iri(self) -> str | None:
        """Give the IRI of the current token, without making a term of it if that can be spared."""
        if self.kind not in ("iri", "pname"):
            return None
        token = self._token
        if "\\" not in token:
            if self.kind == "pname":
                prefix, _, local = token.partition(":")
                if prefix in self._namespaces:
                    return self._namespaces[prefix] + local
            elif ABSOLUTE.match(token, 1):
                return token[1:-1]
        return self._name().value

    # --- Directives and statements ---

    def _is_directive(self) -> bool:
        return self.kind == "at" or (
            self.kind == "word" and self._token.upper() in ("PREFIX", "BASE")
        )

    def _directive(self) -> None:
        at, word = self.kind == "at", self._token.lstrip("@")
        if at and word not in ("prefix", "base"):
            self._refuse()
        self._advance()
        if word.lower() == "prefix":
            if self.kind != "pname" or not self._token.endswith(":"):
                self._refuse("a prefix is missing")
            name = self._token[:-1]
            self._advance()
            self._namespaces[name] = self._iri_reference().value
        else:
            self._base = self._iri_reference().value
            self._iris.clear()
        self._advance()
        if at:
            self._take(".")

    def _statement(self) -> Iterator[Located]:
        if self._is_directive():
            self._directive()
            return
        start = self.start
        self._triples()
        end = self.end
        self._take(".")
        yield from self._placed(start, end)

    def _block(self) -> Iterator[Located]:
        """Read a directive, a graph, or triples of the default graph (TriG, section 2)."""
        if self._is_directive():
            self._directive()
            return
        start = self.start
        keyword = self.kind == "word" and self._token.upper() == "GRAPH"
        if keyword:
            self._advance()
        if self._mark() == "{" and not keyword:
            yield from self._wrapped()
        elif keyword or self.kind in ("iri", "pname", "blank") or self._mark() == "[":
            yield from self._named_graph_or_triples(start, keyword)
        else:
            yield from self._statement()

    def _named_graph_or_triples(self, start: int, keyword: bool) -> Iterator[Located]:
        span, opened = self._span(), self._mark() == "["
        label: Node
        label, is_anonymous = self._bracket() if opened else (self._node(), True)
        self._release()
        if self._mark() == "{" and is_anonymous:
            self._graph = label
            yield from self._wrapped()
            self._graph = ox.DefaultGraph()
            return
        if keyword:
            self._refuse("'{' is missing")
        if not (opened and not is_anonymous and self._mark() == "."):
            self._predicates(label, span)
        end = self.end
        self._take(".")
        yield from self._placed(start, end)

    def _wrapped(self) -> Iterator[Located]:
        self._take("{")
        while self._mark() != "}":
            start = self.start
            self._triples()
            end = self.end
            if self._mark() == ".":
                self._advance()
            elif self._mark() != "}":
                self._refuse("'.' is missing")
            else:
                end = self.start
            yield from self._placed(start, end)
        self._advance()
