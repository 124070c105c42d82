"""Write an answer of any kind where it should go, in the format asked for."""

from __future__ import annotations

import os
import sys

from ritgraph.cli.terminal import result_width
from ritgraph.errors import OutputError, UnknownName
from ritgraph.query.answer.formats import ROW_FORMATS, TRIPLE_FORMATS, is_format
from ritgraph.query.answer.rows import Rows, Triples

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
        help=f"{', '.join(ROW_FORMATS)}; for triples {', '.join(TRIPLE_FORMATS)}"
        " (default: as the ending of FILE says, else table or turtle)",
    )
    parser.add_output_option()


def check(parsed: Namespace) -> None:
    """Check what can be known to be wrong before anything is read.

    Raises:
        UnknownName: there is no such format.
        OutputError: Parquet would go to a terminal, or CSVW to standard output.
    """
    format_ = _format(parsed)
    if format_ is not None and not is_format(format_):
        formats = dict.fromkeys((*ROW_FORMATS, *TRIPLE_FORMATS))
        hint = f"Rows have {', '.join(ROW_FORMATS)}; triples {', '.join(TRIPLE_FORMATS)}."
        raise UnknownName("format", format_, formats, f"{hint} Choose one with -f.")
    if _is_csvw(format_) and _to_standard_output(parsed):
        raise OutputError(
            "standard output", "CSVW is a CSV and its metadata beside it; name a file with -o FILE"
        )
    if format_ == "parquet" and _to_standard_output(parsed) and result_width() is not None:
        raise OutputError(
            "standard output", "Parquet is nothing for a terminal; name a file with -o FILE"
        )


def write(answer: Rows | Triples | bool, parsed: Namespace, options: Namespace) -> None:
    """Write an answer; where the number of its rows is known, also say that, apart from it."""
    format_, lang = _format(parsed), options.lang or "en"
    if _to_standard_output(parsed):
        try:
            count = _render(answer, format_, sys.stdout.buffer, result_width(), lang)
        finally:  # what standard error says of the answer comes behind it
            sys.stdout.flush()
    elif _is_csvw(format_) and isinstance(answer, Rows):
        count = answer.write_csvw(parsed.output)
    else:
        from ritgraph.atomic import replacing

        with replacing(parsed.output) as stream:
            count = _render(answer, format_, stream, None, lang)
    if count is not None and not options.quiet:
        print(f"{count} row{'' if count == 1 else 's'}", file=sys.stderr)


def _to_standard_output(parsed: Namespace) -> bool:
    return parsed.output in (None, "-")


def _is_csvw(format_: str | None) -> bool:
    return format_ is not None and format_.lower() == "csvw"


def _format(parsed: Namespace) -> str | None:
    """Give the format asked for, else the one that the file's ending means, if it means one."""
    if parsed.format is not None:
        return str(parsed.format)
    ending = os.path.splitext(parsed.output or "")[1][1:]  # noqa: PTH122 (pathlib is slower)
    return None if ending in ("", "txt") else ending


def _render(
    answer: Rows | Triples | bool,
    format_: str | None,
    stream: IO[bytes],
    width: int | None,
    lang: str,
) -> int | None:
    """Write an answer of any kind; give the number of rows where it is known."""
    if isinstance(answer, Rows):
        return answer.write(format_ or "table", stream, width, lang)
    if isinstance(answer, Triples):
        answer.write(format_ or "turtle", stream)
    else:
        from ritgraph.query.answer.truth import write_truth

        write_truth(answer, format_ or "table", stream)
    return None
