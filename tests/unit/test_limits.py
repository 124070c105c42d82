"""A command ends when its time is over or Ctrl-C is pressed, whatever it is doing, in one line."""

import signal
import subprocess
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest

from ritgraph.cli.limits import add_limit_options, rows, seconds, stop_after
from ritgraph.cli.parser import Parser, UsageError

pytestmark = pytest.mark.usefixtures("garbage_waits")

ENDLESS = "?a ?p ?x . ?b ?q ?y . ?c ?r ?z . FILTER(CONCAT(?x, ?y, ?z) = 'no such value')"
TRICKLING = "?a ?p ?x . ?b ?q ?y . OPTIONAL { ?c ?r ?z FILTER(?z = CONCAT(?x, ?y)) }"
QUERIES = {
    "an aggregate": f"SELECT (COUNT(*) AS ?n) {{ {ENDLESS} }}",
    "rows that never come": f"SELECT * {{ {ENDLESS} }}",
    "rows that trickle": f"SELECT * {{ {TRICKLING} }}",
    "CONSTRUCT": f"CONSTRUCT {{ ?a ?p ?x }} {{ {TRICKLING} }}",
    "DESCRIBE": f"DESCRIBE ?a {{ {ENDLESS} }}",
    "ASK": f"ASK {{ {ENDLESS} }}",
}
STOPPED = "ritgraph: stopped after 1 s (--timeout). Narrow the question, or allow more time.\n"

# What a command does: everything from opening the graph to the last byte written.
COMMAND = """
import sys, time
import ritgraph
from ritgraph.atomic import replacing
from ritgraph.cli.limits import stop_after

def command(root, limit, max_rows, output, text):
    with stop_after(float(limit) or None):
        graph = ritgraph.open(root)
        if max_rows != "none":
            graph = graph.limited(max_rows=int(max_rows))
        print("ready", flush=True)
        if text == "python":
            while True:
                pass
        with replacing(output) as stream:
            stream.write(b"unfinished")
            stream.flush()
            answer = graph.sparql(text)
            answer is True or [row for row in answer]

command(*sys.argv[1:])
"""


@pytest.fixture
def project(tiny_project: Path) -> Path:
    """A project with some thousand triples, so that a product of three patterns has no end."""
    lines = (f'<http://example.com/{i}> <http://example.com/p> "{i}" .\n' for i in range(3000))
    (tiny_project / "data" / "many.ttl").write_text("".join(lines), encoding="utf-8")
    return tiny_project


@pytest.fixture
def start(project: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start a command that writes to the file ``answer`` and says when it is ready."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "answer").write_text("old", encoding="utf-8")

    def command(text: str, limit: float, max_rows: str = "none") -> subprocess.Popen:
        output = tmp_path / "out" / "answer"
        words = [sys.executable, "-c", COMMAND, project, str(limit), max_rows, output, text]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    started: list[subprocess.Popen] = []
    yield command
    for process in started:
        process.kill()
        process.communicate()


def what_is_left(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_six_kinds_of_slow_queries_were_collected() -> None:
    assert len(QUERIES) == 6


@pytest.mark.parametrize("text", [*QUERIES.values(), "python"], ids=[*QUERIES, "Python code"])
def test_it_ends_within_a_second_of_its_limit_and_the_old_file_stays(text, start, tmp_path) -> None:
    began = monotonic()
    process = start(text, limit=1)

    # Reads to the end of standard output, which a process left behind would still hold.
    out, err = process.communicate(timeout=20)

    assert monotonic() - began < 2.5  # Python starts, too
    assert (process.returncode, out, err) == (3, "", STOPPED)
    assert what_is_left(tmp_path / "out") == {"answer": "old"}


@pytest.mark.parametrize("text", [*QUERIES.values(), "python"], ids=[*QUERIES, "Python code"])
def test_ctrl_c_ends_it_at_once_and_the_old_file_stays(text, start, tmp_path) -> None:
    process = start(text, limit=60)
    began = monotonic()
    process.send_signal(signal.SIGINT)

    out, err = process.communicate(timeout=20)

    assert monotonic() - began < 1
    assert (process.returncode, out, err) == (130, "", "ritgraph: interrupted\n")
    assert what_is_left(tmp_path / "out") == {"answer": "old"}


def test_ctrl_c_works_without_a_limit_of_time(start) -> None:
    process = start(QUERIES["an aggregate"], limit=0)
    process.send_signal(signal.SIGINT)

    assert process.communicate(timeout=20) == ("", "ritgraph: interrupted\n")
    assert process.returncode == 130


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES)
def test_the_process_of_a_limited_query_ends_too(text, start, tmp_path) -> None:
    process = start(text, limit=1, max_rows="1000000")

    out, err = process.communicate(timeout=20)

    assert (process.returncode, out, err) == (3, "", STOPPED)
    assert what_is_left(tmp_path / "out") == {"answer": "old"}


@pytest.mark.parametrize("signals", [1, 20])
def test_ctrl_c_ends_a_limited_query_too(signals, start) -> None:
    process = start(QUERIES["an aggregate"], limit=60, max_rows="1000000")
    for _ in range(signals):
        process.send_signal(signal.SIGINT)

    assert process.communicate(timeout=20) == ("", "ritgraph: interrupted\n")
    assert process.returncode == 130


def test_what_ends_in_time_leaves_everything_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)

    for _ in range(100):
        with stop_after(1000):
            assert signal.getsignal(signal.SIGINT) is not before

    assert signal.getsignal(signal.SIGINT) is before
    assert signal.set_wakeup_fd(-1) == -1


