"""Passphrases: made, and brought into the one form that they are hashed in (docs/SPEC.md section 1)."""

import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files
from math import log2

WORDS = 6  # of 7 776: 77.5 bits, beyond guessing even at a million guesses a second for each of a million machines
_WORDS_TYPED = re.compile(r"[A-Za-z]+([ -]+[A-Za-z]+){3,}")


def normalise(typed: str) -> str:
    """Return a typed passphrase as it is hashed: NFC, no white space around it, words joined by single hyphens.

    Four or more plain words are lower-cased and joined, so that `Harbor lantern  copper-plum` works; anything else
    keeps its letters as they are.
    """
    text = unicodedata.normalize("NFC", typed).strip()
    if _WORDS_TYPED.fullmatch(text):
        return re.sub(r"[ -]+", "-", text.lower())
    return text


@cache
def word_list() -> tuple[str, ...]:
    """Return the 7 776 words that passphrases are made of (source and licence: words.LICENSE)."""
    return tuple((files("portalgen.crypto") / "words.txt").read_text(encoding="ascii").split())


def generate(words: int = WORDS) -> str:
    """Return a new passphrase of random words, already normalised."""
    return "-".join(secrets.choice(word_list()) for _ in range(words))


def bits(words: int = WORDS) -> float:
    """Return the strength of a generated passphrase in bits."""
    return words * log2(len(word_list()))
