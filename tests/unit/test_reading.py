"""Files read in a fork: the same statements, prefixes and errors as when they are read here."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from ritgraph.errors import InputError, RitgraphError, SourceErrors, SourceSyntaxError
from ritgraph.export import reading, source
from ritgraph.export.export import export
from ritgraph.export.source import FileSource, silent
from ritgraph.serialise.canonical import fingerprint
from ritgraph.serialise.statements import Statements

CountForks = Callable[[ModuleType], list[int]]
OPEN = Path("/proc/self/fd")
TEXT = "@prefix ex: <http://example.com/> . ex:a ex:p 01 , 'x\\n'@en , _:b . _:b ex:q [] ."
OTHER = "@prefix other: <http://example.com/other/> . other:a other:p _:b . _:b other:q 1e0 ."


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    first, second = tmp_path / "first.ttl", tmp_path / "second.trig"
    first.write_text(TEXT)
    second.write_text(f"{OTHER} other:graph {{ other:b other:p 2 }}")
    return [first, second]


def content(files: list[Path]) -> tuple[Any, ...]:
    with Statements() as statements:
        read = FileSource(files, {})
        read.read(statements, silent)
        about = list(statements.subjects())
        return about, fingerprint(statements.blank), statements.tally, read.prefixes


def test_a_fork_reads_the_same(
    files: list[Path], monkeypatch: pytest.MonkeyPatch, count_forks: CountForks
) -> None:
    forked = count_forks(reading)
    here = content(files)
    monkeypatch.setattr(source, "LARGE", 0)

    assert content(files) == here
    assert len(forked) == 1
    assert set(here[3]) == {"ex", "other"}
    assert len(here[0]) == 3


def test_each_broken_file_is_told(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LARGE", 0)
    files[0].write_text("<urn:a> <urn:b> .")
    with pytest.raises(SourceSyntaxError) as one:
        FileSource(files, {}).read(Statements(), silent)
    assert (one.value.path, one.value.line) == (files[0], 1)

    with pytest.raises(SourceErrors) as two:
        FileSource([*files, tmp_path / "none.ttl"], {}).read(Statements(), silent)
    assert [type(error) for error in two.value.errors] == [SourceSyntaxError, InputError]


def test_a_fork_that_dies_is_one_line_and_nothing_is_written(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LARGE", 0)
    monkeypatch.setattr(reading, "_hand_on", _dying)
    target = tmp_path / "target.ttl"

    with pytest.raises(RitgraphError, match=r"^The process that was to read the files died"):
        export(FileSource(files, {}), target)

    assert not target.exists()


def _dying(files: Any, sink: int, answer: int) -> None:
    """Hand on a part, as if that were all, and die."""
    os.write(sink, b"<urn:a> <urn:b> <urn:c> .\n")
    os.kill(os.getpid(), signal.SIGKILL)


def test_nothing_stays_open_if_the_statements_cannot_be_kept(
    files: list[Path], monkeypatch: pytest.MonkeyPatch, count_forks: CountForks
) -> None:
    open_before = set(OPEN.iterdir()) if OPEN.is_dir() else set()
    monkeypatch.setattr(source, "LARGE", 0)
    statements = Statements()

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(statements, "add_text", full)
    forked = count_forks(reading)
    with pytest.raises(OSError, match="No space left"):
        FileSource(files, {}).read(statements, silent)

    assert not open_before or set(OPEN.iterdir()) == open_before
    with pytest.raises(ChildProcessError):
        os.waitpid(forked[0], os.WNOHANG)


def test_pieces_of_text_are_put_together() -> None:
    text = b'<urn:a> <urn:b> "c . \\n" .\n<urn:a> <urn:b> _:d .\n'
    for size in range(1, len(text) + 1):
        statements = Statements()
        statements.add_text(text[at : at + size] for at in range(0, len(text), size))
        assert list(statements.subjects()) == [("<urn:a>", ['<urn:b> "c . \\n"'])]
        assert [triple.object for triple in statements.blank] == [ox.BlankNode("d")]
