"""Selection rounds with those who are chosen in them, and the calls that lead to them."""

from __future__ import annotations

from datetime import date, timedelta
from math import gcd
from typing import NamedTuple

from generator.actors import Actors
from generator.dates import Dates
from generator.money import Money
from generator.names import word
from generator.projects import Projects
from generator.thing import Thing
from generator.world import World

BETWEEN = timedelta(days=60)


class Chosen(NamedTuple):
    """Who takes part in a pilot, and through which rounds."""

    regions: list[str]
    countries: list[str]
    rounds: list[str]


class Rounds:
    """Writes the rounds and calls of pilots."""

    def __init__(
        self, world: World, dates: Dates, actors: Actors, money: Money, projects: Projects
    ) -> None:
        self._world, self._dates, self._actors = world, dates, actors
        self._money, self._projects = money, projects

    def rounds(self, pilot: str, start: date, size: int, countries: int) -> Chosen:
        """Write the rounds of a pilot, and a participation for each region and country chosen."""
        regions = self._draw(size - size // 8)
        wholes = [f"country:generated-{number}" for number in range(min(size // 8, countries))]
        count = 1 + (size > 6) + (size > 40) + (size > 400)
        names = []
        for order in range(count):
            here, wholes_here = regions[order::count], wholes[order::count]
            when = start + order * BETWEEN
            names.append(self._round(pilot, order, when, len(here), len(wholes_here)))
            for participant in (*here, *wholes_here):
                self._projects.participation(participant, "rit:pilot", pilot, names[-1])
        self._projects.participation(self._actors.any_organisation(), "rit:pilot", pilot)
        return Chosen(regions, wholes, names)

    def calls(self, pilot: str, start: date, rounds: list[str]) -> list[str]:
        """Write a call for each round; it closes a month before."""
        names = []
        for order, chosen_in in enumerate(rounds):
            number = self._world.number("call")
            closes = start + order * BETWEEN - timedelta(days=31)
            thing, name = Thing(f"call:generated-{number}", "rit:Call"), word(31 * number)
            thing.labels(f"Call of {name}", f"{name}utlysningen", f"Haku {name}")
            thing.say("rit:pilot", pilot)
            thing.say("rit:round", chosen_in)
            thing.say("rit:started", self._dates.day(closes - timedelta(days=50)))
            thing.say("time:hasTime", self._dates.day(closes))
            thing.say("rit:projectsUntil", self._dates.end_of_year(start.year + 3))
            self._terms(thing, number)
            self._world.add(thing)
            names.append(thing.name)
        return names

    def _terms(self, call: Thing, number: int) -> None:
        call.say("rit:budget", self._money.budget().name)
        call.say("rit:plannedRegionCount", str(1 + number % 12))
        call.say("rit:applicationCount", str(5 + number % 60))
        call.say("rit:fundedCount", str(1 + number % 5))
        call.say("rit:driver", self._world.concept("driver"))
        call.say("dcterms:subject", self._world.concept("topic"))
        if number % 3 == 0:
            call.say("rit:concerns", self._world.any("region"))

    def _round(self, pilot: str, order: int, when: date, regions: int, countries: int) -> str:
        world, number = self._world, self._world.number("round")
        thing = Thing(f"round:generated-{number}", "rit:SelectionRound")
        thing.labels(f"Round {order + 1}", f"Omgång {order + 1}", f"Kierros {order + 1}")
        thing.say("rit:pilot", pilot)
        thing.say("rit:roundNumber", str(order + 1))
        thing.say("rit:regionCount", str(regions))
        thing.say("rit:countryCount", str(countries))
        if number % 3 == 0:
            thing.say("rit:driver", world.concept("driver"))
        thing.say("rit:openedBy", self._actors.any_organisation())
        exact = number % 5 != 0
        day = self._dates.day(when) if exact else self._dates.month(when.year, when.month)
        thing.say("time:hasTime", day)
        world.add(thing)
        return thing.name

    # --- Who is chosen ---

    def _draw(self, count: int) -> list[str]:
        """Draw regions, none twice; those that were written first are drawn more often."""
        regions = self._world.numbers["region"]
        first = regions // 4
        often = min(count // 2, first)
        drawn = (*self._spread(often, 0, first), *self._spread(count - often, first, regions))
        return [f"region:generated-{number}" for number in drawn]

    def _spread(self, count: int, low: int, high: int) -> list[int]:
        """Draw numbers from low to high, none twice, by steps of one length around a circle."""
        around = max(high - low, 1)
        first, step = self._world.below(around), 1 + self._world.below(around)
        while gcd(step, around) != 1:
            step += 1
        return [low + (first + step * turn) % around for turn in range(min(count, high - low))]
