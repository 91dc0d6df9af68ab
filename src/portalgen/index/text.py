"""The words of a drawn page as a reader sees them: HTML in, one line of plain text out.

Left out is what is no content: navigation, the heading (which is the title), what a theme marks with
`data-search="no"`, and what is hidden from assistive technology.
"""

import html
import re

from portalgen.crypto.ids import NAME

_MAIN, _MAIN_END = re.compile(r"<main\b[^>]*+>"), "</main>"
_LEFT_OUT = re.compile(
    r"<(nav|h1|button|script|style)\b.*?</\1>"
    r'|<(\w++)[^>]*?\s(?:data-search="no"|aria-hidden="true"|hidden)(?=[\s>])[^>]*>.*?</\2>',
    re.DOTALL,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr)\b[^>]*+>"
)
_BESIDE = re.compile(r"</a>(?=<a\b)|</span>(?=<span\b)")  # buttons in a row are words of their own
_TAG = re.compile(r"<[^>]*+>")
_SHOWN = re.compile(rf'<a\b[^>]*\sdata-object="(o/{NAME}\.bin)"')
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # soft hyphens, marks of direction
_HALF = re.compile("[\ud800-\udfff]")  # half a character, which PDF files may hold and UTF-8 cannot


def said(page: str) -> str:
    """Return what the main part of a drawn page says, without tags; `page` is a whole HTML document."""
    main, end = _MAIN.search(page), page.rfind(_MAIN_END)
    if main is None or end < main.end():
        return ""
    text = _INLINE.sub("", _BESIDE.sub(r"\g<0> ", _LEFT_OUT.sub(" ", page[main.end() : end])))
    return tidy(html.unescape(_TAG.sub(" ", text)))


def shown(page: str) -> tuple[str, ...]:
    """Return the addresses of the documents that a drawn page opens or saves, each once, in their order."""
    return tuple(dict.fromkeys(_SHOWN.findall(page))) if "data-object" in page else ()


def tidy(text: str) -> str:
    """Return a text in one line, without characters that nobody sees."""
    line = " ".join(text.split())
    if line.isascii() or line.isprintable():
        return line
    return " ".join(_HALF.sub(" ", _UNSEEN.sub("", line)).split())
