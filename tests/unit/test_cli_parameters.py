"""The page of help of a saved query, and its parameters as options."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    Run = Callable[..., Outcome]

QUERY = """#+ summary: Which lights are as high as one of these, and what else can be said?
#+ description: |
#+   One row per light.
#+   A line of its own.
#+
#+   A second paragraph, which is so long that it does not fit on one line of the terminal.
#+ params:
#+   height: {type: integer, list: true, help: One of these heights}
#+   light: {values: {query: lights, column: light}, help: 100% of it}
#+   name: {lang: en, pattern: '[A-Z].*'}
#+   near: {class: 'ex:Light', help: 'Only those near this one, if it is a light'}
#+   timeout: {type: integer, values: [1, 2], default: 2, help: How long}
#+ columns:
#+   light: {type: iri, help: the light}
#+   heightOfIt: {type: integer, help: 'its height in metres, above the sea, not above the ground'}
#+ example: {height: [36, 24], name: Anholt lighthouse}
PREFIX ex: <http://example.com/lights#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?light ?heightOfIt
WHERE {
    ?light ex:height ?heightOfIt
    FILTER(?heightOfIt IN (?_height))
    FILTER(!BOUND(?__light_iri) || ?light = ?__light_iri)
    FILTER(!BOUND(?__name) || EXISTS { ?light skos:prefLabel ?__name })
    FILTER(!BOUND(?__near_iri) || ?light = ?__near_iri)
    FILTER(?__timeout > 0)
}
ORDER BY ?light
"""
PAGE = """\
usage: ritgraph query heights --height INTEGER [--height INTEGER …]
       [--light IRI] [--name STRING] [--near IRI] [--param-timeout INTEGER]
       [options]

Which lights are as high as one of these, and what else can be said?

One row per light.
A line of its own.

A second paragraph, which is so long that it does not fit on one line of the
terminal.

parameters:
  --height INTEGER         One of these heights (required; can be repeated)
  --light IRI              100% of it (one that `ritgraph query lights` lists,
                           column light)
  --name STRING            (in the language 'en'; of the form [A-Z].*)
  --near IRI               Only those near this one, if it is a light (of
                           class ex:Light, by code, label or IRI)
  --param-timeout INTEGER  How long (one of 1, 2; default: 2)

columns:
  light       iri: the light
  heightOfIt  integer: its height in metres, above the sea, not above the
              ground

example:
  ritgraph query heights --height 36 --height 24 --name 'Anholt lighthouse'

`ritgraph query --help` lists the options that every query has.
"""


@pytest.fixture
def project(tiny_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lighthouse project with one more query, and a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    (tiny_project / "queries" / "heights.rq").write_text(QUERY, encoding="utf-8")
    return tiny_project


def test_the_page_says_all_that_a_person_needs(run: Run, project: Path) -> None:
    outcome = run("query", "heights", "--help", root=project)

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == PAGE
    assert max(map(len, outcome.out.splitlines())) <= 78


def test_the_example_can_be_pasted(run: Run, project: Path) -> None:
    page = run("query", "heights", "--help", root=project).out
    (example,) = re.findall(r"(?m)^  ritgraph (query .*)$", page)

    assert run(*shlex.split(example), root=project).code == 0


def test_an_option_of_a_list_is_repeated(run: Run, project: Path) -> None:
    outcome = run(
        *("query", "heights", "--height", "36", "--height", "42", "-f", "csv"), root=project
    )

    assert outcome.out.splitlines()[1:] == [
        "http://example.com/light/anholt,42", "http://example.com/light/kopu,36"
    ]  # fmt: skip


def test_another_option_is_not_repeated(run: Run, project: Path) -> None:
    outcome = run(
        *("query", "heights", "--height", "36", "--name", "A", "--name", "B"), root=project
    )

    assert outcome.code == 2
    assert outcome.err == "ritgraph: The parameter 'name' takes one value, not a list of 2.\n"


def test_a_parameter_named_as_another_option_has_a_longer_one(run: Run, project: Path) -> None:
    words = ("query", "heights", "--height", "36", "-f", "csv", "--param-timeout")

    assert run(*words, "1", root=project).code == 0
    assert "takes one of 1, 2, not '3'" in run(*words, "3", root=project).err
