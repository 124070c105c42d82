"""What can be typed where a command line wants a query, a thing, a value, a language or a path.

Each offer is a mapping of words to what is said of them. All is read from the graph's files, or its
store on disk: nothing is fetched, nothing is built.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ritgraph.cli.root import find_project, named_or_around, open_graph, triples_elsewhere
from ritgraph.errors import RitgraphError
from ritgraph.graph import KnowledgeGraph
from ritgraph.query.answer.rows import Rows
from ritgraph.query.saved.datatype import lexical
from ritgraph.query.saved.declaration import FromQuery
from ritgraph.term import to_sparql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from ritgraph.query.saved.parameter import Parameter
    from ritgraph.term import Prefixes

# A person who types waits for the answer, and has to choose from it.
MOST = 300
_MOST_ROWS = 10_000
_MOST_BYTES = 5_000_000
_PROLOGUE = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_LANGUAGES = """
SELECT DISTINCT ?language
WHERE { ?thing skos:prefLabel | rdfs:label ?label . BIND(LANG(?label) AS ?language) }
"""
_LABELS = """
SELECT DISTINCT ?thing ?text ?language
WHERE {
    %s
    ?thing skos:prefLabel | rdfs:label ?label .
    FILTER(isIRI(?thing))
    BIND(STR(?label) AS ?text)
    BIND(LANG(?label) AS ?language)
}
"""
# A code (SKOS, section 6) stands for what points to it, as in ``ritgraph.query.resolve``.
_CODES = """
SELECT DISTINCT ?thing ?text
WHERE {
    %s
    { ?thing skos:notation ?code }
    UNION
    {
        ?coded a skos:Concept ; skos:notation ?code .
        ?thing ?property ?coded .
        FILTER(!STRSTARTS(STR(?property), STR(skos:)) && !STRSTARTS(STR(?property), STR(rdf:)))
    }
    FILTER(isIRI(?thing))
    BIND(STR(?code) AS ?text)
}
"""
_IRIS = "SELECT DISTINCT ?thing WHERE { %s ?thing a ?kind . FILTER(isIRI(?thing)) } "


class Candidates:
    """What can be typed next on a command line with these options.

    >>> from argparse import Namespace
    >>> options = Namespace(root=None, store=None, reload=False, endpoint=None, lang="sv")
    >>> candidates = Candidates(options)
    >>> candidates.things("Finl", "rit:Country")
    {'Finland': 'country:FI'}
    """

    def __init__(self, options: Namespace) -> None:
        self._options = options
        # Bash shows words alone: to read what each query asks would take time for nothing.
        self._described = os.environ.get("_ARGCOMPLETE_SHELL") != "bash"

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The graph whose saved queries the command line would use, of its files."""
        return KnowledgeGraph(find_project(self._options))

    @property
    def root(self) -> Path:
        """The folder of the graph, or else this one."""
        project = named_or_around(self._options)
        return project.root if project else Path()

    def queries(self, prefix: str, **_: object) -> dict[str, str]:
        """Give the saved queries, each with its question."""
        named = beginning(dict.fromkeys(self.graph.queries, ""), prefix)
        return {name: self._question(name) for name in named}

    def profiles(self, **_: object) -> dict[str, str]:
        """Give the profiles that the graph can be exported in."""
        return dict.fromkeys(self.graph.profiles, "")

    def languages(self, **_: object) -> dict[str, str]:
        """Give the languages that labels are in."""
        return {language: "" for (language,) in self._ask(_LANGUAGES) if language}

    def values(self, prefix: str, parameter: Parameter, **_: object) -> dict[str, str]:
        """Give the values that a parameter takes, as far as they can be listed."""
        if isinstance(parameter.values, FromQuery):
            return dict.fromkeys(self._answers(parameter.values), "")
        if parameter.values:
            return dict.fromkeys(map(lexical, parameter.values), "")
        if parameter.type == "boolean":
            return {"true": "", "false": ""}
        if parameter.type == "language":
            return self.languages()
        return self.things(prefix, parameter.class_) if parameter.type == "iri" else {}

    def things(self, prefix: str, class_: str = "", **_: object) -> dict[str, str]:
        """Give CURIEs, codes and labels that begin with ``prefix``, of a class if one is given.

        Labels are in the reader's language, else English, else any; if nothing begins so, then in
        every language. Without a class there are too many CURIEs to choose from until the prefix
        of one is typed: then those prefixes are given.
        """
        if self._asked is None:
            return {}
        prefixes = self._asked.prefixes
        of_class = _of_class(class_, prefixes)
        curies = {iri: prefixes.compact(iri) for (iri,) in self._ask(_IRIS % of_class)}
        starts = {f"{c.partition(':')[0]}:" for iri, c in curies.items() if c != iri}
        too_many = not class_ and ":" not in prefix
        if too_many and not prefix:
            return dict.fromkeys(sorted(starts), "")
        labels = sorted(self._ask(_LABELS % of_class), key=self._rank)
        names = {iri: text for iri, text, _ in reversed(labels)}
        found = {curie: names.get(iri, "") for iri, curie in curies.items()}
        if too_many:
            found = dict.fromkeys(sorted(starts), "")
        for iri, text in self._ask(_CODES % of_class):
            if text not in found or iri in names:
                found[text] = names.get(iri, curies.get(iri, iri))
        in_any_language = {text: curies.get(iri, iri) for iri, text, _ in labels}
        found |= {text: in_any_language[text] for text in names.values()}
        return beginning(found, prefix) or beginning(in_any_language, prefix)

    def _rank(self, label: Sequence[str]) -> tuple[int, str]:
        """Order labels by how well their language serves the reader, then by their text."""
        _, text, language = label
        asked = (self._options.lang or "en").lower()
        return (asked, "en", language).index(language), text

    def _question(self, name: str) -> str:
        """Give what a saved query asks; a file with a fault must not take the others away."""
        if not self._described:
            return ""
        try:
            return str(self.graph.queries[name].header.summary)
        except RitgraphError:
            return ""

    def _answers(self, source: FromQuery) -> Iterator[str]:
        """Give what another saved query answers in one of its columns."""
        rows = self._asked.query(source.query) if self._asked else None
        if self._asked and isinstance(rows, Rows):
            for row in rows:
                yield self._asked.prefixes.compact(lexical(row[source.column or 0]))

    def _ask(self, text: str) -> list[list[str]]:
        """Give the rows of a SELECT query as plain texts, in their order."""
        rows = self._asked.sparql(f"{_PROLOGUE}{text}LIMIT {_MOST_ROWS}") if self._asked else None
        terms = rows.terms() if isinstance(rows, Rows) else ()
        return sorted([getattr(term, "value", "") for term in row] for row in terms)

    @cached_property
    def _asked(self) -> KnowledgeGraph | None:
        """The graph whose things are offered; None if that takes a network, or takes too long."""
        store, endpoint = triples_elsewhere(self._options)
        if endpoint:
            return None
        if store:
            self._options.reload = False
            return open_graph(self._options)
        size = sum(path.stat().st_size for path in self.graph.project.graph_files)
        return self.graph if size <= _MOST_BYTES else None


