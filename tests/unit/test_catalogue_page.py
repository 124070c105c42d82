"""The page of all saved queries."""

import re
from pathlib import Path

import pytest

from ritgraph.query.catalogue.page import catalogue_page
from ritgraph.query.saved.saved_query import SavedQuery

DANGEROUS = """\
#+ summary: Is a|b <i>less</i> than c & d?
#+ params:
#+   n: {type: integer, values: [1, 2], help: 'one | two'}
#+ columns:
#+   s: {type: iri, help: 'the `thing`'}
SELECT ?s WHERE { ?s ?p ?_n }
"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    """A page of two queries, one of them with all that Markdown could misread."""
    (tmp_path / "theme").mkdir()
    paths = [tmp_path / "theme" / "odd.rq", tmp_path / "plain.rq"]
    paths[0].write_text(DANGEROUS, encoding="utf-8")
    paths[1].write_text("ASK {}", encoding="utf-8")
    queries = [SavedQuery.read(path) for path in paths]
    return catalogue_page(queries, [], [], tmp_path, lambda query: f"ritgraph query {query.name}")


def test_themes_queries_and_links_lead_somewhere(page: str) -> None:
    anchors = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"(?m)^#+ (.*)$", page.split("## How to")[0])
    }

    assert set(re.findall(r"\]\(#([^)]*)\)", page)) <= anchors
    assert {"on-theme", "without-a-theme", "odd", "plain"} <= anchors
    assert "[theme/odd.rq](theme/odd.rq)" in page


def test_every_row_of_a_table_has_as_many_cells_as_its_head(page: str) -> None:
    tables = re.findall(r"(?m)(?:^\|.*\n)+", page)

    assert len(tables) == 4
    for table in tables:
        rows = [len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()]
        assert len(set(rows)) == 1, table


def test_what_markdown_would_misread_is_escaped(page: str) -> None:
    assert r"Is a\|b &lt;i>less&lt;/i> than c &amp; d?" in page
    assert r"| `n` | integer | required, one of `1`, `2` | one \| two |" in page
