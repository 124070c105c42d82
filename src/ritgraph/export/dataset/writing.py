"""The files of a dataset, written one after the other into a new folder."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

from ritgraph.errors import UnsupportedError
from ritgraph.export.dataset.part import DataFile
from ritgraph.export.on_disk import digest, pieces, write
from ritgraph.export.written import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from ritgraph.export.dataset.part import Part
    from ritgraph.export.source import Say
    from ritgraph.export.written import Written
    from ritgraph.serialise.formats import Format


class Writing:
    """A folder that is being filled; ``remarks`` are what a reader of it should know."""

    def __init__(self, folder: Path, say: Say) -> None:
        self.folder = folder
        self.remarks: list[str] = []
        self._say = say

    def parts(self, parts: Iterable[Part]) -> list[DataFile]:
        """Write each part in each of its formats, proved equal to its source.

        A format that cannot carry the graph is left out, with a remark; Turtle never is.

        Raises:
            SourceSyntaxError, InputError, SourceErrors: a source cannot be read.
            OSError, OutputError: a file cannot be written.
        """
        return [
            file
            for part in parts
            for format_ in part.formats
            for file in self._in_format(part, format_)
        ]

    def text(self, name: str, text: str) -> None:
        """Write a text.

        Raises:
            OSError: it cannot be written.
        """
        self._say(f"writing {name}")
        with self._created(name) as file:
            file.write(text.encode())

    def copy(self, name: str, source: Path) -> None:
        """Write what another file holds.

        Raises:
            OSError: it cannot be written.
        """
        with self._created(name) as file:
            file.write(source.read_bytes())

    def checksums(self) -> dict[str, str]:
        """Give the SHA-256 of each file so far, by its name in the folder."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): digest_of(path) for path in files}

    def _in_format(self, part: Part, format_: Format) -> list[DataFile]:
        def say(what: str) -> None:
            self._say(f"{part.name}.{format_.ending}: {what}")

        try:
            with written(part.source, format_, say) as document:
                plain = self._file(part, format_, document, compressed=False)
                if format_ not in part.compressed:
                    return [plain]
                return [plain, self._file(part, format_, document, compressed=True)]
        except UnsupportedError as error:
            if format_.name == "turtle":
                raise
            self.remarks.append(f"{part.name}.{format_.ending} is left out: {error}")
            return []

    def _file(
        self, part: Part, format_: Format, document: Written, *, compressed: bool
    ) -> DataFile:
        name = f"{part.name}.{format_.ending}{'.gz' if compressed else ''}"
        with self._created(name) as file:
            write(document, file, compressed=compressed)
        path = self.folder / name
        sha256 = digest_of(path) if compressed else document.sha256
        size = path.stat().st_size
        return DataFile(name, part.name, format_, compressed, size, sha256, document.triples)

    @contextmanager
    def _created(self, name: str) -> Iterator[IO[bytes]]:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     Path(folder, "empty").touch()
    ...     digest_of(Path(folder, "empty"))[:8]
    'e3b0c442'
    """
    with path.open("rb") as file:
        return digest(pieces(file))
