"""Countries, regions with their parts and codes, towns, and points on the map.

Countries have codes that ISO 3166 leaves to its users (QM to QZ and XA to XZ), so no code is a real
one. Regions come in the order of their codes, the whole before its parts: a region of level 1, a
region of level 2 in it, the twelve regions of level 3 in that, and so on.
"""

from __future__ import annotations

from generator.names import local, word
from generator.thing import Thing, text
from generator.world import World

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COUNTRIES = ("Q" + LETTERS[12:] + " X" + LETTERS).split()
COUNTRY_CODES = [group[0] + letter for group in COUNTRIES for letter in group[1:]]
DIGITS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PARTS = 12
LEVEL_2 = PARTS + 1
LEVEL_1 = 1 + PARTS * LEVEL_2
CAPACITY = len(DIGITS) * LEVEL_1
VERSIONS = ("nutsscheme:2016", "nutsscheme:2021", "nutsscheme:2024")
SCHEME_NOTE = {
    "2016": "of 2016, the one under which the pilot ran",
    "2021": "of 2021",
    "2024": "of 2024",
}


class Places:
    """Writes places; a number names a region, and so its country and its code."""

    def __init__(self, world: World, countries: int) -> None:
        self._world = world
        self.countries = min(countries, len(COUNTRY_CODES))
        self.capacity = self.countries * CAPACITY

    def begin(self) -> None:
        """Write the versions of the codes, and all countries."""
        for version, words in SCHEME_NOTE.items():
            scheme = Thing(f"nutsscheme:{version}", "skos:ConceptScheme", sound=True)
            scheme.labels(*[f"NUTS {version}"] * 3)
            words = (
                f"The classification of territorial units for statistics in its version {words}."
            )
            scheme.say("skos:definition", text(words, "en"))
            self._world.write(scheme)
        for number in range(self.countries):
            self._country(number)

    def region(self) -> None:
        """Write the next region, with its code and its point."""
        number = self._world.numbers["region"]
        if number >= self.capacity:
            return
        self._world.number("region")
        country, local_number = number % self.countries, number // self.countries
        whole, code = place_of(country, local_number)
        codes = self._codes_of_part(code, local_number) if len(code) == 5 else [self._code(code)]
        thing, name = Thing(f"region:generated-{number}", "rit:Region"), word(number)
        thing.labels(f"{name} Region", f"{name}regionen", f"{name}n alue", local(country, name))
        if number % 4 == 0:
            thing.say("skos:altLabel", text(f"{name} Area", "en"))
        if number % 9 == 0:
            thing.say("skos:hiddenLabel", text(f"{name}reigonen", "sv"))
        if number % 6 == 0:
            thing.say("dcterms:identifier", f'"generated-{number}"')
        thing.say("rit:nutsCode", *codes)
        thing.say("rit:country", f"country:generated-{country}")
        if whole is not None:
            thing.say("dcterms:isPartOf", f"region:generated-{whole * self.countries + country}")
        thing.say("geo:hasGeometry", self._point("region", number))
        self._world.add(thing)

    def town(self) -> None:
        """Write a town."""
        number = self._world.number("place")
        country = number % self.countries
        thing, name = Thing(f"place:generated-{number}", "rit:Settlement"), word(number)
        thing.labels(name, name, name, local(country, name, town=True))
        thing.say("rit:country", f"country:generated-{country}")
        thing.say("geo:hasGeometry", self._point("place", number))
        self._world.add(thing)

    def _country(self, number: int) -> None:
        code, name = COUNTRY_CODES[number], word(7 * number)
        self._code(code)
        thing = Thing(f"country:generated-{number}", "rit:Country")
        thing.labels(f"{name}land", f"{name}land", f"{name}maa", local(number, name))
        thing.say("rit:nutsCode", f"nutscode:{code}")
        thing.say("geo:hasGeometry", self._point("country", number))
        thing.say("skos:exactMatch", f"eucountry:{code}{code[0]}")
        self._world.add(thing)

    def _codes_of_part(self, code: str, number: int) -> list[str]:
        """Write the code of a part; some were replaced in the last version."""
        if number % 20 != 2:
            return [self._code(code)]
        new = code[:-1] + DIGITS[DIGITS.index(code[-1]) + PARTS]
        return [self._code(code, VERSIONS[:-1]), self._code(new, VERSIONS[-1:], code)]

    def _code(
        self, code: str, versions: tuple[str, ...] = VERSIONS, replaced: str | None = None
    ) -> str:
        concept = Thing(f"nutscode:{code}", "skos:Concept")
        concept.say("skos:notation", f'"{code}"')
        concept.say("skos:inScheme", *versions)
        concept.say("nuts:level", str(len(code) - 2))
        if len(code) > 2:
            concept.say("skos:broader", f"nutscode:{code[:-1]}")
        if replaced is not None:
            concept.say("dcterms:replaces", f"nutscode:{replaced}")
        self._world.write(concept)
        return concept.name

    def _point(self, kind: str, number: int) -> str:
        world = self._world
        point = Thing(f"point:generated-{kind}-{number}", "geo:Geometry")
        longitude, latitude = world.below(600) / 10 - 20, world.below(300) / 10 + 40
        point.say("geo:asWKT", f'"POINT({longitude:.1f} {latitude:.1f})"^^geo:wktLiteral')
        world.write(point)
        return point.name


def place_of(country: int, number: int) -> tuple[int | None, str]:
    """Give the code of a region by its number in its country, and the number of its whole.

    >>> place_of(0, 0), place_of(0, 1), place_of(0, 2), place_of(0, 14)
    ((None, 'QM1'), (0, 'QM11'), (1, 'QM111'), (0, 'QM12'))
    """
    first, rest = divmod(number, LEVEL_1)
    code = COUNTRY_CODES[country] + DIGITS[first]
    if rest == 0:
        return None, code
    second, third = divmod(rest - 1, LEVEL_2)
    code += DIGITS[second]
    if third == 0:
        return first * LEVEL_1, code
    return number - third, code + DIGITS[third - 1]
