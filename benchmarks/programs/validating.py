"""Validation by the engines that are Python packages: a file of focus nodes for each.

Command: python validating.py ENGINE DATA SHAPES TARGET
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path


def by_pyshacl(data: str, shapes: str) -> Iterable[str]:
    """Validate with pySHACL, in rdflib's own memory."""
    import pyshacl

    return _focus_nodes(pyshacl.validate(data, shacl_graph=shapes)[1])


def by_pyshacl_turbo(data: str, shapes: str) -> Iterable[str]:
    """Validate with pyshacl-turbo as one would with pySHACL."""
    import pyshacl_turbo

    return _focus_nodes(pyshacl_turbo.validate(data, shacl_graph=shapes)[1])


def _focus_nodes(report: object) -> Iterable[str]:
    from rdflib import SH

    for result in report.objects(None, SH.result):  # type: ignore[attr-defined]
        yield str(report.value(result, SH.focusNode).n3())  # type: ignore[attr-defined]


def by_shacl(data: str, shapes: str) -> Iterable[str]:
    """Validate with the wheel that is ritgraph's fast engine."""
    import shacl

    return (result.focus_node for result in shacl.validate(data, shapes).results)


def by_shacl_rust(data: str, shapes: str) -> Iterable[str]:
    """Validate with shacl-rust, and the index that it has for large graphs."""
    import shacl_rust

    found = shacl_rust.validate_file(data, shapes, experimental_index=True)
    return (str(result["focusNode"]) for result in found["results"])


def by_pyrudof(data: str, shapes: str) -> Iterable[str]:
    """Validate with rudof."""
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(Path(data))
    rudof.read_shacl(Path(shapes))
    return (str(result.focus_node) for result in rudof.validate_shacl())


if __name__ == "__main__":
    engine, data, shapes, target = sys.argv[1:]
    nodes = list(globals()[f"by_{engine.replace('-', '_')}"](data, shapes))
    Path(target).write_text(json.dumps({"nodes": nodes}))
