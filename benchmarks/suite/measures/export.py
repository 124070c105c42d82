"""A graph as Turtle."""

from __future__ import annotations

from pathlib import Path

from suite.commands import RITGRAPH, Command, oxigraph, peer_program
from suite.measure import OURS, Contender, Measure
from suite.peers import jena
from suite.workload import Workload

# So many seconds rdflib may take for so many triples.
RDFLIB, WAITED_FOR = 180.0, 862_000


def export(work: Workload) -> Measure:
    """Turtle to Turtle: ours is sorted, and proved to be the same graph."""

    def target(name: str) -> Path:
        return work.out(f"export-{name.replace(' ', '-')}.ttl")

    def one(name: str, peer: str, command: Command, **more: float) -> Contender:
        return Contender(name, {"": command}, {"": target(name)}, peer, **more)  # type: ignore[arg-type]

    def program(name: str, peer: str, *words: str, **more: float) -> Contender:
        command = peer_program(peer, "convert", work.graph, target(name), *words).commands[""]
        return one(name, peer, command, **more)

    # A budget hangs on it.
    needed = RDFLIB if work.triples == WAITED_FOR else 0
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
            program("rdflib turtle", "rdflib", "turtle", needs=needed),
            program("rdflib longturtle", "rdflib", "longturtle"),
            one("oxigraph", "oxigraph", convert),
            one("Jena riot", "jena", riot, to_stdout=True),
        ],
        work.triples,
    )
