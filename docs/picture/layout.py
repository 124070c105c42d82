"""Gives everything but the arrows its place."""

from typing import NamedTuple

from model import SKOS, Model, Row, Shape
from plan import UNIT, Picture

WIDTHS = {  # of the letters of Helvetica, in thousandths of the size of the type
    222: "ijl\u2019",
    278: " ft.,:;/I",
    333: "r-()",
    500: "ckvsxyzJ",
    611: "FTZ",
    667: "ABEKPSVXY",
    722: "wCDHNRU",
    778: "GOQ",
    833: "mM",
    944: "W",
}
WIDTH = {letter: width for width, letters in WIDTHS.items() for letter in letters}


def width(text: str, size: float) -> float:
    """About how many pixels wide a text is, with some to spare."""
    return sum(WIDTH.get(letter, 556) for letter in text) * size / 1000 * 1.06


def wrap(text: str, size: float, room: float) -> list[str]:
    """The lines into which a text falls."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Line(NamedTuple):
    """A line of a box: a text on the left, the names of classes on the right, of a row or none."""

    left: str
    right: tuple[str, ...]
    row: Row | None
    last: bool


class Box:
    """A class in its place."""

    def __init__(self, shape: Shape, names: dict[str, str], x: int, y: int, wide: int) -> None:
        self.shape, self.x, self.y, self.wide = shape, x, y, wide
        self.lines: list[Line] = []
        for row in shape.rows:
            self.lines += self.fold(row, names)
        self.high = 4 * UNIT + 2 * UNIT * len(self.lines) + (UNIT if self.lines else 0)

    def fold(self, row: Row, names: dict[str, str]) -> list[Line]:
        """The lines that a row takes."""
        room = self.wide - 20
        if not row.targets:
            return [Line(text, (), None, False) for text in wrap(row.labels, 11.5, room)]
        groups: list[tuple[str, ...]] = [()]
        for target in row.targets:
            longer = (*groups[-1], target)
            if width(", ".join(names[t] for t in longer), 11.5) > room and groups[-1]:
                groups.append((target,))
            else:
                groups[-1] = longer
        lines = wrap(row.labels, 11.5, room)
        right = width(", ".join(names[t] for t in groups[0]), 11.5)
        if width(lines[-1], 11.5) + right + 12 <= room:
            found = [Line(text, (), row, False) for text in lines[:-1]]
            found += [Line(lines[-1], groups[0], row, False)]
            groups = groups[1:]
        else:
            found = [Line(text, (), row, False) for text in lines]
        found += [Line("", group, row, False) for group in groups]
        return [*found[:-1], found[-1]._replace(last=True)]

    def port(self, index: int) -> int:
        """The height at which an arrow leaves a line."""
        return self.y + 5 * UNIT + 2 * UNIT * index


class Layout:
    """The frames of the themes and the boxes of the classes of a picture."""

    def __init__(self, picture: Picture, model: Model, everything: set[str]) -> None:
        self.picture, self.model = picture, model
        self.names = {c: model.text(model.iri(c), SKOS + "prefLabel") for c in sorted(everything)}
        self.boxes: dict[str, Box] = {}
        self.frames: list[tuple[str, int, int, int]] = []
        self.top = 9 * UNIT
        self.bottom = 0
        for number, column in enumerate(picture.columns):
            x, y = picture.margin + number * (picture.column + picture.gap), self.top
            for theme, curies in column.items():
                start = y
                y += 3 * UNIT
                for curie in curies.split():
                    shape = model.shape(curie, everything)
                    if shape.theme != theme:
                        raise SystemExit(f"{curie} is in the theme {shape.theme}, not {theme}.")
                    self.boxes[curie] = Box(shape, self.names, x, y, picture.column)
                    y += self.boxes[curie].high + 2 * UNIT
                self.frames.append((theme, x, start, y - UNIT - start))
                y += 3 * UNIT
            self.bottom = max(self.bottom, y - 3 * UNIT)
        count = len(picture.columns)
        self.wide = 2 * picture.margin + count * picture.column + (count - 1) * picture.gap
        self.high = self.bottom + 6 * UNIT
