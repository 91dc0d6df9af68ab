"""Render one Markdown text: parse, resolve every link, mark headings, write HTML, pass the gate."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from portalgen.errors import Place, Problem
from portalgen.markup.links import Broken, FileTo, Links, LinkTo, TextOnly
from portalgen.markup.parser import parser
from portalgen.markup.sanitise import ID_PREFIX, OWN, sanitise
from portalgen.model.site import Markdown

CALLOUTS = ("note", "tip", "caution", "question", "belief", "experience", "quote")
CLOSED = "chatham"
VOICES = ("named", "consented", "role", "themes", CLOSED)  # from the most open to the strictest
MAX_CHARACTERS = 2_097_152
_OUTSIDE = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
SAID = ("experience", "quote")
_ENDED = re.compile(r"(?:.*[.!?…])?\s*", re.S)
_BY = re.compile(r"by=@?([a-z0-9.-]+)")
_KEPT_SCHEMES = ("https", "mailto", "tel")
Fragment = tuple[str, str, Place]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML. `headings` are (level, id, text); `fragments` (source file, fragment, place) to be checked.

    `closed` is the HTML of every block that names nobody and tells no place: `::: attribution chatham`.
    """

    html: str
    headings: tuple[tuple[int, str, str], ...] = ()
    fragments: tuple[Fragment, ...] = ()
    problems: tuple[Problem, ...] = ()
    closed: tuple[str, ...] = ()


def render(text: Markdown, links: Links) -> Rendered:
    """Return `text` as safe HTML, in its own voice if it has one; faults come as problems with their place.

    The text is rendered all the same.
    """
    if len(text.text) > MAX_CHARACTERS:
        return Rendered("", problems=(Problem("this text is too long", Place(text.path, text.line), "split it"),))
    tokens = parser().parse(text.text)
    work = _Work(text, links, voices=[text.voice])
    work.blocks(tokens)
    if text.voice == CLOSED:
        work.closed.append(tokens)
    html, *closed = (parser().renderer.render(part, parser().options, {}) for part in (tokens, *work.closed))
    return Rendered(sanitise(html), tuple(work.headings), tuple(work.fragments), tuple(work.problems), tuple(closed))


def slug(text: str) -> str:
    """Return the id of a heading: lower case, words joined by hyphens, letters of any script kept."""
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFC", text).casefold())
    return re.sub(r"[\s_-]+", "-", kept).strip("-") or "section"


