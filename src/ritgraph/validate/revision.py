"""A folder as it was at a git revision, to tell what a change has brought."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from ritgraph.errors import InputError
from ritgraph.finding import Report
from ritgraph.git import git
from ritgraph.validate.fingerprint import fingerprints, without


@contextmanager
def folder_at(root: Path, revision: str) -> Iterator[Path]:
    """Give a temporary copy of ``root`` as it was at ``revision``.

    Raises:
        UnsupportedError: git is not installed.
        RitgraphError: the folder is not under git, or has no such revision.
    """
    top = Path(git(root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    commit = git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    archive = git(top, "archive", "--format=tar", commit.decode().strip())
    with TemporaryDirectory(prefix="ritgraph-") as copy:
        with tarfile.open(fileobj=BytesIO(archive)) as files:
            files.extractall(copy, filter="data")
        folder = Path(copy) / root.resolve().relative_to(top.resolve())
        if not folder.is_dir():
            raise InputError(root, f"it was not there at {revision}")
        yield folder


def brought_since(report: Report, former: Report) -> Report:
    """Keep the findings that a former report does not have.

    >>> brought_since(Report(), Report()).conforms
    True
    """
    return without(report, Counter(fingerprints(former.findings)))
