"""On which day a dataset was made, if it was said: the clock says nothing here."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from ritgraph.errors import RitgraphError


def day_of_the_source() -> str | None:
    """Give the day of SOURCE_DATE_EPOCH (reproducible-builds.org), in universal time.

    >>> os.environ.get("SOURCE_DATE_EPOCH") or day_of_the_source()

    Raises:
        RitgraphError: it is no number of seconds.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise RitgraphError(
            f"SOURCE_DATE_EPOCH is '{seconds}', which is no number of seconds since 1970."
        ) from None
