"""Rules by which https://w3id.org leads from the IRIs of a graph to the files about them.

They are for the Apache server there (https://github.com/perma-id/w3id.org), which has one folder
for each namespace. What a client accepts decides on the format; without a word of it, Turtle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ritgraph.export.dataset.names import Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ritgraph.export.dataset.part import DataFile

W3ID = "https://w3id.org/"
# Where the files lie, as long as nobody has said where.
PLACEHOLDER = "https://example.org/replace-this/"


class Redirects(NamedTuple):
    """Rules for some files, and for the names right below the namespace that parts tell of.

    ``listed`` are the names of all files that can be fetched below the dataset.
    """

    names: Names
    files: tuple[DataFile, ...]
    listed: tuple[str, ...]
    segments: Mapping[str, frozenset[str]]

    @property
    def is_at_w3id(self) -> bool:
        """Whether the graph's IRIs are at w3id.org at all, in a folder of their own."""
        return self.names.space.startswith(W3ID) and self.names.space != W3ID

    @property
    def base(self) -> str:
        """Where the rules lead to: never back to the namespace, which would be a circle."""
        base = self.names.base
        return PLACEHOLDER if base.startswith(self.names.space) else base

    @property
    def _target(self) -> str:
        """The base as a rule writes it, where $ and % would mean what was matched."""
        return re.sub(r"[$%]", r"\\\g<0>", self.base)

    def rules(self) -> str:
        """Write the rules, as ``.htaccess``."""
        blocks = ["\n".join(block) for block in self._blocks()]
        return "\n\n".join(blocks) + "\n"

    def readme(self) -> str:
        """Say what the rules are for, and what a person has to fill in."""
        folder = self.names.space.removeprefix(W3ID).rstrip("/")
        lacking = (
            "1. The rules lead to a placeholder. Export again with `--base ADDRESS`, the address"
            " at\n   which the files of this dataset can be fetched.\n"
            if self.base == PLACEHOLDER
            else f"1. The files of this dataset must be at <{self.base}>.\n"
        )
        return (
            f"# {self.names.space}\n\n"
            "Redirects from the IRIs of a graph to the files that tell of them.\n\n"
            "## Contact\n\n"
            "TO BE FILLED IN: the name and the GitHub account of whoever maintains these rules."
            " w3id.org\ntakes no folder without a maintainer.\n\n"
            "## Before these two files go to w3id.org\n\n"
            f"{lacking}"
            "2. Fill in the contact above, and remove this section.\n"
            f"3. Put both files into the folder `{folder}/` of"
            " <https://github.com/perma-id/w3id.org>, by a\n   pull request.\n"
        )

    def _blocks(self) -> Iterator[list[str]]:
        yield [f"# {self.names.space}", "Options +FollowSymLinks", "RewriteEngine on"]
        below = re.escape(self.names.catalogue.removeprefix(self.names.space))
        if self.names.catalogue.startswith(self.names.space):
            yield self._of_the_dataset(below)
        for part, segments in self.segments.items():
            if segments:
                yield list(self._of_a_part(part, sorted(segments)))

    def _of_the_dataset(self, below: str) -> list[str]:
        files = "|".join(map(re.escape, self.listed))
        graph = f"{below}{re.escape(self.names.graph)}"
        return [
            "# The dataset: its files, and its description",
            f"RewriteRule ^{below}({files})$ {self._target}$1 [R=302,NE,L]",
            f"RewriteRule ^{graph}/ {self._target}void.ttl [R=303,NE,L]",
            f"RewriteRule ^{below.removesuffix('/')}(?:/.*)?$ {self._target}dcat.ttl [R=303,NE,L]",
        ]

    def _of_a_part(self, part: str, segments: list[str]) -> Iterator[str]:
        pattern = f"^(?:{'|'.join(map(re.escape, segments))})(?:/.*)?$"
        yield f"# What {part}.ttl tells of"
        offered: dict[str, str] = {}
        for file in self.files:
            if file.part == part and not file.compressed:
                offered.setdefault(file.format.media_type, file.name)
        turtle = offered.pop("text/turtle")
        for media_type, name in offered.items():
            # A client that also takes Turtle gets Turtle.
            yield "RewriteCond %{HTTP_ACCEPT} !text/turtle"
            yield f"RewriteCond %{{HTTP_ACCEPT}} {re.escape(media_type)}"
            yield f"RewriteRule {pattern} {self._target}{name} [R=303,NE,L]"
        yield f"RewriteRule {pattern} {self._target}{turtle} [R=303,NE,L]"


def segments_of(space: str, subjects: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Sort the names right below a namespace by the first part that tells of things there.

    >>> segments_of("http://e.org/", {"graph": [], "ontology": ["http://e.org/o#A"]})
    {'graph': frozenset(), 'ontology': frozenset({'o'})}
    """
    taken = {""}
    found: dict[str, frozenset[str]] = {}
    for part, iris in subjects.items():
        rests = (iri.removeprefix(space) for iri in iris if iri.startswith(space))
        found[part] = frozenset(re.split(r"[/#?]", rest, maxsplit=1)[0] for rest in rests) - taken
        taken |= found[part]
    return found
