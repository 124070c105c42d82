"""Days, months, years and periods; each is written the first time that it is asked for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from generator.names import MONTH
from generator.thing import Thing, day, text
from generator.world import World

NOTE = text("The source states no day. The end of a year is read as its last three months.", "en")
DAY, MONTH_OF, YEAR = "time:inXSDDate", "time:inXSDgYearMonth", "time:inXSDgYear"


class Dates:
    """Gives the names of dates; it remembers those that it has written, which are few."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._written: set[str] = set()

    def day(self, when: date) -> str:
        """Give a day."""
        name = f"date:generated-{when}"
        if self._is_new(name):
            thing = Thing(name, "time:Instant")
            thing.labels(*(in_words(when, language) for language in MONTH))
            self._bound(thing, DAY, day(str(when)), str(when), str(when))
            if when.day % 7 == 0:
                thing.say("rit:wording", text(f"den {in_words(when, 'sv')}", "sv"))
            self._world.write(thing)
        return name

    def month(self, year: int, month: int) -> str:
        """Give a month."""
        iso = f"{year}-{month:02}"
        name = f"date:generated-{iso}"
        if self._is_new(name):
            thing = Thing(name, "time:Instant")
            thing.labels(*(f"{MONTH[language][month - 1]} {year}" for language in MONTH))
            value, last = f'"{iso}"^^xsd:gYearMonth', monthrange(year, month)[1]
            self._bound(thing, MONTH_OF, value, f"{iso}-01", f"{iso}-{last}")
            self._world.write(thing)
        return name

    def year(self, year: int) -> str:
        """Give a year."""
        name = f"date:generated-{year}"
        if self._is_new(name):
            thing = Thing(name, "time:Instant")
            thing.labels(str(year), str(year), str(year))
            self._bound(thing, YEAR, f'"{year}"^^xsd:gYear', f"{year}-01-01", f"{year}-12-31")
            self._world.write(thing)
        return name

    def end_of_year(self, year: int) -> str:
        """Give the last months of a year, as a source may put it."""
        name = f"date:generated-end-of-{year}"
        if self._is_new(name):
            thing = Thing(name, "time:Instant")
            thing.labels(f"end of {year}", f"slutet av {year}", f"vuoden {year} loppu")
            self._bound(thing, YEAR, f'"{year}"^^xsd:gYear', f"{year}-10-01", f"{year}-12-31")
            thing.say("rit:wording", text(f"under slutet av {year}", "sv"))
            thing.say("skos:scopeNote", NOTE)
            self._world.write(thing)
        return name

    def years(self, first: int, last: int) -> str:
        """Give a period of whole years, with the days that it begins and ends with."""
        name = f"period:generated-{first}--{last}"
        if self._is_new(name):
            begin, end = date(first, 1, 1), date(last, 12, 31)
            first_day, last_day = self.day(begin), self.day(end)
            thing = Thing(name, "time:ProperInterval")
            thing.labels(f"{first} to {last}", f"{first} till {last}", f"{first}-{last}")
            thing.say("time:hasBeginning", first_day)
            thing.say("time:hasEnd", last_day)
            thing.say("rit:earliest", day(str(begin)))
            thing.say("rit:latest", day(str(end)))
            thing.say("rit:wording", text(f"åren {first}-{last}", "sv"))
            self._world.write(thing)
        return name

    def _is_new(self, name: str) -> bool:
        known = name in self._written
        self._written.add(name)
        return not known

    def _bound(self, thing: Thing, predicate: str, value: str, first: str, last: str) -> None:
        thing.say(predicate, value)
        thing.say("rit:earliest", day(first))
        thing.say("rit:latest", day(last))


def in_words(when: date, language: str) -> str:
    """Write a day in words.

    >>> in_words(date(2018, 4, 17), "fi")
    '17. huhtikuuta 2018'
    """
    month = MONTH[language][when.month - 1]
    return f"{when.day}{'.' * (language == 'fi')} {month}{'ta' * (language == 'fi')} {when.year}"
