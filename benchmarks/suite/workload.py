"""The files that are worked on, the same for everyone; made once for each size."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ritgraph.project import Project
from ritgraph.validate.engine.shacl_engine import ShaclEngine
from ritgraph.validate.graphs import Graphs

HERE = Path(__file__).parents[1]
FOLDER = HERE / ".work"
SH = "http://www.w3.org/ns/shacl#"
ROWS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?class ?label WHERE { ?thing a ?class ; skos:prefLabel ?label }
"""
FAULTS = 0.01


class Workload:
    """Files of one size."""

    def __init__(self, triples: int) -> None:
        self.triples = triples
        self.folder = FOLDER / str(triples)
        self.folder.mkdir(parents=True, exist_ok=True)

    def out(self, name: str) -> Path:
        """Give the path of a file to write."""
        folder = self.folder / "out"
        folder.mkdir(exist_ok=True)
        return folder / name

    @cached_property
    def graph(self) -> Path:
        """A correct graph."""
        return self._generated("graph.ttl", 0)

    @cached_property
    def clean(self) -> Path:
        """A correct graph and its ontology."""
        return self._with_ontology("clean.ttl", self.graph)

    @cached_property
    def faulty(self) -> Path:
        """A graph with one faulty thing in a hundred, and its ontology."""
        return self._with_ontology("faulty.ttl", self._generated("faults.ttl", FAULTS))

    @cached_property
    def rows(self) -> Path:
        """A query with many rows."""
        path = self.folder / "rows.rq"
        path.write_text(ROWS, encoding="utf-8")
        return path

    @cached_property
    def project(self) -> Path:
        """A project whose data is the correct graph."""
        folder = self.folder / "project"
        shutil.rmtree(folder, ignore_errors=True)
        for name in ("ontology", "queries"):
            shutil.copytree(HERE.parent / name, folder / name)
        (folder / "data").mkdir()
        (folder / "data" / "graph.ttl").hardlink_to(self.graph)
        return folder

    def _generated(self, name: str, errors: float) -> Path:
        path = self.folder / name
        words = ["--triples", str(self.triples), "--errors", str(errors), "-o", str(path)]
        subprocess.run([sys.executable, HERE / "generate.py", *words], check=True)  # noqa: S603
        return path

    def _with_ontology(self, name: str, graph: Path) -> Path:
        """Put a graph behind its ontology; no two files share the label of a blank node."""
        path = self.folder / name
        with path.open("wb") as whole:
            for file in (*Project.shipped().ontology_files, graph):
                whole.write(file.read_bytes() + b"\n")
        return path


class Shapes:
    """The shapes of the shipped graph: all, and those that need no SPARQL.

    Not every peer can do rules in SPARQL, nor several messages of one; all can do the others.
    """

    def __init__(self) -> None:
        project = Project.shipped()
        graphs = Graphs(list(project.ontology_files), list(project.shape_files), False)
        # With what the ontology adds to them: the prefixes of the rules.
        text, _ = ShaclEngine(graphs).texts()
        store = ox.Store()
        store.load(text.encode(), ox.RdfFormat.TURTLE)
        FOLDER.mkdir(exist_ok=True)
        self.all = self._written("shapes.ttl", store)
        for rule in list(store.quads_for_pattern(None, ox.NamedNode(f"{SH}sparql"), None)):
            store.remove(rule)
            for quad in list(store.quads_for_pattern(rule.object, None, None)):
                store.remove(quad)
        self.core = self._written("core.ttl", store)

    def _written(self, name: str, store: ox.Store) -> Path:
        path = FOLDER / name
        triples = sorted((quad.triple for quad in store), key=str)
        ox.serialize(triples, path, ox.RdfFormat.TURTLE)
        return path


class Asked:
    """The saved queries of the shipped graph, with the values of their examples."""

    def __init__(self, only: tuple[str, ...] = ()) -> None:
        import ritgraph

        graph = ritgraph.open()
        chosen = {n: q for n, q in graph.queries.items() if not only or n in only}
        self.values = {name: dict(query.header.example) for name, query in chosen.items()}
        self.folder = FOLDER / "queries"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for name, values in self.values.items():
            text = graph.explain(name, **values)
            (self.folder / f"{name}.rq").write_text(text, encoding="utf-8")
        self.listed = FOLDER / "asked.json"
        self.listed.write_text(json.dumps(self.values), encoding="utf-8")
        self.data = FOLDER / "shipped.nt"
        files = Project.shipped().graph_files
        triples = (quad for file in files for quad in ox.parse(path=file))
        # One file, since not everyone takes many; the graph has no blank nodes in its data.
        ox.serialize(triples, self.data, ox.RdfFormat.N_TRIPLES)
