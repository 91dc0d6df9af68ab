"""The words of a block where they are plain: text, emphasis, code, links, mentions and ends of lines, none in another.

A piece is taken only where the rules of markdown-it-py would make the same of it, whatever stands beside it. Where one
is of another kind, or not surely of these, the whole block is left to those rules.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.token import Token

from portalgen.markup.names import mention_at, wiki_at
from portalgen.markup.quick.tokens import made

Piece = tuple[int, tuple[Token, ...]]
"""Where a piece ends, and its tokens."""

_MARK = re.compile(r"[\n\\`~@*_\[\]<&]")
_INNER = r"[^\n\\`~@*_\[\]<&]"
_LITERAL = re.compile(r"[&<](?=[ \n])|~(?!~)|(?<=[^\W_])_(?=[^\W_])")
# A mark opens where a space or a sign stands before it and a letter behind it, and closes the other way round.
_EMPHASIS = re.compile(
    rf"(?<![^ \n(\"'“‘—–/.,:;])(\*\*?|__?)([^\W_]{_INNER}*)"
    r"(?:(?<=[^\W_])\1(?=[ \n.,:;!?)\"'”’…—–/]|\Z)|(?<=[.,:;!?)\"'”’…%])\1(?=[ \n]|\Z))"
)
_CODE = re.compile(r"`([^`\n]+)`(?!`)")
_LINK = re.compile(rf"\[({_INNER}+)\]\(([^\s()<>\\&\"'\x00-\x1f\x7f]+)\)")
_PATH = re.compile(r"[A-Za-z0-9._-][A-Za-z0-9._/-]*")
_BLANK = re.compile(r"[ \t]+")
LINKS = 4096  # distinct addresses remembered: those of a page come back on its neighbours


def plain_words(text: str) -> list[Token] | None:
    """Return the tokens of a block's words, or None where they are not plain."""
    found = _MARK.search(text)
    if found is None:
        return [made("text", "", 0, 0, text)] if text else []
    tokens: list[Token] = []
    begun, after_strong = 0, False
    while found is not None:
        at = found.start()
        words = text[begun:at]
        piece = _end_of_line(text, at, words) if text[at] == "\n" else MAKERS[text[at]](text, at)
        if piece is None:
            return None
        end, these = piece
        if these:
            if text[at] == "\n":
                words = words.rstrip(" ")
            # a strong mark is taken as text in two parts at first, of which one stays: an empty text beside it
            strong = these[0].tag == "strong"
            if words or strong or after_strong:
                tokens.append(made("text", "", 0, 0, words))
            tokens += these
            begun, after_strong = end, strong
        found = _MARK.search(text, end)
    if after_strong or begun < len(text):
        tokens.append(made("text", "", 0, 0, text[begun:]))
    return tokens


def _end_of_line(text: str, at: int, words: str) -> Piece:
    kind = "hardbreak" if words.endswith("  ") else "softbreak"
    blank = _BLANK.match(text, at + 1)
    return blank.end() if blank else at + 1, (made(kind, "br", 0, 0),)


def _emphasis(text: str, at: int) -> Piece | None:
    found = _EMPHASIS.match(text, at)
    if found is None:
        return _literal(text, at)
    mark, words = found.groups()
    tag = "strong" if len(mark) > 1 else "em"
    opened, closed = made(f"{tag}_open", tag, 1, 0, "", mark), made(f"{tag}_close", tag, -1, 0, "", mark)
    return found.end(), (opened, made("text", "", 0, 1, words), closed)


def _code(text: str, at: int) -> Piece | None:
    found = _CODE.match(text, at)
    if found is None:
        return None
    words = found[1]
    if words[0] == words[-1] == " " and words.strip(" "):
        words = words[1:-1]
    return found.end(), (made("code_inline", "code", 0, 0, words, markup="`"),)


def _bracket(text: str, at: int) -> Piece | None:
    """A link to an address without a title, or a full name in double brackets; no picture and no note."""
    if text[at - 1 : at] in ("!", "^"):
        return None
    found = _LINK.match(text, at)
    if found is None:
        named = wiki_at(text, at)
        return named and (named.end(), (made("wiki", "", 0, 0, named[1].strip()),))
    words, address = found.groups()
    href = address if _PATH.fullmatch(address) else _address(address)
    if href is None:
        return None
    opened = made("link_open", "a", 1, 0)
    opened.attrs = {"href": href}
    return found.end(), (opened, made("text", "", 0, 1, words), made("link_close", "a", -1, 0))


@lru_cache(maxsize=LINKS)
def _address(written: str) -> str | None:
    """Return an address as markdown-it-py writes it; None where it allows no link."""
    href = normalizeLink(written)
    return href if validateLink(href) else None


def _mention(text: str, at: int) -> Piece:
    found = mention_at(text, at)
    return (found.end(), (made("mention", "", 0, 0, found[1]),)) if found else (at + 1, ())


def _literal(text: str, at: int) -> Piece | None:
    """A mark that is text: it begins nothing."""
    return (at + 1, ()) if _LITERAL.match(text, at) else None


def _unsure(text: str, at: int) -> None:
    """A mark that may begin more than one piece."""


MAKERS: dict[str, Callable[[str, int], Piece | None]] = {
    "*": _emphasis,
    "_": _emphasis,
    "`": _code,
    "[": _bracket,
    "@": _mention,
    "<": _literal,
    "&": _literal,
    "~": _literal,
    "\\": _unsure,
    "]": _unsure,
}
"""What makes a piece, by the character that it begins with; ends of lines apart."""
