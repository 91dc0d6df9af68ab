"""The last gate of every rendered text: an allow-list of tags, attributes, classes and schemes (nh3)."""

import re
import secrets

import nh3

ID_PREFIX = "h-"  # ids of content never meet ids of the page: no clobbering
OWN = f"data-own{secrets.token_hex(8)}-"
"""Stands for `data-` on what portalgen itself writes while a text is rendered. Drawn anew in each process, so an author
cannot write it: their own `data-` attributes fall at the gate."""

TAGS = {
    "a", "abbr", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt",
    "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p",
    "pre", "q", "s", "section", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "time", "tr", "ul", "wbr",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"id", "lang", "dir"},
    "a": {"href", "rel", OWN + "object", OWN + "verb"},
    "div": {"tabindex", OWN + "note"},
    "img": {"alt", "width", "height", OWN + "object", OWN + "blank"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "time": {"datetime"},
    "abbr": {"title"},
}
CLASSES = {
    "a": {"mention", "footnote-backref"},
    "div": {
        "table-scroll",
        "callout",
        "callout-note",
        "callout-tip",
        "callout-caution",
        "callout-question",
        "callout-belief",
        "callout-experience",
        "callout-quote",
    },
    "li": {"footnote-item", "task-list-item"},
    "ol": {"footnotes-list"},
    "p": {"callout-title"},
    "section": {"footnotes"},
    "span": {"task", "mention"},
    "sup": {"footnote-ref"},
    "ul": {"contains-task-list"},
}
BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""One transparent pixel: what stands for a sealed picture until the reader's keys open it."""

SCHEMES = {"https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
    id_prefix=ID_PREFIX,
    strip_comments=True,
)
_FOOTNOTE = re.compile(r'href="#(fn(?:ref)?[^"]*)"')


def sanitise(html: str) -> str:
    """Return `html` with everything that is not allowed taken out, and our own attributes under their real names."""
    cleaned = _FOOTNOTE.sub(rf'href="#{ID_PREFIX}\1"', _CLEANER.clean(html))
    made = cleaned.replace(f'{OWN}blank=""', f'src="{BLANK}"').replace(f'{OWN}note=""', 'role="note"')
    return made.replace(OWN, "data-")
