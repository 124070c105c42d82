"""An export says what its sources say, or leaves everything as it was."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ritgraph.errors import InputError, OutputError, RitgraphError, SourceErrors, SourceSyntaxError
from ritgraph.export.export import export
from ritgraph.export.source import FileSource
from ritgraph.serialise.turtle import TurtleDocument

PREFIXES = {"ex": "http://example.com/"}
HEAD = "@prefix ex: <http://example.com/> .\n"
OLD = "# the old export\n"


def export_turtle(paths: list[Path], prefixes: dict[str, str], target: Path | None) -> int:
    return export(FileSource(paths, prefixes), target)


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """Two files that use one blank node label for two nodes."""
    folder = tmp_path / "sources"
    folder.mkdir()
    texts = {
        "a.ttl": "ex:a ex:count 01 ; ex:knows _:x . ex:b ex:knows _:x .",
        "b.ttl": "ex:c ex:knows _:x . ex:d ex:knows _:x . ex:a ex:count 01 .",
    }
    for name, text in texts.items():
        (folder / name).write_text(HEAD + text, encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """An export of yesterday, alone in its folder."""
    folder = tmp_path / "build"
    folder.mkdir()
    path = folder / "graph.ttl"
    path.write_text(OLD, encoding="utf-8")
    return path


def assert_nothing_happened(target: Path) -> None:
    """The old file is intact, and nothing else was left beside it."""
    assert target.read_text(encoding="utf-8") == OLD
    assert list(target.parent.iterdir()) == [target]


def test_an_export_replaces_the_old_file(sources: list[Path], target: Path) -> None:
    assert export_turtle(sources, PREFIXES, target) == 5

    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == (
        b"@prefix ex: <http://example.com/> .\n\n"
        b"ex:a\n    ex:count 01 ;\n    ex:knows _:b8ca477d6 .\n\n"
        b"ex:b\n    ex:knows _:b8ca477d6 .\n\n"
        b"ex:c\n    ex:knows _:b1d141b42 .\n\n"
        b"ex:d\n    ex:knows _:b1d141b42 .\n"
    )


def test_the_order_of_the_files_does_not_matter(sources: list[Path], target: Path) -> None:
    export_turtle(sources, PREFIXES, target)
    expected = target.read_bytes()

    export_turtle(sources[::-1], PREFIXES, target)

    assert target.read_bytes() == expected


def test_line_endings_do_not_matter(sources: list[Path], target: Path) -> None:
    export_turtle(sources, PREFIXES, target)
    expected = target.read_bytes()
    for source in sources:
        source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))

    export_turtle(sources, PREFIXES, target)

    assert target.read_bytes() == expected


def test_the_hash_seed_does_not_matter(sources: list[Path]) -> None:
    program = (
        "import sys; from pathlib import Path; from ritgraph.export.export import export;"
        "from ritgraph.export.source import FileSource;"
        "export(FileSource(list(map(Path, sys.argv[1:])), {}), None)"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", program, *sources],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(6)
    }

    assert len(written) == 1


def test_without_a_target_the_text_goes_to_standard_output(
    sources: list[Path], target: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    export_turtle(sources, PREFIXES, target)

    assert export_turtle(sources, PREFIXES, None) == 5
    assert capfdbinary.readouterr().out == target.read_bytes()


def test_prefixes_of_the_files_fill_in_what_is_lacking(tmp_path: Path, target: Path) -> None:
    """Of two namespaces for one name the first counts, whatever the order of the files."""
    a, b = tmp_path / "a.ttl", tmp_path / "b.ttl"
    a.write_text("@prefix x: <urn:2:> . @prefix e: <http://example.com/> . e:s x:p e:o .")
    b.write_text("@prefix x: <urn:1:> . <urn:1:s> x:p <urn:2:o> .")
    for paths in ([a, b], [b, a]):
        export_turtle(paths, PREFIXES, target)

        assert target.read_text() == (
            "@prefix ex: <http://example.com/> .\n@prefix x: <urn:1:> .\n\n"
            "ex:s\n    <urn:2:p> ex:o .\n\nx:s\n    x:p <urn:2:o> .\n"
        )


def test_permissions_of_the_old_file_are_kept(sources: list[Path], target: Path) -> None:
    target.chmod(0o640)

    export_turtle(sources, PREFIXES, target)

    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_gets_the_permissions_of_any_new_file(
    sources: list[Path], target: Path, tmp_path: Path
) -> None:
    export_turtle(sources, PREFIXES, target.with_name("new.ttl"))

    assert target.with_name("new.ttl").stat().st_mode == sources[0].stat().st_mode


def test_a_link_stays_a_link(sources: list[Path], target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.ttl"
    link.symlink_to(target)

    export_turtle(sources, PREFIXES, link)

    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") != OLD


def test_a_device_is_written_to_and_not_replaced(sources: list[Path]) -> None:
    assert export_turtle(sources, PREFIXES, Path(os.devnull)) == 5
    assert not Path(os.devnull).is_file()


# --- What can go wrong ---


def test_all_broken_files_are_named(sources: list[Path], target: Path) -> None:
    broken = sources[0].with_name("broken.ttl")
    broken.write_text(HEAD + 'ex:a ex:b "åäö" ;\n  ex:c .\n', encoding="utf-8")
    latin = sources[0].with_name("latin.ttl")
    latin.write_bytes(b'<urn:a> <urn:b> "\xe5" .')
    missing = sources[0].with_name("missing.ttl")

    with pytest.raises(SourceErrors) as caught:
        export_turtle([broken, *sources, latin, missing, missing.parent], PREFIXES, target)

    errors = caught.value.errors
    assert [type(error) for error in errors] == [
        *[SourceSyntaxError, SourceSyntaxError, InputError, InputError]
    ]
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{broken}:3:8: . is not a valid RDF object"
    assert lines[1].startswith(f"{latin}:1:18: Invalid UTF-8")
    assert lines[2] == f"{missing}: No such file or directory"
    assert lines[3] == f"{missing.parent}: Is a directory"
    assert_nothing_happened(target)


def test_one_broken_file_is_one_error(sources: list[Path], target: Path) -> None:
    sources[1].write_text("ex:a ex:b ex:c .", encoding="utf-8")

    with pytest.raises(SourceSyntaxError) as caught:
        export_turtle(sources, PREFIXES, target)

    assert (caught.value.path, caught.value.line, caught.value.column) == (sources[1], 1, 1)
    assert caught.value.problem == "The prefix ex: has not been declared"
    assert_nothing_happened(target)


class FullDisk(io.BytesIO):
    """A file that takes a little and then is full."""

    def fileno(self) -> int:
        """Pretend to be on a disk."""
        return 0

    def write(self, _: object) -> int:
        """Fail half way."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_old_file(
    sources: list[Path], target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_on_full_disk(path: Path, mode: str, **_: object) -> FullDisk:
        path.open(mode).close()
        return FullDisk()

    monkeypatch.setattr("ritgraph.atomic.open", open_on_full_disk, raising=False)

    with pytest.raises(OutputError) as caught:
        export_turtle(sources, PREFIXES, target)
    monkeypatch.undo()

    assert str(caught.value) == f"{target}: cannot be written: No space left on device"
    assert_nothing_happened(target)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_fault_at_the_last_steps_leaves_the_old_file(
    sources: list[Path], target: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)

    with pytest.raises(OutputError, match="cannot be written: Input/output error"):
        export_turtle(sources, PREFIXES, target)

    assert_nothing_happened(target)


