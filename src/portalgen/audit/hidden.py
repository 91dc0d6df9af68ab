"""Look for words in bytes, in every form that they could hide in: as they are, in URLs, entities, hexadecimal, base64.

Not the words are written in many forms, but the bytes are read in many ways: there are few bytes in the clear and
thousands of words.
"""

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Iterable, Iterator

from portalgen.audit.canaries import LEAST

_HEXADECIMAL = re.compile(rb"[0-9a-fA-F]{%d,}" % (2 * LEAST))
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{%d,}" % (4 * LEAST // 3))
_URL_CODED = re.compile(rb"%[0-9a-fA-F]{2}")
PLACES_A_LOOK = 100  # to look for one beginning takes as long as to cut out a text's beginnings at so many places
Word = tuple[str, str]
"""A word as it is written, and as it is looked for: whatever its capitals."""


class Search:
    """Looks for words in many texts. Most fall at once: their first letters stand nowhere in the text.

    Few beginnings are looked for one by one, many are compared with all that a text has.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._begins: dict[str, list[Word]] = {}
        for word in words:
            folded = word.casefold()
            self._begins.setdefault(folded[:LEAST], []).append((word, folded))

    def found_in(self, content: bytes) -> list[tuple[str, str]]:
        """Return (word, form) for each word that stands in `content`, once for each of its forms, in a fixed order."""
        found = ((word, form) for form, text in _readings(content) for word in self._found(text.casefold()))
        return sorted(dict.fromkeys(found), key=lambda one: (one[1] != "plain", one))

    def _found(self, text: str) -> Iterator[str]:
        if len(self._begins) * PLACES_A_LOOK < len(text):
            begins = {begin for begin in self._begins if begin in text}
        else:
            begins = self._begins.keys() & {text[at : at + LEAST] for at in range(len(text) - LEAST + 1)}
        for begin in begins:
            yield from (word for word, folded in self._begins[begin] if folded in text)


def _readings(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield (form, text) for each way to read `content`."""
    plain = _text(content)
    yield "plain", plain
    if _URL_CODED.search(content):
        yield "URL", _text(urllib.parse.unquote_to_bytes(content))
    if "&" in plain:
        yield "entities", html.unescape(plain)
    if b"\0" in content:
        for offset in (0, 1):
            yield "UTF-16", content[offset:].decode("utf-16-le", errors="replace")
            yield "UTF-16", content[offset:].decode("utf-16-be", errors="replace")
    for form, runs, unit, decode in (
        ("hexadecimal", _HEXADECIMAL, 2, binascii.unhexlify),
        ("base64", _BASE64, 4, base64.b64decode),
    ):
        # where in a run a word begins is not known: every offset is tried, and cut to whole units
        for offset in range(unit):
            decoded = (decode(_whole(run[offset:], unit)) for run in runs.findall(content))
            yield form, "\n".join(map(_text, decoded))


def _whole(run: bytes, unit: int) -> bytes:
    return run[: len(run) - len(run) % unit]


def _text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")
