"""A store on disk."""

from __future__ import annotations

from suite.commands import RITGRAPH, Command, loading, oxigraph
from suite.measure import OURS, Contender, Measure
from suite.workload import Workload

# One that every generated graph has.
THING = "https://w3id.org/ritgraph/id/source/generated-0"


def reopen(work: Workload) -> Measure:
    """Ask one thing of a store on disk."""
    store, other = work.out("store"), work.out("oxigraph-store")
    query = work.folder / "one.rq"
    query.write_text(f"SELECT ?p ?o {{ <{THING}> ?p ?o }}")
    target, theirs = work.out("one.csv"), work.out("one-oxigraph.csv")
    place: Command = ("--root", work.project, "--store", store)
    ask: Command = (*RITGRAPH, *place, "query", "--query-file", query, "-f", "csv", "-o", target)
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