def paths(prefix: str, folders_only: bool = False, **_: object) -> dict[str, str]:
    """Give the paths that begin with ``prefix``; hidden ones if its last part begins so."""
    folder, name = os.path.split(prefix)
    head = prefix.removesuffix(name)
    with os.scandir(Path(folder).expanduser()) as entries:
        return {
            f"{head}{entry.name}{'/' if entry.is_dir() else ''}": ""
            for entry in sorted(entries, key=lambda entry: entry.name)
            if entry.name.startswith(name)
            and (name or not entry.name.startswith("."))
            and (entry.is_dir() or not folders_only)
        }


def paths_and_revisions(prefix: str, root: Path, **_: object) -> dict[str, str]:
    """Give paths, and the branches and tags of git, as far as there are any."""
    from ritgraph.git import references

    found: dict[str, str] = {}
    with suppress(RitgraphError):
        found = dict.fromkeys(["HEAD", *references(root)], "git revision")
    with suppress(OSError):
        found |= paths(prefix)
    return beginning(found, prefix)


def _of_class(class_: str, prefixes: Prefixes) -> str:
    if not class_:
        return ""
    iri = prefixes.expand(class_) or class_
    return f"?thing a / rdfs:subClassOf* {to_sparql(ox.NamedNode(iri))} ."


def beginning(found: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Give the words that begin with ``prefix``; if there are none, those that do in other case.

    >>> beginning({"Sweden": "", "swell": ""}, "swe"), beginning({"Sweden": ""}, "swe")
    ({'swell': ''}, {'Sweden': ''})
    """
    for fold in (str, str.casefold):
        fitting = (pair for pair in found.items() if fold(pair[0]).startswith(fold(prefix)))
        if chosen := dict(islice(fitting, MOST)):
            return chosen
    return {}
