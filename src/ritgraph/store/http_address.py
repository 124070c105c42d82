"""The address of an endpoint, and who asks there: what may be shown, and what never.

Credentials come from the environment, never from an address or a command line, where others can
read them.
"""

from __future__ import annotations

import os
import re
from urllib.parse import parse_qsl, urlsplit

from ritgraph.errors import EndpointError
from ritgraph.store.http_error import visible

USER = "RITGRAPH_ENDPOINT_USER"
PASSWORD = "RITGRAPH_ENDPOINT_PASSWORD"  # noqa: S105 (a name, not a password)
TOKEN = "RITGRAPH_ENDPOINT_TOKEN"  # noqa: S105 (likewise)


def shown(url: str) -> str:
    """Give an address as it may be shown: without what can be secret.

    >>> shown("https://sparql.example:8443/lights?apikey=secret")
    'https://sparql.example:8443/lights'
    >>> shown("https://me:secret@sparql.example/lights")
    Traceback (most recent call last):
    ritgraph.errors.EndpointError: sparql.example/lights: no user and password in an address. \
Set RITGRAPH_ENDPOINT_USER and RITGRAPH_ENDPOINT_PASSWORD instead.
    """
    plain = visible(re.split(r"[?#]", url, maxsplit=1)[0])
    cautious = plain.rpartition("@")[2]
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        problem = "this is no address of an endpoint, such as https://host/sparql"
        raise EndpointError(cautious, problem)
    if "@" in parts.netloc:
        problem = f"no user and password in an address. Set {USER} and {PASSWORD} instead."
        raise EndpointError(cautious, problem)
    return plain


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def authorization(url: str) -> tuple[str, tuple[str, ...]]:
    """Give the header that says who asks, and the texts that must never be shown.

    Raises:
        EndpointError: the environment does not say it clearly, or it would be sent in plain.
    """
    in_address = tuple(value for _, value in parse_qsl(urlsplit(url).query) if value)
    user, password, token = (os.environ.get(name) or "" for name in (USER, PASSWORD, TOKEN))
    if problem := _unclear(user, password, token) or _unsafe(url, user or token):
        raise EndpointError(shown(url), problem)
    if token:
        return f"Bearer {token}", (token, *in_address)
    if not user:
        return "", in_address
    from base64 import b64encode

    encoded = b64encode(f"{user}:{password}".encode()).decode()
    return f"Basic {encoded}", (encoded, password, *in_address)


def _unclear(user: str, password: str, token: str) -> str:
    if token and (user or password):
        return f"{TOKEN} is set, and {USER} or {PASSWORD} too. Unset the one or the others."
    if bool(user) != bool(password):
        return f"{USER} and {PASSWORD} belong together, and one of them is not set."
    if ":" in user or not (token.isascii() and token.isprintable()):
        return f"{USER if user else TOKEN} has a character that cannot be sent."
    return ""


def _unsafe(url: str, who: str) -> str:
    parts = urlsplit(url)
    if not who or parts.scheme == "https" or is_loopback(parts.hostname or ""):
        return ""
    return (
        "credentials are not sent without encryption. Use an address that begins with https://,"
        " or a tunnel to a port of this machine."
    )
