"""Errors say what is wrong, where, and what to do; their facts are attributes."""

import os
from pathlib import Path

import pytest

from ritgraph.errors import (
    InputError,
    OutputError,
    ParameterError,
    ProjectError,
    RefusedError,
    RitgraphError,
    SourceErrors,
    SourceSyntaxError,
    UnknownName,
    UnsupportedError,
    nearest,
    place,
)


@pytest.mark.parametrize(
    ("error", "builtin", "exit_code"),
    [
        (ProjectError("x"), Exception, 2),
        (SourceSyntaxError("a.ttl", 1, 2, "x"), SyntaxError, 2),
        (InputError("a.ttl", "x"), OSError, 2),
        (SourceErrors([InputError("a.ttl", "x")]), Exception, 2),
        (UnknownName("query", "x", []), LookupError, 2),
        (ParameterError("x", "x"), ValueError, 2),
        (OutputError("a.ttl", "x"), OSError, 2),
        (RefusedError(None, 1, 1, "x"), Exception, 3),
        (UnsupportedError("x"), Exception, 3),
    ],
    ids=lambda value: type(value).__name__,
)
def test_error_is_of_the_family_and_the_built_in_that_fits(
    error: RitgraphError, builtin: type[Exception], exit_code: int
) -> None:
    assert isinstance(error, RitgraphError)
    assert isinstance(error, builtin)
    assert error.exit_code == exit_code
    assert "x" in str(error)


def test_syntax_error_has_its_place_as_attributes() -> None:
    error = SourceSyntaxError(Path("data/lights.ttl"), 3, 14, "'.' is missing")

    assert (error.path, error.line, error.column) == (Path("data/lights.ttl"), 3, 14)
    assert str(error) == f"data{os.sep}lights.ttl:3:14: '.' is missing"


def test_unknown_name_with_nothing_near_offers_nothing() -> None:
    error = UnknownName("query", "zzz", ["lights", "keepers"])

    assert error.nearest == ()
    assert str(error) == "There is no query 'zzz'."


def test_nearest_names_depend_on_neither_case_nor_accents_and_are_at_most_three() -> None:
    assert nearest("GAVLE", ["Gävle", "Umeå"]) == ("Gävle",)
    assert nearest("uto", ["Utö"]) == ("Utö",)
    assert len(nearest("light", [f"light{number}" for number in range(9)])) == 3


def test_place_is_seen_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert place(tmp_path / "data" / "a.ttl", 1, 2) == f"data{os.sep}a.ttl:1:2"
    assert place("/elsewhere/a.ttl") == "/elsewhere/a.ttl"
