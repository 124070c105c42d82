"""What to say where a shape has no sh:message of its own: ``messages.toml``, filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ritgraph.language import of_table
from ritgraph.term import Prefixes
from ritgraph.validate.engine.result import Result
from ritgraph.validate.graphs import Graphs
from ritgraph.validate.property_path import members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

_SH = "http://www.w3.org/ns/shacl#"
_SHOWN = 5


def default_message(
    result: Result, graphs: Graphs, label: Callable[[str], str | None], lang: str
) -> str:
    """Say what a constraint demands, in ``lang`` if the table has it, else in English.

    >>> result = Result("http://e/a", None, None, "_:s0", f"{_SH}ClosedConstraintComponent", "")
    >>> default_message(result, Graphs([], []), lambda iri: None, "sv")
    'Egenskapen hör inte hit.'
    """
    name = result.component.removeprefix(_SH).removesuffix("ConstraintComponent")
    texts = _table().get(name) or _table()["other"]
    text = of_table(texts, lang)
    if name not in _table():
        return text.format(component=label(result.component) or result.component)
    parameter = f"{name[:1].lower()}{name[1:]}"
    return text.format(parameter=_parameter(result, graphs, parameter, label))


def said(rule: str, lang: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Give the message and the hint of a check, in ``lang`` if the table has it, else in English.

    >>> said("empty-file", "fi", {"file": "a.ttl"})[0]
    "Tiedosto 'a.ttl' ei kerro mitään."
    """
    texts = _table()["rule"][rule]
    return of_table(texts, lang).format(**facts), of_table(texts["hint"], lang).format(**facts)


def offer(names: Sequence[str], lang: str) -> str:
    """Ask whether one of these was meant; nothing to offer gives an empty text.

    >>> offer(["ex:Light", "ex:Lamp"], "sv")
    "Menade du 'ex:Light' eller 'ex:Lamp'?"
    """
    texts = _table()["offer"]
    quoted = [f"'{name}'" for name in names]
    joined = f" {of_table(texts['or'], lang)} ".join(quoted)
    return of_table(texts, lang).format(names=joined) if names else ""


@cache
def _table() -> Mapping[str, Any]:
    from tomllib import loads

    return loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))


def _parameter(
    result: Result, graphs: Graphs, name: str, label: Callable[[str], str | None]
) -> str:
    """Write the values that the shape gives to a parameter, and the members of lists."""
    store = graphs.named_shapes
    shape = (
        ox.BlankNode(result.shape[2:])
        if result.shape.startswith("_:")
        else ox.NamedNode(result.shape)
    )
    texts = []
    for quad in store.quads_for_pattern(shape, ox.NamedNode(_SH + name), None):
        items = members(store, quad.object) or [quad.object]
        texts += [_short(item, label) for item in items]
    more = [f"… ({len(texts) - _SHOWN})"] if len(texts) > _SHOWN else []
    return ", ".join([*sorted(texts)[:_SHOWN], *more]) if len(texts) > 1 else "".join(texts)


def _short(term: Term, label: Callable[[str], str | None]) -> str:
    if isinstance(term, ox.Literal):
        return term.value
    if not isinstance(term, ox.NamedNode):
        return "…"
    return label(term.value) or _SHORT.compact(term.value).removeprefix(_SH)


_SHORT = Prefixes(
    {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
