"""A limit really stops the work, and nothing is taken for whole that is not."""

import gc
import io
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from time import monotonic

import pyoxigraph as ox
import pytest

from ritgraph.errors import EndpointError, LimitError, ParameterError, UnsupportedError
from ritgraph.store import limited
from ritgraph.store.embedded import EmbeddedStore
from ritgraph.store.limited import Limited
from ritgraph.store.store import Store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")

TRIPLES = 3000
ALL = "SELECT ?s ?o { ?s ?p ?o }"
ALL_TRIPLES = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
ENDLESS = "?a ?p ?x . ?b ?q ?y . ?c ?r ?z . FILTER(CONCAT(?x, ?y, ?z) = 'no such value')"
TRICKLING = "?a ?p ?x . ?b ?q ?y . OPTIONAL { ?c ?r ?z FILTER(?z = CONCAT(?x, ?y)) }"
SLOW = {
    "an aggregate": f"SELECT (COUNT(*) AS ?n) {{ {ENDLESS} }}",
    "rows that never come": f"SELECT * {{ {ENDLESS} }}",
    "rows that trickle": f"SELECT * {{ {TRICKLING} }}",
    "CONSTRUCT": f"CONSTRUCT {{ ?a ?p ?x }} {{ {TRICKLING} }}",
    "DESCRIBE": f"DESCRIBE ?a {{ {ENDLESS} }}",
    "ASK": f"ASK {{ {ENDLESS} }}",
}
NUMBERS = f"VALUES ?n {{ {' '.join(map(str, range(300)))} }}"
THING = ox.NamedNode("http://example.com/thing")


