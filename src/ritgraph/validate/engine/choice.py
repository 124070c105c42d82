"""Which engine runs the shapes: the reference, the fast one, or both to see that they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib.machinery import PathFinder
from typing import Protocol

from ritgraph.errors import RitgraphError, UnsupportedError, did_you_mean, nearest
from ritgraph.validate.engine.result import Result
from ritgraph.validate.graphs import Graphs

ENGINES = ("auto", "pyshacl", "shacl", "both")
_SHOWN = 3


class Engine(Protocol):
    """Runs the shapes of some graphs, which it was made for."""

    name: str

    def results(self) -> list[Result]:
        """Give the results of all shapes; a ShapesError if one of these is faulty."""


def check_engine(name: str) -> str:
    """Give the name of an engine, ``auto`` resolved to the fast one if it is installed.

    >>> check_engine("pyshacl")
    'pyshacl'

    Raises:
        RitgraphError: there is no such engine.
    """
    if name not in ENGINES:
        offer = did_you_mean(nearest(name, ENGINES)) or f"There are {', '.join(ENGINES)}."
        raise RitgraphError(f"There is no engine '{name}'. {offer}")
    if name == "auto":
        return "shacl" if is_installed("shacl") else "pyshacl"
    return name


def is_installed(package: str) -> bool:
    """Tell whether a package can be imported, without doing so.

    >>> is_installed("pyoxigraph"), is_installed("pyoxygraph")
    (True, False)
    """
    return PathFinder.find_spec(package) is not None


def start(name: str, graphs: Graphs) -> Callable[[], list[Result]]:
    """Let an engine begin; what is given back gives its results.

    Raises:
        UnsupportedError: the engine is not installed.
    """
    if name == "both":
        return _Both(graphs).results
    return _engine(name, graphs).results


def _engine(name: str, graphs: Graphs) -> Engine:
    if name == "shacl":
        from ritgraph.validate.engine.shacl_engine import ShaclEngine

        return ShaclEngine(graphs)
    # pySHACL and rdflib take longer to import than most queries to run.
    from ritgraph.validate.engine.pyshacl_engine import PyshaclEngine

    return PyshaclEngine(graphs)


class _Both:
    """The fast engine and the reference, of which neither may find what the other does not."""

    def __init__(self, graphs: Graphs) -> None:
        self._engines = [_engine(name, graphs) for name in ("shacl", "pyshacl")]

    def results(self) -> list[Result]:
        fast, reference = (engine.results() for engine in self._engines)
        problems = [
            *_only("pyshacl", reference, fast),
            *_only("shacl", fast, reference),
        ]
        if problems:
            raise UnsupportedError(f"The engines differ. {' '.join(problems)}")
        return reference


def _only(name: str, these: list[Result], others: list[Result]) -> list[str]:
    """Say which facts one engine finds alone."""
    alone = Counter(one.facts for one in set(these)) - Counter(one.facts for one in set(others))
    if not alone:
        return []
    shown = [_in_words(facts) for facts in sorted(alone)[:_SHOWN]]
    more = [f"and {len(alone) - _SHOWN} more"] if len(alone) > _SHOWN else []
    return [f"Only {name} finds {'; '.join([*shown, *more])}."]


def _in_words(facts: tuple[str, ...]) -> str:
    focus, path, value, shape, component, _ = facts
    about = ", ".join(filter(None, (focus, path, value)))
    return f"{component.rpartition('#')[2]} of {shape} at {about}"
