"""The middle of a drawn page as it stands in a book: ids made unique, links turned inwards, pictures put in.

Reads only HTML that `render` made. What works on a screen alone (ways back, menus, buttons) is left out.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from portalgen.crypto.ids import NAME

VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
LEFT_OUT = frozenset(("nav", "button", "form", "input", "select", "textarea", "dialog", "script", "style", "template"))
LEFT_OUT_CLASSES = frozenset(("back", "toc", "pager"))
LEFT_OUT_IDS = frozenset(("notice", "connection"))
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers")
LOWER = 2  # a page's own title stands under those of the book and of the chapter
LOWEST = 6
_PAGE = re.compile(rf"({NAME})\.html(?:#(.+))?")
_HEADING = re.compile(r"h([1-6])")
Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Ways:
    """Where things are in a book.

    `anchors` maps a page id to the anchor of its place. `picture` gives the address of a picture by object and by the
    width it is shown with; `document` the anchor of a document by object.
    """

    anchors: Mapping[str, str]
    picture: Callable[[str, int], str]
    document: Callable[[str], str]


FOR_THE_RUNTIME = ("data-verb", "data-to", "data-desk", "data-page", "data-fingerprint", "data-who")


def excerpt(html: str, anchor: str, number: str, ways: Ways, *, title: str = "") -> str:
    """Return what is in the <main> of a page, with `number` before its heading, which says `title` if that is given."""
    cutter = _Cutter(anchor, number, ways, title)
    cutter.feed(html)
    cutter.close()
    return "".join(cutter.out).strip()


class _Cutter(HTMLParser):
    def __init__(self, anchor: str, number: str, ways: Ways, title: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.anchor, self.ways = anchor, ways
        self.heading = f'<span class="number">{number}</span> '
        self.title, self.titled = title, False
        self.open: list[str] = []  # what closes each element that is open inside <main>
        self.inside = False
        self.without = 0  # how many elements are open from one that is left out on

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if not self.inside:
            self.inside = tag == "main"
            return
        if self.without or _left_out(tag, dict(attrs)):
            self.without += tag not in VOID
            return
        name, kept = self._rewritten(tag, dict(attrs))
        self.out.append(f"<{name}{''.join(_attribute(key, value) for key, value in kept.items())}>")
        if tag in VOID:
            return
        self.open.append(f"</{name}>")
        if tag == "h1" and not self.titled:
            self.titled = True
            self.out.append(self.heading + (f"{escape(self.title)}</{name}>" if self.title else ""))
            if self.title:  # the page's own words for it are left out
                self.open[-1] = ""
                self.without = 1

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.inside or tag in VOID:
            return
        if self.without:
            self.without -= 1
            if self.without or not self.open or self.open[-1]:
                return
        if not self.open:
            self.inside = False  # the end of <main>
            return
        self.out.append(self.open.pop())

    def handle_data(self, data: str) -> None:
        if self.inside and not self.without:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _rewritten(self, tag: str, attrs: dict[str, str | None]) -> tuple[str, dict[str, str | None]]:
        if "id" in attrs:
            attrs["id"] = f"{self.anchor}-{attrs['id']}"
        for key in REFERENCES:
            if attrs.get(key):
                attrs[key] = " ".join(f"{self.anchor}-{name}" for name in str(attrs[key]).split())
        shown = attrs.pop("data-object", None)
        for key in (
            "data-verb",
            "data-to",
            "data-desk",
            "data-page",
            "data-fingerprint",
            "data-who",
        ):  # what only the runtime of the pages reads
            attrs.pop(key, None)
        if tag == "img" and shown:
            attrs["src"] = self.ways.picture(shown, int(attrs.get("width") or 0))
        elif tag == "a":
            return self._link(attrs, shown)
        elif tag == "details":
            attrs["open"] = None
        found = _HEADING.fullmatch(tag)
        return (f"h{min(LOWEST, int(found.group(1)) + LOWER)}" if found else tag), attrs

    def _link(self, attrs: dict[str, str | None], shown: str | None) -> tuple[str, dict[str, str | None]]:
        href = str(attrs.get("href") or "")
        page = _PAGE.fullmatch(href)
        if shown:
            attrs["href"] = f"#{self.ways.document(shown)}"
        elif href.startswith("#"):
            attrs["href"] = f"#{self.anchor}-{href[1:]}"
        elif page:
            found = self.ways.anchors.get(page.group(1))
            if found is None:  # a page that is not in this book: its words stay
                return "span", {key: value for key, value in attrs.items() if key in ("class", "id")}
            attrs["href"] = f"#{found}-{page.group(2)}" if page.group(2) else f"#{found}"
        return "a", attrs


def _left_out(tag: str, attrs: Mapping[str, str | None]) -> bool:
    classes = (attrs.get("class") or "").split()
    return tag in LEFT_OUT or not LEFT_OUT_CLASSES.isdisjoint(classes) or attrs.get("id") in LEFT_OUT_IDS


def _attribute(name: str, value: str | None) -> str:
    return f" {name}" if value is None else f' {name}="{escape(value, quote=True)}"'
