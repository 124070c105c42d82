"""A graph that lives elsewhere: asked by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import time

import pyoxigraph as ox

from ritgraph.store.http import Server
from ritgraph.store.http_answer import RESULTS, TRIPLES, read_results, read_triples
from ritgraph.store.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ritgraph.store.store import Answer


class Endpoint(Store):
    """The default graph of a SPARQL endpoint.

    Answers are read while the server writes them. Credentials come from the environment alone:
    RITGRAPH_ENDPOINT_USER and RITGRAPH_ENDPOINT_PASSWORD, or RITGRAPH_ENDPOINT_TOKEN.

    >>> Endpoint("https://sparql.example/lights?apikey=secret")
    Endpoint('https://sparql.example/lights')
    """

    def __init__(
        self,
        url: str,
        fallback: Callable[[], Mapping[str, str]] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Name the endpoint; nothing is asked before the first query.

        ``fallback`` gives prefixes for a graph that declares none; ``sleep`` waits between two
        tries.

        Raises:
            EndpointError: the address or the credentials cannot be used.
            UnsupportedError: httpx is not installed.
        """
        self._server = Server(url, sleep)
        self.address = self._server.shown
        self._fallback = fallback

    def __repr__(self) -> str:
        return f"Endpoint({self.address!r})"

    def query(self, text: str, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Answer a SPARQL query (see ``Store.query``).

        The text is read here first; what is no SPARQL is not sent.

        Raises:
            SyntaxError: the text is no SPARQL query.
            EndpointError: the endpoint cannot be reached, refuses, or sends what is no answer; also
                while the answer is read, if it breaks off.
            LimitError: the endpoint stopped the query, or is silent for too long.
        """
        known = dict(prefixes or {})
        kind = _kind(text, known)
        media_types = [
            *(() if kind is ox.QueryTriples else RESULTS),
            *(TRIPLES if kind in (None, ox.QueryTriples) else ()),
        ]
        body = self._server.ask(_with_declarations(text, known), media_types)
        if kind is ox.QueryTriples or (kind is None and body.media_type in TRIPLES):
            return read_triples(body)
        answer = read_results(body)
        if kind and isinstance(answer, bool) != (kind is ox.QueryBoolean):
            raise self._server.error("it answered with rows to ASK, or with a truth to SELECT")
        return answer

    def close(self) -> None:
        """Close the connections; the next query opens one again."""
        self._server.close()

    def _undeclared_prefixes(self) -> Mapping[str, str]:
        return self._fallback() if self._fallback is not None else {}


def _kind(text: str, known: Mapping[str, str]) -> type | None:
    """Tell which kind of answer a query has; None if it calls a function that is unknown here.

    On an empty store this takes microseconds.
    """
    try:
        return type(ox.Store().query(text, prefixes=dict(known)))
    except RuntimeError:
        return None


def _with_declarations(text: str, known: Mapping[str, str]) -> str:
    """Declare the prefixes that the text uses without declaring them, in front of its first line.

    Those that it declares itself are left alone, because some engines refuse a second declaration.

    >>> _with_declarations("ASK { ex:anholt ?p ?o }", {"ex": "http://example.com/", "o": "urn:o:"})
    'PREFIX ex: <http://example.com/> ASK { ex:anholt ?p ?o }'
    """
    if _is_complete(text, {}):
        return text
    declarations = (
        f"PREFIX {name}: <{namespace}> "
        for name, namespace in known.items()
        if f"{name}:" in text and not _is_complete(text, _without(known, name))
    )
    return "".join((*declarations, text))


def _without(known: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: namespace for other, namespace in known.items() if other != name}


def _is_complete(text: str, known: Mapping[str, str]) -> bool:
    try:
        _kind(text, known)
    except SyntaxError:
        return False
    return True
