"""``ritgraph describe``: all that is known about a thing."""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.cli.parser import Parser, UsageError
from ritgraph.cli.root import open_graph
from ritgraph.cli.terminal import result_width
from ritgraph.query.table import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from ritgraph.query.describe import Description, Statement
    from ritgraph.term import Prefixes

_EXAMPLES = """\
examples:
  ritgraph describe Sweden            by a label, in any language
  ritgraph describe SE                by a code
  ritgraph describe skos:Concept      by a CURIE or an IRI
"""


def main(arguments: Sequence[str], options: Namespace) -> int:
    """Print the description of the thing named."""
    parser = Parser(
        prog="ritgraph describe",
        usage="ritgraph describe THING [OPTIONS]",
        description="Show all that is known about a thing, and all that points to it.",
        epilog=_EXAMPLES,
    )
    parser.add_argument(
        "thing", metavar="THING", nargs="?", help="an IRI, a CURIE, a code or a label"
    )
    thing = parser.parse_all(arguments).thing
    if options.help:
        parser.print_help()
        return 0
    if thing is None:
        raise UsageError("Name the thing to describe: an IRI, a CURIE, a code or a label.")
    graph = open_graph(options)
    description = graph.describe(thing, options.lang or "en")
    for line in _lines(description, graph.prefixes):
        print(line)
    return 0


def _lines(description: Description, prefixes: Prefixes) -> Iterator[str]:
    yield description.label or prefixes.compact(description.thing)
    yield f"<{description.thing}>"
    width = result_width()
    if description.statements:
        yield ""
        rows = [_row(statement, prefixes) for statement in description.statements]
        yield from table(("property", "value"), rows, width)
    if description.inverse:
        yield ""
        rows = [_row(statement, prefixes)[::-1] for statement in description.inverse]
        yield from table(("thing", "property that points here"), rows, width)


def _row(statement: Statement, prefixes: Prefixes) -> tuple[str, str]:
    property_ = statement.property_label or prefixes.compact(statement.property)
    value = statement.value
    if isinstance(value, ox.Literal):
        return property_, f"{value.value} ({value.language})" if value.language else value.value
    if not isinstance(value, ox.NamedNode):
        return property_, str(value)
    curie = prefixes.compact(value.value)
    return property_, f"{statement.value_label} ({curie})" if statement.value_label else curie
