"""Write an answer of any kind where it should go, in the format asked for."""

from __future__ import annotations

import sys

from ritgraph.cli.terminal import result_width
from ritgraph.query.rows import ROW_FORMATS, TRIPLE_FORMATS, Rows, Triples, write_truth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import IO

    from ritgraph.cli.parser import Parser


def add_output_options(parser: Parser) -> None:
    """Add format and output."""
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(ROW_FORMATS)}; for triples {', '.join(TRIPLE_FORMATS)}",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to a file; - is standard output"
    )


def write(answer: Rows | Triples | bool, parsed: Namespace, options: Namespace) -> None:
    """Write an answer; for a table on the way to a person also say how many rows it has."""
    if parsed.output in (None, "-"):
        count = _render(answer, parsed.format, sys.stdout.buffer, result_width())
        sys.stdout.flush()
    else:
        from ritgraph.atomic import replacing

        with replacing(parsed.output) as stream:
            count = _render(answer, parsed.format, stream, None)
    if count is not None and not options.quiet:
        print(f"{count} row{'' if count == 1 else 's'}", file=sys.stderr)


def _render(
    answer: Rows | Triples | bool, format_: str | None, stream: IO[bytes], width: int | None
) -> int | None:
    """Write an answer of any kind; give the number of rows where it is known."""
    if isinstance(answer, Rows):
        return answer.write(format_ or "table", stream, width)
    if isinstance(answer, Triples):
        answer.write(format_ or "turtle", stream)
    else:
        write_truth(answer, format_ or "table", stream)
    return None
