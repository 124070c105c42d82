"""What ``ritgraph validate --fix`` and ``--diff`` do: put right in files what is beyond doubt."""

from __future__ import annotations

import sys

from ritgraph.atomic import replacing
from ritgraph.cli.changed_lines import unified
from ritgraph.errors import SourceErrors, SourceSyntaxError, place
from ritgraph.validate.repair import declared_in, prefix_repairs, repairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ritgraph.errors import RitgraphError
    from ritgraph.finding import Report
    from ritgraph.validate.repair import Repair

# What is mended can bring to light what stood behind it.
_TURNS = 5


def mend(
    validate: Callable[[], Report], files: Iterable[Path], write: bool, show: bool
) -> tuple[int, int]:
    """Write what can be put right, or ``show`` it as a diff; give how many things, and files.

    Raises:
        SourceSyntaxError, SourceErrors: files cannot be read, and it is not for want of a prefix.
        OutputError: a file cannot be written.
    """
    number, touched = 0, set()
    for _ in range(_TURNS if write else 1):
        found = _repairs(validate, files)
        for repair in found:
            if show:
                print("".join(unified(repair.old, repair.new, place(repair.file))), end="")
            if write:
                with replacing(repair.file) as file:
                    file.write(repair.new.encode())
            number += repair.number
            touched.add(repair.file)
        if not found:
            break
    sys.stdout.flush()
    return number, len(touched)


def _repairs(validate: Callable[[], Report], files: Iterable[Path]) -> list[Repair]:
    try:
        return repairs(validate().findings)
    except (SourceSyntaxError, SourceErrors) as error:
        broken = _broken(error)
        known = declared_in(file for file in files if file not in broken)
        if not (found := prefix_repairs(broken, known)):
            raise
        return found


def _broken(error: RitgraphError) -> list[Path]:
    from pathlib import Path

    errors = error.errors if isinstance(error, SourceErrors) else (error,)
    found = (one.path for one in errors if isinstance(one, SourceSyntaxError) and one.path)
    return [Path(path) for path in found if Path(path).suffix in (".ttl", ".turtle", ".trig")]
