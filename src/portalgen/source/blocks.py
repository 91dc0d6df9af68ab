"""Take a text apart before anything reads it: what is redacted goes, `::: audience …` blocks become texts of their own.

Lines keep their numbers, so a fault further down is still told with the right one. Code fences and comments are left
alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from portalgen.errors import ContentError, Place, Problem
from portalgen.model.base import redact
from portalgen.model.site import Markdown

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BLOCK = re.compile(r" {0,3}:{3,}[ \t]*(.*?)[ \t]*$")
_NAME = re.compile(r"audience[ \t]+(\S+)")
_MEANT = re.compile(r"[ \t>]*:+[ \t]*audience[ \t]+\S+[ \t]*", re.IGNORECASE)
_COMMENT = re.compile(r" {0,3}<!--(?!.*-->)")


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a text that only `audience` reads."""

    audience: str
    text: Markdown


def take_apart(text: Markdown) -> tuple[Markdown, tuple[Part, ...]]:
    """Return the text without redacted words and audience blocks, and those blocks.

    Raises ContentError for a block that is never closed or stands inside another one.
    """
    if ":::" not in text.text and "audience" not in text.text:  # nearly every text: no need to look at its lines
        return replace(text, text=redact(text.text)), ()
    lines = redact(text.text).split("\n")
    parts: list[Part] = []
    for audience, first, last in _blocks(lines, text):
        inside = "\n".join(lines[first + 1 : last])
        parts.append(Part(audience, Markdown(inside, text.path, text.line + first + 1)))
        lines[first : last + 1] = [""] * (last + 1 - first)
    return Markdown("\n".join(lines), text.path, text.line), tuple(parts)


def _blocks(lines: list[str], text: Markdown) -> Iterator[tuple[str, int, int]]:
    """Yield (audience, first line, last line) of every audience block."""
    fence, depth, begun, audience, silent = "", 0, 0, "", False
    for number, line in enumerate(lines):
        if silent or (not fence and _COMMENT.match(line)):
            silent = "-->" not in line
            continue
        mark = _FENCE.match(line)
        if mark:
            fence = ("" if mark.group(1).startswith(fence) else fence) if fence else mark.group(1)
            continue
        found = None if fence else _BLOCK.match(line)
        if found is None:
            if not fence and _MEANT.fullmatch(line):
                hint = "three colons at the beginning of the line begin one; as words, put them into backticks"
                raise _fault("this line begins no block", text, number, hint)
            continue
        name = _NAME.fullmatch(found.group(1))
        if name and audience:
            raise _fault("an audience block stands inside another one", text, number, "close the first with :::")
        if name:
            audience, begun, depth = name.group(1), number, 1
        elif audience:
            depth += 1 if found.group(1) else -1
            if depth == 0:
                yield audience, begun, number
                audience = ""
    if audience:
        raise _fault(f'the block "::: audience {audience}" is never closed', text, begun, "end it with a line :::")


def _fault(what: str, text: Markdown, number: int, hint: str) -> ContentError:
    return ContentError(Problem(what, Place(text.path, text.line + number), hint, text.text.split("\n")[number]))