@dataclass
class _Work:
    """The state of one rendering."""

    text: Markdown
    links: Links
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    slugs: set[str] = field(default_factory=set)
    voices: list[str] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    closed: list[Sequence[Token]] = field(default_factory=list)

    def blocks(self, tokens: Sequence[Token]) -> None:
        for number, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self.inline(token)
            elif kind == "heading_open":
                self.heading(token, tokens[number + 1])
            elif kind == "container_callout_open":
                self.callout(token)
                self.begun.append(number)
            elif kind == "container_callout_close":
                voice, begun = self.voices.pop(), self.begun.pop()
                _as_html(token, "" if voice else "</div>\n")
                if voice == CLOSED:
                    self.closed.append(tokens[begun : number + 1])
            elif kind == "table_open":
                _as_html(token, '<div class="table-scroll" tabindex="0"><table>\n')
            elif kind == "table_close":
                _as_html(token, "</table></div>\n")
            elif kind in ("th_open", "td_open") and "style" in token.attrs:
                token.attrs["align"] = str(token.attrs.pop("style")).removeprefix("text-align:")

    def heading(self, token: Token, inline: Token) -> None:
        words = "".join(
            child.content for child in inline.children or () if child.type in ("text", "code_inline", "mention")
        )
        base = name = slug(words)
        number = 2
        while name in self.slugs:
            name, number = f"{base}-{number}", number + 1
        self.slugs.add(name)
        token.attrSet("id", name)
        self.headings.append((int(token.tag[1]), ID_PREFIX + name, words))

    def callout(self, token: Token) -> None:
        """Open a block: a callout with its title, or `::: attribution …`, which changes who is named inside."""
        name, _, title = token.info.strip().partition(" ")
        title = title.strip()
        if name == "attribution":
            self.voices.append(title or "themes")
            if title not in VOICES or not self.links.stricter(title):
                hint = f"one of {', '.join(VOICES)}, and at least as strict as the page"
                self.problem(f'a block cannot have the attribution "{title}" here', token, ":::", hint)
            _as_html(token, "")
            return
        self.voices.append("")
        if name not in CALLOUTS:
            near = get_close_matches(name, (*CALLOUTS, "attribution", "audience"), n=1)
            hint = f'did you mean "::: {near[0]}"?' if near else f"there are: {', '.join(CALLOUTS)}"
            self.problem(f'unknown block "::: {name}"', token, ":::", hint)
        said = _BY.fullmatch(title) if name in SAID else None
        own = title or (self.links.callout(name) if name in CALLOUTS else name)
        words = self.said(said.group(1), token) if said else escapeHtml(own)
        _as_html(token, f'<div {OWN}note="" class="callout callout-{name}"><p class="callout-title">{words}</p>\n')

    def said(self, person_id: str, token: Token) -> str:
        """Return who said a block, as far as its voice allows."""
        found = self.links.mention(person_id, self.voice)
        if isinstance(found, Broken):
            self.problem(found.what, token, person_id, found.hint)
            return ""
        return escapeHtml(_begun(found.text, ""))

    @property
    def voice(self) -> str:
        """The attribution of the innermost block that has one; empty for the page's own."""
        return next((voice for voice in reversed(self.voices) if voice), "")

    def inline(self, block: Token) -> None:
        children = block.children or []
        dropped: list[bool] = []
        for number, token in enumerate(children):
            kind = token.type
            if kind == "text":
                continue
            if kind == "link_open":
                dropped.append(self.link(token, block))
            elif kind == "link_close":
                if dropped and dropped.pop():
                    _as_html(token, "")
            elif kind == "image":
                self.picture(token, block)
            elif kind == "mention":
                found = self.links.mention(token.content, self.voice)
                self.person(token, block, children[:number], found, f"@{token.content}")
            elif kind == "wiki":
                found = self.links.wiki(token.content, self.voice)
                self.person(token, block, children[:number], found, f"[[{token.content}]]")
            elif kind == "html_inline" and "task-list-item-checkbox" in token.content:
                box = "☑" if "checked" in token.content else "☐"
                token.content = f'<span class="task">{box}</span>'

    def link(self, token: Token, block: Token) -> bool:
        """Set where a link leads; return whether the link itself is dropped and only its words stay."""
        href = str(token.attrGet("href") or "")
        path, _, fragment = unquote(href).partition("#")
        outside = _OUTSIDE.match(href)
        if outside:
            self.outside(token, block, outside.group(1).lower(), href)
            return False
        if href.startswith("//") or path.startswith("/"):
            self.problem(f'"{href}" does not lead to a file here', block, href, "write a path relative to this file")
            return False
        if not path:
            self.fragments.append((self.text.path, slug(fragment), self.place(block, href)))
            token.attrSet("href", f"#{ID_PREFIX}{slug(fragment)}")
            return False
        if path.endswith((".md", "/")):
            return self.page(token, block, path, fragment)
        found = self.links.file(path)
        if isinstance(found, Broken):
            self.problem(found.what, block, path, found.hint)
        else:
            token.attrs = {"href": found.object, OWN + "object": found.object, OWN + "verb": _verb(found)}
        return False

    def page(self, token: Token, block: Token, path: str, fragment: str) -> bool:
        found = self.links.page(path)
        if isinstance(found, Broken):
            self.problem(found.what, block, path, found.hint)
        elif isinstance(found, TextOnly):
            _as_html(token, "")
            return True
        else:
            if fragment:
                self.fragments.append((found.source, slug(fragment), self.place(block, path)))
            token.attrs = {"href": found.href + (f"#{ID_PREFIX}{slug(fragment)}" if fragment else "")}
        return False

    def outside(self, token: Token, block: Token, scheme: str, href: str) -> None:
        if scheme not in _KEPT_SCHEMES:
            hint = "use https" if scheme == "http" else "only https, mailto and tel lead out of a portal"
            self.problem(f'a link may not start with "{scheme}:"', block, href, hint)
        elif scheme == "https":
            token.attrSet("rel", "noopener noreferrer")

    def picture(self, token: Token, block: Token) -> None:
        source = unquote(str(token.attrGet("src") or ""))
        if _OUTSIDE.match(source) or source.startswith("/"):
            hint = "save the picture beside this file: nothing is loaded from elsewhere"
            self.problem("a picture must be a file here", block, source, hint)
            return
        found = self.links.picture(source)
        if isinstance(found, Broken):
            self.problem(found.what, block, source, found.hint)
            return
        alt = escapeHtml("".join(child.content for child in token.children or ()))
        sizes = f'width="{found.width}" height="{found.height}"'
        _as_html(token, f'<img {OWN}blank="" {OWN}object="{found.object}" alt="{alt}" {sizes}>')

    def person(
        self, token: Token, block: Token, before: Sequence[Token], found: LinkTo | TextOnly | Broken, written: str
    ) -> None:
        if isinstance(found, Broken):
            self.problem(found.what, block, written, found.hint)
            _as_html(token, escapeHtml(written))
        elif isinstance(found, LinkTo):
            _as_html(token, f'<a class="mention" href="{found.href}">{escapeHtml(found.text)}</a>')
        else:
            said = "".join(child.content for child in before)
            _as_html(token, f'<span class="mention">{escapeHtml(_begun(found.text, said))}</span>')

    def problem(self, what: str, block: Token, needle: str, hint: str) -> None:
        place = self.place(block, needle)
        lines = self.text.text.splitlines()
        self.problems.append(Problem(what, place, hint, lines[place.line - self.text.line]))

    def place(self, block: Token, needle: str) -> Place:
        """Return where `needle` stands in a block; the block's first line where it cannot be found."""
        first, last = block.map or (0, 1)
        for number, line in enumerate(_lines(self.text.text, first, last)):
            if needle in line:
                return Place(self.text.path, self.text.line + first + number, line.index(needle) + 1)
        return Place(self.text.path, self.text.line + first)


def _lines(text: str, first: int, last: int) -> Iterable[str]:
    return text.splitlines()[first:last]


def _begun(text: str, before: str) -> str:
    """Return what stands for a person after `before`, with a capital where it begins a sentence: "A member asked"."""
    return text[:1].upper() + text[1:] if _ENDED.fullmatch(before) else text


def _as_html(token: Token, html: str) -> None:
    """Make a token write `html`, made by us, and nothing else."""
    token.type, token.content, token.children, token.hidden = "html_inline", html, None, False


def _verb(found: FileTo) -> str:
    return "open" if found.name.lower().endswith((".pdf", ".png", ".jpg", ".jpeg", ".webp")) else "save"
