"""Markdown as plain words: a page's title from its first heading, and text without marks."""

import re
from functools import lru_cache

from portalgen.markup.parser import parser
from portalgen.model.site import REMEMBERED, Markdown

_TITLE = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")
_MARKS = re.compile(r"<!--.*?-->|[*_`~]|\[\^[^\]]*\]|!?\[([^\]]*)\]\([^)]*\)")


@lru_cache(maxsize=REMEMBERED)
def split_title(text: Markdown) -> tuple[str | None, Markdown]:
    """Return the first heading of a page, if it begins with one, and the text after it with its line number."""
    found = _TITLE.match(text.text)
    if found is None:
        return None, text
    title = _MARKS.sub(lambda mark: mark.group(1) or "", found.group(1)).strip()
    rest = text.text[found.end() :]
    return title, Markdown(rest, text.path, text.line + text.text[: found.end()].count("\n"))


def plain(text: Markdown) -> str:
    """Return the words of a Markdown text, without marks, links or HTML."""
    words: list[str] = []
    for block in parser().parse(text.text):
        for token in block.children or ():
            if token.type in ("text", "code_inline"):
                words.append(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                words.append(" ")
        words.append(" ")
    return " ".join("".join(words).split())
