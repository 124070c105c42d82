"""Draw how cost grows: a column for each work, time above and memory below.

Command: python growth_plot.py RESULTS.json PICTURE.svg   (in an environment with matplotlib)

Another ending than ``.svg``, such as ``.png``, gives another kind of picture.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

OURS = "ritgraph"
TITLES = {
    "load": "Load Turtle",
    "rows": "Rows to CSV",
    "validate-clean": "Validate",
    "export": "Export Turtle",
    "reopen": "Reopen a store",
}
# Colours that people with any kind of colour vision can tell apart (Okabe and Ito; Tol), with
# markers for those who cannot; who is of one family has one colour.
STYLES = {
    OURS: ("#000000", "o"),
    "pyoxigraph": ("#0072b2", "s"),
    "oxigraph": ("#56b4e9", "D"),
    "rdflib": ("#d55e00", "^"),
    "rdflib turtle": ("#d55e00", "^"),
    "rdflib longturtle": ("#d55e00", "v"),
    "maplib": ("#009e73", "P"),
    "shacl": ("#0072b2", "X"),
    "shacl-rust": ("#56b4e9", "p"),
    "pyshacl": ("#d55e00", "<"),
    "pyshacl-turbo": ("#e69f00", ">"),
    "pyrudof": ("#009e73", "h"),
    "rdf-validate-shacl": ("#999933", "d"),
    "shacl-engine": ("#882255", "*"),
    "Comunica": ("#882255", "D"),
    "Jena arq": ("#cc79a7", "H"),
    "Jena riot": ("#cc79a7", "H"),
    "Jena shacl": ("#cc79a7", "8"),
}
REST = ("#777777", ".")
SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ritgraph",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#777777",
    "xtick.color": "#444444",
    "ytick.color": "#444444",
}


class Line(NamedTuple):
    """What a contender took in a work, by the number of triples."""

    name: str
    triples: list[int]
    seconds: list[float]
    megabytes: list[float]


def lines(growth: list[dict[str, Any]]) -> dict[str, list[Line]]:
    """Give the lines of each work; who was never measured has none."""
    found: dict[str, dict[str, Line]] = {}
    for measured in growth:
        work = found.setdefault(measured["name"], {})
        for one in measured["contenders"]:
            if one["median"]:
                line = work.setdefault(one["name"], Line(one["name"], [], [], []))
                line.triples.append(measured["triples"])
                line.seconds.append(one["median"])
                line.megabytes.append(one["megabytes"])
    return {name: list(found[name].values()) for name in TITLES if name in found}


def draw(works: dict[str, list[Line]]) -> Any:
    """Draw all works."""
    figure, axes = pyplot.subplots(
        2, len(works), figsize=(2.2 * len(works), 6), sharex=True, sharey="row", squeeze=False
    )
    for column, (name, found) in enumerate(works.items()):
        axes[0][column].set_title(TITLES[name], fontsize=10.5, fontweight="bold")
        for row, what in enumerate(("seconds", "megabytes")):
            _panel(axes[row][column], found, what)
    for row, (label, spell) in enumerate((("time", _seconds), ("memory", _megabytes))):
        axes[row][0].set_ylabel(label, fontweight="bold")
        axes[row][0].yaxis.set_major_formatter(FuncFormatter(spell))
    for ax in axes[1]:
        ax.set_xlabel("triples")
    figure.legend(
        handles=_legend(works), loc="lower center", ncols=6, frameon=False,
        handlelength=2, columnspacing=1.4,
    )  # fmt: skip
    figure.tight_layout(rect=(0, 0.15, 1, 1), w_pad=0.8, h_pad=1.6)
    for row in axes:
        for ax in row:
            _slope(ax)
    return figure


def _panel(ax: Axes, found: list[Line], what: str) -> None:
    ax.set_xscale("log")
    ax.set_yscale("log")
    for line in sorted(found, key=lambda one: one.name == OURS):
        ax.plot(line.triples, getattr(line, what), **_style(line.name))  # type: ignore[arg-type]
    sizes = sorted({size for line in found for size in line.triples})
    ax.set_xlim(min(sizes) / 1.6, max(sizes) * 1.6)
    powers = [10**n for n in range(3, 9) if min(sizes) <= 10**n <= max(sizes)]
    ax.xaxis.set_major_locator(FixedLocator(powers or sizes))
    ax.xaxis.set_major_formatter(FuncFormatter(_triples))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_minor_locator(NullLocator())
    ax.tick_params(length=3)
    ax.grid(visible=True, color="#ececec", linewidth=0.7)
    ax.set_axisbelow(True)


def _slope(ax: Axes) -> None:
    """Show which way cost goes that is in proportion to the number of triples."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    start = (low * high) ** 0.5 / (left * right) ** 0.5
    ax.plot(
        (left, right), (left * start, right * start), color="#bbbbbb", linewidth=1,
        linestyle=(0, (1, 2)), zorder=1, scalex=False, scaley=False,
    )  # fmt: skip


