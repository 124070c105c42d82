"""Chapters: a pilot with all that belongs to it, from its regions to its grants."""

from __future__ import annotations

from datetime import date

from generator.actors import Actors
from generator.dates import Dates
from generator.documents import Documents
from generator.events import Events
from generator.money import Money
from generator.names import word
from generator.places import Places
from generator.projects import Project, Projects
from generator.rounds import Chosen, Rounds
from generator.thing import Thing, text
from generator.world import World

FIRST_YEAR, YEARS = 2014, 12
MOST_PARTICIPANTS = 5_000


class Pilots:
    """Writes chapter after chapter; few of them are large."""

    def __init__(self, world: World, countries: int) -> None:
        self._world = world
        self._dates = Dates(world)
        self._places = Places(world, countries)
        self._actors = Actors(world)
        self._money = Money(world, self._dates)
        self._documents = Documents(world, self._dates, self._actors)
        self._events = Events(world, self._dates, self._actors)
        self._projects = Projects(world, self._dates, self._actors, self._money)
        self._rounds = Rounds(world, self._dates, self._actors, self._money, self._projects)

    def begin(self) -> None:
        """Write what all chapters share."""
        self._world.evidence.begin()
        self._places.begin()
        for _ in range(3):
            self._places.town()

    def size(self, largest: float) -> int:
        """Draw how many take part in a pilot: most often few, now and then very many."""
        drawn = int(4 / (1.0001 - self._world.random()) ** 0.8)
        return max(2, min(drawn, int(largest), MOST_PARTICIPANTS))

    def chapter(self, size: int) -> None:
        """Write a pilot in which so many take part."""
        number = self._world.number("pilot")
        pilot, year = f"pilot:generated-{number}", FIRST_YEAR + number % YEARS
        start = date(year, 1 + number % 12, 1 + 7 * (number % 4))
        self._surroundings(size)
        documents = [
            self._documents.document(pilot, year, covered)
            for covered in (0, 1, *(min(size // 2, 20) for _ in range(1 + size // 8)))
        ]
        fund = self._money.fund(self._earlier(number), year)
        self._pilot(pilot, number, start, documents[0], fund)
        chosen = self._rounds.rounds(pilot, start, size, self._places.countries)
        calls = self._rounds.calls(pilot, start, chosen.rounds)
        projects = [self._projects.project(fund, documents[-1], year) for _ in range(1 + size // 6)]
        activities = [
            self._projects.activity(pilot, year, region, projects[0])
            for region in chosen.regions[: 2 + size // 3]
        ]
        self._grants(pilot, number, chosen, calls, projects, activities)
        for turn in range(1 + size // 20):
            self._events.series(pilot, year + 1 + turn % 3, events=3 + min(size, 20) // 10)
        self._world.evidence.disagreement(pilot, "rit:started", self._dates.year(year))

    def document(self) -> None:
        """Write one document more on some pilot."""
        self._documents.document(self._world.any("pilot"), FIRST_YEAR)

    # --- Parts of a chapter ---

    def _earlier(self, number: int) -> str | None:
        return self._world.any("pilot") if number and number % 3 == 0 else None

    def _surroundings(self, size: int) -> None:
        """Write the places and actors that this chapter brings with it."""
        regions = self._world.numbers["region"]
        for _ in range(max(size // 2, 2 * size - regions)):
            self._places.region()
        for _ in range(1 + size // 20):
            self._places.town()
        for _ in range(3 + size // 3):
            self._actors.organisation()
        for _ in range(2 + size // 3):
            self._actors.person()

    def _pilot(self, pilot: str, number: int, start: date, document: str, fund: str) -> None:
        world, thing, name = self._world, Thing(pilot, "rit:Pilot"), word(29 * number)
        thing.labels(f"Pilot {name}", f"Piloten {name}", f"{name}-pilotti")
        thing.say("skos:altLabel", text(f"{name}-piloten", "sv"))
        thing.say("rit:buildsOn", world.concept("topic"))
        thing.say("rit:aim", world.concept("aim"))
        thing.say("rit:challenge", world.concept("challenge"), world.concept("challenge"))
        thing.say("rit:strength", world.concept("strength"), world.concept("strength"))
        thing.say("rit:started", self._dates.day(start))
        thing.say("time:hasTime", self._dates.years(start.year, start.year + 3))
        thing.say("rit:announcedIn", document)
        if number % 2 == 0:
            thing.say("rit:partnershipCount", str(1 + number % 5))
            thing.say("rit:testModelFor", fund)
        if number and number % 2:
            thing.say("rit:successorOf", f"pilot:generated-{world.below(number)}")
        if number % 6 == 4:
            thing.say("prov:alternateOf", f"pilot:generated-{number - 1}")
        world.add(thing)

    def _grants(
        self,
        pilot: str,
        number: int,
        chosen: Chosen,
        calls: list[str],
        projects: list[Project],
        activities: list[str],
    ) -> None:
        """Give money to each participant, to the projects of calls, and to single projects."""
        money, participants = self._money, len(chosen.regions) + len(chosen.countries)
        if participants > 1:
            each, total = money.each_and_total(number, participants)
            money.grant(each, "rit:perParticipantOf", pilot, total)
        for call in calls:
            money.grant(money.budget().name, "rit:sharedByProjectsOf", call)
        for activity in activities[:2]:
            money.grant(money.budget().name, "rit:perProjectOf", activity)
        for project in projects:
            money.grant(money.share(project.budget), "rit:recipient", project.name)
