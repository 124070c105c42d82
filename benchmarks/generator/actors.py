"""Organisations and their units; persons and the posts that they hold."""

from __future__ import annotations

from generator.names import word
from generator.thing import Thing, text
from generator.world import World

CLASSES = ("org:Organization", "m8g:PublicOrganisation", "m8g:PublicOrganisation")
PARTIES = ("a", "b", "c", "kd", "lib")


class Actors:
    """Writes actors; the first organisations are named far more often than the others."""

    def __init__(self, world: World) -> None:
        self._world = world

    def organisation(self) -> str:
        """Write the next organisation; one in nine is a unit of an earlier one."""
        world, number = self._world, self._world.numbers["organisation"]
        is_unit = number % 9 == 6
        kind = "org:OrganizationalUnit" if is_unit else CLASSES[number % len(CLASSES)]
        thing, name = Thing(f"actor:generated-{number}", kind), word(3 * number)
        if is_unit:
            thing.labels(f"Unit for {name}", f"Enheten för {name}", f"Yksikkö {name}")
            thing.say("org:unitOf", self.any_organisation())
            thing.say("dcterms:subject", world.concept("topic"))
        else:
            thing.labels(f"{name} Agency", f"{name}verket", f"{name}virasto")
        if number % 4 == 0:
            thing.say("skos:altLabel", text(f"{name}myndigheten", "sv"))
        if number % 4 != 3:
            thing.say("org:classification", world.concept("organisation-kind"))
        if number and number % 5 == 0:
            thing.say("org:memberOf", self.any_organisation())
        if number % 2 == 0:
            thing.say("foaf:homepage", f"<https://example.org/generated/agency/{number}>")
        if number % 7 == 3:
            thing.say("dcterms:spatial", world.any("region"))
        world.add(thing)
        world.number("organisation")
        return thing.name

    def person(self) -> str:
        """Write the next person, and a post."""
        world, number = self._world, self._world.number("person")
        person = Thing(f"actor:generated-person-{number}", "foaf:Person")
        name = f"{word(5 * number)} {word(11 * number + 2)}"
        person.labels(name, name, name)
        world.write(person)
        post = Thing(f"post:generated-{number}", "org:Post")
        topic = word(number)
        post.labels(f"Manager for {topic}", f"Ansvarig för {topic}", f"Vastaava: {topic}")
        post.say("org:heldBy", person.name)
        roles = (world.concept("role"), world.concept("role"))
        post.say("org:role", *roles[: 1 + (number % 6 == 0)])
        post.say("org:postIn", self.any_organisation())
        if number % 5 == 0:
            post.say("rit:concerns", world.any("region"))
        if number % 4 == 0:
            post.say("dcterms:subject", world.concept("topic"))
        if number % 6 == 1:
            post.say("rit:party", f'"{PARTIES[number % len(PARTIES)]}"')
        world.add(post)
        return person.name

    def any_organisation(self) -> str:
        """Draw an organisation."""
        return f"actor:generated-{self._world.popular('organisation')}"

    def any_person(self) -> str:
        """Draw a person."""
        return f"actor:generated-person-{self._world.popular('person')}"
