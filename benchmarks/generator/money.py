"""Funds, amounts of money and grants.

No two amounts are equal: one that is multiplied (so much for each participant) is a multiple of
100,000 and 1 more; the product with fewer than 100,000 participants ends in their number; any other
amount has cents.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.dates import Dates
from generator.names import word
from generator.thing import Thing, text
from generator.world import World

CURRENCIES = (("EUR", "euro"), ("SEK", "kronor"), ("PLN", "zloty"))
EACH = 100_000


class Budget(NamedTuple):
    """An amount that has been written as a budget, and its number."""

    name: str
    number: int


class Money:
    """Writes funds, amounts and grants."""

    def __init__(self, world: World, dates: Dates) -> None:
        self._world, self._dates = world, dates

    def fund(self, pilot: str | None, year: int) -> str:
        """Write a funding scheme; it may succeed a pilot, or continue an earlier scheme."""
        world, number = self._world, self._world.numbers["fund"]
        thing, name = Thing(f"fund:generated-{number}", "schema:FundingScheme"), word(13 * number)
        thing.labels(f"{name} Fund", f"{name}fonden", f"{name}rahasto")
        if number % 2 == 0:
            thing.say("skos:altLabel", text(f"{name}stödet", "sv"))
        if number % 3 == 2:
            thing.say("dcterms:isVersionOf", world.any("fund"))
        thing.say("time:hasTime", self._dates.years(year, year + 6))
        if pilot is not None:
            thing.say("rit:successorOf", pilot)
        world.add(thing)
        world.number("fund")
        return thing.name

    def budget(self) -> Budget:
        """Write a budget; ``share`` gives less for its number, in the same currency."""
        number = self._world.number("budget")
        value = f"{1_000_000 + 10 * number}.55"
        return Budget(self._amount(value, number, limit=number % 4 == 0), number)

    def share(self, number: int) -> str:
        """Write a part of the budget with a number."""
        return self._amount(f"{1_000 + 10 * (number % 90_000)}.{number // 90_000 + 10}", number)

    def each_and_total(self, pilot: int, participants: int) -> tuple[str, str]:
        """Write what each participant in a pilot gets, and all of them together."""
        each = (pilot + 1) * EACH + 1
        return (
            self._amount(str(each), pilot, sound=True),
            self._amount(str(each * participants), pilot, sound=True),
        )

    def grant(self, amount: str, receives: str, who: str, total: str | None = None) -> None:
        """Write a grant; ``receives`` is the property that leads to those who get it."""
        world, number = self._world, self._world.number("grant")
        thing, name = Thing(f"grant:generated-{number}", "schema:MonetaryGrant"), word(17 * number)
        thing.labels(f"Grant for {name}", f"Bidrag till {name}", f"Avustus: {name}")
        thing.say("dcterms:type", world.concept("grant-kind"))
        thing.say("schema:amount", amount)
        funder = f"actor:generated-{world.popular('organisation')}"
        thing.say("schema:funder", world.any("fund") if number % 3 else funder)
        thing.say(receives, who)
        if total is not None:
            thing.say("rit:totalAmount", total)
        world.add(thing)

    def _amount(self, value: str, currency: int, limit: bool = False, sound: bool = False) -> str:
        number = self._world.number("amount")
        thing = Thing(f"amount:generated-{number}", "schema:MonetaryAmount", sound)
        code, name = CURRENCIES[currency % len(CURRENCIES)]
        thing.labels(f"{value} {name}", f"{value.replace('.', ',')} {name}", f"{value} {code}")
        thing.say("schema:currency", f'"{code}"')
        thing.say("schema:maxValue" if limit else "schema:value", value)
        self._world.write(thing)
        return thing.name
