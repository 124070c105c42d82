"""What it takes to start."""

from __future__ import annotations

import sys

from suite.commands import RITGRAPH, comunica, oxigraph
from suite.measure import OURS, Contender, Measure
from suite.peers import jena, packages, python
from suite.workload import HERE

IMPORTS = (
    "pyoxigraph", "rdflib", "maplib", "pyshacl", "pyshacl-turbo", "shacl", "shacl-rust", "pyrudof",
)  # fmt: skip
OF_NPM = ("rdf-validate-shacl", "shacl-engine")


def start(triples: int) -> Measure:
    """Start, and say hello."""
    one = "import pyoxigraph"
    shipped = ("--root", HERE.parent, "validate", "--engine", "shacl", "-f", "json")
    contenders = [
        Contender(OURS, {"": (*RITGRAPH, "query", "participants", "-f", "csv")}),
        Contender("ritgraph validate", {"": (*RITGRAPH, *shipped)}),
        Contender("import pyoxigraph here", {"": (sys.executable, "-c", one)}),
        *(_imported(peer) for peer in IMPORTS),
        *(_imported_by_node(peer) for peer in OF_NPM),
        Contender("oxigraph --version", {"": oxigraph("--version")}, peer="oxigraph"),
        *(
            Contender(f"{name} --version", {"": (*jena(main), "--version")}, peer="jena")
            for name, main in (("arq", "arq.arq"), ("riot", "riotcmd.riot"))
        ),
        Contender(
            "shacl --help", {"": (*jena("shacl.shacl"), "--help")}, peer="jena", accepted=(0, 1)
        ),
        Contender(
            "comunica --version",
            {"": (*comunica(), "--version")},
            peer="comunica",
            accepted=(0, 1),
        ),
    ]
    question = "What does each take before it does anything? Ours answers or validates."
    return Measure("start", "Start", question, "none", contenders, triples, compared=False)


def _imported(peer: str) -> Contender:
    module = peer.replace("-", "_")
    return Contender(f"import {peer}", {"": (python(peer), "-c", f"import {module}")}, peer=peer)


def _imported_by_node(peer: str) -> Contender:
    module = packages(peer) / "node_modules" / peer / "index.js"
    command = ("node", "--input-type=module", "-e", f"import {str(module)!r}")
    return Contender(f"import {peer}", {"": command}, peer=peer)
