"""Which of several texts suits a reader: in the language asked for, else in English, else any."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def in_language(texts: Iterable[tuple[str, str]], lang: str) -> list[str]:
    """Choose the texts, given with their languages, that suit a reader best.

    The language asked for comes first, then a variety of it, then the language that it is a variety
    of, then English, then any.

    >>> in_language([("sv", "hus"), ("en-gb", "house"), ("fi", "talo")], "fr")
    ['house']
    """
    by_language: dict[str, list[str]] = {}
    for language, words in sorted(texts):
        by_language.setdefault(language.lower(), []).append(words)
    for wanted in (lang.lower(), lang.lower().partition("-")[0], "en"):
        for language, suitable in by_language.items():
            if language == wanted or language.startswith(f"{wanted}-"):
                return suitable
    return next(iter(by_language.values()), [])


def of_table(texts: Mapping[str, str], lang: str) -> str:
    """Choose from a table of our own, which always has English.

    >>> of_table({"en": "house", "sv": "hus"}, "sv-FI")
    'hus'
    """
    return texts.get(lang.lower().partition("-")[0]) or texts["en"]
