"""What an engine finds: one result of a validation report (SHACL, section 3.6.2)."""

from __future__ import annotations

from typing import NamedTuple

from ritgraph.errors import RitgraphError


class ShapesError(RitgraphError):
    """A shapes graph that an engine cannot work with; ``shape`` is to blame, if that is known."""

    def __init__(self, problem: str, shape: str | None = None) -> None:
        self.problem = problem
        self.shape = shape
        who = f"The shape <{shape}>" if shape and ":" in shape[2:] else "A shape"
        super().__init__(f"{who} cannot be checked: {problem}")


class Result(NamedTuple):
    """A result, with terms written as in findings.

    ``path`` is an IRI, or the blank node of a path in the shapes graph. ``severity`` is an IRI.
    ``messages`` are pairs of a language, empty if the engine has lost it, and a text; engines write
    their own where the shapes have none.

    >>> Result("http://e/a", None, None, "_:s0", "http://e/C", "http://e/Dire").messages
    ()
    """

    focus: str
    path: str | None
    value: str | None
    shape: str
    component: str
    severity: str
    messages: tuple[tuple[str, str], ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """What two engines must agree on: all but the messages."""
        return tuple(fact or "" for fact in self[:6])
