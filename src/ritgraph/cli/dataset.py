"""``ritgraph export --dataset``: publish the graph as a folder, or check one."""

from __future__ import annotations

import sys

from ritgraph.cli.checked import tell
from ritgraph.cli.limits import stop_after
from ritgraph.cli.parser import UsageError
from ritgraph.cli.progress import ProgressBar
from ritgraph.cli.root import open_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from ritgraph.export.dataset.publish import Published

# What says what a single file is to hold, or where it is to go.
_OF_A_FILE = ("format", "output", "only", "thing", "query", "profile")
_UNITS = ("bytes", "kB", "MB", "GB")


def main(parsed: Namespace, options: Namespace) -> int:
    """Publish the graph; 1 if a folder that is checked is not what would be written."""
    several = [f"--{name}" for name in _OF_A_FILE if getattr(parsed, name) is not None]
    if several or parsed.param:
        others = " and ".join(several or ["--param"])
        raise UsageError(
            f"--dataset publishes the whole graph in every format: leave {others} out."
        )
    with stop_after(None), ProgressBar(options.quiet) as bar:
        graph = open_graph(options)
        if parsed.check:
            lines = graph.check_dataset(parsed.dataset, parsed.base, say=bar.say)
        else:
            published = graph.export_dataset(parsed.dataset, parsed.base, say=bar.say)
    if parsed.check:
        return tell((f"{line}\n" for line in lines), parsed.dataset, quiet=options.quiet)
    if not options.quiet:
        for remark in published.remarks:
            print(f"note: {remark}", file=sys.stderr)
        print(_summary(published, parsed.dataset), file=sys.stderr)
    return 0


def _summary(published: Published, folder: str) -> str:
    counts = f"{published.files} files, {size(published.size)}, {published.triples:,} triples"
    return f"{counts} in {folder}"


def size(number: float) -> str:
    """Write a number of bytes as a person would.

    >>> size(9_312_000), size(512)
    ('9.3 MB', '512 bytes')
    """
    unit = 0
    while number >= 1000 and unit < len(_UNITS) - 1:
        number /= 1000
        unit += 1
    return f"{number:.1f} {_UNITS[unit]}" if unit else f"{number:.0f} {_UNITS[0]}"
