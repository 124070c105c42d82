"""A validation report in the forms that people and builds read, each by its name."""

from __future__ import annotations

from importlib import import_module

from ritgraph.errors import RitgraphError, did_you_mean, nearest
from ritgraph.validate.output.names import Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.finding import Report
    from ritgraph.term import Prefixes

FORMATS = {
    "human": "as_text",
    "json": "as_json",
    "sarif": "as_sarif",
    "junit": "as_junit",
    "github": "as_github",
    "gitlab": "as_gitlab",
    "markdown": "as_markdown",
    "turtle": "as_turtle",
}


def check_format(name: str) -> str:
    """Give the name of a format back.

    Raises:
        RitgraphError: there is no such format.
    """
    if name not in FORMATS:
        offer = did_you_mean(nearest(name, FORMATS)) or f"There are {', '.join(FORMATS)}."
        raise RitgraphError(f"There is no report format '{name}'. {offer}")
    return name


def render(report: Report, format_: str, prefixes: Prefixes, limit: int = 0) -> str:
    r"""Write a report; of each cause at most ``limit`` findings where a person reads it.

    >>> from ritgraph.finding import Report
    >>> from ritgraph.term import Prefixes
    >>> render(Report(), "gitlab", Prefixes({}))
    '[]\n'
    """
    module = import_module(f"ritgraph.validate.output.{FORMATS[check_format(format_)]}")
    return str(module.render(report, Names(prefixes, report.labels), limit))
