"""A graph in memory."""

from __future__ import annotations

from suite.commands import Command, our_program, oxigraph, peer_program, removing
from suite.measure import Contender, Measure
from suite.workload import Workload


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
            Contender(
                "oxigraph",
                {"": cli},
                peer="oxigraph",
                prepare=removing(store),
                remark="command, to disk",
            ),
        ],
        work.triples,
    )
