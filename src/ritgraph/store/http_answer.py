"""Answers that come over HTTP, read while they arrive; one that breaks off is never a short one.

Rows are asked for in JSON alone (SPARQL 1.1 Query Results JSON Format): of the formats of SPARQL it
is the one whose parser notices every cut. N-Triples and Turtle do not show where they end, so HTTP
must.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from ritgraph.errors import EndpointError, LimitError
from ritgraph.store.http_error import says_stopped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    import httpx

    from ritgraph.errors import RitgraphError

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
}
TRIPLES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
# QLever puts a member behind the results, which pyoxigraph does not read.
_ADDED = re.compile(rb'(\]\s*\}\s*),\s*"meta"\s*:')
_LONGEST_SEAM = 64
_LONGEST_LAST_WORDS = 500


class Body:
    """The body of a response as a binary file; whoever lets go of it closes the response."""

    def __init__(
        self, response: httpx.Response, url: str, failure: Callable[[Exception], RitgraphError]
    ) -> None:
        self._response = response
        self._failure = failure
        self._chunks = response.iter_bytes()
        self._unread = self._last = memoryview(b"")
        self.url = url

    @property
    def media_type(self) -> str:
        """What the server says that the body is; in lower case, without parameters."""
        return str(self._response.headers.get("content-type", "")).partition(";")[0].strip().lower()

    @property
    def shows_its_end(self) -> bool:
        """Tell whether HTTP marks the end, so that a cut body cannot pass for a whole one."""
        headers = self._response.headers
        return "content-length" in headers or "transfer-encoding" in headers

    def without_additions(self) -> Body:
        """Leave out what stands behind the results."""
        self._chunks = _without_additions(self._chunks)
        return self

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes, at most ``size``; none at the end.

        Raises:
            EndpointError, LimitError: the rest does not come.
        """
        import httpx

        try:
            while not self._unread:
                self._unread = self._last = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except httpx.RequestError as error:
            self.close()
            raise self._failure(error) from None
        end = len(self._unread) if size < 0 else size
        piece, self._unread = self._unread[:end], self._unread[end:]
        return bytes(piece)

    def close(self) -> None:
        """Close the response; the server may stop its work."""
        self._response.close()

    def broken(self, problem: str) -> EndpointError:
        """Close the response, and say why its body is no answer."""
        self.close()
        return EndpointError(self.url, problem)

    def stopped(self) -> bool:
        """Tell whether the last words are that the server stopped: too late for an HTTP status."""
        import httpx

        last = bytes(self._last)
        try:
            while len(last) < len(self._last) + _LONGEST_LAST_WORDS:
                last += next(self._chunks)
        except (StopIteration, httpx.RequestError):
            pass  # there is no more
        return says_stopped(last[-_LONGEST_LAST_WORDS:].decode("utf-8", "replace"))

    def __del__(self) -> None:
        self.close()


class Solutions:
    """Like ``ox.QuerySolutions``, which it says to be: but a fault on the way is an EndpointError.

    The parser reads as it iterates, so a fault shows only then.
    """

    def __init__(self, solutions: ox.QuerySolutions, body: Body) -> None:
        self._solutions = solutions
        self._body = body

    # So that isinstance, which asks for it, need not know.
    __class__ = property(lambda _: ox.QuerySolutions)

    @property
    def variables(self) -> list[ox.Variable]:
        """The columns."""
        return self._solutions.variables

    def __iter__(self) -> Solutions:
        return self

    def __next__(self) -> ox.QuerySolution:
        try:
            solution: ox.QuerySolution = next(self._solutions)
        except SyntaxError as error:
            raise _damaged(self._body, error) from None
        return solution

    def serialize(
        self,
        output: IO[bytes] | None = None,
        format: ox.QueryResultsFormat | None = None,  # noqa: A002
    ) -> bytes | None:
        """Write the rest of the rows, as ``ox.QuerySolutions.serialize`` does."""
        try:
            return self._solutions.serialize(output, format)
        except SyntaxError as error:
            raise _damaged(self._body, error) from None


def read_results(body: Body) -> ox.QuerySolutions | bool:
    """Read the answer to SELECT or ASK.

    Raises:
        EndpointError: the body is no such answer.
    """
    format_ = RESULTS.get(body.media_type)
    if format_ is None:
        raise body.broken(_not_this(body.media_type, "SPARQL results in JSON"))
    try:
        answer = ox.parse_query_results(body.without_additions(), format_)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise _damaged(body, error) from None
    if isinstance(answer, ox.QueryBoolean):
        body.close()
        return bool(answer)
    return Solutions(answer, body)  # type: ignore[return-value]  # see Solutions


def read_triples(body: Body) -> Iterator[ox.Triple]:
    """Read the answer to CONSTRUCT or DESCRIBE.

    Raises:
        EndpointError: the body is no such answer; at once, or while it is read.
    """
    format_ = TRIPLES.get(body.media_type)
    if format_ is None:
        raise body.broken(_not_this(body.media_type, "triples in N-Triples or Turtle"))
    if not body.shows_its_end:
        raise body.broken("it does not mark the end of its answer, so a cut one could not be told")
    return _triples(body, format_)


def _triples(body: Body, format_: ox.RdfFormat) -> Iterator[ox.Triple]:
    try:
        for quad in ox.parse(body, format_, rename_blank_nodes=True):  # type: ignore[arg-type]
            yield quad.triple
    except SyntaxError as error:
        raise _damaged(body, error) from None


def _damaged(body: Body, error: SyntaxError) -> RitgraphError:
    if body.stopped():
        body.close()
        return LimitError(f"{body.url}: the server stopped the query at a limit of its own.")
    return body.broken(f"its answer is cut off or cannot be read ({' '.join(error.msg.split())})")


def _not_this(media_type: str, expected: str) -> str:
    if media_type in ("text/html", "application/xhtml+xml"):
        return f"it answered with a web page, not with {expected}. {IS_IT_THE_ENDPOINT}"
    return f"it answered with '{media_type}', not with {expected}"


IS_IT_THE_ENDPOINT = "Is this the address of the SPARQL endpoint?"


def _without_additions(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut off what follows the results; its beginning may lie across two chunks."""
    held = b""
    for chunk in chunks:
        held += chunk
        if found := _ADDED.search(held):
            yield held[: found.end(1)] + b"}"
            for _ in chunks:  # to the end, so that a lost connection is noticed
                pass
            return
        yield held[:-_LONGEST_SEAM]
        held = held[-_LONGEST_SEAM:]
    yield held
