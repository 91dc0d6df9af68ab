"""What changed between two versions of a text, word by word."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from portalgen.markup.text import plain
from portalgen.model.base import REDACTED
from portalgen.model.site import Markdown

AROUND = 8  # words shown before and after a change
MAX_WORDS = 20_000  # two long papers cost seconds to compare; beyond this only `what_changed` tells


def word_changes(before: Markdown, after: Markdown) -> tuple[tuple[str, str], ...]:
    """Return (kind, words) in order: kind is "same", "added", "gone" or "skipped" (words left out, as an ellipsis).

    Nothing is told where the new text has bars: what they hide may stand in the old one.
    """
    if REDACTED in after.text:
        return ()
    old, new = plain(before).split(), plain(after).split()
    if len(old) + len(new) > MAX_WORDS:
        return ()
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    if all(kind == "equal" for kind, *_ in changes):
        return ()
    return tuple(_told(changes, old, new))


def _told(
    changes: Sequence[tuple[str, int, int, int, int]], old: list[str], new: list[str]
) -> Iterator[tuple[str, str]]:
    for number, (kind, old_from, old_to, new_from, new_to) in enumerate(changes):
        if kind == "equal":
            yield from _same(new[new_from:new_to], first=number == 0, last=number == len(changes) - 1)
            continue
        if old_to > old_from:
            yield "gone", " ".join(old[old_from:old_to])
        if new_to > new_from:
            yield "added", " ".join(new[new_from:new_to])


def _same(words: list[str], *, first: bool, last: bool) -> Iterator[tuple[str, str]]:
    before = [] if first else words[:AROUND]
    after = [] if last else words[-AROUND:]
    if len(before) + len(after) >= len(words):
        yield "same", " ".join(words)
        return
    if before:
        yield "same", " ".join(before)
    yield "skipped", "…"
    if after:
        yield "same", " ".join(after)
