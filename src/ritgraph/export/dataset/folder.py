"""The folder of a dataset: whether it may be replaced, and that it is, as a whole."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

from ritgraph.atomic import folder_beside
from ritgraph.errors import OutputError, RitgraphError
from ritgraph.export.dataset.exchange import put_in_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUMS = "SHA256SUMS"


@contextmanager
def replacing_folder(target: Path, sources: Iterable[Path]) -> Iterator[Path]:
    """Give a new folder that takes the place of ``target`` when all is in it.

    Until then, and whatever goes wrong, what stood there stays. Only a dataset is replaced, and
    never a folder of ``sources``.

    Raises:
        OutputError: the folder holds other files, or cannot be written.
    """
    place = target.resolve()
    try:
        _refuse_what_is_not_ours(target, place, sources)
        place.parent.mkdir(parents=True, exist_ok=True)
        with folder_beside(place) as new:
            yield new
            _refuse_what_is_not_ours(target, place, sources)
            if place.exists():
                new.chmod(place.stat().st_mode)
            put_in_place(new, place)
    except OSError as error:
        if isinstance(error, RitgraphError):
            raise
        raise OutputError(target, f"cannot be written: {error.strerror or error}") from None


def listed(sums: str) -> dict[str, str]:
    """Read a list of checksums: the digest of each file by its name.

    >>> listed("e3b0  a.ttl")
    {'a.ttl': 'e3b0'}
    """
    pairs = [line.split("  ", 1) for line in sums.splitlines()]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def names_in(folder: Path) -> set[str]:
    """Give the names of all files below a folder, and of links to folders."""
    return {
        Path(here, name).relative_to(folder).as_posix()
        for here, folders, names in os.walk(folder)
        for name in (*names, *folders)
        if name in names or Path(here, name).is_symlink()
    }


def _refuse_what_is_not_ours(target: Path, place: Path, sources: Iterable[Path]) -> None:
    for source in sources:
        if place.is_relative_to(source.resolve()):
            raise OutputError(target, f"it lies in {source.name}/, which holds the graph's files")
    if not place.exists():
        return
    if not place.is_dir():
        raise OutputError(target, "it is a file; name a folder")
    names = names_in(place)
    if names and SUMS not in names:
        raise OutputError(target, "it is neither empty nor a dataset; choose another folder")
    if names:
        sums = (place / SUMS).read_text(encoding="utf-8", errors="replace")
        if others := sorted(names - {SUMS} - set(listed(sums))):
            raise OutputError(
                target, f"it holds {others[0]}, which no export wrote; move it to another folder"
            )