def test_its_threads_and_pipes_end_with_it() -> None:
    program = """
import os, time
from ritgraph.cli.limits import stop_after
before = len(os.listdir("/dev/fd"))
for _ in range(500):
    with stop_after(0.5):
        pass
deadline = time.monotonic() + 10
while len(os.listdir("/dev/fd")) > before and time.monotonic() < deadline:
    pass
while time.monotonic() < deadline - 9:
    pass
print(len(os.listdir("/dev/fd")) - before)
"""
    outcome = subprocess.run([sys.executable, "-c", program], text=True, capture_output=True)

    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "0\n", "")


def test_an_error_passes_through_it() -> None:
    with pytest.raises(KeyError), stop_after(1000):
        raise KeyError


def test_who_ignores_ctrl_c_keeps_ignoring_it() -> None:
    program = """
import os, signal
from ritgraph.cli.limits import stop_after
signal.signal(signal.SIGINT, signal.SIG_IGN)
with stop_after(1000):
    os.kill(os.getpid(), signal.SIGINT)
    print("still here")
"""
    outcome = subprocess.run([sys.executable, "-c", program], text=True, capture_output=True)

    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "still here\n", "")


def test_in_a_thread_only_the_time_is_kept() -> None:
    program = """
from threading import Thread
from ritgraph.cli.limits import stop_after

def work():
    with stop_after(0.2):
        while True:
            pass

Thread(target=work).start()
"""
    outcome = subprocess.run([sys.executable, "-c", program], text=True, capture_output=True)

    assert (outcome.returncode, outcome.stderr) == (3, STOPPED.replace("1 s", "0.2 s"))


def parsed(*arguments: str):
    parser = Parser(prog="ritgraph query")
    add_limit_options(parser)
    return parser.parse_all(arguments)


def test_without_options_there_are_thirty_seconds_and_any_number_of_rows() -> None:
    assert (parsed().timeout, parsed().max_rows) == (30, None)


def test_limits_are_numbers_and_nought_is_no_limit() -> None:
    given = parsed("--timeout", "0.5", "--max-rows=1000")
    none = parsed("--timeout", "0", "--max-rows", "0")

    assert (given.timeout, given.max_rows) == (0.5, 1000)
    assert (none.timeout, none.max_rows) == (None, None)


@pytest.mark.parametrize("text", ["-1", "2m", "", "nan", "inf", "1e300", "none"])
def test_what_is_no_number_of_seconds_is_refused(text) -> None:
    with pytest.raises(ArgumentTypeError):
        seconds(text)
    with pytest.raises(UsageError, match="no number of seconds such as 30") as raised:
        parsed(f"--timeout={text}")
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize("text", ["-1", "1.5", "", "many", "1e3", "²"])
def test_what_is_no_number_of_rows_is_refused(text) -> None:
    with pytest.raises(ArgumentTypeError):
        rows(text)
    with pytest.raises(UsageError, match="no number of rows such as 1000"):
        parsed("--max-rows", text) if not text.startswith("-") else parsed(f"--max-rows={text}")


def test_the_doorway_of_a_query_stays_light() -> None:
    program = """
import sys
import ritgraph.cli.query
before = set(sys.modules)
import ritgraph.cli.limits
print(*sorted(set(sys.modules) - before))
"""
    outcome = subprocess.run([sys.executable, "-c", program], text=True, capture_output=True)

    assert set(outcome.stdout.split()) <= {"ritgraph.cli.limits", "signal"}
