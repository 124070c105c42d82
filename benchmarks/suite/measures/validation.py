"""Shapes held to data."""

from __future__ import annotations

from suite.commands import PROGRAMS, RITGRAPH, Command
from suite.measure import OURS, Contender, Measure
from suite.peers import jena, packages, python
from suite.workload import Shapes, Workload

ENGINES = ("shacl", "pyshacl", "pyshacl-turbo", "pyrudof", "shacl-rust")
OF_NPM = ("rdf-validate-shacl", "shacl-engine")
TITLES = {
    "core": "Validate faulty data with the shapes that every engine can do",
    "clean": "Validate correct data with all shapes",
    "faulty": "Validate faulty data with all shapes",
}
# Why some cannot hold data to all shapes, or find other things; benchmarks/README.md says more.
CANNOT = {
    "pyrudof": "takes 30 February for a date",
    "shacl-rust": "holds no literal to a node shape",
    "rdf-validate-shacl": "knows no SPARQL",
    "shacl-engine": "no GROUP BY what is bound; one value of sh:equals",
    "jena": "given one message for each rule",
}


def validate(work: Workload, shapes: Shapes, kind: str) -> Measure:
    """All shapes on correct data, or on faulty data; or those that every engine can do."""
    data = {"core": work.simply_faulty, "clean": work.clean, "faulty": work.faulty}[kind]
    using = shapes.core if kind == "core" else shapes.all
    remarks = {} if kind == "core" else CANNOT
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
            program = ("node", PROGRAMS / "validating.mjs", engine, packages(engine))
            command = (*program, data, using, target)
        remark = remarks.get(engine, "")
        contenders.append(Contender(engine, {"": command}, {"": target}, engine, remark=remark))
    using = shapes.core if kind == "core" else shapes.of_one_message
    command = (*jena("shacl.shacl"), "validate", "--shapes", using, "--data", data)
    target = work.out(f"report-{kind}-jena.ttl")
    contenders.append(
        Contender(
            "Jena shacl",
            {"": command},
            {"": target},
            "jena",
            to_stdout=True,
            remark=remarks.get("jena", ""),
        )
    )
    question = "How long does it take to hold data to the shapes, and to find every faulty thing?"
    return Measure(f"validate-{kind}", TITLES[kind], question, "report", contenders, work.triples)
