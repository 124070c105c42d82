"""Which saved query an answer is to, and with what values."""

from __future__ import annotations

from collections import namedtuple

from ritgraph.query.saved.datatype import lexical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ritgraph.query.saved.parameter import Given
    from ritgraph.query.saved.saved_query import SavedQuery


class Asked(namedtuple("Asked", "query values")):
    """A saved query with the values that were given, None for those that were not.

    >>> import ritgraph
    >>> Asked(ritgraph.open().queries["participants"], {"country": "FR", "lang": None}).description
    'One row per participant, in the order of round and label. Asked with country: FR.'
    """

    query: SavedQuery
    values: Mapping[str, Given | None]

    @property
    def types(self) -> dict[str, str]:
        """The types that the header declares, by column."""
        return {name: column.type for name, column in self.query.header.columns.items()}

    @property
    def description(self) -> str:
        """What the header says of the answer, and the values that were given."""
        given = [
            f"{name}: {', '.join(map(lexical, value if isinstance(value, list) else [value]))}"
            for name, value in self.values.items()
            if value is not None
        ]
        told = f"Asked with {'; '.join(given)}." if given else ""
        return f"{self.query.header.description} {told}".strip()

    def help_of(self, column: str) -> str:
        """Give what the header says of a column; empty if it says nothing."""
        declared = self.query.header.columns.get(column)
        return declared.help if declared else ""
