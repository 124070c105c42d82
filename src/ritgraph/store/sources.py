"""What a store on disk was built from, and whether the files still say the same.

The table is plain lines of tabs, because each query on a store reads it: to import a JSON parser
takes longer than to compare all files.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from ritgraph.project import Project

_SHOWN = 3


class Source(namedtuple("Source", "size mtime_ns sha256 triples")):
    """A Turtle file as it was read."""

    size: int
    mtime_ns: int
    sha256: str
    triples: int

    def differs(self, path: Path) -> bool:
        """Tell whether a file has other content; what was only touched, or checked out, has not."""
        try:
            now = path.stat()
            if (now.st_size, now.st_mtime_ns) == (self.size, self.mtime_ns):
                return False
            return now.st_size != self.size or _sha256(path) != self.sha256
        except OSError:
            return True


class Changes(namedtuple("Changes", "changed added removed")):
    """Files, by their paths in the project, that are not as a store has them; true if any.

    >>> str(Changes(("data/a.ttl", "data/b.ttl"), (), ("data/c.ttl",)))
    '2 changed, 1 gone (data/a.ttl, data/b.ttl, data/c.ttl)'
    """

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(self)

    def __str__(self) -> str:
        kinds = zip(self, ("changed", "new", "gone"), strict=True)
        counts = ", ".join(f"{len(files)} {kind}" for files, kind in kinds if files)
        names = self.changed + self.added + self.removed
        more = " …" if len(names) > _SHOWN else ""
        return f"{counts} ({', '.join(names[:_SHOWN])}{more})"


class Sources(namedtuple("Sources", "root engine triples prefixes files")):
    r"""The project's folder, the engine, the triples in the store, and each file by its path.

    >>> table = Sources("/lights", "pyoxigraph 1", 2, {"ex": "http://e/"}, {})
    >>> str(table)
    'root\t/lights\nengine\tpyoxigraph 1\ntriples\t2\nprefix\tex\thttp://e/\n'
    >>> Sources.parse(str(table)) == table
    True
    """

    root: str
    engine: str
    triples: int
    prefixes: dict[str, str]
    files: dict[str, Source]

    @classmethod
    def parse(cls, text: str) -> Sources:
        """Read the table.

        Raises:
            ValueError: it is not complete.
        """
        facts: dict[str, str] = {}
        prefixes = {}
        files = {}
        try:
            for line in text.splitlines():
                kind, *fields = (_unescaped(field) for field in line.split("\t"))
                if kind == "file":
                    size, mtime, sha256, triples, name = fields
                    files[name] = Source(int(size), int(mtime), sha256, int(triples))
                elif kind == "prefix":
                    prefixes[fields[0]] = fields[1]
                else:
                    facts[kind] = fields[0]
            return cls(facts["root"], facts["engine"], int(facts["triples"]), prefixes, files)
        except LookupError as missing:
            raise ValueError(f"what it was built from is not told in full ({missing})") from None

    def __str__(self) -> str:
        lines: list[tuple[object, ...]] = [
            ("root", self.root),
            ("engine", self.engine),
            ("triples", self.triples),
            *(("prefix", *prefix) for prefix in self.prefixes.items()),
            *(("file", *source, name) for name, source in self.files.items()),
        ]
        return "".join("\t".join(map(_escaped, line)) + "\n" for line in lines)

    def changes(self, project: Project) -> Changes:
        """Compare with the files of a project as they are now."""
        now = graph_files(project)
        known = self.files
        return Changes(
            tuple(name for name in now if name in known and known[name].differs(now[name])),
            tuple(name for name in now if name not in known),
            tuple(name for name in known if name not in now),
        )


def graph_files(project: Project) -> dict[str, Path]:
    """List the files of a project's graph by their POSIX paths in it."""
    start = len(project.root.as_posix().rstrip("/")) + 1
    return {path.as_posix()[start:]: path for path in project.graph_files}


def _sha256(path: Path) -> str:
    from hashlib import file_digest

    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _escaped(value: object) -> str:
    """Write a field in ASCII without tabs and line ends; names that are no text survive it."""
    return str(value).encode("unicode_escape").decode("ascii")


def _unescaped(field: str) -> str:
    return field.encode("ascii").decode("unicode_escape") if "\\" in field else field
