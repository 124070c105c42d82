"""What things are called and of which kind they are, as the lines of the graphs say."""

from __future__ import annotations

from collections import defaultdict

from ritgraph.difference.thing import Named
from ritgraph.language import in_language
from ritgraph.serialise.words import literal_word
from ritgraph.term import RDF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
LABELS = ("http://www.w3.org/2004/02/skos/core#prefLabel", f"{_RDFS}label")
_LABELS = frozenset(f"<{iri}>" for iri in LABELS)
_TYPE = f"<{RDF}type>"
_SUBCLASS = f"<{_RDFS}subClassOf>"


class Names:
    """The labels of things, and the classes of some, in one graph.

    Things are given by their words: IRIs in angle brackets.

    >>> lines = ['<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "hus"@sv']
    >>> Names(lines, ["<urn:a>"]).label("<urn:a>", "sv")
    'hus'
    """

    def __init__(self, lines: Iterable[str], things: Container[str] = ()) -> None:
        self.known: set[str] = set()
        self.above: defaultdict[str, set[str]] = defaultdict(set)
        self._labels: defaultdict[str, list[str]] = defaultdict(list)
        self._classes: defaultdict[str, set[str]] = defaultdict(set)
        for line in lines:
            subject, predicate, value = line.split(" ", 2)
            if subject in things:
                self.known.add(subject)
                if predicate == _TYPE:
                    self._classes[subject].add(value)
            if predicate in _LABELS:
                self._labels[subject].append(value)
            elif predicate == _SUBCLASS:
                self.above[subject].add(value)

    def label(self, thing: str, lang: str) -> str | None:
        """Give the label that suits a reader best, if there is one."""
        words = [literal_word(word) for word in self._labels.get(thing, ()) if word[0] == '"']
        found = in_language([(word.language, word.value) for word in words], lang)
        return found[0] if found else None

    def classes(self, thing: str) -> set[str]:
        """Give the classes that a thing is said to be of."""
        return self._classes.get(thing, set())


class NamesInOrder:
    """The names in several graphs; the first that knows one decides."""

    def __init__(self, graphs: Iterable[Names], lang: str) -> None:
        self._graphs = tuple(graphs)
        self._lang = lang
        self._found: dict[str, str | None] = {}

    def label(self, word: str) -> str | None:
        """Give a label, if there is one."""
        if word not in self._found:
            labels = (names.label(word, self._lang) for names in self._graphs)
            self._found[word] = next((label for label in labels if label), None)
        return self._found[word]

    def named(self, word: str) -> Named:
        """Give a property or class with its label."""
        return Named(word[1:-1], self.label(word))

    def class_of(self, thing: str) -> Named | None:
        """Give the most special class of a thing, one with a label if it can be."""
        classes = next((found for g in self._graphs if (found := g.classes(thing))), set())
        special = classes - {above for class_ in classes for above in self._above(class_)}
        named = sorted(map(self.named, special or classes))
        return next((class_ for class_ in named if class_.label), named[0] if named else None)

    def _above(self, class_: str) -> set[str]:
        """Give the classes above a class, without itself."""
        found: set[str] = set()
        waiting = [class_]
        while waiting:
            below = waiting.pop()
            more = {above for graph in self._graphs for above in graph.above.get(below, ())}
            waiting += more - found
            found |= more
        return found - {class_}