def _style(name: str) -> dict[str, Any]:
    colour, marker = STYLES.get(name, REST)
    ours = name == OURS
    return {
        "color": colour,
        "marker": marker,
        "markersize": 5.5 if ours else 5,
        "markeredgecolor": "white",
        "markeredgewidth": 0.5,
        "linewidth": 2.6 if ours else 1.2,
        "zorder": 5 if ours else 3,
    }


def _legend(works: dict[str, list[Line]]) -> list[Line2D]:
    names = {line.name for found in works.values() for line in found}
    order = [*(name for name in STYLES if name in names), *sorted(names - set(STYLES))]
    handles = [Line2D([], [], label=name, **_style(name)) for name in order]
    slope = Line2D([], [], color="#bbbbbb", linewidth=1, linestyle=(0, (1, 2)))
    slope.set_label("in proportion")
    return [*handles, slope]


def _triples(number: float, _: object = None) -> str:
    if number >= 1_000_000:
        return f"{number / 1_000_000:g}M"
    return f"{number / 1000:g}k"


def _seconds(number: float, _: object = None) -> str:
    return f"{number * 1000:g} ms" if number < 1 else f"{number:g} s"


def _megabytes(number: float, _: object = None) -> str:
    return f"{number / 1000:g} GB" if number >= 1000 else f"{number:g} MB"


def describe(works: dict[str, list[Line]]) -> str:
    """Say in words what the picture shows."""
    told = []
    for name, found in works.items():
        ours = next((line for line in found if line.name == OURS), None)
        if ours:
            told.append(
                f"{TITLES[name]}: ritgraph takes {ours.seconds[0]:.3g} s on "
                f"{ours.triples[0]:,} and {ours.seconds[-1]:.3g} s on {ours.triples[-1]:,} triples."
            )
    names = ", ".join(sorted({line.name for found in works.values() for line in found}))
    return " ".join(["Time and memory against the number of triples, on log axes.", *told, names])


def accessible(svg: str, title: str, description: str) -> str:
    """Let screen readers tell what the picture is."""
    head, _, rest = svg.partition("<svg ")
    attributes, _, body = rest.partition(">")
    told = f"<title>{escape(title)}</title>\n <desc>{escape(description)}</desc>"
    return f'{head}<svg role="img" {attributes}>\n {told}{body}'


def main() -> None:
    """Read results, draw, write."""
    results, target = map(Path, sys.argv[1:])
    works = lines(json.loads(results.read_bytes())["growth"])
    with matplotlib.rc_context(SETTINGS):
        figure = draw(works)
        if target.suffix != ".svg":
            figure.savefig(target, dpi=110, facecolor="white")
            return
        figure.savefig(target, facecolor="white", metadata={"Date": None, "Creator": None})
    svg = target.read_text(encoding="utf-8")
    title = "How the cost of each work grows with the number of triples"
    target.write_text(accessible(svg, title, describe(works)), encoding="utf-8")


if __name__ == "__main__":
    main()
