"""What would do more than read this graph never reaches the engine."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pyoxigraph as ox
import pytest

from ritgraph.errors import RefusedError, RitgraphError
from ritgraph.sparql.guard import refuse_all_but_reading
from ritgraph.sparql.syntax import check_words

pytestmark = pytest.mark.usefixtures("garbage_waits")

HERE = "http://127.0.0.1:1/"


# Texts that reach out to the host HOST:PORT, by the word that is refused.
SERVICES = {
    "plain": "SELECT * { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <http://HOST:PORT/> { ?s ?p ?o } }",
    "by a variable": "SELECT * { VALUES ?x { <http://HOST:PORT/> } SERVICE ?x { ?s ?p ?o } }",
    "by a variable bound": "SELECT * { BIND(<http://HOST:PORT/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "by a prefixed name": "PREFIX h: <http://HOST:PORT/> SELECT * { SERVICE h:x { ?s ?p ?o } }",
    "by the base": "BASE <http://HOST:PORT/> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "in a subselect": "SELECT * { { SELECT ?s { SERVICE <http://HOST:PORT/> { ?s ?p ?o } } } }",
    "in EXISTS": "SELECT * { BIND(EXISTS { SERVICE <http://HOST:PORT/> { ?s ?p ?o } } AS ?x) }",
    "in OPTIONAL": "SELECT * { OPTIONAL { SERVICE <http://HOST:PORT/> { ?s ?p ?o } } }",
    "in MINUS": "SELECT * { BIND(1 AS ?s) MINUS { SERVICE <http://HOST:PORT/> { ?s ?p ?o } } }",
    "in UNION": "SELECT * { {} UNION { SERVICE <http://HOST:PORT/> { ?s ?p ?o } } }",
    "in ASK": "ASK { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }",
    "in DESCRIBE": "DESCRIBE ?s { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }",
    "in odd case": "sElEcT * { sErViCe sIlEnT <http://HOST:PORT/> { ?s ?p ?o } }",
    "behind comments": "SELECT * { # {\n SERVICE # }\r # '\n <http://HOST:PORT/> { ?s ?p ?o } }",
    "with an escape": "SELECT * { SERVICE <http:\\u002F/HOST:PORT/> { ?s ?p ?o } }",
    "without spaces": "SELECT*{SERVICE<http://HOST:PORT/>{?s ?p ?o}}",
    "behind a string": "SELECT * { BIND('}#' AS ?x) SERVICE <http://HOST:PORT/> { ?s ?p ?o } }",
}
UPDATES = {
    "load": ("LOAD", "LOAD <http://HOST:PORT/x.ttl>"),
    "load silent": ("LOAD", "LOAD SILENT <http://HOST:PORT/x.ttl> INTO GRAPH <http://e/>"),
    "load in odd case": ("LOAD", "lOaD#\n<http://HOST:PORT/x.ttl>"),
    "load behind a prologue": ("LOAD", "PREFIX h: <http://HOST:PORT/> LOAD h:x.ttl"),
    "load behind another": ("CLEAR", "CLEAR ALL ; LOAD <http://HOST:PORT/x.ttl>"),
    "insert": ("INSERT", "INSERT { ?s ?p ?o } WHERE { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }"),
    "delete": ("DELETE", "DELETE { ?s ?p ?o } WHERE { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }"),
    "with": (
        "WITH",
        "WITH <http://e/> INSERT { ?s ?p ?o } WHERE { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }",
    ),
}
FROMS = {
    "plain": "SELECT * FROM <http://HOST:PORT/x.ttl> { ?s ?p ?o }",
    "named": "SELECT * FROM NAMED <http://HOST:PORT/x.ttl> { GRAPH ?g { ?s ?p ?o } }",
    "in ASK": "ASK FROM <http://HOST:PORT/x.ttl> { ?s ?p ?o }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } FROM <http://HOST:PORT/x.ttl> WHERE { ?s ?p ?o }",
    "in DESCRIBE": "DESCRIBE <http://e/> FROM <http://HOST:PORT/x.ttl>",
    "without spaces": "SELECT*FROM<http://HOST:PORT/x.ttl>{?s ?p ?o}",
    "in odd case": "SELECT * fRoM#\nnAmEd#\n<http://HOST:PORT/x.ttl> WHERE { ?s ?p ?o }",
}
REFUSED = {
    **{f"SERVICE {name}": ("SERVICE", text) for name, text in SERVICES.items()},
    **{f"FROM {name}": ("FROM", text) for name, text in FROMS.items()},
    **{f"update {name}": form for name, form in UPDATES.items()},
}


class Listener:
    """A host that notices who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))

    def address_in(self, text: str) -> str:
        return text.replace("HOST:PORT", f"127.0.0.1:{self._socket.getsockname()[1]}")

    def has_been_called(self) -> bool:
        self._socket.setblocking(False)
        with suppress(BlockingIOError):
            self._socket.accept()[0].close()
            return True
        return False

    def hang_up_on_the_first(self) -> bool:
        """Wait for a caller, for some time."""
        self._socket.settimeout(3)
        with suppress(TimeoutError):
            self._socket.accept()[0].close()
            return True
        return False

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def host() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def check(text: str) -> None:
    refuse_all_but_reading(check_words(text, {}), text, "q.rq")


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        (f"SELECT * {{ SERVICE <{HERE}> {{ }} }}", "SERVICE", "another host"),
        (f"SELECT * {{ sErViCe SILENT <{HERE}> {{ }} }}", "SERVICE", "another host"),
        ("SELECT * { FILTER EXISTS { SERVICE ?x { } } }", "SERVICE", "another host"),
        ("SELECT * FROM <http://127.0.0.1:1/> { }", "FROM", "another graph or file"),
        (f"ASK FROM NAMED <{HERE}> {{ }}", "FROM", "another graph or file"),
        (f"SELECT*FROM<{HERE}>{{}}", "FROM", "another graph or file"),
        (f"LOAD <{HERE}>", "LOAD", "fetch a file"),
        ("INSERT DATA { }", "INSERT", "change the graph"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE", "change the graph"),
        (f"WITH <{HERE}> DELETE {{ }} WHERE {{ }}", "WITH", "change the graph"),
        ("CLEAR ALL", "CLEAR", "change the graph"),
        ("DROP ALL", "DROP", "change the graph"),
        (f"CREATE GRAPH <{HERE}>", "CREATE", "change the graph"),
        (f"COPY DEFAULT TO <{HERE}>", "COPY", "change the graph"),
        (f"MOVE DEFAULT TO <{HERE}>", "MOVE", "change the graph"),
        (f"ADD DEFAULT TO <{HERE}>", "ADD", "change the graph"),
    ],
)
def test_it_is_refused_with_its_own_reason(text: str, word: str, reason: str) -> None:
    with pytest.raises(RefusedError) as raised:
        check(text)

    assert raised.value.exit_code == 3
    assert str(raised.value).startswith("q.rq:1:")
    assert f"{word} is refused" in str(raised.value)
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ SERVICESILENT<{HERE}> {{ }} }}",
        f"ASKFROM<{HERE}>{{}}",
        f"SELECT*FROMNAMED<{HERE}>{{}}",
        f"PREFIX x: <{HERE}> SELECT * {{ ?s ?p trueSERVICEx:y {{}} }}",
        f"PREFIX : <{HERE}> SELECT * {{ SERVICE:x {{}} }}",
        f"PREFIX : <{HERE}> PREFIX service: <{HERE}> SELECT * {{ service:x {{}} }}",
        f"PREFIX x: <{HERE}> PREFIX SERVICESILENTx: <{HERE}> SELECT * {{ SERVICESILENTx:y {{}} }}",
        f"PREFIX x: <{HERE}> PREFIX truefromx: <{HERE}> ASK truefromx:y {{}}",
        f"S\\u0045RVICE <{HERE}> {{}}",
        f'SELECT * {{ VALUES ?x {{ """a" }} SERVICE <{HERE}> {{}} }} # \\q """\n',
        f'SELECT * {{ VALUES ?x {{ """a" }} SERVICE <{HERE}> {{}} }} # \\uD800 """\n',
        f'SELECT * {{ VALUES ?x {{ """a" }} SERVICE <{HERE}> {{}} }} # \\U00110000 """\n',
        f"SELECT * {{ VALUES ?x {{ '''a' }} SERVICE <{HERE}> {{}} }} # \\q '''\n",
        f'SELECT * {{ ?a ?b ?c FILTER(?c<2#>"""\n) SERVICE <{HERE}> {{}} }} #"""',
        f'ASK {{ ?s ?p "\\u0022 . SERVICE <{HERE}> {{ ?a ?b ?c }} }} #" }}',
        f"ASK {{ ?s ?p '\\U00000027 . SERVICE <{HERE}> {{ ?a ?b ?c }} }} #' }}",
        'ASK { ?s ?p "\\u000A" } # \\u0022',
        f"ASK {{ ?s <{HERE}\\u003E> ?o }}",
    ],
)
def test_hidden_forms_that_an_engine_would_read_are_refused_too(text: str) -> None:
    with pytest.raises(RitgraphError):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://e/>' }",
        "SELECT * { ?s <http://e/LOAD> ?o } # FROM SERVICE",
        "PREFIX a: <http://e/> SELECT * { ?s a:SERVICE ?from ; a:LOAD $INSERT }",
        "PREFIX service: <http://e/> SELECT * { ?s service:x ?o }",
        "SELECT * { ?s ?p 'x'@service-FROM }",
        "SELECT ?service { _:FROM ?load ?service }",
    ],
)
def test_words_in_other_tokens_are_no_reason_to_refuse(text: str) -> None:
    check(text)


