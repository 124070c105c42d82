"""Finds the ways of the arrows."""

import heapq
from collections import defaultdict
from itertools import pairwise

from layout import Layout
from plan import QUIET, UNIT

Key = tuple[tuple[str, int], str, str]  # (box and line that it leaves, class, kind)
Way = list[tuple[int, int]]


class Router:
    """Finds ways for arrows: along lanes between the columns, and across columns between boxes.

    Arrows to one class may share their way, and so may arrows from one line; others only cross.
    """

    def __init__(self, layout: Layout) -> None:
        self.boxes = layout.boxes
        p = layout.picture
        sides, lanes = [], []
        for number in range(len(p.columns)):
            x = p.margin + number * (p.column + p.gap)
            sides += [x, x + p.column]
            lanes += range(x - p.gap + 2 * UNIT, x - UNIT, UNIT) if number else []
        outer = range(2 * UNIT, p.margin - UNIT, UNIT)
        lanes += [*outer, *(layout.wide - x for x in outer)]
        self.sides = set(sides)
        self.xs = sorted({*sides, *lanes})
        self.place = {x: i for i, x in enumerate(self.xs)}
        self.low, self.high = layout.top, layout.bottom
        self.shut: set[tuple[int, int]] = set()  # (left side of a column, y) that is not free
        for box in layout.boxes.values():
            self.shut |= {(box.x, y) for y in range(box.y, box.y + box.high + 1)}
        for _, x, y, tall in layout.frames:
            self.shut |= {(x, at) for at in (*range(y, y + 3 * UNIT), y + tall)}
        self.lefts = {box.x for box in layout.boxes.values()}
        self.edges: dict[frozenset[tuple[int, int]], set[Key]] = defaultdict(set)
        self.nodes: dict[tuple[int, int], dict[Key, set[str]]] = defaultdict(dict)

    def all(self) -> list[tuple[Key, Way]]:
        """The way of every arrow, in the order in which they are drawn."""
        wanted: list[tuple[int, Key]] = []
        for curie, box in self.boxes.items():
            for index, line in enumerate(box.lines):
                if line.row is None or not line.last:
                    continue
                for target in line.row.targets:
                    end = self.boxes.get(target)
                    near = end is not None and box.shape.theme == end.shape.theme
                    if end is None or end is box or (target in QUIET and not near):
                        continue
                    far = abs(end.x - box.x) + abs(end.y + 16 - box.port(index))
                    wanted.append((far, ((curie, index), target, line.row.kind)))
        keys = [key for _, key in sorted(wanted)]
        ways = {key: self.lay(key) for key in keys}
        for _ in range(2):  # each arrow once more, now that it knows all the others
            for key in keys:
                self.lift(key, ways[key])
                ways[key] = self.lay(key)
        return [(key, corners(ways[key])) for key in keys]

    def lay(self, key: Key) -> Way:
        """Find a way and take it."""
        way = self.find(key)
        for a, b in pairwise(way):
            self.edges[frozenset((a, b))].add(key)
        for a, b in pairwise(way):
            axis = "h" if a[1] == b[1] else "v"
            for node in (a, b):
                self.nodes[node].setdefault(key, set()).add(axis)
        return way

    def lift(self, key: Key, way: Way) -> None:
        """Give a way up."""
        for a, b in pairwise(way):
            self.edges[frozenset((a, b))].discard(key)
        for node in way:
            self.nodes[node].pop(key, None)

    def steps(self, at: tuple[int, int]) -> list[tuple[tuple[int, int], str]]:
        """Where one may go from a point, across (h) or up and down (v)."""
        x, y = at
        index = self.place[x]
        found = []
        if x not in self.sides:
            found += [((x, ny), "v") for ny in (y - UNIT, y + UNIT) if self.low <= ny <= self.high]
        for near in (index - 1, index + 1):
            if 0 <= near < len(self.xs):
                nx = self.xs[near]
                across = min(x, nx)
                if across in self.lefts and {x, nx} <= self.sides and (across, y) in self.shut:
                    continue
                found.append(((nx, y), "h"))
        return found

    def cost(self, key: Key, at: tuple[int, int], to: tuple[int, int], axis: str) -> float | None:
        """What a step costs, or None where another arrow runs."""
        origin, target, kind = key
        users = self.edges[frozenset((at, to))]
        friends = [k for k in users if k[1:] == (target, kind)]
        strangers = [k for k in users if k[1:] != (target, kind)]
        if any(k[0] != origin for k in strangers):
            return None
        if strangers and any(k[0] != origin for k in friends):
            return None
        length = abs(at[0] - to[0]) + abs(at[1] - to[1])
        price = length * (0.2 if friends else 1.0)
        for other, axes in self.nodes[to].items():
            if other[1:] == (target, kind) or other[0] == origin:
                continue
            if axis in axes:
                return None
            price += 26
        return price

    def turns(self, key: Key, at: tuple[int, int]) -> bool:
        """Whether an arrow may turn here: not where it would touch another."""
        return all(other[1:] == key[1:] or other[0] == key[0] for other in self.nodes[at])

    def find(self, key: Key) -> Way:
        """The cheapest way: short, with few bends and few crossings."""
        (curie, index), target, kind = key
        box, end = self.boxes[curie], self.boxes[target]
        y = box.port(index)
        head = end.y + (UNIT if kind == "subclass" else 2 * UNIT)
        goals = {(end.x, head), (end.x + end.wide, head)}
        heap = [(0.0, (x, y), "h", None) for x in (box.x, box.x + box.wide)]
        came: dict = {}
        while heap:
            price, at, axis, before = heapq.heappop(heap)
            if (at, axis) in came:
                continue
            came[at, axis] = before
            if at in goals:
                way, state = [at], (at, axis)
                while (state := came[state]) is not None:
                    way.append(state[0])
                return way[::-1]
            for to, turn in self.steps(at):
                if (to, turn) in came or (to[0] in self.sides and not self.passable(to, at, goals)):
                    continue
                if turn != axis and not self.turns(key, at):
                    continue
                step = self.cost(key, at, to, turn)
                if step is not None:
                    bend = 22 if turn != axis else 0
                    heapq.heappush(heap, (price + step + bend, to, turn, (at, axis)))
        raise SystemExit(f"No way for the arrow from {curie} to {target}: widen the gap.")

    def passable(self, to: tuple[int, int], at: tuple[int, int], goals: set) -> bool:
        """Whether a side of a column may be entered: the goal's, or one with a free way across."""
        if to in goals or at[0] in self.sides:
            return to in goals or (min(at[0], to[0]), to[1]) not in self.shut
        left = to[0] if to[0] in self.lefts else self.xs[self.place[to[0]] - 1]
        return (left, to[1]) not in self.shut


def corners(way: Way) -> Way:
    """The points of a way at which it turns, and its ends."""
    inner = [
        b
        for a, b, c in zip(way, way[1:], way[2:], strict=False)
        if (a[0] == b[0]) != (b[0] == c[0])
    ]
    return [way[0], *inner, way[-1]]
