"""Projects, activities, and participations in pilots and projects."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator.actors import Actors
from generator.dates import Dates
from generator.money import Money
from generator.names import word
from generator.thing import Thing, text
from generator.world import World


class Project(NamedTuple):
    """A project that has been written, and the number of its budget."""

    name: str
    budget: int


class Projects:
    """Writes what carries on a pilot, and who takes part in it."""

    def __init__(self, world: World, dates: Dates, actors: Actors, money: Money) -> None:
        self._world, self._dates, self._actors, self._money = world, dates, actors, money

    def project(self, fund: str, document: str, year: int) -> Project:
        """Write a project that carries out a document from a year on."""
        world, number, budget = self._world, self._world.numbers["project"], self._money.budget()
        thing, name = Thing(f"project:generated-{number}", "schema:Project"), word(37 * number)
        thing.labels(f"Project {name}", f"Projektet {name}", f"Hanke {name}")
        if number % 2:
            thing.say("dcterms:title", text(f"Från {name} till praktik", "sv"))
        thing.say(
            "rit:started", self._dates.day(date(year, 1 + number % 12, 1 + 14 * (number % 2)))
        )
        thing.say("time:hasTime", self._dates.years(year, year + 3))
        thing.say("schema:funder", fund)
        thing.say("rit:implements" if number % 3 else "rit:supports", document)
        thing.say("rit:budget", budget.name)
        if number % 2 == 0:
            thing.say("dcterms:identifier", f'"generated-{number}"')
        if number and number % 7 == 0:
            thing.say("prov:alternateOf", world.any("project"))
        world.add(thing)
        world.number("project")
        self.participation(self._actors.any_organisation(), "rit:project", thing.name)
        return Project(thing.name, budget.number)

    def activity(self, pilot: str, year: int, region: str, project: Project) -> str:
        """Write an activity of a pilot in a region that takes part in it."""
        world, number = self._world, self._world.number("activity")
        thing, name = Thing(f"activity:generated-{number}", "rit:Activity"), word(41 * number)
        thing.labels(f"Support for {name}", f"Stöd till {name}", f"Tuki: {name}")
        if number % 5 == 0:
            thing.say("skos:altLabel", text(f"Help for {name}", "en"))
        thing.say("dcterms:type", world.concept("activity-kind"))
        thing.say("rit:pilot", pilot)
        thing.say("rit:concerns", region)
        thing.say("dcterms:subject", world.concept("topic"))
        if number % 3 == 0:
            thing.say("dcterms:isPartOf", project.name)
        if number % 2 == 0:
            thing.say("time:hasTime", self._dates.years(year + number % 2, year + 1 + number % 3))
        if number % 6 == 0:
            thing.say("rit:regionCount", str(number % 9))
            thing.say("rit:countryCount", str(number % 4))
        world.add(thing)
        return thing.name

    def participation(
        self, participant: str, whole: str, name: str, chosen_in: str | None = None
    ) -> None:
        """Write that somebody takes part in a pilot or project; ``whole`` says in which of them."""
        world, number = self._world, self._world.number("participation")
        thing, word_of_it = (
            Thing(f"participation:generated-{number}", "rit:Participation"),
            word(number),
        )
        thing.labels(f"{word_of_it} takes part", f"{word_of_it} deltar", f"{word_of_it} osallistuu")
        thing.say("rit:participant", participant)
        thing.say(whole, name)
        thing.say("org:role", world.concept("role"))
        if chosen_in is not None:
            thing.say("rit:round", chosen_in)
        world.add(thing)