def test_as_many_forms_as_expected_were_collected() -> None:
    assert (len(SERVICES), len(FROMS), len(UPDATES), len(REFUSED)) == (19, 7, 8, 34)
    assert len(CALLING) == 25


@pytest.mark.parametrize(("word", "text"), REFUSED.values(), ids=REFUSED)
def test_a_text_that_reaches_out_is_refused_and_nobody_is_called(word, text, host, tiny) -> None:
    with pytest.raises(RefusedError, match=rf"^query text:\d+:\d+: {word} is refused: it would "):
        tiny.sparql(host.address_in(text))

    assert not host.has_been_called()


@pytest.mark.parametrize(("word", "text"), REFUSED.values(), ids=REFUSED)
def test_a_saved_query_that_reaches_out_is_refused(word, text, host, tiny, tiny_project) -> None:
    spy = f"#+ summary: Who is there?\n{host.address_in(text)}\n"
    (tiny_project / "queries" / "spy.rq").write_text(spy, encoding="utf-8", newline="")

    with pytest.raises(RefusedError, match=rf"spy\.rq:\d+:\d+: {word} is refused: it would "):
        tiny.query("spy")

    assert not host.has_been_called()


@pytest.mark.parametrize(("word", "text"), REFUSED.values(), ids=REFUSED)
def test_the_command_line_refuses_with_one_line(word, text, host, tiny_project, run) -> None:
    outcome = run("query", "-q", host.address_in(text), root=tiny_project)

    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("ritgraph: query text:")
    assert f"{word} is refused: it would " in outcome.err
    assert outcome.err.count("\n") == 1
    assert not host.has_been_called()


