"""Writes a picture as SVG, its text as text."""

from html import escape

from layout import Box, Layout, wrap
from model import SKOS, Model
from plan import COLOURS
from pyoxigraph import NamedNode
from ways import Key, Way


class Drawing:
    """A picture of which everything has its place."""

    def __init__(self, layout: Layout, model: Model, routes: list[tuple[Key, Way]]) -> None:
        self.layout, self.model, self.routes = layout, model, routes

    def svg(self) -> str:
        """The whole picture."""
        p = self.layout.picture
        wide, high, bottom = self.layout.wide, self.layout.high, self.layout.bottom
        out = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
            f' viewBox="0 0 {wide} {high}" role="img"'
            ' font-family="Helvetica, Arial, Liberation Sans, sans-serif">',
            f"<title>{p.title}</title>",
            f"<desc>{p.about} {p.note} Made by docs/picture from the ontology.</desc>",
            f'<rect x="0.5" y="0.5" width="{wide - 1}" height="{high - 1}" rx="8"'
            ' fill="#ffffff" stroke="#d0d7de"/>',
            text(p.margin - 8, 28, p.title, 17, "#1f2328", "bold"),
            text(p.margin - 8, 48, p.about, 12, "#57606a"),
        ]
        for theme, x, y, tall in self.layout.frames:
            tint, colour = COLOURS[theme]
            name = self.model.text(
                NamedNode(f"https://w3id.org/ritgraph/ontology/{theme}"), SKOS + "prefLabel"
            )
            out += [
                f'<rect x="{x - 8}" y="{y}" width="{p.column + 16}" height="{tall}" rx="6"'
                f' fill="{tint}"/>',
                text(x, y + 16, name, 12, colour, "bold"),
            ]
        out += self.arrows()
        for box in self.layout.boxes.values():
            out += self.box(box)
        for number, line in enumerate(wrap(p.note, 12, wide - 2 * p.margin)):
            out.append(text(p.margin - 8, bottom + 20 + 16 * number, line, 12, "#57606a"))
        return "\n".join([*out, "</svg>", ""])

    def box(self, box: Box) -> list[str]:
        """A class."""
        x, y, (_, colour) = box.x, box.y, COLOURS[box.shape.theme]
        out = [
            f'<g id="{box.shape.curie.replace(":", "-")}">',
            f"<title>{escape(box.shape.definition)}</title>",
            f'<rect x="{x}" y="{y}" width="{box.wide}" height="{box.high}" rx="4"'
            f' fill="#ffffff" stroke="{colour}" stroke-width="1.2"/>',
            text(x + 10, y + 15, box.shape.label, 13, "#1f2328", "bold"),
            text(x + 10, y + 27, box.shape.curie, 9.5, "#57606a"),
        ]
        if box.lines:
            rule = f'x1="{x}" y1="{y + 32}" x2="{x + box.wide}" y2="{y + 32}"'
            out.append(f'<line {rule} stroke="{colour}" stroke-width="0.6" opacity="0.5"/>')
        for index, line in enumerate(box.lines):
            base = box.port(index) + 4
            grey = "#57606a" if line.row is None else "#1f2328"
            if line.left:
                out.append(text(x + 10, base, line.left, 11.5, grey))
            if line.right:
                spans = ", ".join(
                    f'<tspan fill="{self.colour(t)}">{escape(self.layout.names[t])}</tspan>'
                    for t in line.right
                )
                out.append(
                    f'<text x="{x + box.wide - 10}" y="{base}" font-size="11.5"'
                    f' text-anchor="end" fill="#57606a">{spans}</text>'
                )
        return [*out, "</g>"]

    def colour(self, curie: str) -> str:
        """The colour of the theme of a class."""
        return COLOURS[self.model.theme(self.model.iri(curie))][1]

    def arrows(self) -> list[str]:
        """The arrows, with their heads."""
        out = []
        for (_, target, kind), points in self.routes:
            colour = "#8c959f" if kind == "subclass" else self.colour(target)
            dash = ' stroke-dasharray="4 3"' if kind == "subclass" else ""
            out.append(
                f'<path d="{rounded(points)}" fill="none" stroke="{colour}"'
                f' stroke-width="1.3"{dash}/>'
            )
            (x1, _), (x2, y2) = points[-2:]
            step = 7 if x1 < x2 else -7
            inside = "#ffffff" if kind == "subclass" else colour
            out.append(f'<path d="M{x2} {y2}l{-step} -4v8z" fill="{inside}" stroke="{colour}"/>')
        return out


def text(
    x: float, y: float, words: str, size: float, fill: str, weight: str = "", anchor: str = ""
) -> str:
    """A text at a place."""
    more = f' font-weight="{weight}"' if weight else ""
    more += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{more}>{escape(words)}</text>'


def rounded(points: list[tuple[int, int]]) -> str:
    """The path through the points, with its corners cut round."""
    path = f"M{points[0][0]} {points[0][1]}"
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        before = (bx - 4 * sign(bx - ax), by - 4 * sign(by - ay))
        after = (bx + 4 * sign(cx - bx), by + 4 * sign(cy - by))
        path += f"L{before[0]} {before[1]}Q{bx} {by} {after[0]} {after[1]}"
    return f"{path}L{points[-1][0]} {points[-1][1]}"


def sign(number: int) -> int:
    """The direction of a step: -1, 0 or 1."""
    return (number > 0) - (number < 0)
