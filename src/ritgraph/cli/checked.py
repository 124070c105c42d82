"""What is said of a file or folder that was held against what would be written."""

from __future__ import annotations

import sys

from ritgraph.plain_text import VISIBLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def tell(differences: Iterable[str], name: str, *, quiet: bool) -> int:
    """Show the differences, and say whether there are any; give the exit code."""
    shown = "".join(differences)
    print(shown.translate(VISIBLE) if sys.stdout.isatty() else shown, end="", flush=True)
    if not quiet:
        said = "is not what would be written" if shown else "is what would be written"
        print(f"{name} {said}", file=sys.stderr)
    return 1 if shown else 0
