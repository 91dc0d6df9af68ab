"""How a text names people and pages: `@mara` and `[[The cost of stopping]]`."""

import re

_MENTION = re.compile(r"@([a-z0-9]+(?:[-.][a-z0-9]+)*)")
_WIKI = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_BEFORE_MENTION = re.compile(r"[\s(\[{\"'“‘—–/,;:>-]")


def mention_at(text: str, at: int) -> re.Match[str] | None:
    """Return the mention that begins at `at`, its person id as group 1; an `@` within a word is none."""
    return _MENTION.match(text, at) if not at or _BEFORE_MENTION.match(text, at - 1) else None


def wiki_at(text: str, at: int) -> re.Match[str] | None:
    """Return the full name in double brackets that begins at `at`, the name as group 1."""
    return _WIKI.match(text, at)
