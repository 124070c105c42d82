"""The triples of CONSTRUCT and DESCRIBE in the formats of RDF.

N-Triples and N-Quads are written as the triples come, in the order of the engine. The others are
sorted, and written only if all of it can be.
"""

from __future__ import annotations

import pyoxigraph as ox

from ritgraph.serialise.document import document
from ritgraph.serialise.statements import Statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from ritgraph.serialise.formats import Format
    from ritgraph.store.store import Store


def write_triples(
    triples: Iterable[ox.Triple], format_: Format, store: Store, stream: IO[bytes]
) -> None:
    """Write triples in a format, with the store's prefixes where it has such.

    Raises:
        UnsupportedError: the format cannot carry one of the triples; nothing was written.
    """
    if format_.by_line:
        ox.serialize(triples, stream, format_.engine)
        return
    with Statements(triples) as statements:
        begun = document(format_, statements, store.prefixes)
        body = "".join(begun.body(statements.subjects()))
    stream.write(f"{begun.head()}{body}".encode())
