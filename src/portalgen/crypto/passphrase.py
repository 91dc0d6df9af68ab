"""Passphrases: made, and brought into the one form that they are hashed in (docs/SPEC.md section 1)."""

import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files
from math import log2

from portalgen.errors import SealError

WORDS = 6  # of 7 772: 77.5 bits, beyond guessing even at a million guesses a second for each of a million machines
# What JavaScript's trim() cuts, for the browser cuts the same; Python's own strip() differs in six characters.
WHITE_SPACE = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_WORDS_TYPED = re.compile(r"[A-Za-z]+([ -]+[A-Za-z]+){3,}")


def normalise(typed: str) -> str:
    """Return a typed passphrase as it is hashed: NFC, no white space around it, words joined by single hyphens.

    Four or more plain words are lower-cased and joined, so that `Harbor lantern  copper-plum` works; anything else
    keeps its letters as they are. Raises SealError where `typed` holds half a character (a lone surrogate, as from
    bytes that are no UTF-8).
    """
    text = unicodedata.normalize("NFC", typed).strip(WHITE_SPACE)
    utf8(text)
    if _WORDS_TYPED.fullmatch(text):
        return re.sub(r"[ -]+", "-", text.lower())
    return text


def utf8(passphrase: str) -> bytes:
    """Return a passphrase as UTF-8. Raises SealError for a lone surrogate, which has none."""
    try:
        return passphrase.encode("utf-8")
    except UnicodeEncodeError:
        # `from None`: the error underneath would show the passphrase
        raise SealError(
            "this passphrase holds bytes that are no UTF-8 text", hint="type it, or set a UTF-8 locale"
        ) from None


@cache
def word_list() -> tuple[str, ...]:
    """Return the 7 772 words that passphrases are made of (source and licence: words.LICENSE)."""
    return tuple((files("portalgen.crypto") / "words.txt").read_text(encoding="ascii").split())


def generate(words: int = WORDS) -> str:
    """Return a new passphrase of random words, already normalised."""
    return "-".join(secrets.choice(word_list()) for _ in range(words))


def bits(words: int = WORDS) -> float:
    """Return the strength of a generated passphrase in bits."""
    return words * log2(len(word_list()))
