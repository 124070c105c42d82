"""Requests to one SPARQL endpoint: where they go, who asks, when they are repeated."""

from __future__ import annotations

import os
import re
import sys
import time
from functools import cache

from ritgraph.errors import EndpointError, LimitError, UnsupportedError
from ritgraph.store.http_address import PASSWORD, TOKEN, USER, authorization, is_loopback, shown
from ritgraph.store.http_answer import IS_IT_THE_ENDPOINT, Body
from ritgraph.store.http_error import first_line, says_stopped, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

    import httpx

    from ritgraph.errors import RitgraphError

_LONGEST_GET = 2_000
_MOST_REDIRECTS = 5
_PAUSES = (0.5, 1.0, 2.0)
_LONGEST_PAUSE = 30.0
_TO_CONNECT = 10.0
_SILENCE = 600.0
_PASSING = (429, 502, 503, 504)
_TIMED_OUT = (408, 504)
_NOISE = re.compile(r"^\[Errno -?\d+\] | \(_ssl\.c:\d+\)$")
_CREDENTIALS = f"Credentials come from {USER} and {PASSWORD}, or from {TOKEN}."
_ADVICE = {
    401: _CREDENTIALS,
    403: _CREDENTIALS,
    404: IS_IT_THE_ENDPOINT,
    405: IS_IT_THE_ENDPOINT,
    410: IS_IT_THE_ENDPOINT,
}


