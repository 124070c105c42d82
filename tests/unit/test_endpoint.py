"""What is sent to an endpoint, and what comes of every kind of answer."""

from __future__ import annotations

import gc
import gzip
import io
import os
import pickle
import socket
import sys
import threading
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

import ritgraph
from ritgraph.errors import EndpointError, LimitError, RitgraphError, UnsupportedError
from ritgraph.store import http
from ritgraph.store.endpoint import Endpoint
from ritgraph.store.http_address import PASSWORD, TOKEN, USER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

pytestmark = pytest.mark.usefixtures("garbage_waits")

CSV = ox.QueryResultsFormat.CSV
JSON = "application/sparql-results+json"
ROWS = b'{"head":{"vars":["n"]},"results":{"bindings":[%s]}}'
ROW = b'{"n":{"type":"literal","value":"%d"}}'
SELECT = "SELECT ?n WHERE { ?s ?p ?n }"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
TRIPLE = b"<http://e/s> <http://e/p> <http://e/o> .\n"
SECRET = "s3cr3t"  # noqa: S105


def rows(*numbers: int) -> bytes:
    return ROWS % b",".join(ROW % number for number in numbers)


@dataclass
class Reply:
    """What the server does with one request.

    ``breaks`` drops the connection: before the first byte, or in the middle of the body. ``held``
    is sent only when the event is set.
    """

    status: int = 200
    body: bytes = rows(1, 2)
    type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    reason: str | None = None
    breaks: str = ""
    marks_its_end: bool = True
    held: bytes = b""
    event: threading.Event = field(default_factory=threading.Event)
    waited_in_vain: bool = False


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def query(self) -> str:
        text = self.body if self.method == "POST" else urlsplit(self.path).query
        return parse_qs(text)["query"][0]


