"""Findings that are known and accepted for now, in a file that cannot rot.

The file is JSON: a list of ``findings``, each with its fingerprint, and what a person needs to know
it again. One that is waived on purpose says ``owner``, ``reason`` and ``expires`` as well. What is
no longer found, or has expired, is a finding itself.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ritgraph.errors import InputError, SourceSyntaxError, did_you_mean, nearest
from ritgraph.finding import Finding, Place, Report, Severity
from ritgraph.validate.fingerprint import fingerprints, without

_WAIVER = ("owner", "reason", "expires")
_KEYS = ("fingerprint", "rule", "focus", "message", *_WAIVER)


@dataclass(frozen=True)
class Baseline:
    """The entries of a baseline file, each as the file has it."""

    path: Path
    text: str
    entries: tuple[Mapping[str, str], ...]

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a file.

        Raises:
            InputError: it is not there: that is no empty baseline.
            SourceSyntaxError: it is no JSON, or not of this form.
        """
        try:
            text = path.read_text(encoding="utf-8")
            found = json.loads(text)
        except json.JSONDecodeError as error:
            raise SourceSyntaxError(path, error.lineno, error.colno, error.msg) from None
        except UnicodeDecodeError as error:
            raise InputError(path, f"it is not UTF-8 (byte {error.start})") from None
        except OSError as error:
            hint = "; --write-baseline makes one" if isinstance(error, FileNotFoundError) else ""
            raise InputError(path, f"{error.strerror or error}{hint}") from None
        entries = found.get("findings") if isinstance(found, dict) else None
        if not isinstance(entries, list):
            raise SourceSyntaxError(path, 1, 1, "it has no list of 'findings'")
        baseline = cls(path, text, tuple(entries))
        for entry in entries:
            if problem := _problem(entry):
                place = baseline.place(entry)
                raise SourceSyntaxError(path, place.line or 1, place.column or 1, problem)
        return baseline

    def applied(self, report: Report, today: date, is_whole: bool = True) -> Report:
        """Take what is accepted out of a report, and put in what is wrong with the baseline.

        Two findings with one fingerprint need two entries. The last day of a waiver is its own.
        Of a report that is not of everything, nothing tells that an entry is no longer needed.
        """
        valid = [entry for entry in self.entries if _expiry(entry) >= today]
        accepted = Counter(entry["fingerprint"] for entry in valid)
        kept = without(report, accepted)
        unused = self._unused(accepted, valid) if is_whole else ()
        return kept.including([*unused, *self._expired(today)])

    def place(self, entry: Any) -> Place:
        """Give where an entry stands in the file, by its fingerprint."""
        mark = entry.get("fingerprint") if isinstance(entry, dict) else None
        offset = self.text.find(json.dumps(mark)) if mark else -1
        if offset < 0:
            return Place(self.path)
        line = self.text.count("\n", 0, offset) + 1
        return Place(self.path, line, offset - self.text.rfind("\n", 0, offset))

    def _unused(self, left: Counter[str], valid: Sequence[Mapping[str, str]]) -> Iterator[Finding]:
        for entry in valid:
            if left[entry["fingerprint"]] > 0:
                left[entry["fingerprint"]] -= 1
                yield self._finding(
                    entry,
                    "baseline-unused",
                    "The baseline accepts a finding that is no longer there",
                    "Delete the entry, or write the file anew with --write-baseline.",
                )

    def _expired(self, today: date) -> Iterator[Finding]:
        for entry in self.entries:
            if _expiry(entry) < today:
                yield self._finding(
                    entry,
                    "waiver-expired",
                    f"The waiver of {entry['owner']} expired on {entry['expires']}",
                    "Mend what it waives, or agree on another day.",
                )

    def _finding(self, entry: Mapping[str, str], rule: str, message: str, hint: str) -> Finding:
        about = f"{message}: {entry.get('rule', '')} {entry.get('focus', '')}".rstrip(": ")
        return Finding(Severity.VIOLATION, rule, f"{about}.", place=self.place(entry), hint=hint)


def as_baseline(report: Report, former: Baseline | None = None) -> str:
    """Write the findings of a report as the text of a baseline file.

    The words of waivers in a ``former`` one are kept where their findings are still there.
    """
    known = {entry["fingerprint"]: entry for entry in (former.entries if former else ())}
    entries = []
    for finding, mark in zip(report.findings, fingerprints(report.findings), strict=True):
        entry = {"fingerprint": mark, "rule": finding.rule, "message": finding.message}
        if finding.focus is not None and not finding.focus.startswith("_:"):
            entry["focus"] = finding.focus
        entry |= {key: known[mark][key] for key in _WAIVER if key in known.get(mark, {})}
        entries.append({key: entry[key] for key in _KEYS if key in entry})
    entries.sort(key=lambda entry: (entry["rule"], entry.get("focus", ""), entry["fingerprint"]))
    return json.dumps({"findings": entries}, indent=2, ensure_ascii=False) + "\n"


def _problem(entry: object) -> str:
    """Say what is wrong with an entry, if anything is."""
    if not isinstance(entry, dict) or not all(isinstance(text, str) for text in entry.values()):
        return "an entry is an object of texts"
    if "fingerprint" not in entry:
        return "an entry has no 'fingerprint'"
    for key in entry:
        if key not in _KEYS:
            return f"an entry has no '{key}'. {did_you_mean(nearest(key, _KEYS))}".rstrip()
    lacking = [key for key in _WAIVER if not entry.get(key)]
    if 0 < len(lacking) < len(_WAIVER):
        return f"a waiver needs owner, reason and expires; here is no {' and no '.join(lacking)}"
    try:
        _expiry(entry)
    except ValueError:
        return f"'{entry['expires']}' is no day; write it as 2027-01-31"
    return ""


def _expiry(entry: Mapping[str, str]) -> date:
    return date.fromisoformat(entry["expires"]) if entry.get("expires") else date.max
