"""The proof of a document: whatever is lost, added or changed in it is found."""

import os
import signal
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritgraph.errors import RitgraphError
from ritgraph.serialise import proof
from ritgraph.serialise.proof import difference, reader
from ritgraph.serialise.statements import Statements

TURTLE = ox.RdfFormat.TURTLE
TEXT = "<urn:a> <urn:p> 01 , 'x'@en . <urn:b> <urn:p> [ <urn:q> [] ] , [ <urn:q> 2 ] ."
OPEN = Path("/proc/self/fd")
WAYS = pytest.mark.parametrize("aside", [False, True])


def compare(text: str, written: str, *, aside: bool, pieces: int = 7) -> str:
    statements = Statements(ox.parse(text, TURTLE))
    list(statements.subjects())
    with closing(reader(TURTLE, aside=aside)) as reading:
        data = written.encode()
        for start in range(0, len(data), pieces):
            reading.write(data[start : start + pieces])
        return difference(statements, reading.content())


@WAYS
@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (TEXT, ""),
        (TEXT.replace("01 , 'x'@en", "'x'@en , 01"), ""),
        (TEXT.replace("'x'@en", "'x'@EN"), ""),  # RDF does not tell them apart
        (TEXT.replace("01 ,", "1 ,"), "a statement is another"),
        (TEXT.replace("<urn:a>", "<urn:c>"), "a statement is another"),
        (TEXT.replace("01 ,", ""), "it has 5 statements instead of 6"),
        (TEXT.replace("01 ,", "01 , 01 ,"), "it has 7 statements instead of 6"),
        (TEXT + " <urn:c> <urn:p> 1 .", "it has 7 statements instead of 6"),
        (TEXT.replace("<urn:q> 2", "<urn:q> 3"), "its blank nodes are connected otherwise"),
        (
            "<urn:a> <urn:p> 01 , 'x'@en . <urn:b> <urn:p> [ <urn:q> [] , 2 ] , [] .",
            "its blank nodes are connected otherwise",
        ),
    ],
)
def test_what_differs_is_said(written: str, problem: str, aside: bool) -> None:
    assert compare(TEXT, written, aside=aside) == problem


@WAYS
def test_a_syntax_error_is_told(aside: bool) -> None:
    with pytest.raises(SyntaxError, match="line 1 column 9"):
        compare(TEXT, "<urn:a> b <urn:c> ." + "\n" * 1_000_000, aside=aside, pieces=60_000)


@given(st.sets(st.integers(0, 20), min_size=2), st.randoms())
def test_order_does_not_count_and_each_statement_does(numbers: set[int], random: Any) -> None:
    order = list(numbers)
    random.shuffle(order)
    text, shuffled = (
        "".join(f"<urn:s> <urn:p{n}> {n} .\n" for n in those) for those in (sorted(numbers), order)
    )
    assert compare(text, shuffled, aside=False) == ""
    number = random.choice(order)
    assert compare(text, shuffled.replace(f"> {number} .", f"> {number + 21} ."), aside=False)


def test_a_reader_that_is_given_up_leaves_nothing_behind() -> None:
    open_before = set(OPEN.iterdir()) if OPEN.is_dir() else set()
    reading: Any = reader(TURTLE, aside=True)
    child = reading._pid
    with closing(reading):
        reading.write(b"<urn:a> <urn:b> ")

    assert not open_before or set(OPEN.iterdir()) == open_before
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


def test_a_reader_that_dies_is_one_line() -> None:
    reading: Any = reader(TURTLE, aside=True)
    with closing(reading):
        os.kill(reading._pid, signal.SIGKILL)
        with pytest.raises(RitgraphError, match=r"^The process that was to prove the export died"):
            reading.content()


def test_beside_other_threads_there_is_no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "fork", None)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert compare(TEXT, TEXT, aside=True) == ""
    finally:
        done.set()
        thread.join()
