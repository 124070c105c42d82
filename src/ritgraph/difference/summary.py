"""How much changed: things by their kind, labels and other texts by their language, statements."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pyoxigraph as ox

from ritgraph.difference.names import LABELS
from ritgraph.difference.thing import ADDED, CHANGED, REMOVED, Named, Thing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ritgraph.difference.words import Words

# More than that nobody reads in one line.
_MOST_KINDS = 6
_KINDS = (ADDED, CHANGED, REMOVED)


class Summary(NamedTuple):
    """Counts; ``things`` by what happened and the class, ``labels`` and ``texts`` by language."""

    things: dict[tuple[str, Named | None], int]
    labels: dict[str, int]
    texts: dict[str, int]
    added: int
    removed: int

    def line(self, words: Words) -> str:
        """Say it in one line."""
        parts = [self._things(kind, class_, words) for kind, class_ in self.things]
        if len(parts) > _MOST_KINDS:
            parts = self._in_all(words)
        for key, counts in (("label", self.labels), ("text", self.texts)):
            parts += [words.count(key, n, language=language) for language, n in counts.items()]
        for kind, number in ((ADDED, self.added), (REMOVED, self.removed)):
            if number:
                parts.append(words.count(f"statements.{kind}", number))
        return ", ".join(parts)

    def _things(self, kind: str, class_: Named | None, words: Words) -> str:
        name = words.say("without-class") if class_ is None else class_.label or class_.iri
        return words.count(f"things.{kind}", self.things[kind, class_], kind=name)

    def _in_all(self, words: Words) -> list[str]:
        counts = Counter[str]()
        for (kind, _), number in self.things.items():
            counts[kind] += number
        return [words.count(f"all.{kind}", counts[kind]) for kind in _KINDS if counts[kind]]


def summary(things: Sequence[Thing]) -> Summary:
    """Count what changed.

    >>> summary([Thing("added", "urn:a", None, None, 2, 0, ())]).added
    2
    """
    kinds = Counter((thing.kind, thing.class_) for thing in things)
    labels: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for thing in things:
        for change in thing.changes:
            term = change.new.term if change.new and change.old else None
            if isinstance(term, ox.Literal) and term.language:
                (labels if change.path[-1].iri in LABELS else texts)[term.language] += 1
    return Summary(
        things={key: kinds[key] for key in sorted(kinds, key=lambda key: _KINDS.index(key[0]))},
        labels=dict(sorted(labels.items())),
        texts=dict(sorted(texts.items())),
        added=sum(thing.added for thing in things),
        removed=sum(thing.removed for thing in things),
    )
