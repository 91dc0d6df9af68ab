"""A few letters that stand for what a page says, so that a returning reader is told of what changed.

Taken from the view, never from HTML: another theme changes none. What moves by itself as days pass or as other pages
come and go (addresses, neighbours, who has answered, how promises stand) does not count.
"""

from base64 import b32encode
from dataclasses import fields, is_dataclass
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
    told: list[str] = []
    _tell(view, told)
    return b32encode(sha256("\x1f".join(told).encode("utf-8")).digest()[:BYTES]).decode("ascii").lower()


def _tell(value: object, told: list[str]) -> None:
    """Add what a value says to `told`."""
    if isinstance(value, str):
        told.append(value)
    elif isinstance(value, Markdown):
        told.append(spaced(value.text))
    elif isinstance(value, tuple):
        for one in value:
            _tell(one, told)
    elif is_dataclass(value):
        if isinstance(value, SessionCard):
            told.append("cancelled" if value.status == "cancelled" else "")
        for name in _counting(value.__class__):
            _tell(getattr(value, name), told)
    else:
        told.append("" if value is None else str(value))


@cache
def _counting(kind: type) -> tuple[str, ...]:
    """Return the fields of a view that count."""
    return tuple(one.name for one in fields(kind) if one.name not in BESIDE and not one.name.endswith("href"))


@lru_cache(maxsize=REMEMBERED)
def spaced(text: str) -> str:
    """Return a text with one space between its words, and none around them."""
    return " ".join(text.split())
