"""The pictures of the model are drawn from the ontology, and the page speaks of what there is."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph
import pytest

import ritgraph
from ritgraph.project import Project

ROOT = Project.shipped().root
PICTURES = ("model.svg", "model-evidence.svg")
PAGE = (ROOT / "docs/model.md").read_text(encoding="utf-8")
PREFIXES = ritgraph.open(ROOT).prefixes
HEAD = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in PREFIXES)
SVG = "{http://www.w3.org/2000/svg}"


def words(name: str) -> set[str]:
    """Every text that a reader sees in a picture, and can search for."""
    tree = ET.parse(ROOT / "docs" / name)  # noqa: S314 (a file of ours)
    return {"".join(node.itertext()) for node in tree.iter(f"{SVG}text")}


def classes_of_the_data() -> set[str]:
    """The classes that the things of the data have, as short forms."""
    store = pyoxigraph.Store()
    files = Project.at(ROOT).data_files + tuple((ROOT / "ontology/vocabularies").glob("*.ttl"))
    for path in files:
        store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    rows = store.query("SELECT DISTINCT ?class { ?thing a ?class }")
    found = {row["class"].value for row in rows}
    return {
        f"{name}:{iri.removeprefix(PREFIXES[name])}"
        for iri in found
        for name in PREFIXES
        if re.fullmatch(r"\w+", iri.removeprefix(PREFIXES[name]))
    }


def test_the_pictures_are_those_that_the_ontology_gives(tmp_path: Path) -> None:
    command = [sys.executable, "-B", str(ROOT / "docs/picture"), str(tmp_path)]
    subprocess.run(command, check=True, cwd=tmp_path)

    for name in PICTURES:
        drawn = (tmp_path / name).read_bytes()
        assert (ROOT / "docs" / name).read_bytes() == drawn, f"{name} is old: make model"


def test_every_class_of_the_data_is_in_a_picture_and_on_the_page() -> None:
    classes = classes_of_the_data()

    assert len(classes) > 25
    assert classes <= words("model.svg") | words("model-evidence.svg")
    assert [name for name in classes if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_a_title_a_description_and_no_box_over_another(name: str) -> None:
    root = ET.parse(ROOT / "docs" / name).getroot()  # noqa: S314 (a file of ours)
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    frames = [group.find(f"{SVG}rect") for group in root.iter(f"{SVG}g")]
    places = [
        tuple(float(frame.get(key, "")) for key in ("x", "y", "width", "height"))
        for frame in frames
        if frame is not None
    ]

    for number, (x, y, wide, high) in enumerate(places):
        for left, top, width, height in places[number + 1 :]:
            assert x + wide <= left or left + width <= x or y + high <= top or top + height <= y


@pytest.mark.parametrize("turtle", re.findall(r"^```turtle\n(.*?)^```$", PAGE, re.M | re.S))
def test_what_the_page_shows_stands_in_the_data(turtle: str) -> None:
    graph = pyoxigraph.Store()
    for path in Project.at(ROOT).graph_files:
        graph.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    shown = pyoxigraph.parse(input=HEAD + turtle, format=pyoxigraph.RdfFormat.TURTLE)

    assert [str(quad.triple) for quad in shown if quad not in graph] == []


def test_every_term_that_the_page_names_exists() -> None:
    graph = ritgraph.open(ROOT)
    for prefix, name in set(re.findall(r"`([\w-]+):([\w-]+)`", PAGE)):
        iri = PREFIXES[prefix] + name
        assert graph.sparql(f"ASK {{ <{iri}> ?property ?value }}"), f"{prefix}:{name}"
