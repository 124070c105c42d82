"""What git knows of a folder: its revisions, and the files of one. Nothing is checked out."""

from __future__ import annotations

import subprocess

from ritgraph.errors import RitgraphError, UnsupportedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_REFERENCES = ("refs/heads", "refs/tags", "refs/remotes")
_FILE = (b"100644", b"100755")


def git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    """Give what git says to these words in a folder; ``given`` is its standard input.

    What a person has typed must stand behind ``--end-of-options``, so that it is no option.

    Raises:
        UnsupportedError: git is not installed.
        RitgraphError: git cannot do it.
    """
    try:
        return subprocess.run(  # noqa: S603 (no shell reads the words)
            ["git", "-C", str(folder), *words],  # noqa: S607 (found as the user's shell does)
            check=True,
            capture_output=True,
            input=given,
        ).stdout
    except FileNotFoundError:
        raise UnsupportedError("git is not installed, so nothing tells what has changed.") from None
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines() or ["it failed"]
        raise RitgraphError(f"git: {lines[-1].removeprefix('fatal: ')}") from None


def object_of(folder: Path, name: str) -> str | None:
    """Give the identifier of what git calls ``name`` (gitrevisions(7)); None if there is nothing.

    Raises:
        UnsupportedError, RitgraphError: there is no git, or it does not know the folder.
    """
    git(folder, "rev-parse", "--git-dir")
    try:
        found = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except RitgraphError:
        return None
    identifier = found.decode().strip()
    return identifier if identifier.isalnum() else None  # not "^…", which leaves something out


def references(folder: Path) -> list[str]:
    """Give the short names of branches and tags."""
    names = git(folder, "for-each-ref", "--format=%(refname:short)", *_REFERENCES)
    return names.decode(errors="replace").splitlines()


def files_of(folder: Path, tree: str, *options: str) -> dict[str, str]:
    """Give the identifier of each file of a tree or commit, by its path from ``folder``.

    Links and the repositories inside this one are left out.
    """
    listed = git(folder, "ls-tree", "-r", "-z", *options, tree)
    files = {}
    for entry in filter(None, listed.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        mode, _, identifier = about.split(b" ")
        if mode in _FILE:
            files[path.decode(errors="surrogateescape")] = identifier.decode()
    return files


def contents(folder: Path, identifiers: Iterable[str]) -> Iterator[bytes]:
    """Give what is in files, in their order."""
    asked = "".join(f"{identifier}\n" for identifier in identifiers)
    answer = git(folder, "cat-file", "--batch", given=asked.encode())
    start = 0
    while start < len(answer):
        head = answer.index(b"\n", start)
        size = int(answer[start:head].split(b" ")[2])
        yield answer[head + 1 : head + 1 + size]
        start = head + size + 2