@pytest.mark.parametrize(("word", "text"), REFUSED.values(), ids=REFUSED)
def test_the_contract_tells_of_it_without_running_it(word, text, host, tiny, tiny_project) -> None:
    spy = f"#+ summary: Who is there?\n{host.address_in(text)}\n"
    (tiny_project / "queries" / "spy.rq").write_text(spy, encoding="utf-8", newline="")

    report = tiny.check_queries()

    said = [finding.message for finding in report.findings if finding.rule == "query-run"]
    assert len(said) == 1
    assert f"{word} is refused: it would " in said[0]
    assert not host.has_been_called()


# This engine takes no host from a variable; others do.
CALLING = {
    **{name: text for name, text in SERVICES.items() if "variable" not in name},
    **{name: text for name, (_, text) in UPDATES.items()},
}


@pytest.mark.parametrize("text", CALLING.values(), ids=CALLING)
def test_the_engine_alone_would_have_called(text, host) -> None:
    called: list[bool] = []
    waiting = Thread(target=lambda: called.append(host.hang_up_on_the_first()))
    waiting.start()
    store = ox.Store()
    ask = store.query if text in SERVICES.values() else store.update
    with suppress(OSError, RuntimeError):
        answer = ask(host.address_in(text))
        bool(answer) if isinstance(answer, ox.QueryBoolean) else list(answer or ())
    waiting.join()

    assert called == [True]
