"""The names that published vocabularies define, without importing rdflib, which carries them."""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def namespace_of(iri: str) -> str:
    """Give an IRI up to its last ``#`` or ``/``, or up to its last ``:`` if it has neither.

    >>> namespace_of("http://example.com/a#b"), namespace_of("urn:example:light")
    ('http://example.com/a#', 'urn:example:')
    """
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[: end or iri.rfind(":") + 1]


@cache
def published(namespace: str) -> frozenset[str]:
    """Give the local names of a vocabulary that rdflib carries; none if it carries it not.

    >>> "Concept" in published("http://www.w3.org/2004/02/skos/core#")
    True
    """
    file = _files().get(namespace)
    if file is None:
        return frozenset()
    source = file.read_text(encoding="utf-8")
    extras = re.search(r"_extras = \[(.*?)\]", source, re.DOTALL)
    names = re.findall(r"^    (\w+): (?:URIRef|\()", source, re.MULTILINE)
    return frozenset(names + re.findall(r'"(.*?)"', extras[1] if extras else ""))


@cache
def _files() -> dict[str, Path]:
    """Find the files with a vocabulary each, by its namespace."""
    from importlib.machinery import PathFinder
    from pathlib import Path

    spec = PathFinder.find_spec("rdflib")
    if spec is None or spec.origin is None:
        return {}
    files = {}
    for path in Path(spec.origin).parent.glob("namespace/_[A-Z]*.py"):
        found = re.search(r'_NS = Namespace\(\s*"(.*?)"', path.read_text(encoding="utf-8"))
        if found:
            files[found[1]] = path
    return files
