"""What would do more than read this graph never reaches the engine."""

import pytest

from ritgraph.errors import RefusedError, RitgraphError
from ritgraph.query.guard import refuse_all_but_reading
from ritgraph.query.syntax import check_words

HERE = "http://127.0.0.1:1/"


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
