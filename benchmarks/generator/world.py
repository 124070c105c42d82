"""What has been generated so far, in numbers alone: memory does not grow with the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from random import Random

from generator.evidence import Evidence
from generator.faults import Faults
from generator.thing import Thing
from generator.vocabulary import Vocabulary
from generator.writers import Writer


class World:
    """Takes things, writes them with their claims, and counts.

    Things of a kind are numbered as they come, so that a number below the count names one.
    """

    def __init__(self, vocabulary: Vocabulary, writer: Writer, seed: int, faults: Faults) -> None:
        self.vocabulary = vocabulary
        self.numbers: Counter[str] = Counter()
        self.triples = 0
        # Not for secrets: a seed must give the same graph again. Only random() is kept by Python
        # from version to version, so everything is drawn with it.
        self.random = Random(seed).random  # noqa: S311
        self.evidence = Evidence(self)
        self._writer, self._faults = writer, faults
        self._concepts: dict[str, Iterator[str]] = {
            scheme: cycle(names) for scheme, names in vocabulary.concepts.items()
        }

    def add(self, thing: Thing) -> None:
        """Write a thing, and a claim for each statement that needs evidence."""
        self.write(thing)
        needing = self.vocabulary.need_evidence
        for predicate, values in thing.statements:
            if predicate in needing:
                self.evidence.claim(thing.name, predicate, values)

    def write(self, thing: Thing) -> None:
        """Write a thing without claims, with the fault that it is its turn to have."""
        twin = self._faults.visit(thing)
        for one in (thing, twin):
            if one is not None:
                self._writer.write(one)
                self.triples += sum(len(values) for _, values in one.statements)

    def number(self, kind: str) -> int:
        """Give the number of the next thing of a kind."""
        number = self.numbers[kind]
        self.numbers[kind] = number + 1
        return number

    # --- Choices ---

    def concept(self, scheme: str) -> str:
        """Give the next concept of a scheme, so that all are used alike."""
        return next(self._concepts[scheme])

    def below(self, bound: int) -> int:
        """Draw a number below a bound."""
        return int(self.random() * bound)

    def chance(self, share: float) -> bool:
        """Draw whether something is so."""
        return self.random() < share

    def any(self, kind: str) -> str:
        """Draw a thing of a kind that has been written; each is as likely as the others."""
        return f"{kind}:generated-{self.below(self.numbers[kind])}"

    def popular(self, kind: str) -> int:
        """Draw the number of a thing of a kind; the first ones come up far more often."""
        return int(self.numbers[kind] * self.random() ** 3)
