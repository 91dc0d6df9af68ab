"""Letters without their accents: one spelling for names that are typed in two ways. Knows no names."""

import unicodedata

_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    "Ø": "O", "Ł": "L", "Đ": "D", "Æ": "Ae", "Œ": "Oe", "Þ": "Th", "Ð": "D",
})  # fmt: skip


def unaccented(text: str) -> str:
    """Return a text with its letters as an English keyboard has them: Søren as Soren."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def fold(name: str) -> str:
    """Return a name as it is compared: without accents, case or double spaces."""
    return " ".join(unaccented(name.casefold()).split())
