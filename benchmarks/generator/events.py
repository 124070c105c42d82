"""Events: series with their numbered events, and the parts that people play in them."""

from __future__ import annotations

from datetime import date, timedelta

from generator.actors import Actors
from generator.dates import Dates
from generator.names import word
from generator.thing import Thing
from generator.world import World


class Events:
    """Writes the events of pilots."""

    def __init__(self, world: World, dates: Dates, actors: Actors) -> None:
        self._world, self._dates, self._actors = world, dates, actors

    def series(self, pilot: str, year: int, events: int) -> None:
        """Write a series of a year, and its events one after the other."""
        world, number = self._world, self._world.number("event")
        whole, name = self._event(number, pilot), word(23 * number)
        whole.labels(f"Meetings on {name}", f"Möten om {name}", f"Kokoukset: {name}")
        whole.say("time:hasTime", self._dates.years(year, year))
        whole.say("rit:aim", world.concept("aim"))
        world.add(whole)
        when = date(year, 1, 1)
        for count in range(1, events + 1):
            when += timedelta(days=world.below(330 // events))
            self._numbered(whole.name, pilot, count, when, last=count == events)

    def _numbered(self, series: str, pilot: str, count: int, when: date, last: bool) -> None:
        world, number = self._world, self._world.number("event")
        event, name = self._event(number, pilot), word(23 * number)
        event.labels(f"Workshop in {name}", f"Verkstad i {name}", f"Työpaja: {name}")
        event.say("time:hasTime", self._dates.day(when))
        event.say("schema:location", world.any("place"))
        event.say("dcterms:subject", *dict.fromkeys(world.concept("topic") for _ in range(2)))
        event.say("m8g:parentEvent", series)
        event.say("m8g:eventNumber", str(count))
        if not last:
            event.say("m8g:hasNextEvent", f"event:generated-{number + 1}")
        # Each part of an event has another role, so that no two of them are the same.
        parts = min(2 + int(2 / (1.1 - world.random())), len(world.vocabulary.concepts["role"]))
        first = world.numbers["part"]
        event.say("m8g:hasParticipation", *(f"part:generated-{first + n}" for n in range(parts)))
        world.add(event)
        for _ in range(parts):
            self._part(name)

    def _event(self, number: int, pilot: str) -> Thing:
        event = Thing(f"event:generated-{number}", "m8g:PublicEvent")
        event.say("dcterms:type", self._world.concept("event-kind"))
        event.say("rit:pilot", pilot)
        return event

    def _part(self, event: str) -> None:
        world, number = self._world, self._world.number("part")
        part = Thing(f"part:generated-{number}", "m8g:Participation")
        part.labels(f"Part in {event}", f"Inslag i {event}", f"Osuus: {event}")
        part.say("m8g:hasParticipant", self._participant(number))
        part.say("m8g:role", world.concept("role"))
        if number % 3 == 0:
            part.say("dcterms:subject", world.concept("topic"))
        if number % 5 == 0:
            part.say("rit:sector", world.concept("sector"))
        world.add(part)

    def _participant(self, number: int) -> str:
        if number % 4 == 0:
            return self._world.any("region")
        return self._actors.any_person() if number % 4 < 3 else self._actors.any_organisation()