class Server:
    """One endpoint, asked over connections that stay open; each process has its own."""

    def __init__(self, url: str, sleep: Callable[[float], None] = time.sleep) -> None:
        """Check address and credentials.

        Raises:
            EndpointError: one of them cannot be used.
            UnsupportedError: httpx is not installed.
        """
        self._clients: dict[int, httpx.Client] = {}
        self._sleep = sleep
        self.shown = shown(url)
        self._tls = _tls()  # here, so that processes that are forked need not make it again
        self._authorization, self._secrets = authorization(url)
        import httpx

        try:
            self._url = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise self.error(str(error)) from None

    def ask(self, query: str, media_types: Iterable[str]) -> Body:
        """Send a query, as section 2.1 of the protocol says: by GET, or by POST if it is long.

        A server that is overloaded, or drops the connection before it answers, is asked again after
        a pause. Nothing else is repeated.

        Raises:
            EndpointError: there is no answer.
            LimitError: the server stopped the query, or gives only a part of the answer.
        """
        import httpx

        lost = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
        for pause in (*_PAUSES, None):
            try:
                response = self._send(self._request(query, media_types))
            except httpx.RequestError as error:
                if pause is None or not isinstance(error, lost):
                    raise self._failure(error) from None
                self._sleep(pause)
                continue
            if response.status_code == 200 and not _is_partial(response):
                return Body(response, self.shown, self._failure)
            refusal = self._refusal(response)
            wait = None if pause is None else _wait(response, refusal, pause)
            if wait is None:
                raise refusal
            self._sleep(wait)
        raise AssertionError("the last round returns or raises")

    def error(self, problem: str, status: int | None = None) -> EndpointError:
        """Say what is wrong, without anything secret."""
        return EndpointError(self.shown, self._scrubbed(problem), status)

    def close(self) -> None:
        """Close the connections of this process."""
        if client := self._clients.pop(os.getpid(), None):
            client.close()

    def __del__(self) -> None:
        self.close()

    def _client(self) -> httpx.Client:
        """Give the connections of this process; those of the one that forked it are not its own."""
        import httpx

        client = self._clients.get(os.getpid())
        if client is None:
            version = sys.modules["ritgraph"].__version__  # an import would reach up a floor
            headers = {"User-Agent": f"ritgraph/{version}"}
            if self._authorization:
                headers["Authorization"] = self._authorization
            try:
                client = httpx.Client(
                    headers=headers,
                    timeout=httpx.Timeout(_SILENCE, connect=_TO_CONNECT),
                    verify=self._tls,
                    mounts=dict.fromkeys(("http://", "https://"))
                    if is_loopback(self._url.host)
                    else None,
                )
            except (ImportError, ValueError) as error:
                raise self.error(f"the proxy in the environment cannot be used: {error}") from None
            self._clients[os.getpid()] = client
        return client

    def _request(self, query: str, media_types: Iterable[str]) -> httpx.Request:
        headers = {"Accept": ", ".join(media_types)}
        client = self._client()
        url = self._url.copy_merge_params({"query": query})
        if len(str(url)) <= _LONGEST_GET:
            return client.build_request("GET", url, headers=headers)
        return client.build_request("POST", self._url, data={"query": query}, headers=headers)

    def _send(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and follow redirects as long as they stay at the same host."""
        import httpx

        for _ in range(_MOST_REDIRECTS + 1):
            try:
                response = self._client().send(request, stream=True)
            except httpx.InvalidURL:
                raise self.error("it redirects to no address") from None
            if not response.has_redirect_location:
                return response
            response.close()
            request = self._redirected(request, response)
        raise self.error(f"it redirects more than {_MOST_REDIRECTS} times", response.status_code)

    def _redirected(self, request: httpx.Request, response: httpx.Response) -> httpx.Request:
        """Make the next request (RFC 9110, section 15.4): only 303 turns POST into GET."""
        import httpx

        try:
            target = request.url.join(response.headers["location"])
        except httpx.InvalidURL:
            raise self.error("it redirects to no address", response.status_code) from None
        if not _is_same_host(request.url, target):
            there = visible(f"{target.scheme}://{target.netloc.decode('ascii', 'replace')}")
            raise self.error(
                f"it redirects to {there}, which is not asked and gets no credentials. If you trust"
                " it, give its address instead.",
                response.status_code,
            )
        kept = {"Accept": request.headers["accept"]}
        if response.status_code == 303 or request.method == "GET":
            return self._client().build_request("GET", target, headers=kept)
        kept["Content-Type"] = request.headers["content-type"]
        return self._client().build_request("POST", target, headers=kept, content=request.content)

    def _refusal(self, response: httpx.Response) -> RitgraphError:
        """Say in one line why there is no answer."""
        status = response.status_code
        line = first_line(response, self._scrubbed)
        said = f"{status} {visible(response.reason_phrase)}".rstrip()
        said += f": {line.rstrip('.')}." if line else "."
        if status in (200, 206):
            said = "it gave only a part of the answer, because it reached a limit of its own."
        elif status in _TIMED_OUT or (status in (500, 503) and says_stopped(line)):
            said += " The server stopped the query at a limit of its own."
        else:
            wait = _asked_wait(response)
            later = f"Try again in {wait:.0f} s." if wait else ""
            problem = " ".join(filter(None, (said, _ADVICE.get(status), later)))
            return self.error(problem, status)
        return LimitError(f"{self.shown}: {self._scrubbed(said)}")

    def _failure(self, error: Exception) -> RitgraphError:
        """Say in one line why nothing came, or nothing more."""
        import httpx

        if isinstance(error, httpx.ReadTimeout):
            return LimitError(f"{self.shown}: it has sent nothing for {_SILENCE:.0f} s.")
        if isinstance(error, httpx.ConnectTimeout):
            return self.error(f"no connection within {_TO_CONNECT:.0f} s")
        reason = _NOISE.sub("", visible(str(error)))
        if isinstance(error, httpx.ConnectError | httpx.ProxyError):
            return self.error(f"it cannot be reached: {reason}")
        return self.error(f"the connection was lost before the answer was whole ({reason})")

    def _scrubbed(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


@cache
def _tls() -> ssl.SSLContext:
    """Read the certificates that are trusted, once."""
    try:
        import httpx
    except ImportError:
        raise UnsupportedError("Endpoints need httpx: pip install 'ritgraph[remote]'") from None
    return httpx.create_ssl_context()


def _is_same_host(here: httpx.URL, there: httpx.URL) -> bool:
    """Tell whether a redirect stays at its host; it may change from http to https."""
    if here.host != there.host or there.userinfo:
        return False
    if here.scheme == there.scheme:
        return here.port == there.port
    return (here.scheme, there.scheme, here.port, there.port) == ("http", "https", None, None)


def _is_partial(response: httpx.Response) -> bool:
    """Tell whether Virtuoso has stopped the query and gives what it had found by then."""
    return "S1TAT" in response.headers.get_list("x-sql-state")


def _wait(response: httpx.Response, refusal: RitgraphError, pause: float) -> float | None:
    """Give the seconds after which to ask again; None if that is no use."""
    if response.status_code not in _PASSING:
        return None
    if response.status_code == 503 and isinstance(refusal, LimitError):
        return None  # the query was run, and would take as long again
    asked = _asked_wait(response)
    if asked is None:
        return pause
    return asked if asked <= _LONGEST_PAUSE else None


def _asked_wait(response: httpx.Response) -> float | None:
    """Read the Retry-After header (RFC 9110, section 10.2.3): seconds, or a date."""
    from email.utils import parsedate_to_datetime

    text = response.headers.get("retry-after", "")
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
