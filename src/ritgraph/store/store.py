"""What every place where triples live can do: answer SPARQL, and say its prefixes."""

from __future__ import annotations

from functools import cached_property

from ritgraph.term import Prefixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyoxigraph as ox

    Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean | Iterator[ox.Triple] | bool

# SHACL, section 5.2.1: the way to declare prefixes in RDF.
_DECLARED_PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?name ?namespace
WHERE { ?declaration sh:prefix ?name ; sh:namespace ?namespace }
ORDER BY ?name ?namespace
"""


class Store:
    """Triples in one default graph that can be asked; a subclass says where they live.

    ``address`` is that of an endpoint; it is empty where the triples are those of the files.
    """

    address = ""

    def query(self, text: str, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL query; ``prefixes`` need not be declared in it.

        The answer to SELECT are solutions as pyoxigraph gives them, the one to CONSTRUCT and
        DESCRIBE an iterator of triples, the one to ASK a truth value.

        Raises:
            SyntaxError: the text is no SPARQL query.
        """
        raise NotImplementedError

    def select(self, text: str) -> ox.QuerySolutions:
        """Answer a SELECT query."""
        return self.query(text)  # type: ignore[return-value]  # that is what SELECT gives

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        return bool(self.query(text))

    @property
    def unlimited(self) -> Store:
        """The same store without limits on its answers, for what is asked besides the question."""
        return self

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes that the graph declares with ``sh:declare``; else those of its files."""
        declared = {
            solution["name"].value: solution["namespace"].value
            for solution in self.select(_DECLARED_PREFIXES)
        }
        return Prefixes(declared or self._undeclared_prefixes())

    def _undeclared_prefixes(self) -> Mapping[str, str]:
        """Give the prefixes of a graph that declares none."""
        return {}

    def triples(self) -> Iterator[ox.Triple]:
        """Give all triples, spelt as the store keeps them."""
        return self.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")  # type: ignore[return-value]

    def __len__(self) -> int:
        """Count the triples."""
        for solution in self.select("SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"):
            return int(solution[0].value)
        raise AssertionError("COUNT gives one row")
