"""What can be put right in files without a doubt, and without touching any other character.

A finding that knows the ``right`` term for a ``wrong`` one says so at the place of its token. A
file that uses a prefix without declaring it cannot be read at all; that is mended first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ritgraph.errors import SourceSyntaxError, UnsupportedError, place
from ritgraph.finding import Finding, Place
from ritgraph.serialise.spelling import Spelling
from ritgraph.term import parse_term
from ritgraph.turtle.files import format_of
from ritgraph.turtle.scanner import Scanner
from ritgraph.turtle.spans import Lines
from ritgraph.validate.slip import one_slip_from

_DECLARATION = re.compile(
    r"^[ \t]*(?:@prefix|PREFIX)[ \t]+([^\s:]*):[ \t]*<([^>\n]*)>[ \t]*\.?[ \t]*\r?\n", re.M | re.I
)

# Prefixes that are no slip of one another, however near they are.
_OWN_NAMES = frozenset(("rdf", "rdfs", "owl", "xsd", "skos", "sh", "dc", "dct", "dcterms", "oa"))
# A text with or without a tag, and a name in full or with a prefix.
_TAGGED = re.compile(r"""(["'].*["'])(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*)?""", re.DOTALL)
_NAME = re.compile(r"""<[^<>]*>|[^\s"'<>:]*:[^\s"'<>]*""")


class Repair(NamedTuple):
    """A file as it is and as it should be, and how many things are put right in it."""

    file: Path
    old: str
    new: str
    number: int


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def repairs(findings: Iterable[Finding]) -> list[Repair]:
    """Give what the findings know to be right, a repair for each file.

    >>> repairs([])
    []

    Raises:
        UnsupportedError: a repair would change more than it should, which is a defect of this
            package.
    """
    findings = list(findings)
    edits: defaultdict[Path, set[_Edit]] = defaultdict(set)
    texts: dict[Path, str] = {}
    for finding in findings:
        spot = finding.place
        if finding.right is None or spot is None or spot.end_line is None or spot.of_node:
            continue
        text = texts.setdefault(spot.file, _text(spot.file))
        if edit := _edit(finding.right, spot, text):
            edits[spot.file].add(edit)
    made = [_repair(file, texts[file], edits[file]) for file in sorted(edits)]
    rights = {str(parse_term(finding.right)) for finding in findings if finding.right}
    for repair in made:
        _prove(repair, rights)
    return made


def prefix_repairs(files: Iterable[Path], known: Mapping[str, str]) -> list[Repair]:
    """Mend files that use a prefix that they do not declare.

    If it is ``known``, it is declared; if it is a slip of one that the file declares, it becomes
    that one.
    """
    found = []
    for file in files:
        text = _text(file)
        edits = set(_prefix_edits(text, known))
        if edits:
            found.append(_repair(file, text, edits))
    return found


def declared_in(files: Iterable[Path]) -> dict[str, str]:
    """Give the prefixes on which all files agree that declare them."""
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for file in files:
        for name, namespace in _DECLARATION.findall(_text(file)):
            meanings[name].add(namespace)
    return {name: found.pop() for name, found in meanings.items() if len(found) == 1}


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def _edit(right: str, spot: Place, text: str) -> _Edit | None:
    """Spell the right term as the token at a place is spelt."""
    lines = Lines(text)
    start = lines.offset(spot.line or 1, spot.column or 1)
    end = lines.offset(spot.end_line or 1, spot.end_column or 1)
    token, term = text[start:end], parse_term(right)
    if isinstance(term, ox.Literal) and (stated := _TAGGED.fullmatch(token)):
        return _Edit(start, end, f"{stated[1]}@{term.language}")
    if isinstance(term, ox.NamedNode) and _NAME.fullmatch(token):
        prefixes = dict(_DECLARATION.findall(text))
        return _Edit(start, end, _like(token, term.value, prefixes))
    return None


def _like(token: str, iri: str, prefixes: Mapping[str, str]) -> str:
    """Spell an IRI with the prefix of a token, if that leads to it."""
    name = token.partition(":")[0].lstrip("<")
    return Spelling({name: prefixes[name]} if name in prefixes else {})[f"<{iri}>"]


def _prefix_edits(text: str, known: Mapping[str, str]) -> Iterator[_Edit]:
    declared = {match[1]: match.end() for match in _DECLARATION.finditer(text)}
    uses: defaultdict[str, list[int]] = defaultdict(list)
    for token, start in _names(text):
        uses[token.partition(":")[0]].append(start)
    for name, starts in uses.items():
        if name in declared:
            continue
        before = {one: end for one, end in declared.items() if end <= starts[0]}
        if name in known:
            last = max(before.values(), default=0)
            yield _Edit(last, last, f"@prefix {name}: <{known[name]}> .\n")
        elif name not in _OWN_NAMES and (meant := _meant(name, before)):
            yield from (_Edit(start, start + len(name), meant) for start in starts)


def _meant(name: str, declared: Iterable[str]) -> str | None:
    """Give the declared prefix of which a name is a slip; prefixes are short, so two letters do."""
    padded = {f"-----{one}": one for one in declared if len(one) > 1}
    found = one_slip_from(f"-----{name}", padded) if len(name) > 1 else None
    return padded[found] if found else None


class _Names(Scanner):
    """The prefixed names of a text that are no declarations, with their offsets."""

    def __iter__(self) -> Iterator[tuple[str, int]]:
        declaring = False
        while self.kind != "end":
            self._advance()
            if self.kind == "pname" and not declaring:
                yield self._token, self.start
            declaring = self._token.lower() in ("@prefix", "prefix")


def _names(text: str) -> list[tuple[str, int]]:
    try:
        return list(_Names(text, None))
    except SourceSyntaxError:  # something else is wrong, too
        return []


def _repair(file: Path, text: str, edits: set[_Edit]) -> Repair:
    new = text
    for start, end, replacement in sorted(edits, reverse=True):
        new = new[:start] + replacement + new[end:]
    return Repair(file, text, new, len(edits))


def _prove(repair: Repair, rights: set[str]) -> None:
    """Hold what has changed against what should: right terms have come, and nothing else."""
    before, after = (_statements(text, repair.file) for text in (repair.old, repair.new))
    pairs = [
        (one, other)
        for old, new in zip(before, after, strict=False)
        for one, other in zip(old, new, strict=True)
        if one != other
    ]
    if len(before) != len(after) or not pairs or not {new for _, new in pairs} <= rights:
        raise UnsupportedError(
            f"{place(repair.file)}: it could not be mended safely, so nothing was written."
            " This is a defect of ritgraph: please report it."
        )


def _statements(text: str, file: Path) -> list[tuple[str, ...]]:
    names: dict[str, str] = {}

    def named(term: object) -> str:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term.value, f"_:{len(names)}")
        return str(term)

    try:
        quads = ox.parse(text, format=format_of(file))
        return [tuple(map(named, quad.triple)) for quad in quads]
    except SyntaxError:
        return []
