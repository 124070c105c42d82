"""Names that nobody has, made of syllables, and how languages use them."""

from __future__ import annotations

SYLLABLES = (
    *("ba", "bel", "da", "dor", "fa", "fel", "ga", "gor", "ha", "hel", "ja", "jor", "ka", "kel"),
    *("la", "lor", "ma", "mel", "na", "nor", "pa", "pel", "ra", "ros", "sa", "sel", "ta", "tor"),
    *("va", "vel"),
)
BASE = len(SYLLABLES)
NAMES = BASE**4
# A factor without a divisor in common with NAMES: names that follow each other look different.
SPREAD = 477_961

# The languages of the countries, with the words for a region and for a town.
LOCAL = (
    ("de", "Region", "Stadt"),
    ("fr", "Région de", "Ville de"),
    ("nl", "Regio", "Stad"),
    ("es", "Región de", "Ciudad de"),
    ("it", "Regione", "Città di"),
    ("pl", "Województwo", "Miasto"),
    ("lt", "Regionas", "Miestas"),
    ("sl", "Regija", "Mesto"),
)
MONTHS = {
    "en": ("January February March April May June July August September October November December"),
    "sv": ("januari februari mars april maj juni juli augusti september oktober november december"),
    "fi": (
        "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu "
        "heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"
    ),
}
MONTH = {language: names.split() for language, names in MONTHS.items()}


def word(number: int) -> str:
    """Give the name with a number; the first 810,000 differ.

    >>> word(1), word(2)
    ('Dafakafel', 'Dorgadorros')
    """
    rest, syllables = (number + 1) * SPREAD % NAMES, ""
    for _ in range(4):
        rest, syllable = divmod(rest, BASE)
        syllables += SYLLABLES[syllable]
    return syllables.capitalize()


def local(number: int, name: str, town: bool = False) -> str:
    """Write the name of a place in the language of the country with a number.

    >>> local(1, "Kamel")
    '"Région de Kamel"@fr'
    """
    language, *words = LOCAL[number % len(LOCAL)]
    return f'"{words[town]} {name}"@{language}'
