"""What a server says when it does not answer, in one line that a terminal can show."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

_ENOUGH = 16_384
_LONGEST = 200
_JSON_MESSAGE = re.compile(
    r'"(?:message|detail|exception|error|error_description)"\s*:\s*("(?:[^"\\]|\\.)+")', re.I
)
_STOPPED = re.compile(r"time[d -]{0,2}out|time limit|cancel|exceeded", re.I)


def first_line(response: httpx.Response, scrub: Callable[[str], str]) -> str:
    """Give the first line of an error's text, or the message of its JSON; markup says nothing.

    The response is closed; of a long body, only the beginning is read. ``scrub`` takes out what is
    secret, before a part of it could be cut off.
    """
    import httpx

    body = b""
    try:
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _ENOUGH:
                break
    except httpx.RequestError:
        pass  # what has come must do
    finally:
        response.close()
    return visible(scrub(_message(body[:_ENOUGH].decode("utf-8", "replace").strip())))


def says_stopped(line: str) -> bool:
    """Tell whether a server's words mean that it stopped the query at its own limit.

    >>> says_stopped("Query timed out"), says_stopped("Unresolved prefixed name: ex:a")
    (True, False)
    """
    return _STOPPED.search(line) is not None


def visible(text: str) -> str:
    r"""Write a text in one line of moderate length, with control characters as escapes.

    >>> visible("a\x1b[2Jb  c\r\n")
    'a\\x1b[2Jb c'
    """
    shown = "".join(
        letter if letter.isprintable() else ascii(letter)[1:-1] for letter in " ".join(text.split())
    )
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1].rstrip()}…"


def _message(text: str) -> str:
    if text.startswith(("{", "[")):
        import json

        found = _JSON_MESSAGE.search(text)
        try:
            return str(json.loads(found[1], strict=False)) if found else ""
        except ValueError:
            return ""
    return "" if text.startswith("<") else text.partition("\n")[0]
