"""A few letters that stand for what a page says, so that a returning reader is told of what changed.

Taken from the view, never from HTML: another theme changes none. What moves by itself as days pass or as other pages
come and go (addresses, neighbours, who has answered, how promises stand) does not count.
"""

from base64 import b32encode
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, lru_cache
from hashlib import sha256

from portalgen.model.site import REMEMBERED, Markdown
from portalgen.plan.views import SessionCard

FAMILIES = frozenset({"charter", "news", "notes", "page", "preread", "resources", "session", "topic"})
"""The kinds of page whose readers are told of changes."""
BYTES = 5  # 40 bits, eight letters: two versions of one page never meet by chance
BESIDE = frozenset({
    "accountability", "changes", "coming", "commitments", "count", "made_here", "next", "object", "photo", "pinned",
    "place", "prereads", "previous", "regrets", "returns", "sponsor_note", "status", "topics", "upcoming",
})  # fmt: skip


def fingerprint(view: object) -> str:
    """Return eight letters for what a view says; the same on every machine."""
    told: list[bytes] = []
    _tell(view, told)
    return b32encode(sha256(b"\x1f".join(told)).digest()[:BYTES]).decode("ascii").lower()


def _tell(value: object, told: list[bytes]) -> None:
    """Add what a value says to `told`."""
    if isinstance(value, str):
        told.append(value.encode("utf-8"))
    elif isinstance(value, Markdown):
        told.append(gist(value.text).digest)
    elif isinstance(value, tuple):
        for one in value:
            _tell(one, told)
    elif is_dataclass(value):
        if isinstance(value, SessionCard):
            told.append(b"cancelled" if value.status == "cancelled" else b"")
        for name in _counting(value.__class__):
            _tell(getattr(value, name), told)
    else:
        told.append(b"" if value is None else str(value).encode("utf-8"))


@cache
def _counting(kind: type) -> tuple[str, ...]:
    """Return the fields of a view that count."""
    return tuple(one.name for one in fields(kind) if one.name not in BESIDE and not one.name.endswith("href"))


@dataclass(frozen=True, slots=True)
class Gist:
    """How many words a text has, and a digest of them that knows no spaces and no ends of lines."""

    words: int
    digest: bytes


@lru_cache(maxsize=REMEMBERED)
def gist(text: str) -> Gist:
    """Return what is to be remembered of a text instead of the text."""
    words = text.split()
    return Gist(len(words), sha256(" ".join(words).encode("utf-8")).digest())
