"""The measures: which work, by whom, with which command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ritgraph.project import Project
from suite.commands import (
    PROGRAMS,
    RITGRAPH,
    Command,
    emptied,
    loading,
    our_program,
    oxigraph,
    peer_program,
    removing,
    whole_command,
)
from suite.measure import OURS, Contender, Measure
from suite.peers import jena, packages, python
from suite.workload import HERE, Asked, Shapes, Workload

ENGINES = ("shacl", "pyshacl", "pyshacl-turbo", "pyrudof", "shacl-rust")
OF_NPM = ("rdf-validate-shacl", "shacl-engine")


def load(work: Workload) -> Measure:
    """Turtle into memory."""
    graph = work.graph
    peers = [peer_program(name, "load", graph) for name in ("pyoxigraph", "rdflib", "maplib")]
    store = work.out("loaded")
    cli: Command = (*oxigraph("load"), "--location", store, "--file", graph)
    return Measure(
        "load",
        "Load Turtle",
        "How long does it take until a graph can be asked?",
        "number",
        [
            our_program("load", graph),
            *peers,
            whole_command("oxigraph", cli, prepare=removing(store), remark="command, to disk"),
        ],
        work.triples,
    )


def rows(work: Workload) -> Measure:
    """Many rows to CSV."""
    return _answers(work, "rows", "Rows to CSV", ("pyoxigraph", "rdflib"))


def frame(work: Workload) -> Measure:
    """Many rows to a data frame; the peer builds it from rows in Python."""
    return _answers(work, "frame", "Rows to a polars frame", ("pyoxigraph",))


def _answers(work: Workload, name: str, title: str, peers: Sequence[str]) -> Measure:
    def contender(make: Callable[..., Contender], *who: str) -> Contender:
        target = work.out(f"{name}-{who[0] if who else OURS}.csv")
        one = make(*who, name, work.graph, work.rows, target)
        return Contender(one.name, one.commands, {"": target}, one.peer)

    question = "How fast does a large answer leave the engine?"
    contenders = [contender(our_program), *(contender(peer_program, peer) for peer in peers)]
    return Measure(name, title, question, "rows", contenders, work.triples)


def warm(asked: Asked, triples: int) -> Measure:
    """Every saved query on a graph in memory."""
    ours, ox, rdf = (emptied(f"warm-{who}") for who in (OURS, "pyoxigraph", "rdflib"))

    def outputs(folder: Path) -> dict[str, Path]:
        return {name: folder / f"{name}.csv" for name in asked.values}

    contenders = [
        Contender(
            OURS,
            our_program("warm", Project.shipped().root, asked.listed, ours).commands,
            outputs(ours),
        ),
        *(
            Contender(
                who,
                peer_program(who, "warm", asked.folder, folder, asked.data).commands,
                outputs(folder),
                who,
            )
            for who, folder in (("pyoxigraph", ox), ("rdflib", rdf))
        ),
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
        folder = emptied(f"cold-{name}")
        targets = {query: folder / f"{query}.csv" for query in asked.values}
        commands = {q: command(q, asked.folder / f"{q}.rq", targets[q]) for q in targets}
        return Contender(name, commands, targets, peer, **more)  # type: ignore[arg-type]

    def ours(name: str, _: Path, target: Path) -> Command:
        values = (
            (f"--{key}", str(one))
            for key, value in asked.values[name].items()
            for one in (value if isinstance(value, list) else [value])
        )
        return (
            *RITGRAPH,
            "query",
            name,
            *(w for pair in values for w in pair),
            "-f",
            "csv",
            "-o",
            target,
        )

    def program(peer: str) -> Callable[[str, Path, Path], Command]:
        return lambda _, query, target: peer_program(
            peer, "cold", query, target, asked.data
        ).commands[""]

    def cli(_: str, query: Path, target: Path) -> Command:
        return (
            *oxigraph("query"),
            "--location",
            store,
            "--query-file",
            query,
            "--results-file",
            target,
        )

    def arq(_: str, query: Path, __: Path) -> Command:
        return (*jena("arq.arq"), "--data", asked.data, "--query", query, "--results", "CSV")

    def comunica(_: str, query: Path, __: Path) -> Command:
        program = packages("comunica") / "node_modules" / ".bin" / "comunica-sparql-file"
        return (program, asked.data, "-f", query, "-t", "text/csv")

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
            contender("Comunica", "comunica", comunica, to_stdout=True),
        ],
        triples,
    )


def validate(work: Workload, shapes: Shapes, kind: str) -> Measure:
    """Shapes on correct and on faulty data; or all rules, those in SPARQL too."""
    data = work.clean if kind == "clean" else work.faulty
    using = shapes.all if kind == "rules" else shapes.core
    target = work.out(f"report-{kind}-{OURS}.ttl")
    command: Command = (
        *RITGRAPH, "validate", "--engine", "shacl", "-s", using, data, "-f", f"turtle={target}",
        "-f", "json",
    )  # fmt: skip
    contenders = [Contender(OURS, {"": command}, {"": target}, accepted=(0, 1))]
    for engine in (*ENGINES, *OF_NPM):
        target = work.out(f"report-{kind}-{engine}.json")
        if engine in ENGINES:
            command = (python(engine), PROGRAMS / "validating.py", engine, data, using, target)
        else:
            command = (
                "node",
                PROGRAMS / "validating.mjs",
                engine,
                packages(engine),
                data,
                using,
                target,
            )
        contenders.append(Contender(engine, {"": command}, {"": target}, engine))
    command = (*jena("shacl.shacl"), "validate", "--shapes", using, "--data", data)
    target = work.out(f"report-{kind}-jena.ttl")
    contenders.append(Contender("Jena shacl", {"": command}, {"": target}, "jena", to_stdout=True))
    title = {"clean": "Validate correct data", "faulty": "Validate faulty data"}.get(
        kind, "Validate faulty data with rules in SPARQL"
    )
    question = "How long does it take to hold data to the shapes, and to find every faulty thing?"
    return Measure(f"validate-{kind}", title, question, "report", contenders, work.triples)


def export(work: Workload) -> Measure:
    """Turtle to Turtle: ours is sorted, and proved to be the same graph."""

    def target(name: str) -> Path:
        return work.out(f"export-{name.replace(' ', '-')}.ttl")

    def one(name: str, peer: str, command: Command, **more: bool) -> Contender:
        return Contender(name, {"": command}, {"": target(name)}, peer, **more)  # type: ignore[arg-type]

    def program(name: str, peer: str, *more: str) -> Contender:
        words = peer_program(peer, "convert", work.graph, target(name), *more).commands[""]
        return one(name, peer, words)

    exported: Command = (
        *RITGRAPH,
        "--root",
        work.project,
        "export",
        "--only",
        "data",
        "-o",
        target(OURS),
    )
    convert: Command = (*oxigraph("convert"), "-f", work.graph, "-t", target("oxigraph"))
    riot: Command = (*jena("riotcmd.riot"), "--formatted=turtle", work.graph)
    return Measure(
        "export",
        "Export Turtle",
        "How long does it take to write a graph as Turtle? Ours is canonical, and proved.",
        "values",
        [
            one(OURS, "", exported),
            program("pyoxigraph", "pyoxigraph"),
            program("rdflib turtle", "rdflib", "turtle"),
            program("rdflib longturtle", "rdflib", "longturtle"),
            one("oxigraph", "oxigraph", convert),
            one("Jena riot", "jena", riot, to_stdout=True),
        ],
        work.triples,
    )


def start(triples: int) -> Measure:
    """Start, and say hello."""
    one = "import pyoxigraph"
    shipped = ("--root", HERE.parent, "validate", "--engine", "shacl", "-f", "json")
    contenders = [
        Contender(OURS, {"": (*RITGRAPH, "query", "participants", "-f", "csv")}),
        Contender("ritgraph validate", {"": (*RITGRAPH, *shipped)}),
        Contender("import pyoxigraph here", {"": (sys.executable, "-c", one)}),
        *(
            Contender(f"import {who}", {"": (python(who), "-c", f"import {who}")}, peer=who)
            for who in ("pyoxigraph", "rdflib", "maplib", "pyshacl", "shacl", "pyrudof")
        ),
        Contender("oxigraph --version", {"": oxigraph("--version")}, peer="oxigraph"),
        Contender("riot --version", {"": (*jena("riotcmd.riot"), "--version")}, peer="jena"),
        Contender(
            "comunica --version",
            {"": (packages("comunica") / "node_modules/.bin/comunica-sparql-file", "--version")},
            peer="comunica",
            accepted=(0, 1),
        ),
    ]
    question = "What does each take before it does anything? Ours answers or validates."
    return Measure("start", "Start", question, "none", contenders, triples, compared=False)


def reopen(work: Workload) -> Measure:
    """Ask one thing of a store on disk."""
    store, other = work.out("store"), work.out("oxigraph-store")
    query = work.folder / "one.rq"
    query.write_text("SELECT (1 AS ?one) {}")
    target, theirs = work.out("one.csv"), work.out("one-oxigraph.csv")
    ask: Command = (
        *RITGRAPH,
        "--store",
        store,
        "query",
        "--query-file",
        query,
        "-f",
        "csv",
        "-o",
        target,
    )
    cli: Command = (
        *oxigraph("query"), "--location", other, "--query-file", query, "--results-file", theirs,
    )  # fmt: skip
    make: Command = (*RITGRAPH, "--root", work.project, "load", store)
    load: Command = (*oxigraph("load"), "--location", other, "--file", work.graph)
    question = "How long does it take from the prompt until a store on disk answers?"
    contenders = [
        Contender(OURS, {"": ask}, {"": target}, prepare=loading(store, make)),
        Contender("oxigraph", {"": cli}, {"": theirs}, "oxigraph", prepare=loading(other, load)),
    ]
    return Measure("reopen", "Reopen a store", question, "rows", contenders, work.triples)
