"""Language tags as files spell them: the engine gives them in lower case.

RDF does not tell ``en-GB`` from ``en-gb`` (RDF 1.1 Concepts, section 3.3); a reader of a file does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from ritgraph.turtle.reader import read

# Behind a quotation mark, which may yet stand inside a string.
_SUSPECT = re.compile(rb"[\"']@[A-Za-z0-9-]*[A-Z]")
_TAG = re.compile(r"@([A-Za-z0-9-]+)\Z")
_ENDINGS = (".ttl", ".turtle", ".nt", ".trig")


def exact_literals(paths: Iterable[Path]) -> dict[str, str]:
    """Give, by the word of the engine, the literals of files that have capitals in their tags.

    Files in other formats than Turtle, TriG and N-Triples are passed over. All must be valid.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "colour.ttl")
    ...     _ = path.write_text('<urn:a> <urn:b> "colour"@en-GB .')
    ...     exact_literals([path])
    {'"colour"@en-gb': '"colour"@en-GB'}
    """
    exact: dict[str, str] = {}
    for path in paths:
        ending = path.suffix.lower()
        if ending in _ENDINGS and _SUSPECT.search(path.read_bytes()):
            for word, spelt in _spelt(path, trig=ending == ".trig"):
                exact[word] = min(spelt, exact.get(word, spelt))
    return exact


def _spelt(path: Path, *, trig: bool) -> Iterable[tuple[str, str]]:
    text = path.read_text(encoding="utf-8")
    for triple in read(text, path, trig=trig):
        value = triple.object
        if isinstance(value, ox.Literal) and value.language:
            tag = _TAG.search(text, triple.at_object.start, triple.at_object.end)
            if tag and tag[1] != value.language:
                word = str(value)
                yield word, word[: -len(tag[1])] + tag[1]
