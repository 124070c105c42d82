"""The page of all saved queries in Markdown, as it stands beside them in ``queries/README.md``."""

from __future__ import annotations

from itertools import groupby

from ritgraph.query.saved.datatype import lexical
from ritgraph.query.saved.declaration import FromQuery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from ritgraph.query.saved.parameter import Parameter
    from ritgraph.query.saved.saved_query import SavedQuery

_INTRODUCTION = """\
# Saved queries

One file is one question, and plain SPARQL that runs in any engine as it stands.
`ritgraph query NAME` asks it, `ritgraph query NAME --help` says what it takes and gives, and
`g.query("NAME")` asks it in Python. This page is made from the files, by
`ritgraph query --as-markdown`; do not edit it.
"""
_CHECKS = """\
## Check queries

Each row of one is a fault of the graph; `ritgraph validate` runs them.
"""
_PROFILES = """\
## Profiles

The queries in a folder of `profiles/` construct together the graph in the words of another
vocabulary; `g.profile("NAME")` gives it in Python.
"""


def catalogue_page(
    queries: Iterable[SavedQuery],
    checks: Iterable[SavedQuery],
    profiles: Iterable[SavedQuery],
    folder: Path,
    command: Callable[[SavedQuery], str],
) -> str:
    """Write the page of the queries in ``folder``; ``command`` gives the line that asks one.

    >>> from pathlib import Path
    >>> page = catalogue_page([], [], [], Path("queries"), str)
    >>> page.splitlines()[0]
    '# Saved queries'
    """

    def theme(query: SavedQuery) -> str:
        return query.path.parent.relative_to(folder).as_posix()

    found = sorted(queries, key=lambda query: (theme(query), query.name))
    themes = [(name, list(members)) for name, members in groupby(found, key=theme)]
    parts = [_INTRODUCTION]
    parts += [_contents(name, members) for name, members in themes]
    for name, members in themes:
        parts.append(f"## {_title(name)}\n")
        parts += [_section(query, folder, command(query)) for query in members]
    if tests := [_section(query, folder, "") for query in checks]:
        parts += [_CHECKS, *tests]
    if rows := [_of_profile(query, folder) for query in profiles]:
        parts += [_PROFILES, _table(("query of a profile", "what it gives"), rows)]
    return "\n".join(parts)


def _contents(theme: str, queries: Iterable[SavedQuery]) -> str:
    rows = [(f"[{query.name}](#{query.name})", query.header.summary) for query in queries]
    anchor = _title(theme).lower().replace(" ", "-").replace("/", "")
    return _table((f"[{_title(theme)}](#{anchor})", "question"), rows)


def _title(theme: str) -> str:
    return "Without a theme" if theme == "." else f"On {theme}"


def _section(query: SavedQuery, folder: Path, command: str) -> str:
    """Tell all about one query."""
    place = query.path.relative_to(folder).as_posix()
    parts = [f"### {query.name}\n", f"**{_text(query.header.summary or query.name)}**"]
    parts.append(f"{_text(query.header.description)} [{place}]({place})\n".lstrip())
    if query.parameters:
        rows = [(f"`{one.name}`", one.type_name, *_about(one)) for one in query.parameters]
        parts.append(_table(("parameter", "type", "value", "what for"), rows))
    if columns := query.header.columns:
        held = [(f"`{name}`", column.type, column.help) for name, column in columns.items()]
        parts.append(_table(("column", "type", "what it holds"), held))
    if command:
        parts.append(f"```sh\n{command}\n```\n")
    return "\n".join(parts)


def _of_profile(query: SavedQuery, folder: Path) -> tuple[str, str]:
    place = query.path.relative_to(folder).as_posix()
    return f"[{place.removeprefix('profiles/')}]({place})", query.header.summary


def _about(parameter: Parameter) -> tuple[str, str]:
    """Say which values a parameter takes, and what for."""
    notes = ["required" if parameter.required else "optional"]
    if parameter.default is not None:
        notes = [f"default {_values(parameter.default)}"]
    if parameter.class_:
        notes.append(f"a {parameter.class_}")
    if isinstance(parameter.values, FromQuery):
        notes.append(f"one that [{parameter.values.query}](#{parameter.values.query}) lists")
    elif parameter.values:
        notes.append(f"one of {_values(parameter.values)}")
    notes += [f"of the form `{parameter.pattern}`"] if parameter.pattern else []
    notes += ["one or several"] if parameter.many else []
    return ", ".join(notes), parameter.help


def _values(given: object) -> str:
    values = given if isinstance(given, list | tuple) else [given]
    return ", ".join(f"`{lexical(value)}`" for value in values)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"{line}\n" for line in map(_line, lines))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_text(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _text(text: str) -> str:
    """Keep a text from being read as HTML or as several lines."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
