"""Draw the pictures of docs/model.md: the world and the evidence.

What is in them is read from the ontology and the shapes: the classes, their themes, names and
definitions, and the properties that lead from class to class. Only where a class stands is written
by hand, in plan.py; where the arrows run is computed. The same files give the same bytes.

    python docs/picture [FOLDER]
"""

import sys
from pathlib import Path

from layout import Layout
from model import Model
from plan import PICTURES
from svg import Drawing
from ways import Router

ROOT = Path(__file__).resolve().parents[2]


def main(folder: Path) -> None:
    """Draw every picture into a folder."""
    model = Model(ROOT)
    classes = model.classes()
    placed = {
        curie
        for picture in PICTURES.values()
        for column in picture.columns
        for curies in column.values()
        for curie in curies.split()
    }
    if missing := sorted(classes - placed):
        raise SystemExit(f"Give each class a place in docs/picture/plan.py: {', '.join(missing)}.")
    for name, picture in PICTURES.items():
        layout = Layout(picture, model, classes)
        drawing = Drawing(layout, model, Router(layout).all())
        (folder / name).write_text(drawing.svg(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs")
