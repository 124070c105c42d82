"""Say where a text stops being SPARQL.

Engines that read by context take words apart where no space stands: ``trueSERVICEx:y`` is ``true``,
``SERVICE`` and ``x:y`` to them. So a query may only use the words of SPARQL and prefixes that it
declares; then what our tokens say is what an engine reads, and the guard can rely on it.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from ritgraph.errors import SourceSyntaxError, did_you_mean, nearest
from ritgraph.sparql.tokens import Token, declared_prefixes, position, tokenise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ritgraph.errors import StrPath

# SPARQL 1.1 (section 19.8), the new words of SPARQL 1.2, LATERAL (SEP 0006) and ADJUST (SEP 0002).
_KEYWORDS = tuple(
    """
    a ADD ALL AS ASC ASK BASE BIND BY CLEAR CONSTRUCT COPY CREATE DATA DEFAULT DELETE DESC DESCRIBE
    DISTINCT DROP EXISTS false FILTER FROM GRAPH GROUP HAVING IN INSERT INTO LATERAL LIMIT LOAD
    MINUS MOVE NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE SILENT TO
    true UNDEF UNION USING VALUES VERSION WHERE WITH
    ABS ADJUST AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR
    GROUP_CONCAT hasLANG hasLANGDIR HOURS IF IRI isBLANK isIRI isLITERAL isNUMERIC isTRIPLE isURI
    LANG LANGDIR LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE
    ROUND sameTerm sameValue SAMPLE SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT
    STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TZ UCASE
    URI UUID YEAR
    """.split()  # noqa: SIM905 (a list of words, to be read as one)
)
_FOLDED_KEYWORDS = frozenset(map(str.upper, _KEYWORDS))
_REACHES_OUT = ("SERVICE", "SERVICESILENT", "FROM", "FROMNAMED")

_ENGINE_POSITION = r"error at (\d+):(\d+): "
_ENGINE_SENTENCE = r"\b[A-Z]\w*(?: \w+)+"
_BROKEN_IRI = r"<\w+://"
_BLANK = " " * 40
_CODE_POINT = r"\\(?:u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}))"
_STRUCTURE = "\"'\\<>{}#"


def check_words(text: str, known: Mapping[str, str], path: StrPath | None = None) -> list[Token]:
    """Give the tokens of a query if each of its words and prefixes is one of SPARQL's or declared.

    ``known`` are the prefixes that count as declared anyway.

    >>> len(check_words("PREFIX ex: <http://example.com/> ASK { ?s a ex:Light }", {}))
    9
    >>> check_words("ASK WHER {}", {})
    Traceback (most recent call last):
    ritgraph.errors.SourceSyntaxError: query text:1:5: 'WHER' is no SPARQL. Did you mean 'WHERE'?

    Raises:
        SourceSyntaxError: an unknown word, an undeclared prefix, or a text with two readings.
    """
    try:
        tokens = tokenise(text)
    except SourceSyntaxError as error:
        raise SourceSyntaxError(path, error.line, error.column, error.problem) from None
    declared = {*known, *declared_prefixes(tokens)}
    glued = tuple(word + other.upper() for word in _REACHES_OUT for other in declared)
    for token in tokens:
        problem = _unfinished(token, text) or _hidden(token) or _unknown(token, declared, glued)
        if problem:
            raise SourceSyntaxError(path, *position(text, token.offset), problem)
    return tokens


def is_sparql(text: str) -> bool:
    """Tell whether an engine takes ``text`` for a query; the guard must have let it pass.

    >>> is_sparql("ASK {}"), is_sparql("ASK {")
    (True, False)
    """
    return fault(text) is None


def fault(text: str, path: StrPath | None = None) -> SourceSyntaxError | None:
    """Give what is wrong with a query as it stands, if it is no SPARQL.

    An engine reads it, and answers ASK at once: the guard must have let it pass.

    >>> fault("ASK {}"), str(fault("ASK { ?s ?p }"))
    (None, "query text:1:13: '}' cannot stand here")
    """
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        return SourceSyntaxError(path, *locate(text, {}, str(error)))
    except RuntimeError:  # it calls a function that this engine lacks
        pass
    return None


def locate(text: str, known: Mapping[str, str], engine_says: str) -> tuple[int, int, str]:
    """Find line, column and reason of a syntax error that the engine has found in ``text``.

    The engine names the farthest character that it looked at, which lies behind the error by up to
    the length of a keyword. The error is at the first token with which the text, cut off there,
    can no longer be the beginning of a query.

    >>> locate("SELECT * { ?s ?p } LIMIT 5", {}, "error at 1:26: expected X")
    (1, 18, "'}' cannot stand here")
    """
    from bisect import bisect_left

    tokens = tokenise(text)
    at = bisect_left(tokens, x=True, key=lambda token: not _is_beginning(text[: token.end], known))
    sentence = re.search(_ENGINE_SENTENCE, engine_says)
    if at < len(tokens):
        offset, problem = tokens[at].offset, f"'{tokens[at].text}' cannot stand here"
    else:
        offset, problem = len(text.rstrip()), "the query ends too early"
    return *position(text, offset), sentence[0] if sentence else problem


def _is_beginning(text: str, known: Mapping[str, str]) -> bool:
    """Tell whether ``text`` can be continued to a query.

    Then the engine reads past it and the blanks behind it, and fails only there.
    """
    try:
        ox.Store().query(text + _BLANK, prefixes=dict(known))
    except SyntaxError as error:
        found = re.match(_ENGINE_POSITION, str(error))
        reached = (int(found[1]), int(found[2])) if found else None
        return reached is None or reached >= position(text, len(text) + len(_BLANK))
    return True


def _unfinished(token: Token, text: str) -> str:
    """Say what is wrong with a token that begins but does not end."""
    # An engine that finds no end of a long string takes its quotes for an empty one and another.
    empty_before_quote = token.text in ("''", '""') and text.startswith(token.text[0], token.end)
    if empty_before_quote or token.text in ("'", '"'):
        return "the string that begins here does not end, or has an escape that SPARQL lacks"
    if token.text == "<" and re.match(_BROKEN_IRI, text[token.offset :]):
        return "the IRI that begins here does not end, or has a character that no IRI may have"
    return ""


def _hidden(token: Token) -> str:
    """Say what is wrong with an escape that some engines would read as the end of its token.

    SPARQL 1.1 (section 19.2) has code point escapes replaced before the query is read.
    """
    if token.kind not in ("string", "iri") or "\\" not in token.text:
        return ""
    for escape in re.finditer(_CODE_POINT, token.text):
        character = chr(int(escape[1] or escape[2], 16))
        if character < " " or character in _STRUCTURE:
            return f"the escape '{escape[0]}' can be read as syntax. Write the character itself."
    return ""


def _unknown(token: Token, declared: set[str], glued: tuple[str, ...]) -> str:
    """Say what is wrong with a word that SPARQL lacks, or a prefix that nothing declares."""
    if token.kind == "word" and token.text.upper() not in _FOLDED_KEYWORDS:
        return (
            f"'{token.text}' is no SPARQL. {did_you_mean(nearest(token.text, _KEYWORDS))}".strip()
        )
    if token.kind != "pname":
        return ""
    prefix = token.text.partition(":")[0]
    if prefix not in declared:
        offer = did_you_mean([f"{name}:" for name in nearest(prefix, sorted(declared))])
        return f"the prefix '{prefix}:' is not declared. {offer}".strip()
    if prefix.upper().endswith(glued):
        return f"'{prefix}:' can be read as a keyword and another prefix. Rename the prefix."
    return ""
