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
from ritgraph.validate.graphs import SH, Graphs

HERE = Path(__file__).parents[1]
FOLDER = HERE / ".work"
# IRIs, texts in many languages, numbers and dates: 200,000 rows of a graph of 862,000 triples. They
# are found in no time, so that what counts is the way out of the engine.
ROWS = """PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rit: <https://w3id.org/ritgraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?text (LANG(?text) AS ?language) ?start ?date WHERE {
    { ?thing skos:prefLabel ?text }
    UNION { ?thing rit:paraphrase ?text }
    UNION { ?thing rit:inference ?text }
    UNION { ?thing rit:earliest ?date }
    UNION { ?thing oa:start ?start }
    UNION { ?thing oa:end ?start }
}
"""
FAULTS = 0.01
ONE_MESSAGE = f"""PREFIX sh: <{SH}>
DELETE {{ ?rule sh:message ?other }}
WHERE {{ ?shape sh:sparql ?rule . ?rule sh:message ?other FILTER(LANG(?other) != "en") }}
"""
SIMPLER = f"""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX sh: <{SH}>
DELETE {{ ?shape sh:sparql ?rule . ?rule ?p ?o }}
WHERE {{ ?shape sh:sparql ?rule . ?rule ?p ?o }} ;
DELETE {{ ?shape sh:qualifiedValueShape ?one ; ?count ?number }}
WHERE {{
    VALUES ?count {{ sh:qualifiedMinCount sh:qualifiedMaxCount }}
    ?shape sh:qualifiedValueShape ?one ; ?count ?number
}} ;
DELETE {{ ?shape ?pair ?one }}
WHERE {{
    VALUES ?pair {{ sh:equals sh:disjoint }}
    ?shape ?pair ?one , ?other FILTER(?one != ?other)
}} ;
DELETE {{ ?node sh:property ?shape }}
WHERE {{
    ?node sh:property ?shape .
    ?shape sh:path / sh:alternativePath / rdf:rest* / rdf:first / sh:inversePath ?inverse
}}
"""


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
    def simply_faulty(self) -> Path:
        """The faulty graph without 30 February, which pyrudof takes for a date."""
        path = self.folder / "simply-faulty.ttl"
        path.write_bytes(self.faulty.read_bytes().replace(b'"2001-02-30"', b'"2001-02-28"'))
        return path

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
    """The shapes of the shipped graph: all; with one message for each rule; what all can do.

    Every engine can do most shapes. Some know no rules in SPARQL (rdf-validate-shacl); or hold no
    literal to a node shape, as ``sh:qualifiedValueShape`` of labels does (shacl-rust); or read of
    ``sh:equals`` and ``sh:disjoint`` one value only, and no alternative of inverse paths
    (shacl-engine). One takes one message for each rule (Jena).
    """

    def __init__(self) -> None:
        project = Project.shipped()
        graphs = Graphs(list(project.ontology_files), list(project.shape_files), False)
        # With what the ontology adds to them: the prefixes of the rules.
        text, _ = ShaclEngine(graphs).texts()
        self._store = ox.Store()
        self._store.load(text.encode(), ox.RdfFormat.TURTLE)
        FOLDER.mkdir(exist_ok=True)
        self.all = self._written("shapes.ttl")
        self._store.update(ONE_MESSAGE)
        self.of_one_message = self._written("one-message.ttl")
        self._store.update(SIMPLER)
        self.core = self._written("core.ttl")

    def _written(self, name: str) -> Path:
        path = FOLDER / name
        triples = sorted((quad.triple for quad in self._store), key=str)
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
