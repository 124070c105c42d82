"""A large answer, out of the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from suite.commands import by_comunica, by_jena, our_program, peer_program
from suite.measure import OURS, Contender, Measure
from suite.workload import Workload

Program = Callable[..., Contender]


def rows(work: Workload) -> Measure:
    """Many rows to CSV."""
    peers = {
        **{who: _program(who) for who in ("pyoxigraph", "rdflib", "maplib")},
        "Jena arq": by_jena,
        "Comunica": by_comunica,
    }
    return _answers(work, "rows", "Rows to CSV", peers)


def frame(work: Workload) -> Measure:
    """Many rows to a data frame: maplib's own answer, or made of rows in Python."""
    peers = {who: _program(who) for who in ("pyoxigraph", "rdflib", "maplib")}
    return _answers(work, "frame", "Rows to a polars frame", peers)


def _program(peer: str) -> Program:
    return lambda *words: peer_program(peer, *words)


def _answers(work: Workload, name: str, title: str, peers: dict[str, Program]) -> Measure:
    def contender(who: str, make: Program) -> Contender:
        target = work.out(f"{name}-{who.replace(' ', '-')}.csv")
        one = make(name, work.graph, work.rows, target)
        return Contender(who, one.commands, {"": target}, one.peer)

    everyone: Sequence[tuple[str, Program]] = ((OURS, our_program), *peers.items())
    contenders = [contender(who, make) for who, make in everyone]
    question = "How fast does a large answer leave the engine?"
    return Measure(name, title, question, "rows", contenders, work.triples)