def test_an_interrupt_leaves_the_old_file(
    sources: list[Path], target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        export_turtle(sources, PREFIXES, target)

    assert_nothing_happened(target)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<urn:a> <urn:b> 1 .", "it has 1 statement instead of 5"),
        ("<urn:a> <urn:b> .", "Parser error at line 1 column 17: . is not a valid RDF object"),
    ],
)
@pytest.mark.parametrize("to_file", [True, False])
def test_what_differs_from_its_sources_is_never_seen(
    sources: list[Path],
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    text: str,
    problem: str,
    to_file: bool,
) -> None:
    monkeypatch.setattr(
        TurtleDocument, "_paragraphs", lambda _, given: [text for _ in list(given)[:1]]
    )

    with pytest.raises(RitgraphError) as caught:
        export_turtle(sources, PREFIXES, target if to_file else None)

    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)
    assert capfd.readouterr().out == ""
    assert_nothing_happened(target)


@pytest.mark.parametrize(
    "change", ["ex:count 1", "ex:count 01 , 1", "ex:count 01 ; a ex:T", "ex:count 01 , 01"]
)
def test_a_slight_difference_is_found(
    sources: list[Path], target: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    real = TurtleDocument._paragraphs
    monkeypatch.setattr(
        TurtleDocument,
        "_paragraphs",
        lambda *arguments: [text.replace("ex:count 01", change) for text in real(*arguments)],
    )

    with pytest.raises(RitgraphError, match="not proved equal"):
        export_turtle(sources, PREFIXES, target)

    assert_nothing_happened(target)


def test_a_missing_folder_is_named(sources: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "no" / "where.ttl"

    with pytest.raises(OutputError) as caught:
        export_turtle(sources, PREFIXES, target)

    assert str(caught.value) == (
        f"{target}: the folder does not exist; create it, or choose another place"
    )


def test_a_folder_is_no_target(sources: list[Path], target: Path) -> None:
    with pytest.raises(OutputError, match="it is a folder; name a file in it"):
        export_turtle(sources, PREFIXES, target.parent)

    assert_nothing_happened(target)


def test_an_unwritable_folder_is_one_line(
    sources: list[Path], target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write anywhere, so the refusal is injected."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("ritgraph.atomic.open", refuse, raising=False)

    with pytest.raises(OutputError) as caught:
        export_turtle(sources, PREFIXES, target)
    monkeypatch.undo()

    assert str(caught.value) == f"{target}: cannot be written: Permission denied"
    assert_nothing_happened(target)


def test_a_closed_pipe_is_left_to_the_caller(
    sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class ClosedPipe(io.BytesIO):
        def write(self, _: object) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(ClosedPipe()))

    with pytest.raises(BrokenPipeError):
        export_turtle(sources, PREFIXES, None)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_device_is_one_line(sources: list[Path]) -> None:
    with pytest.raises(OutputError) as caught:
        export_turtle(sources, PREFIXES, Path("/dev/full"))

    assert str(caught.value) == "/dev/full: cannot be written: No space left on device"


def test_no_blank_nodes_no_canonicalisation(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "ground.ttl"
    source.write_text(HEAD + "ex:a ex:b ex:c .", encoding="utf-8")
    monkeypatch.setattr("ritgraph.serialise.proof.fingerprint", None)
    monkeypatch.setattr("ritgraph.serialise.nesting.shared_labelled", None)

    assert export_turtle([source], PREFIXES, target) == 1
