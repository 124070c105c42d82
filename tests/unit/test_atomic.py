"""Files that are written whole or not at all, also by several at once."""

import os
import stat
from pathlib import Path
from threading import Barrier, Thread

import pytest

from ritgraph.atomic import replacing

pytestmark = pytest.mark.usefixtures("garbage_waits")


def test_two_who_write_one_file_do_not_take_each_other_s_away(tmp_path: Path) -> None:
    target = tmp_path / "answer"
    both_are_writing = Barrier(2)
    written: list[bytes] = []

    def write(text: bytes) -> None:
        with replacing(target) as stream:
            stream.write(text)
            both_are_writing.wait()
        written.append(text)

    threads = [Thread(target=write, args=(text,)) for text in (b"one", b"two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(written) == [b"one", b"two"]
    assert target.read_bytes() in written
    assert [path.name for path in tmp_path.iterdir()] == ["answer"]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such permissions")
def test_what_replaces_a_private_file_is_private_from_the_start(tmp_path: Path) -> None:
    target = tmp_path / "answer"
    target.write_text("old")
    target.chmod(0o600)

    with replacing(target) as stream:
        beside = Path(str(stream.name))
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