class Told(Store):
    """A store that gives what it is told to."""

    def __init__(self, answer):
        self._answer = answer

    def query(self, *_):
        return self._answer()


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    lines = (f'<http://example.com/{i}> <http://example.com/p> "{i}" .' for i in range(TRIPLES))
    inner = ox.Store()
    inner.load("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES)
    return EmbeddedStore(inner, ())


@pytest.fixture(autouse=True)
def nothing_is_left_behind(monkeypatch) -> Iterator[list[int]]:
    """No test leaves a process, not even a dead one, or an open pipe."""
    forked: list[int] = []
    fork = os.fork

    def recording() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", recording)
    gc.collect()
    before = open_files()
    yield forked
    gc.collect()
    assert open_files() == before
    assert [pid for pid in forked if exists(pid)] == []


def open_files() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def triples(*after) -> Iterator[ox.Triple]:
    """Many triples, and then what the functions do."""
    for number in range(2000):
        yield ox.Triple(THING, THING, ox.Literal(number))
    for function in after:
        function()


def endless() -> Iterator[ox.Triple]:
    signal.pause()
    yield from ()


def raising(error: BaseException):
    def function():
        raise error

    return function


def ask(store: Store, text: str) -> list[object]:
    answer = store.query(text)
    return [bool(answer)] if isinstance(answer, bool) else list(answer)


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
def test_it_ends_within_a_second_of_its_limit_and_the_store_answers_on(store, text) -> None:
    hurried = Limited(store, timeout=1)
    began = monotonic()

    with pytest.raises(LimitError, match=r"^The query was stopped after 1 s\. Narrow it, or"):
        ask(hurried, text)

    assert 1 <= monotonic() - began < 2
    assert hurried.ask("ASK { ?s ?p ?o }")
    assert len(ask(hurried, ALL)) == TRIPLES


def test_six_kinds_of_slow_queries_were_collected() -> None:
    assert len(SLOW) == 6


def test_the_graph_stays_usable_in_the_python_api(tiny) -> None:
    graph = tiny.limited(timeout=0.5, max_rows=1)
    endless = " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(9))

    with pytest.raises(LimitError, match=r"after 0\.5 s"):
        list(graph.sparql(f"SELECT (COUNT(*) AS ?n) {{ {endless} }}"))

    assert [row.n for row in graph.sparql("SELECT (1 AS ?n) {}")] == [1]
    rows = graph.sparql("SELECT * { VALUES ?n { 1 2 } }")
    with pytest.raises(LimitError):
        list(rows)
    with pytest.raises(LimitError):
        list(rows)  # which asks again
    assert len(list(tiny.sparql("SELECT * { VALUES ?n { 1 2 } }"))) == 2


def test_the_memory_that_the_query_took_is_given_back(store) -> None:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("there is no /proc")
    hungry = "SELECT ?a ?b { ?a ?p ?x . ?b ?q ?y } ORDER BY MD5(CONCAT(?x, ?y))"
    before = int(statm.read_text().split()[1])

    with pytest.raises(LimitError):
        ask(Limited(store, timeout=1), hungry)

    grown = (int(statm.read_text().split()[1]) - before) * os.sysconf("SC_PAGESIZE")
    assert grown < 20_000_000


def test_the_first_row_comes_before_the_last_is_computed(store) -> None:
    rows = Limited(store, timeout=20).query(SLOW["rows that trickle"])
    began = monotonic()

    assert len(list(islice(rows, 3))) == 3
    assert monotonic() - began < 5


def test_what_is_found_is_handed_on_while_the_rest_is_awaited() -> None:
    few = islice(triples(), 3)
    answer = Limited(Told(lambda: (triple for part in (few, endless()) for triple in part)), 5)

    assert len(list(islice(answer.query(""), 3))) == 3


def test_only_the_time_that_a_reader_waits_counts(store, monkeypatch) -> None:
    now = [0.0]
    monkeypatch.setattr(limited, "monotonic", lambda: now[0])
    count = 0

    for _ in Limited(store, timeout=5).query(ALL):
        count += 1
        now[0] += 100

    assert count == TRIPLES


@pytest.mark.parametrize("text", [ALL, ALL_TRIPLES])
@pytest.mark.parametrize("allowed", [1, 2, 999, 1000, 1001, 1500, TRIPLES - 1])
def test_as_many_rows_as_are_allowed_are_handed_on(store, text, allowed) -> None:
    answer = Limited(store, max_rows=allowed).query(text)
    handed_on = []

    with pytest.raises(LimitError, match=f"after {allowed:,} rows?: it has more"):
        handed_on += iter(answer)

    assert len(handed_on) == allowed


@pytest.mark.parametrize("text", [ALL, ALL_TRIPLES])
@pytest.mark.parametrize("allowed", [TRIPLES, TRIPLES + 1, 10**9])
def test_an_answer_that_keeps_within_its_limit_is_whole(store, text, allowed) -> None:
    assert len(ask(Limited(store, 30, allowed), text)) == TRIPLES


def test_rows_without_columns_or_values_are_counted_too(store) -> None:
    two = Limited(store, max_rows=2)

    assert len(ask(two, "SELECT * { VALUES () { () () } }")) == 2
    assert len(ask(two, "SELECT ?x { VALUES ?x { UNDEF UNDEF } }")) == 2
    for text in ("SELECT * { VALUES () { () () () } }", "SELECT ?x { VALUES ?x { 1 UNDEF 2 } }"):
        with pytest.raises(LimitError):
            ask(two, text)


def test_truth_has_no_rows_to_count(store) -> None:
    assert Limited(store, max_rows=1).query("ASK { ?s ?p ?o }") is True
    assert Limited(store, max_rows=1).query("ASK { ?s ?p 'nothing' }") is False


def test_a_slow_answer_is_stopped_as_soon_as_it_has_too_many_rows(store) -> None:
    began = monotonic()

    with pytest.raises(LimitError, match="after 5 rows"):
        ask(Limited(store, 20, 5), SLOW["rows that trickle"])

    assert monotonic() - began < 5


def test_what_the_engine_writes_ends_with_the_last_row_allowed(store) -> None:
    written = io.BytesIO()

    with pytest.raises(LimitError):
        Limited(store, max_rows=2500).query(ALL).serialize(written, ox.QueryResultsFormat.CSV)

    assert written.getvalue().count(b"\n") == 1 + 2500


@pytest.mark.parametrize("count", [1, 3000])
def test_every_term_comes_through_as_it_is(count) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    terms = [
        ox.Literal("".join(map(chr, [*range(0x20), 0x22, 0x5C, 0x7F, 0x85, 0x2028, 0x1F600]))),
        ox.Literal(""),
        ox.Literal("sv", language="sv"),
        ox.Literal("he", language="he", direction=ox.BaseDirection.RTL),
        ox.Literal("01", datatype=ox.NamedNode(f"{xsd}integer")),
        ox.Literal("1.50", datatype=ox.NamedNode(f"{xsd}decimal")),
        ox.Literal("INF", datatype=ox.NamedNode(f"{xsd}double")),
        ox.Literal("x", datatype=ox.NamedNode("http://example.com/d")),
        ox.BlankNode("b0"),
        ox.NamedNode("http://example.com/å?q#f"),
    ]
    terms.append(ox.Triple(THING, THING, terms[0]))
    terms.append(ox.Triple(THING, THING, terms[-1]))
    stated = [ox.Triple(THING, THING, term) for term in terms] * count
    source = ox.Store()
    source.extend(ox.Quad(THING, THING, term) for term in terms)
    text = f"SELECT ?o ?x ?n {{ ?s ?p ?o BIND(1/0 AS ?x) {NUMBERS} }}"

    through_triples = list(Limited(Told(lambda: iter(stated))).query(""))
    through_rows = set(map(tuple, Limited(EmbeddedStore(source, ())).query(text)))

    assert through_triples == stated
    assert through_rows == set(map(tuple, source.query(text)))
    assert len(through_rows) > 1000


def test_the_columns_are_known_before_the_first_row(store) -> None:
    columns = Limited(store, 30).query(SLOW["rows that trickle"]).variables

    assert {column.value for column in columns} == set("abcpqrxyz")


def test_prefixes_and_the_number_of_triples_are_those_of_the_store(tiny_project) -> None:
    files = sorted(tiny_project.rglob("*.ttl"))
    inner = EmbeddedStore.load(files)

    assert Limited(inner, 1, 1).prefixes is inner.prefixes
    assert len(Limited(inner, 1, 1)) == len(inner)


def test_a_prefix_that_is_given_need_not_be_declared(store) -> None:
    asked = Limited(store, 30).query("ASK { ex:1 ex:p ?o }", {"ex": "http://example.com/"})

    assert asked is True


def test_a_syntax_error_is_the_engine_s_own(store) -> None:
    with pytest.raises(SyntaxError) as alone:
        store.query("SELECT * {")
    with pytest.raises(SyntaxError) as limited_:
        Limited(store, 30).query("SELECT * {")

    assert str(limited_.value) == str(alone.value)


def test_an_error_in_the_middle_of_the_answer_comes_as_it_is() -> None:
    lost = EndpointError("http://example.com/sparql", "the connection was lost", 502)
    answer = Limited(Told(lambda: triples(raising(lost))), 30).query("")

    with pytest.raises(EndpointError) as raised:
        list(answer)

    assert (str(raised.value), raised.value.status) == (str(lost), 502)


def test_an_error_that_cannot_travel_is_still_an_error() -> None:
    class Odd(Exception):  # noqa: N818 (it is odd)
        pass

    with pytest.raises(RuntimeError, match="Odd: strange"):
        list(Limited(Told(lambda: triples(raising(Odd("strange")))), 30).query(""))


@pytest.mark.parametrize(
    "blow",
    [
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: os.kill(os.getpid(), signal.SIGTERM),
        lambda: os._exit(0),
    ],
    ids=["killed", "ended", "gone without a word"],
)
@pytest.mark.parametrize(
    "answer", [lambda blow: blow(), lambda blow: triples(blow)], ids=["at once", "late"]
)
def test_an_answer_whose_process_dies_is_never_taken_for_whole(blow, answer) -> None:
    with pytest.raises(LimitError, match="died"):
        list(Limited(Told(lambda: answer(blow)), 30).query(""))


def test_nothing_more_comes_after_a_limit(store) -> None:
    rows = Limited(store, max_rows=2).query(ALL)
    with pytest.raises(LimitError):
        list(rows)

    with pytest.raises(ValueError, match="closed"):
        next(rows)


def test_a_reader_that_has_seen_enough_ends_the_work(store, nothing_is_left_behind) -> None:
    rows = Limited(store, 30).query(SLOW["rows that trickle"])
    next(rows)
    (pid,) = nothing_is_left_behind
    assert exists(pid)

    del rows

    assert not exists(pid)


def test_several_answers_can_be_read_in_turns(store) -> None:
    rows = Limited(store, 30)
    first, second = rows.query(ALL), rows.query(ALL)
    dropped = rows.query(ALL)
    next(dropped)
    third = rows.query(ALL)
    del dropped

    assert len(list(zip(first, second, third, strict=True))) == TRIPLES


def test_limits_can_be_nested(store) -> None:
    assert len(ask(Limited(Limited(store, 30), 30), ALL)) == TRIPLES
    with pytest.raises(LimitError, match="after 7 rows"):
        ask(Limited(Limited(store, 30, 7), 30, 8), ALL)
    with pytest.raises(LimitError, match="after 7 rows"):
        ask(Limited(Limited(store, 30, 8), 30, 7), ALL)


def test_threads_can_ask_at_once_without_a_warning(store) -> None:
    def count(_) -> int:
        return len(ask(Limited(store, 30), ALL))

    with warnings.catch_warnings(), ThreadPoolExecutor(4) as threads:
        warnings.simplefilter("error")
        assert list(threads.map(count, range(12))) == [TRIPLES] * 12


def test_what_the_program_has_not_yet_written_is_written_once(tmp_path, store) -> None:
    path = tmp_path / "text"
    with path.open("w") as file:
        file.write("once")
        ask(Limited(store, 30), ALL)

    assert path.read_text() == "once"


@pytest.mark.parametrize("limit", [0, -1, float("nan")])
def test_a_limit_must_be_above_zero(store, limit) -> None:
    with pytest.raises(ParameterError, match="'timeout' must be above 0, or None"):
        Limited(store, timeout=limit)


def test_a_system_without_fork_says_so(store, monkeypatch) -> None:
    monkeypatch.delattr(os, "fork")

    with pytest.raises(UnsupportedError, match="no limit"):
        Limited(store, 30).query(ALL)


def test_too_many_processes_are_one_clear_line(store, monkeypatch) -> None:
    monkeypatch.setattr(os, "fork", raising(BlockingIOError(11, "Try again")))

    with pytest.raises(LimitError, match="No process can be started: Try again"):
        Limited(store, 30).query(ALL)


def test_the_process_that_answers_ends_with_its_parent_however_that_ends() -> None:
    turtle = "".join(f'<x:{i}> <x:p> "{i}" .' for i in range(TRIPLES))
    program = f"""
import os, signal, pyoxigraph as ox
from ritgraph.store.embedded import EmbeddedStore
from ritgraph.store.limited import Limited
store = ox.Store()
store.load({turtle!r}.encode(), ox.RdfFormat.TURTLE)
class Stuck(EmbeddedStore):
    def query(self, text, prefixes=None):
        yield ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal("c"))
        yield from super().query(text)
next(Limited(Stuck(store, ())).query({SLOW["an aggregate"]!r}))
os.kill(os.getpid(), signal.SIGKILL)
"""
    # The process that answers has the same standard output: it is read to its end.
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=20)

    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (-signal.SIGKILL, b"", b"")
