"""The rows of a check query are findings."""

import pytest

from ritgraph.errors import RitgraphError
from ritgraph.finding import Finding, Severity
from ritgraph.query.contract.checks import findings


def test_each_row_is_a_finding() -> None:
    rows = [
        {"focus": "http://example.com/a", "problem": "It is dark."},
        {"focus": "http://example.com/b", "problem": "It is cold.", "more": 1},
    ]

    assert findings("light", "Is it light?", Severity.INFO, rows) == [
        Finding(Severity.INFO, "light", "It is dark.", focus="http://example.com/a"),
        Finding(Severity.INFO, "light", "It is cold.", focus="http://example.com/b"),
    ]


def test_no_rows_are_no_findings() -> None:
    assert findings("light", "Is it light?", Severity.INFO, []) == []


def test_the_message_of_the_check_stands_in_for_a_problem_that_is_unbound() -> None:
    (finding,) = findings(
        "light", "Is it light?", Severity.WARNING, [{"focus": None, "problem": None}]
    )

    assert finding == Finding(Severity.WARNING, "light", "Is it light?")


@pytest.mark.parametrize(
    ("row", "missing"), [({"focus": "a"}, "?problem"), ({"thing": "a"}, "?focus and ?problem")]
)
def test_a_check_without_the_two_columns_is_an_error(row: dict[str, str], missing: str) -> None:
    with pytest.raises(RitgraphError) as caught:
        findings("light", "Is it light?", Severity.WARNING, [row])

    assert str(caught.value) == (
        f"The check 'light' does not select {missing}; a check query selects ?focus and ?problem."
    )
    assert caught.value.exit_code == 2
