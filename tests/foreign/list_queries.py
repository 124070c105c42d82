"""List a folder of queries that other people wrote as saved queries, with their parameters.

    python tests/foreign/list_queries.py FOLDER

Each ``.rq`` or ``.sparql`` file below the folder gets a line, and another for each parameter: name,
type, whether it is required, its default, the values that it may have. A file that cannot be read,
or that does more than read, gets one line that says why.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ritgraph.errors import RitgraphError
from ritgraph.query.saved.saved_query import SavedQuery
from ritgraph.sparql.guard import refuse_all_but_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ritgraph.query.saved.parameter import Parameter


def listing(folder: Path) -> Iterator[str]:
    """Give the lines of the list."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".rq", ".sparql") or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        try:
            query = SavedQuery.read(path)
            refuse_all_but_reading(query.tokens, query.text, path)
        except RitgraphError as error:
            yield f"! {name}: {str(error).partition(f'{path.name}:')[2].strip()}"
            continue
        yield f"{name}  {query.header.summary}".rstrip()
        yield from map(_line, query.parameters)


def _line(parameter: Parameter) -> str:
    facts = [parameter.kind, "required" if parameter.required else "optional"]
    if parameter.many:
        facts.append("several")
    if parameter.default is not None:
        facts.append(f"default {parameter.default}")
    if parameter.values:
        facts.append(f"one of {', '.join(map(str, parameter.values))}")
    return f"    {parameter.name}: {'; '.join(facts)}"


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python tests/foreign/list_queries.py FOLDER")
    for line in listing(Path(sys.argv[1])):
        print(line)
