"""What the name of a variable says about the parameter that it is.

The conventions are those of grlc (https://grlc.io): ``?_round`` is required, ``?__round`` optional.
An ending gives the type, if a name remains before it:

====================== ==========================================================
``?_country_iri``      an IRI, or any name of a thing in the graph
``?_round_integer``    ``string`` (or ``literal``), ``integer``, ``decimal``, ``boolean``, ``date``,
                       ``dateTime`` or ``number`` (whichever SPARQL reads the digits as)
``?_title_sv``         text in a language of ISO 639-1
``?_day_xsd_date``     a datatype, by a prefix that the query declares (``xsd`` always counts)
====================== ==========================================================

Where an ending is meant as a part of the name, the header says so by naming the whole: with
``params: {checked_is: {type: boolean}}`` the parameter of ``?_checked_is`` is ``checked_is``.
"""

from __future__ import annotations

from collections import namedtuple

from ritgraph.query.saved.datatype import TYPES
from ritgraph.term import XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_SUFFIXES = {name: name for name in TYPES if name != "language"} | {"literal": "string"}
_SHORT_IN_XSD = ("string", "integer", "decimal", "boolean", "date", "dateTime")
# Every code of the standard, so that no other ending is taken for a language.
_LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
    pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 (a list of words, to be read as one)
)


class Reading(namedtuple("Reading", "name type lang", defaults=("", ""))):
    """What a variable's name says: the parameter's name, its type and its language, if any."""

    name: str
    type: str
    lang: str


def is_parameter(variable: str) -> bool:
    """Tell whether a variable, without its mark, is a parameter.

    >>> is_parameter("_round"), is_parameter("round"), is_parameter("__")
    (True, False, False)
    """
    return variable.startswith("_") and variable.strip("_") != ""


def read_name(variable: str, named: Collection[str], prefixes: Mapping[str, str]) -> Reading:
    """Read the name of a parameter's variable; the header has ``named`` some in full.

    >>> read_name("__country_iri", (), {})
    Reading(name='country', type='iri', lang='')
    >>> read_name("_title_sv", (), {})
    Reading(name='title', type='string', lang='sv')
    >>> read_name("_checked_is", ["checked_is"], {})
    Reading(name='checked_is', type='', lang='')
    """
    bare = variable.lstrip("_")
    if bare in named:
        return Reading(bare)
    rest, _, last = bare.rpartition("_")
    name, _, prefix = rest.rpartition("_")
    if not rest.strip("_"):
        return Reading(bare)
    if name.strip("_") and (prefix == "xsd" or (prefix in prefixes and last not in _SUFFIXES)):
        return Reading(name, type_named(f"{prefix}:{last}", prefixes))
    if last in _SUFFIXES:
        return Reading(rest, _SUFFIXES[last])
    return Reading(rest, "string", last) if last in _LANGUAGES else Reading(bare)


def type_named(name: str, prefixes: Mapping[str, str]) -> str:
    """Give the type that a header or a variable names: a short name, or the IRI of a datatype.

    A name that says neither gives an empty text.

    >>> type_named("xsd:date", {}), type_named("literal", {}), type_named("xsd:gYear", {})
    ('date', 'string', 'http://www.w3.org/2001/XMLSchema#gYear')
    """
    prefix, colon, local = name.partition(":")
    if not colon:
        return _SUFFIXES.get(name, name if name in TYPES else "")
    namespace = prefixes.get(prefix, XSD if prefix == "xsd" else "")
    if namespace == XSD and local in _SHORT_IN_XSD:
        return local
    return namespace and namespace + local
