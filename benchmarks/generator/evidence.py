"""Evidence: sources with their passages, a claim for each statement, and disagreements."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from generator.names import word
from generator.thing import Thing, text

if TYPE_CHECKING:
    from generator.world import World

LANGUAGES = ("ENG", "SWE", "FIN", "DEU", "FRA")
REFERENCES = "dcterms:references"
# How many claims rest on a passage, and how long the passages of a held text are.
CLAIMS_PER_PASSAGE = 4
LENGTH = 180
INFERENCE = text("The source says it of the whole, of which this is a part.", "en")
REASON = text("The one that is followed is more precise; the other does not exclude it.", "en")
REFUSAL = text("Less precise than the value that the graph follows.", "en")


class Evidence:
    """Gives passages as they are needed; when a source is exhausted, the next one begins."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._source = self._passage = self._last_claim = ""
        self._uses = self._passages_left = self._position = 0
        self._held = False

    def claim(self, subject: str, predicate: str, values: tuple[str, ...]) -> None:
        """Say of some statements where they come from."""
        kind, _, slug = subject.partition(":")
        name = f"claim:{kind}-{slug}.{predicate.partition(':')[2]}"
        for number, value in enumerate(values):
            claim = Thing(f"{name}.{number + 1}" if number else name, "rit:Claim")
            self._state(claim, subject, predicate, value)
            if self._last_claim and self._world.chance(0.03):
                claim.say("rit:inferredFrom", self._last_claim)
                claim.say("rit:inference", INFERENCE)
            self._world.write(claim)
            self._last_claim = claim.name

    def begin(self) -> None:
        """Say where the few statements of the ontology come from that need evidence."""
        for number, statement in enumerate(self._world.vocabulary.to_be_proved):
            claim = Thing(f"claim:generated-{number}", "rit:Claim")
            self._state(claim, *statement)
            self._world.write(claim)

    def disagreement(self, subject: str, predicate: str, refused: str) -> None:
        """Let a source give another value than the one that the graph follows."""
        number = self._world.number("disagreement")
        kind, _, slug = subject.partition(":")
        followed = f"claim:{kind}-{slug}.{predicate.partition(':')[2]}"
        other = Thing(f"{followed}.refused", "rit:Claim", sound=True)
        self._state(other, subject, predicate, refused)
        other.say("rit:notFollowedBecause", REFUSAL)
        self._world.write(other)
        thing = Thing(f"disagreement:generated-{number}", "rit:Disagreement")
        name = word(number)
        thing.labels(f"Start of {name}", f"Starten för {name}", f"Alku: {name}")
        thing.say("skos:notation", f'"X{number + 1000}"')
        thing.say("rit:claim", followed, other.name)
        thing.say("rit:follows", followed)
        thing.say("rit:reason", REASON)
        if number % 5 == 0:
            thing.say("rit:silent", self._source)
        self._world.write(thing)

    def source(self) -> str:
        """Give the source that is being read."""
        if not self._source:
            self._next_source()
        return self._source

    def _state(self, claim: Thing, subject: str, predicate: str, value: str) -> None:
        claim.say("rdf:subject", subject)
        claim.say("rdf:predicate", predicate)
        claim.say("rdf:object", value)
        first = self._evidence()
        second = self._evidence() if self._world.chance(0.2) else first
        claim.say("rit:evidence", *dict.fromkeys((first, second)))

    def _evidence(self) -> str:
        if self._uses == 0:
            self._next_passage()
        self._uses -= 1
        return self._passage

    def _next_passage(self) -> None:
        if self._passages_left == 0:
            self._next_source()
        world, number = self._world, self._world.number("passage")
        self._uses = 1 + world.below(2 * CLAIMS_PER_PASSAGE - 1)
        self._passages_left -= 1
        passage = Thing(f"passage:generated-{number}", "rit:Passage")
        name = word(number)
        passage.labels(f"Passage on {name}", f"Ställe om {name}", f"Kohta: {name}")
        passage.say("oa:hasSource", self._source)
        if self._held:
            passage.say("oa:hasSelector", self._selector(number))
        passage.say("rit:locator", f'"L{number % 40 + 1}.{number % 7 + 1}"')
        passage.say(
            "rit:paraphrase", text(f"{name} takes part, and says with whom and when.", "en")
        )
        world.write(passage)
        self._passage = passage.name

    def _selector(self, number: int) -> str:
        selector = Thing(f"selector:generated-{number}", "oa:TextPositionSelector")
        start = self._position
        self._position += LENGTH
        selector.say("oa:start", str(start))
        selector.say("oa:end", str(start + LENGTH - 20 - self._world.below(100)))
        self._world.write(selector)
        return selector.name

    def _next_source(self) -> None:
        world, number = self._world, self._world.number("source")
        passages = 3 + int(4 / (1.02 - world.random()))
        self._source, self._passages_left = f"source:generated-{number}", passages
        self._held, self._position = number % 4 == 0, 0
        thing, name = Thing(self._source, "rit:SourceDocument"), word(number)
        thing.labels(f"{name} Courier", f"{name}kuriren", f"{name}n kuriiri")
        thing.say("skos:notation", f'"GEN-{number}"')
        thing.say("dcterms:language", f"eulanguage:{LANGUAGES[number % len(LANGUAGES)]}")
        thing.say("foaf:page", f"<https://example.org/generated/{number}>")
        self._describe(thing, number, name)
        if self._held:
            thing.say("schema:sha256", f'"{sha256(self._source.encode()).hexdigest()}"')
            thing.say("rit:textLength", str(passages * LENGTH))
        world.write(thing)
        # What a source says of itself is evidence, but for what it refers to.
        if references := thing.values(REFERENCES):
            self.claim(thing.name, REFERENCES, references)

    def _describe(self, thing: Thing, number: int, name: str) -> None:
        world = self._world
        if number % 3 == 0:
            thing.say("dcterms:title", text(f"Industrin i {name}", "sv"))
        if number % 2 == 0:
            thing.say("dcterms:issued", f'"20{10 + number % 15}-0{1 + number % 9}"^^xsd:gYearMonth')
        if number % 5 == 0:
            thing.say("dcterms:identifier", f'"generated-{number}"')
        if number % 6 == 0:
            thing.say("dcterms:type", world.concept("document-kind"))
            thing.say("dcterms:subject", world.concept("topic"))
        if world.numbers["organisation"] and world.chance(0.6):
            thing.say("dcterms:publisher", f"actor:generated-{world.popular('organisation')}")
        if number % 5 == 2 and world.numbers["pilot"] > 1:
            thing.say("rit:pilot", "pilot:generated-0")
        if number % 8 == 3 and world.numbers["document"] > 1:
            thing.say(REFERENCES, "document:generated-0")
