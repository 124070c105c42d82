"""Documents: strategies, reports and news of a pilot."""

from __future__ import annotations

from datetime import date

from generator.actors import Actors
from generator.dates import Dates
from generator.names import word
from generator.thing import Thing, day, text
from generator.world import World


class Documents:
    """Writes documents."""

    def __init__(self, world: World, dates: Dates, actors: Actors) -> None:
        self._world, self._dates, self._actors = world, dates, actors

    def document(self, pilot: str, year: int, covered: int = 0) -> str:
        """Write a document on a pilot; its period begins in a year, and it covers some regions."""
        world, number = self._world, self._world.number("document")
        thing, name = Thing(f"document:generated-{number}", "foaf:Document"), word(19 * number)
        thing.labels(f"Strategy of {name}", f"Strategi för {name}", f"Strategia: {name}")
        thing.say("dcterms:type", world.concept("document-kind"))
        if number % 2 == 0:
            thing.say("dcterms:title", text(f"Teollisuus uudistuu: {name}", "fi"))
        self._makers(thing, number)
        thing.say("dcterms:subject", *dict.fromkeys(world.concept("topic") for _ in range(2)))
        thing.say("rit:resultOf" if number % 3 == 0 else "rit:pilot", pilot)
        self._times(thing, number, year)
        if number % 4 == 0:
            thing.say("dcterms:identifier", f'"generated-{number}"')
        if number % 3 == 1:
            thing.say("foaf:page", f"<https://example.org/generated/document/{number}>")
        if number % 5 == 0:
            thing.say("rit:criterionCount", str(3 + number % 9))
        if number % 6 == 5:
            thing.say("prov:alternateOf", world.evidence.source())
        self._places(thing, covered)
        world.add(thing)
        return thing.name

    def _makers(self, thing: Thing, number: int) -> None:
        thing.say("dcterms:publisher", self._actors.any_organisation())
        if number % 3 == 0:
            thing.say("dcterms:creator", self._actors.any_organisation())
        if number % 4 == 1:
            thing.say("dcterms:contributor", self._actors.any_organisation())

    def _times(self, thing: Thing, number: int, year: int) -> None:
        thing.say("time:hasTime", self._dates.years(year, year + 6))
        written = date(year, 1 + number % 12, 1 + number % 28)
        if number % 2 == 0:
            thing.say("dcterms:date", day(str(written)))
        if number % 3 == 0:
            thing.say("dcterms:issued", f'"{year}"^^xsd:gYear')
        elif number % 3 == 1:
            thing.say("dcterms:issued", f'"{str(written)[:7]}"^^xsd:gYearMonth')
        else:
            thing.say("dcterms:issued", day(str(written)))

    def _places(self, thing: Thing, covered: int) -> None:
        """Name the regions covered, neighbours in number, so that no two are the same."""
        regions = self._world.numbers["region"]
        covered = min(covered, regions)
        if covered == 1:
            thing.say("dcterms:spatial", self._world.any("region"))
        elif covered:
            first = self._world.below(regions)
            places = ((first + step) % regions for step in range(covered))
            thing.say("rit:covers", *(f"region:generated-{place}" for place in places))
            thing.say("rit:coveredParticipants", str(covered))