class Server(ThreadingHTTPServer):
    """Does with each request what comes next in ``replies``; the last one stays."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies = [Reply()]
        self.requests: list[Request] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length).decode()
        self.server.requests.append(Request(self.command, self.path, headers, body))
        replies = self.server.replies
        self.reply(replies.pop(0) if len(replies) > 1 else replies[0])

    do_POST = do_GET  # noqa: N815 (so it is called)

    def reply(self, reply: Reply) -> None:
        self.close_connection = True
        if reply.breaks == "at once":
            return
        self.send_response(reply.status, reply.reason)
        self.send_header("Content-Type", reply.type)
        self.send_header("Connection", "close")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        body = reply.body + reply.held
        if reply.marks_its_end:
            self.send_header("Content-Length", str(len(body) + bool(reply.breaks)))
        self.end_headers()
        self.wfile.write(reply.body)
        if reply.held:
            self.wfile.flush()
            reply.waited_in_vain = not reply.event.wait(10)
            self.wfile.write(reply.held)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def endpoint(server: Server, slept: list[float]) -> Iterator[Endpoint]:
    endpoint = Endpoint(server.url, sleep=slept.append)
    yield endpoint
    endpoint.close()


def numbers(endpoint: Endpoint) -> list[str]:
    return [solution["n"].value for solution in endpoint.select(SELECT)]


def refusal(
    endpoint: Endpoint, text: str = SELECT, read: Callable[[Any], object] = list
) -> RitgraphError:
    """Ask and read, and give the error; its text is one line that names the endpoint."""
    try:
        read(endpoint.query(text))
    except RitgraphError as error:
        message = str(error)
        assert "\n" not in message
        assert message.startswith(f"{endpoint._server.shown}: ")
        assert len(message) < 500
        # What its frames hold must go in this thread, not in the server's: the engine demands it.
        error.__context__ = None
        return error.with_traceback(None)
    raise AssertionError("it answers")


# What is asked, and what comes back


def test_rows_come_as_the_engine_gives_them(endpoint: Endpoint) -> None:
    answer = endpoint.query(SELECT)

    assert isinstance(answer, ox.QuerySolutions)
    assert [variable.value for variable in answer.variables] == ["n"]
    assert [solution["n"] for solution in answer] == [ox.Literal("1"), ox.Literal("2")]


def test_rows_can_be_written_by_the_engine(endpoint: Endpoint) -> None:
    out = io.BytesIO()

    endpoint.select(SELECT).serialize(out, CSV)

    assert out.getvalue() == b"n\r\n1\r\n2\r\n"


@pytest.mark.parametrize("truth", [True, False])
def test_truth_comes_as_truth(server: Server, endpoint: Endpoint, truth: bool) -> None:
    server.replies = [Reply(body=b'{"head":{},"boolean":%s}' % str(truth).lower().encode())]

    assert endpoint.query("ASK {}") is truth


@pytest.mark.parametrize("type_", ["application/n-triples", "text/turtle; charset=utf-8"])
@pytest.mark.parametrize("text", [CONSTRUCT, "DESCRIBE <http://e/s>"])
def test_triples_come_as_triples(server: Server, endpoint: Endpoint, text: str, type_: str) -> None:
    server.replies = [Reply(body=TRIPLE, type=type_)]

    triple = ox.Triple(*map(ox.NamedNode, ("http://e/s", "http://e/p", "http://e/o")))
    assert list(endpoint.query(text)) == [triple]  # type: ignore[arg-type]


def test_a_short_query_goes_by_get(server: Server, endpoint: Endpoint) -> None:
    text = 'SELECT ?n\nWHERE { ?s ?p ?n FILTER(?n != "å & + % #") }'

    list(endpoint.select(text))

    (request,) = server.requests
    assert (request.method, request.query, request.body) == ("GET", text, "")
    assert request.headers["accept"].startswith(JSON)
    assert request.headers["user-agent"] == f"ritgraph/{ritgraph.__version__}"
    assert "authorization" not in request.headers


def test_a_long_query_goes_by_post(server: Server, endpoint: Endpoint) -> None:
    text = f"{SELECT} # {'å' * 2000}"

    list(endpoint.select(text))

    (request,) = server.requests
    assert (request.method, request.path, request.query) == ("POST", "/sparql", text)
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"


def test_what_the_address_says_already_stays(server: Server, slept: list[float]) -> None:
    endpoint = Endpoint(f"{server.url}?key=1", sleep=slept.append)

    for text in (SELECT, f"{SELECT} #{'.' * 2000}"):
        list(endpoint.select(text))

    assert server.requests[0].path.startswith("/sparql?key=1&query=SELECT")
    assert server.requests[1].path == "/sparql?key=1"
    endpoint.close()


def test_triples_are_asked_for_as_triples(server: Server, endpoint: Endpoint) -> None:
    server.replies = [Reply(body=TRIPLE, type="application/n-triples")]

    list(endpoint.query(CONSTRUCT))  # type: ignore[arg-type]

    assert server.requests[0].headers["accept"] == "application/n-triples, text/turtle"


def test_what_is_no_sparql_is_not_sent(server: Server, endpoint: Endpoint) -> None:
    with pytest.raises(SyntaxError, match="1:16"):
        endpoint.query("SELECT WHERE { ?s ?p ?n }")

    assert server.requests == []


def test_prefixes_that_the_text_uses_and_lacks_are_declared(
    server: Server, endpoint: Endpoint
) -> None:
    known = {"a": "http://e/a#", "b": "http://e/b#", "s": "http://e/s#", "": "http://e/"}
    text = "PREFIX b: <http://else/>\n# PREFIX a: <http://comment/>\nSELECT ?n { a:x b:y ?n }"

    list(endpoint.query(text, known))  # type: ignore[arg-type]

    assert server.requests[0].query == f"PREFIX a: <http://e/a#> {text}"


def test_a_graph_without_prefixes_takes_those_at_hand(server: Server) -> None:
    server.replies = [Reply(body=ROWS % b"")]
    endpoint = Endpoint(server.url, lambda: {"ex": "http://example.com/"})

    assert dict(endpoint.prefixes) == {"ex": "http://example.com/"}
    endpoint.close()


def test_triples_are_counted_there(server: Server, endpoint: Endpoint) -> None:
    server.replies = [Reply(body=rows(42))]

    assert len(endpoint) == 42
    assert "COUNT(*)" in server.requests[0].query


# Answers as they come


def test_the_first_row_comes_before_the_last_is_sent(server: Server, endpoint: Endpoint) -> None:
    whole = rows(*range(1000))
    reply = Reply(body=whole[:-100], held=whole[-100:])
    server.replies = [reply]

    answer = endpoint.select(SELECT)
    first = next(answer)["n"].value
    reply.event.set()

    assert first == "0"
    assert [solution["n"].value for solution in answer] == [str(n) for n in range(1, 1000)]


def test_a_packed_answer_is_unpacked(server: Server, endpoint: Endpoint) -> None:
    packed = gzip.compress(rows(*range(5000)))
    server.replies = [Reply(body=packed, headers={"Content-Encoding": "gzip"})]

    assert len(numbers(endpoint)) == 5000
    assert "gzip" in server.requests[0].headers["accept-encoding"]


def test_an_answer_that_cannot_be_unpacked_is_an_error(server: Server, endpoint: Endpoint) -> None:
    server.replies = [Reply(headers={"Content-Encoding": "gzip"})]

    assert isinstance(refusal(endpoint), EndpointError)


@pytest.mark.parametrize("space", [b"", b"\n  "])
@pytest.mark.parametrize("pad", range(0, 130, 13))
def test_what_stands_behind_the_rows_is_left_out(
    server: Server, endpoint: Endpoint, space: bytes, pad: int
) -> None:
    tricky = b'{"n":{"type":"literal","value":"]},%s"}},' % (b"." * pad)
    body = (ROWS % (tricky + ROW % 2))[:-1]
    reply = Reply(body=body + b"," + space + b'"met', held=b'a" : {"time": 1, "a": [{}]}}')
    reply.event.set()
    server.replies = [reply]

    assert numbers(endpoint) == [f"]}},{'.' * pad}", "2"]


@pytest.mark.parametrize("marks_its_end", [True, False])
@pytest.mark.parametrize("cut", [1, 2, 3, 5, 20, 100, 1500, 4000])
def test_rows_that_break_off_are_no_shorter_answer(
    server: Server, endpoint: Endpoint, cut: int, marks_its_end: bool
) -> None:
    server.replies = [Reply(body=rows(*range(150))[:-cut], marks_its_end=marks_its_end)]

    assert isinstance(refusal(endpoint), EndpointError)


@pytest.mark.parametrize("cut", [1, 2, 3, 100, 4000])
def test_written_rows_that_break_off_are_no_shorter_answer(
    server: Server, endpoint: Endpoint, cut: int
) -> None:
    server.replies = [Reply(body=rows(*range(150))[:-cut])]

    error = refusal(endpoint, read=lambda answer: answer.serialize(io.BytesIO(), CSV))

    assert "cut off" in str(error)


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        (SELECT, Reply(body=rows(*range(1000)), breaks="in the middle")),
        (CONSTRUCT, Reply(body=TRIPLE, type="application/n-triples", breaks="in the middle")),
    ],
    ids=["rows", "triples"],
)
def test_a_connection_lost_in_the_middle_is_an_error_and_not_tried_again(
    server: Server, endpoint: Endpoint, slept: list[float], text: str, reply: Reply
) -> None:
    server.replies = [reply]

    assert "the connection was lost before the answer was whole" in str(refusal(endpoint, text))
    assert (len(server.requests), slept) == (1, [])


def test_triples_without_a_marked_end_are_refused(server: Server, endpoint: Endpoint) -> None:
    server.replies = [Reply(body=TRIPLE, type="text/turtle", marks_its_end=False)]

    assert "does not mark the end" in str(refusal(endpoint, CONSTRUCT))


@pytest.mark.parametrize(
    "words",
    [
        b"\n##  Query cancelled due to timeout during execution   ##\n##  **** %s ****  ##\n",
        b"The query timed out\n",
    ],
)
def test_a_server_that_stops_in_the_middle_has_reached_its_limit(
    server: Server, endpoint: Endpoint, words: bytes
) -> None:
    server.replies = [Reply(body=rows(*range(1000))[:-3] + words)]

    error = refusal(endpoint)

    assert isinstance(error, LimitError)
    assert "the server stopped the query" in str(error)


@pytest.mark.parametrize(
    ("text", "body", "type_"),
    [
        (SELECT, rows(1).replace(b"literal", b"uri"), JSON),
        (SELECT, b"", JSON),
        (SELECT, b'{"error": "no"}', JSON),
        (SELECT, b'{"head":{},"boolean":true}', JSON),
        ("ASK {}", rows(1), JSON),
        (CONSTRUCT, b"<http://e/s> <http://e/p> .", "text/turtle"),
    ],
)
def test_an_answer_that_is_none_is_an_error(
    server: Server, endpoint: Endpoint, text: str, body: bytes, type_: str
) -> None:
    server.replies = [Reply(body=body, type=type_)]

    assert isinstance(refusal(endpoint, text), EndpointError)


@pytest.mark.parametrize(
    ("text", "type_", "says"),
    [
        (
            SELECT,
            "text/html; charset=utf-8",
            "a web page, not with SPARQL results in JSON. Is this",
        ),
        (CONSTRUCT, "TEXT/HTML", "a web page, not with triples in N-Triples or Turtle. Is this"),
        (SELECT, "text/csv", "'text/csv', not with SPARQL results in JSON"),
        (CONSTRUCT, "application/ld+json", "'application/ld+json', not with triples"),
    ],
)
def test_an_answer_in_another_format_is_named(
    server: Server, endpoint: Endpoint, text: str, type_: str, says: str
) -> None:
    server.replies = [Reply(type=type_)]

    assert says in str(refusal(endpoint, text))


@pytest.mark.parametrize("text", [SELECT, CONSTRUCT])
def test_an_answer_let_go_of_is_closed(
    server: Server, endpoint: Endpoint, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_ = JSON if text == SELECT else "application/n-triples"
    server.replies = [Reply(body=rows(*range(9999)) if text == SELECT else TRIPLE, type=type_)]

    answer = endpoint.query(text)
    pool = endpoint._server._client()._transport._pool  # type: ignore[attr-defined]
    before = len(pool.connections)
    del answer
    gc.collect()

    assert (before, len(pool.connections)) == (1, 0)


# Trying again


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_an_overloaded_server_is_asked_again(
    server: Server, endpoint: Endpoint, slept: list[float], status: int
) -> None:
    server.replies = [Reply(status=status)] * 3 + [Reply()]

    assert numbers(endpoint) == ["1", "2"]
    assert slept == [0.5, 1.0, 2.0]
    assert len(server.requests) == 4


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_after_four_times_it_is_left_alone(
    server: Server, endpoint: Endpoint, slept: list[float], status: int
) -> None:
    server.replies = [Reply(status=status, type="text/plain", body=b"busy")]

    error = refusal(endpoint)

    assert f"{status} " in str(error)
    assert (len(server.requests), len(slept)) == (4, 3)
    assert isinstance(error, LimitError if status == 504 else EndpointError)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 408, 410, 413, 500, 501])
def test_nothing_else_is_asked_again(
    server: Server, endpoint: Endpoint, slept: list[float], status: int
) -> None:
    server.replies = [Reply(status=status, type="text/plain", body=b"no")]

    error = refusal(endpoint)

    assert f": {status} " in str(error)
    assert (len(server.requests), slept) == (1, [])
    if status != 408:
        assert isinstance(error, EndpointError)
        assert error.status == status


def test_a_connection_lost_before_the_answer_is_tried_again(
    server: Server, endpoint: Endpoint, slept: list[float]
) -> None:
    server.replies = [Reply(breaks="at once"), Reply(breaks="at once"), Reply()]

    assert numbers(endpoint) == ["1", "2"]
    assert slept == [0.5, 1.0]


def test_a_connection_lost_each_time_is_an_error(
    server: Server, endpoint: Endpoint, slept: list[float]
) -> None:
    server.replies = [Reply(breaks="at once")]

    assert "the connection was lost" in str(refusal(endpoint))
    assert len(server.requests) == 4


def test_the_wait_that_the_server_asks_for_is_kept(
    server: Server, endpoint: Endpoint, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    monkeypatch.setattr(http.time, "time", lambda: 1_000_000_000.0)
    date = format_datetime(datetime.fromtimestamp(1_000_000_012, UTC), usegmt=True)
    server.replies = [
        Reply(status=503, headers={"Retry-After": "7"}),
        Reply(status=429, headers={"Retry-After": date}),
        Reply(status=503, headers={"Retry-After": "soon"}),
        Reply(),
    ]

    assert numbers(endpoint) == ["1", "2"]
    assert slept == [7.0, 12.0, 2.0]


def test_a_long_wait_is_left_to_the_reader(
    server: Server, endpoint: Endpoint, slept: list[float]
) -> None:
    server.replies = [Reply(status=503, headers={"Retry-After": "3600"})]

    assert "Try again in 3600 s." in str(refusal(endpoint))
    assert (len(server.requests), slept) == (1, [])


def test_a_query_that_the_server_stopped_is_not_run_again(
    server: Server, endpoint: Endpoint
) -> None:
    server.replies = [Reply(status=503, type="text/plain", body=b"Query timed out")]

    error = refusal(endpoint)

    assert isinstance(error, LimitError)
    assert error.exit_code == 3
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "reply", [Reply(status=206), Reply(headers={"X-SQL-State": "S1TAT"})], ids=["206", "Virtuoso"]
)
def test_a_part_of_an_answer_is_none(server: Server, endpoint: Endpoint, reply: Reply) -> None:
    server.replies = [reply]

    error = refusal(endpoint)

    assert isinstance(error, LimitError)
    assert "only a part of the answer" in str(error)


# What cannot be reached


def test_a_closed_port_is_told_at_once(slept: list[float]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        endpoint = Endpoint(f"http://127.0.0.1:{closed.getsockname()[1]}/", sleep=slept.append)
        error = refusal(endpoint)
    endpoint.close()

    assert str(error).endswith("it cannot be reached: Connection refused")
    assert slept == []


def test_a_host_without_a_name_is_told_at_once(slept: list[float]) -> None:
    endpoint = Endpoint("http://no-such-host.invalid/sparql", sleep=slept.append)

    assert "it cannot be reached: " in str(refusal(endpoint))
    assert slept == []
    endpoint.close()


def test_a_server_without_encryption_is_told_at_once(server: Server, slept: list[float]) -> None:
    endpoint = Endpoint(server.url.replace("http:", "https:"), sleep=slept.append)

    assert "it cannot be reached: [SSL" in str(refusal(endpoint))
    assert slept == []
    endpoint.close()


def test_silence_is_a_limit(
    server: Server, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "_SILENCE", 0.05)
    reply = Reply(body=rows(*range(1000))[:-100], held=b"x" * 100)
    server.replies = [reply]
    endpoint = Endpoint(server.url, sleep=slept.append)

    error = refusal(endpoint)
    reply.event.set()
    endpoint.close()

    assert isinstance(error, LimitError)
    assert "sent nothing" in str(error)
    assert slept == []


def test_without_httpx_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    http._tls.cache_clear()

    with pytest.raises(UnsupportedError) as raised:
        Endpoint("http://127.0.0.1:1/")

    assert str(raised.value) == "Endpoints need httpx: pip install 'ritgraph[remote]'"


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_at_the_same_host_is_followed(
    server: Server, endpoint: Endpoint, status: int, method: str
) -> None:
    text = SELECT if method == "GET" else f"{SELECT} #{'.' * 2000}"
    server.replies = [Reply(status=status, headers={"Location": "/moved?a=b"}), Reply()]

    list(endpoint.select(text))

    first, second = server.requests
    assert (first.method, second.path) == (method, "/moved?a=b")
    assert second.headers["accept"] == first.headers["accept"]
    if method == "POST" and status != 303:
        assert (second.method, second.query) == ("POST", text)
    else:
        assert (second.method, second.body) == ("GET", "")


@pytest.mark.parametrize(
    "location",
    [
        "http://elsewhere.invalid/sparql",
        "//elsewhere.invalid/sparql",
        "http://localhost:{port}/sparql",
        "http://127.0.0.1:1/sparql",
        "https://127.0.0.1:{port}/sparql",
        "ftp://127.0.0.1:{port}/sparql",
        "http://user:word@127.0.0.1:{port}/",
    ],
)
def test_a_redirect_elsewhere_is_refused(
    server: Server, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, location: str
) -> None:
    target = location.format(port=server.server_port)
    server.replies = [Reply(status=307, headers={"Location": target})]

    error = refusal(endpoint)

    assert "it redirects to " in str(error)
    assert urlsplit(f"http:{target}" if target.startswith("//") else target).hostname in str(error)
    assert "word" not in str(error)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ("http://e/s", "https://e/s", True),
        ("https://e/s", "https://e:443/t", True),
        ("https://e/s", "http://e/s", False),
        ("http://e:8080/s", "https://e/s", False),
        ("http://e/s", "http://e:8080/s", False),
        ("http://e/s", "http://e.f/s", False),
    ],
)
def test_the_same_host_may_turn_to_encryption(here: str, there: str, same: bool) -> None:
    import httpx

    assert http._is_same_host(httpx.URL(here), httpx.URL(there)) is same


def test_redirects_end(server: Server, endpoint: Endpoint) -> None:
    server.replies = [Reply(status=302, headers={"Location": "/sparql"})]

    assert "it redirects more than 5 times" in str(refusal(endpoint))
    assert len(server.requests) == 6


# Credentials


def authorization(server: Server) -> str:
    endpoint = Endpoint(server.url)
    list(endpoint.select(SELECT))
    endpoint.close()
    return server.requests[-1].headers["authorization"]


def test_a_user_is_sent_as_basic(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, "aladdin")
    monkeypatch.setenv(PASSWORD, "opensesame")

    assert authorization(server) == "Basic YWxhZGRpbjpvcGVuc2VzYW1l"  # RFC 7617, section 2


def test_a_token_is_sent_as_bearer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    server.replies = [Reply(status=307, headers={"Location": "/there"}), Reply()]

    assert authorization(server) == f"Bearer {SECRET}"
    assert server.requests[0].headers["authorization"] == f"Bearer {SECRET}"


def test_netrc_is_not_read(
    server: Server, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("NETRC", netrc)

    numbers(endpoint)

    assert "authorization" not in server.requests[0].headers


def test_a_proxy_is_not_asked_for_this_machine(
    server: Server, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")

    assert numbers(endpoint) == ["1", "2"]


@pytest.mark.parametrize(
    ("set_", "says"),
    [
        ({TOKEN: SECRET, USER: "me", PASSWORD: SECRET}, "Unset the one or the others."),
        ({TOKEN: SECRET, PASSWORD: SECRET}, "Unset the one or the others."),
        ({USER: "me"}, "belong together"),
        ({PASSWORD: SECRET}, "belong together"),
        ({TOKEN: f"{SECRET}\n"}, f"{TOKEN} has a character that cannot be sent"),
        ({TOKEN: f"{SECRET}é"}, f"{TOKEN} has a character that cannot be sent"),
        ({USER: "m:e", PASSWORD: SECRET}, f"{USER} has a character that cannot be sent"),
    ],
)
def test_credentials_that_are_not_clear_are_refused(
    monkeypatch: pytest.MonkeyPatch, set_: dict[str, str], says: str
) -> None:
    for name, value in set_.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(EndpointError) as raised:
        Endpoint("https://sparql.example/")

    assert says in str(raised.value)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://sparql.example/", True),
        ("http://localhost:3030/ds", True),
        ("http://127.0.0.1:3030/ds", True),
        ("http://[::1]:3030/ds", True),
        ("http://sparql.example/", False),
        ("http://127.example/", False),
        ("http://10.0.0.1/", False),
    ],
)
def test_credentials_need_encryption_except_at_home(
    monkeypatch: pytest.MonkeyPatch, url: str, is_safe: bool
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)

    if is_safe:
        Endpoint(url)
    else:
        with pytest.raises(EndpointError, match="not sent without encryption"):
            Endpoint(url)


@pytest.mark.parametrize(
    "url",
    [
        f"http://me:{SECRET}@127.0.0.1:1/sparql",
        f"http://{SECRET}@127.0.0.1:1/sparql",
        f"me:{SECRET}@127.0.0.1/sparql",
        f"ftp://me:{SECRET}@127.0.0.1/sparql",
        f"http://me:{SECRET}@127.0.0.1:port/",
    ],
)
def test_credentials_in_an_address_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(EndpointError) as raised:
        Endpoint(url)

    assert SECRET not in f"{raised.value!r} {raised.value} {raised.value.url}"


@pytest.mark.parametrize(
    "url", ["", "sparql.example", "http://", "http://[::1/", "http://e:99999/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(EndpointError, match="no address of an endpoint"):
        Endpoint(url)


def test_secrets_are_shown_nowhere(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, SECRET)
    endpoint = Endpoint(f"{server.url}?apikey={SECRET}")
    encoded = endpoint._server._authorization.removeprefix("Basic ")
    said = f"you are me:{SECRET} alias {encoded}".encode()
    server.replies = [Reply(status=401, type="text/plain", body=said, reason=f"No {SECRET}")]

    error = refusal(endpoint)
    endpoint.close()

    shown = f"{error!r} {error} {endpoint!r} {endpoint._server._client().headers!r}"
    assert "you are me:*** alias ***" in shown
    assert SECRET not in shown
    assert encoded not in shown
    assert error.__cause__ is None


def test_a_secret_is_taken_out_before_a_long_message_is_cut(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, f"tok-{SECRET}")
    endpoint = Endpoint(f"{server.url}?apikey=hunter2")
    said = f"{'x' * 180} tok-{SECRET} no route for ?apikey=hunter2".encode()
    server.replies = [Reply(status=500, type="text/plain", body=said)]

    error = str(refusal(endpoint))
    endpoint.close()

    assert "tok-" not in error
    server.replies = [Reply(status=500, type="text/plain", body=b"No route for ?apikey=hunter2")]
    assert "hunter2" not in str(refusal(endpoint))
    endpoint.close()


@pytest.mark.parametrize(
    "headers",
    [{"Retry-After": "\u00b2"}, {"Location": "javascript:1"}, {"Location": "http://[::1"}],
    ids=["a wait", "no address", "half an address"],
)
def test_headers_that_make_no_sense_are_one_line(
    server: Server, endpoint: Endpoint, headers: dict[str, str]
) -> None:
    status = 503 if "Retry-After" in headers else 302
    server.replies = [Reply(status=status, headers=headers) for _ in range(4)]

    assert "\n" not in str(refusal(endpoint))


def test_an_exception_behind_the_rows_is_no_addition(server: Server, endpoint: Endpoint) -> None:
    body = (
        b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"1"}}]},'
        b'"exception":"the query was aborted"}'
    )
    server.replies = [Reply(type="application/sparql-results+json", body=body)]

    with pytest.raises(EndpointError):
        list(endpoint.select("SELECT ?a { ?a ?b ?c }"))


# Errors of the server


@pytest.mark.parametrize(
    ("status", "type_", "body", "says"),
    [
        (
            400,
            "text/plain",
            b"\n  Parse error: line 1\nmore",
            "400 Bad Request: Parse error: line 1.",
        ),
        (400, "application/json", b'{"code":1,"message":"no \\"x\\""}', '400 Bad Request: no "x".'),
        (500, "application/json", b'{"exception": "Out of luck."}', "Error: Out of luck."),
        (500, "application/json", b'{"a": 1}', "500 Internal Server Error."),
        (500, "application/json", b'{"message":"\\x41"}', "500 Internal Server Error."),
        (500, "text/html", b"<html><h1>Oh</h1></html>", "500 Internal Server Error."),
        (500, "text/plain", b"", "500 Internal Server Error."),
        (400, "text/plain", b"a\x1b[2J\x07b", "400 Bad Request: a\\x1b[2J\\x07b."),
        (400, "text/plain", b"\xff\xfe", "400 Bad Request: \ufffd\ufffd."),
        (401, "text/plain", b"", f"{USER} and {PASSWORD}, or from {TOKEN}."),
        (403, "text/plain", b"", f"{USER} and {PASSWORD}, or from {TOKEN}."),
        (404, "text/html", b"<p>", "404 Not Found. Is this the address of the SPARQL endpoint?"),
        (500, "text/plain", b"Transaction timed out", "The server stopped the query at a limit"),
        (299, "text/plain", b"odd", "299"),
    ],
)
def test_the_error_of_the_server_is_one_line(
    server: Server, endpoint: Endpoint, status: int, type_: str, body: bytes, says: str
) -> None:
    server.replies = [Reply(status=status, type=type_, body=body)]

    assert says in str(refusal(endpoint))


def test_of_a_huge_error_only_the_beginning_is_read(server: Server, endpoint: Endpoint) -> None:
    reply = Reply(status=400, type="text/plain", body=b"x" * 100_000, held=b"never read")
    server.replies = [reply]

    message = str(refusal(endpoint))
    reply.event.set()

    assert message.endswith("x….")
    assert not reply.waited_in_vain


def test_an_error_whose_text_breaks_off_is_still_told(server: Server, endpoint: Endpoint) -> None:
    server.replies = [Reply(status=400, type="text/plain", body=b"no", breaks="in the middle")]

    assert "400 Bad Request: no." in str(refusal(endpoint))


# Processes


def test_a_fork_has_connections_of_its_own(server: Server, endpoint: Endpoint) -> None:
    from ritgraph.store.limited import Limited

    numbers(endpoint)
    parents = dict(endpoint._server._clients)

    answer = Limited(endpoint, timeout=10).select(SELECT)

    assert [solution["n"].value for solution in answer] == ["1", "2"]
    assert endpoint._server._clients == parents
    assert list(parents) == [os.getpid()]


def test_an_error_travels_between_processes(server: Server, endpoint: Endpoint) -> None:
    server.replies = [Reply(status=400, type="text/plain", body=b"no")]

    error = pickle.loads(pickle.dumps(refusal(endpoint)))  # noqa: S301

    assert (type(error), error.status, error.url) == (EndpointError, 400, server.url)
