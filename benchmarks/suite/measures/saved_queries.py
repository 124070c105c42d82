"""The saved queries of the shipped graph, each with the values of its example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ritgraph.project import Project
from suite.commands import (
    Command,
    by_comunica,
    by_jena,
    comunica,
    emptied,
    loading,
    our_program,
    oxigraph,
    peer_program,
    saved_query,
)
from suite.measure import OURS, Contender, Measure
from suite.peers import jena
from suite.workload import Asked

# What does not follow SPARQL 1.1, so that some queries fail or differ; README.md says more.
REMARKS = {
    "rdflib": "ORDER BY an error fails; MIN of IRIs is a text",
    "Comunica": "MIN of IRIs is nothing",
}
# A query that takes longer is stopped, so that the others are asked as well.
LONGEST = 20


def warm(asked: Asked, triples: int) -> Measure:
    """Every saved query on a graph in memory.

    The command of Oxigraph takes no part: it answers one query, and ends.
    """

    def contender(name: str, make: Callable[..., Contender], *words: str | Path) -> Contender:
        folder = emptied(f"warm-{name.replace(' ', '-')}")
        one = make("warm", *(folder if word == "" else word for word in words))
        outputs = {query: folder / f"{query}.csv" for query in asked.values}
        remark = REMARKS.get(name, "")
        return Contender(name, one.commands, outputs, one.peer, remark=remark)

    def python(peer: str) -> Callable[..., Contender]:
        return lambda *words: peer_program(peer, *words)

    given = (asked.folder, "", asked.data)
    contenders = [
        contender(OURS, our_program, Project.shipped().root, asked.listed, ""),
        contender("pyoxigraph", python("pyoxigraph"), *given),
        contender("rdflib", python("rdflib"), *given),
        contender("Jena arq", by_jena, *given),
        contender("Comunica", by_comunica, *given),
    ]
    question = "How long does a saved query take on a graph in memory, values checked?"
    return Measure("warm", "Saved queries, warm", question, "rows", contenders, triples)


def cold(asked: Asked, triples: int) -> Measure:
    """Every saved query as a command of its own: start, read the files, answer."""
    store = asked.folder.parent / "shipped-store"
    load: Command = (*oxigraph("load"), "--location", store, "--file", asked.data)

    def contender(
        name: str, peer: str, command: Callable[[str, Path, Path], Command], **more: object
    ) -> Contender:
        folder = emptied(f"cold-{name.replace(' ', '-')}")
        targets = {query: folder / f"{query}.csv" for query in asked.values}
        commands = {q: command(q, asked.folder / f"{q}.rq", targets[q]) for q in targets}
        more = {"remark": REMARKS.get(name, ""), "longest": LONGEST, **more}
        return Contender(name, commands, targets, peer, **more)  # type: ignore[arg-type]

    def ours(name: str, _: Path, target: Path) -> Command:
        return (*saved_query(name, asked.values[name]), "-o", target)

    def program(peer: str) -> Callable[[str, Path, Path], Command]:
        return lambda _, query, target: peer_program(
            peer, "cold", query, target, asked.data
        ).commands[""]

    def cli(_: str, query: Path, target: Path) -> Command:
        given = ("--query-file", query, "--results-file", target)
        return (*oxigraph("query"), "--location", store, *given)

    def arq(_: str, query: Path, __: Path) -> Command:
        return (*jena("arq.arq"), "--data", asked.data, "--query", query, "--results", "CSV")

    def by_comunica(_: str, query: Path, __: Path) -> Command:
        return (*comunica(), asked.data, "-f", query, "-t", "text/csv")

    return Measure(
        "cold",
        "Saved queries, cold",
        "How long does a saved query take from the prompt, on the shipped graph?",
        "rows",
        [
            contender(OURS, "", ours),
            contender("pyoxigraph", "pyoxigraph", program("pyoxigraph")),
            contender("rdflib", "rdflib", program("rdflib")),
            contender(
                "oxigraph", "oxigraph", cli, prepare=loading(store, load), remark="from a store"
            ),
            contender("Jena arq", "jena", arq, to_stdout=True),
            contender("Comunica", "comunica", by_comunica, to_stdout=True),
        ],
        triples,
    )
