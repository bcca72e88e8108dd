"""How is Behovsbild set up on this machine: which setting has which value, and is one wrong?

The lowest room of all, also below `language`: it finds what is wrong and leaves the words for it to
language/wrong_settings.py.
"""

from settings.listed import LANGUAGES, PREFIX, SHORTEST_KEY, Expected, Language, Settings, variable
from settings.reading import Reading, Wrong, WrongSettings, current, read, unknown

__all__ = [
    "LANGUAGES",
    "PREFIX",
    "SHORTEST_KEY",
    "Expected",
    "Language",
    "Reading",
    "Settings",
    "Wrong",
    "WrongSettings",
    "current",
    "read",
    "unknown",
    "variable",
]
