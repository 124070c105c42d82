"""The redirect rules lead from each IRI of the graph to a file that tells of it.

The rules are run by a small reading of mod_rewrite: conditions on the Accept header, then the first
rule whose pattern matches.
"""

import re
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest

import ritgraph
from ritgraph.export.dataset.redirects import PLACEHOLDER
from ritgraph.project import Project

SPACE = "https://w3id.org/ritgraph/"
BASE = "https://files.example.org/ritgraph/"
FILES = {
    "text/turtle": "ttl",
    "application/trig": "trig",
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
}


class Rules:
    """What an Apache server does with the directives that these rules use."""

    def __init__(self, text: str) -> None:
        self.rules: list[tuple[list[str], str, str, str]] = []
        conditions: list[str] = []
        for line in filter(None, text.splitlines()):
            word, *rest = line.split()
            if word == "RewriteCond":
                assert rest[0] == "%{HTTP_ACCEPT}"
                conditions.append(rest[1])
            elif word == "RewriteRule":
                self.rules.append((conditions, *rest))
                conditions = []
            else:
                assert word == "#" or line in ("Options +FollowSymLinks", "RewriteEngine on")

    def lead(self, iri: str, accept: str = "*/*") -> tuple[str, str] | None:
        """Give the address that an IRI leads to, and the flags of the rule."""
        path = iri.partition("#")[0].removeprefix(SPACE)
        for conditions, pattern, target, flags in self.rules:
            met = all(
                (re.search(condition.removeprefix("!"), accept) is None)
                == condition.startswith("!")
                for condition in conditions
            )
            if met and (match := re.search(pattern, path)):
                return re.sub(r"\\(.)|\$(\d)", partial(self._written, match), target), flags
        return None

    @staticmethod
    def _written(match: re.Match[str], part: re.Match[str]) -> str:
        """Give a character that is escaped, or what a group of the pattern has matched."""
        return part[1] or match[int(part[2])]


@pytest.fixture(scope="module")
def rules(published: Path) -> Rules:
    return Rules((published / "w3id" / ".htaccess").read_text())


def subjects(path: Path) -> set[str]:
    return {
        quad.subject.value
        for quad in ox.parse(path=path)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(SPACE)
    }


def test_the_reading_of_rules_knows_conditions() -> None:
    rules = Rules(
        "RewriteCond %{HTTP_ACCEPT} !text/turtle\nRewriteCond %{HTTP_ACCEPT} ld\\+json\n"
        "RewriteRule ^a$ J [R=303,NE,L]\nRewriteRule ^(a|b)$ T-$1 [R=303,NE,L]"
    )

    assert rules.lead(f"{SPACE}a", "application/ld+json") == ("J", "[R=303,NE,L]")
    assert rules.lead(f"{SPACE}a#x", "text/turtle, application/ld+json") == ("T-a", "[R=303,NE,L]")
    assert rules.lead(f"{SPACE}c") is None


@pytest.mark.parametrize(("part", "least"), [("ritgraph", 1300), ("shapes", 300), ("queries", 40)])
def test_every_iri_leads_to_a_file_that_tells_of_it(
    rules: Rules, published: Path, part: str, least: int
) -> None:
    told = {name: subjects(published / f"{name}.ttl") for name in ("ritgraph", "ontology", part)}
    iris = told[part]

    assert len(iris) > least
    for iri in iris:
        address, flags = rules.lead(iri) or ("", "")
        name = address.removeprefix(BASE)
        assert (published / name).is_file(), iri
        assert iri in told[name.removesuffix(".ttl")]
        assert flags == "[R=303,NE,L]"


@pytest.mark.parametrize("accept", FILES)
@pytest.mark.parametrize(
    "iri", ["id/region/SE31", "ontology", "ontology#Claim", "vocab/role/adviser"]
)
def test_a_client_gets_the_format_that_it_asks_for(
    rules: Rules, published: Path, accept: str, iri: str
) -> None:
    part = "ritgraph" if iri.startswith("id/") else "ontology"
    wanted = f"{part}.{FILES[accept]}"
    expected = wanted if (published / wanted).exists() else f"{part}.ttl"

    assert rules.lead(SPACE + iri, accept) == (BASE + expected, "[R=303,NE,L]")
    assert rules.lead(SPACE + iri, f"text/turtle, {accept}") == (
        f"{BASE}{part}.ttl",
        "[R=303,NE,L]",
    )
    assert rules.lead(SPACE + iri, "text/html") == (f"{BASE}{part}.ttl", "[R=303,NE,L]")


def test_what_the_description_names_leads_somewhere(rules: Rules, published: Path) -> None:
    named = subjects(published / "dcat.ttl") | subjects(published / "void.ttl")
    for iri in named:
        address, _ = rules.lead(iri) or ("", "")
        assert address.removeprefix(BASE) in ("dcat.ttl", "void.ttl")
    assert f"{SPACE}dataset/ritgraph" in named
    assert len(named) > 100


def test_files_are_found_below_the_dataset(rules: Rules, published: Path) -> None:
    for path in published.iterdir():
        if path.is_file():
            assert rules.lead(f"{SPACE}dataset/{path.name}") == (BASE + path.name, "[R=302,NE,L]")


def test_other_iris_of_the_namespace_are_left_alone(rules: Rules) -> None:
    for iri in ("identity", "ontologyx", "x/id/region", ""):
        assert rules.lead(SPACE + iri) is None


def test_without_an_address_a_person_is_told_what_to_fill_in(tmp_path: Path) -> None:
    ritgraph.open().export_dataset(tmp_path / "d")
    rules, page = ((tmp_path / "d" / "w3id" / n).read_text() for n in (".htaccess", "README.md"))

    assert PLACEHOLDER in rules
    assert BASE not in rules
    assert "Export again with `--base ADDRESS`" in page
    assert "TO BE FILLED IN: the name and the GitHub account" in page
    assert Project.shipped().root.as_posix() not in rules + page


def test_with_an_address_the_page_names_it(published: Path) -> None:
    page = (published / "w3id" / "README.md").read_text()

    assert f"must be at <{BASE}>" in page
    assert "folder `ritgraph/` of" in page


def test_an_address_with_signs_of_a_rule_is_taken_as_it_is(tmp_path: Path) -> None:
    base = "https://files.example.org/a%201/$1/"
    ritgraph.open().export_dataset(tmp_path / "d", base)
    text = (tmp_path / "d" / "w3id" / ".htaccess").read_text()

    assert r"https://files.example.org/a\%201/\$1/ritgraph.ttl " in text
    assert (Rules(text).lead(f"{SPACE}id/region/SE31") or ("",))[0] == f"{base}ritgraph.ttl"
    assert (Rules(text).lead(f"{SPACE}dataset/void.ttl") or ("",))[0] == f"{base}void.ttl"
