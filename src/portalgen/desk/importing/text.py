"""Rewrite a note's Markdown for a portal: links lead to where things are now, and what a page cannot hold is told.

Code stays as it is. Nothing is fetched; pictures from elsewhere become links.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from portalgen.desk.importing.meeting import People
from portalgen.desk.importing.targets import Targets
from portalgen.markup.render import slug as heading_id

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
KEPT = ("https:", "mailto:", "tel:")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1")
_WIKI = re.compile(r"(!?)\[\[([^\[\]|#\n]*)(?:#([^\[\]|\n]*))?(?:\|([^\[\]\n]*))?\]\]")
_LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(<[^<>\n]*>|\{\{[^{}]*\}\}|\{%[^{}]*%\}|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+[\"'(][^\n]*?[\"')])?\s*\)")  # fmt: skip  # noqa: E501 -- one pattern
_DEFINITION = re.compile(r"^( {0,3}\[(?!\^)[^\[\]]+\]:[ \t]*)(<[^<>\n]*>|\S+)(.*)$")
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]]+)\]:[ \t]*(\S+)", re.MULTILINE)
_REFERENCE = re.compile(r"!\[([^\[\]]*)\](?:\[([^\[\]]*)\])?(?![(\[])")
_IMG = re.compile(r"<img\b[^>]*?\bsrc=[\"']([^\"']+)[\"'][^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt=[\"']([^\"']*)[\"']", re.IGNORECASE)
_AUTO = re.compile(r"<http://([^<>\s]+)>")
_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}")
_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+[\"']?([^\"'\s]+)[\"']?\s*[>%]\}\}|\{%\s*(?:link|post_url)\s+(\S+)\s*%\}|\{\{\s*[\"']([^\"']+)[\"']\s*\|\s*(?:relative|absolute)_url\s*\}\}")  # fmt: skip  # noqa: E501 -- one pattern
_FIGURE = re.compile(r"\{\{<\s*figure\b[^>]*?\bsrc=[\"']([^\"']+)[\"'][^>]*>\}\}")
_BASE = re.compile(r"\{\{\s*site\.(?:base)?url\s*\}\}")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_CALLOUT = re.compile(r"^(\s*>\s*)\[!(\w+)\][+-]?[ \t]*(.*)$")
_ANCHOR = re.compile(r"[ \t]\^[A-Za-z0-9-]+$")
_MENTION = re.compile(r"(^|[\s(\[{\"'“‘—–/,;:>-])@(?=[a-z0-9])")
_BEFORE_NAME = r"(?<![\w@/])"
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def headings_of(body: str) -> frozenset[str]:
    """Return the ids that the headings of a text will have."""
    return frozenset(heading_id(re.sub(r"[*_`\[\]]", "", words)) for words in _HEADING.findall(body))


@dataclass(slots=True)
class Rewriter:
    """Rewrites one note. `told` gathers (line, what did not come along)."""

    path: str
    paper: str
    targets: Targets
    people: People
    ids: frozenset[str]
    own: frozenset[str]
    names: Mapping[str, str] = field(default_factory=dict)
    told: list[tuple[int, str]] = field(default_factory=list)
    line: int = 1
    pictures_elsewhere: set[str] = field(default_factory=set)

    def rewrite(self, body: str, first_line: int) -> str:
        """Return the text for its paper; `first_line` is where it stood in the source."""
        cleaned = _COMMENT.sub(self._comment, body)
        self.pictures_elsewhere = {name.casefold() for name, target in _DEFINED.findall(cleaned) if ":" in target}
        lines: list[str] = []
        for number, line, code in _joined(cleaned):
            self.line = first_line + number
            lines.append(line if code else self._line(line))
        return "\n".join(lines)

    def tell(self, what: str) -> None:
        """Note something that did not come along."""
        self.told.append((self.line, what))

    def _comment(self, found: re.Match[str]) -> str:
        self.tell("a comment between %% was left out")
        return "\n" * found.group(0).count("\n")

    def _line(self, line: str) -> str:
        if found := _DEFINITION.match(_BASE.sub("", line)):
            return self._definition(found)
        line = _CALLOUT.sub(lambda one: f"{one.group(1)}**{one.group(3) or one.group(2).capitalize()}**", line)
        if line.lstrip().startswith(":::"):
            self.tell("a block that begins with ::: is shown as it stands")
            line = line.replace(":::", "\\:::", 1)
        return "".join(part if code else self._prose(part) for part, code in _parts(_ANCHOR.sub("", line)))

    def _prose(self, text: str) -> str:
        """Return a part of a line without code in it; what is done is kept apart, so that nothing is done twice."""
        done: list[str] = []

        def keep(made: str) -> str:
            done.append(made)
            return f"\0{len(done) - 1}\0"

        def by(rule: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
            return lambda found: keep(rule(found))

        text = _BASE.sub("", text.replace("\0", ""))
        text = _WIKI.sub(by(self._wiki), text)
        text = _LINK.sub(by(self._link), text)
        text = _REFERENCE.sub(self._reference, text)
        text = _FIGURE.sub(by(lambda found: self._picture(found.group(1), "")), text)
        text = _IMG.sub(by(self._img), text)
        text = _AUTO.sub(by(self._auto), text)
        if found := _SHORTCODE.search(text):
            self.tell(f"left out: {found.group(0)[:60]}")
            text = _SHORTCODE.sub("", text)
        if found := _HTML.search(text):
            self.tell(f"raw HTML, of which only plain tags are shown: {found.group(0)[:40]}")
        text = _MENTION.sub(self._mention, text)
        for name, person in self.names.items():
            text = re.sub(rf"(\*\*|__|[*_])?{_BEFORE_NAME}{re.escape(name)}(?!\w)(?(1)\1)", f"@{person}", text)
        while "\0" in text:
            text = re.sub("\0(\\d+)\0", lambda found: done[int(found.group(1))], text)
        return text

    def _mention(self, found: re.Match[str]) -> str:
        rest = re.match(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", found.string[found.end() :])
        known = rest is not None and rest.group(0) in self.ids
        return found.group(1) + ("@" if known else "\\@")

    def _wiki(self, found: re.Match[str]) -> str:
        shown, name, fragment, alias = found.groups()
        if name in ("redact", "/redact"):
            return found.group(0)
        words = (alias or (name if name else fragment or "")).strip()
        if person := self.people.find(name):
            return f"@{person}"
        if not name:
            return self._fragment(words, fragment or "", self.own, "")
        path = self.targets.named(name.strip(), self.path)
        if shown and path.lower().endswith(PICTURES):
            return self._picture(path, "" if (alias or "").replace("x", "").isdigit() else words)
        return self._to(path, words, fragment or "", name)

    def _link(self, found: re.Match[str]) -> str:
        shown, words, target = found.groups()
        target = self._plain(target)
        words = words if shown else _WIKI.sub(lambda one: one.group(4) or one.group(2), words)
        scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", target)
        if shown and not scheme:
            return self._picture(target, words)
        if scheme:
            return self._outside(target, words, shown=bool(shown))
        path, _, fragment = target.partition("#")
        if not path:
            return self._fragment(words, fragment, self.own, "")
        return self._to(self.targets.find(path.split("?")[0], self.path) or self._post(path), words, fragment, path)

    def _reference(self, found: re.Match[str]) -> str:
        """Return a picture that is named elsewhere in the note; a link where it lies outside of the portal."""
        if (found.group(2) or found.group(1)).casefold() not in self.pictures_elsewhere:
            return found.group(0)
        self.tell(f'a picture from elsewhere became a link: "{found.group(1)[:60]}"')
        return found.group(0)[1:]

    def _plain(self, target: str) -> str:
        """Return a link's target without angle brackets and without what Hugo and Jekyll wrap around it."""
        target = target.strip("<>")
        if found := _REF.fullmatch(target):
            return next(part for part in found.groups() if part)
        return target

    def _post(self, target: str) -> str:
        return self.targets.named(target.strip("/").rpartition("/")[2], self.path)

    def _outside(self, target: str, words: str, *, shown: bool) -> str:
        if target.startswith("http:"):
            self.tell(f"http became https: {target[:80]}")
            target = "https:" + target.removeprefix("http:")
        if not target.startswith(KEPT):
            self.tell(f"a link that a page cannot have: {target[:60]}")
            return words
        if shown:
            self.tell(f"a picture from elsewhere became a link: {target[:80]}")
        return f"[{words or 'picture'}]({target})"

    def _to(self, path: str, words: str, fragment: str, written: str) -> str:
        way = self.targets.way(path, self.paper) if path else ""
        if not way:
            self.tell(f'a link to "{written}", which is not in the portal; its words stayed')
            return words or written
        return self._fragment(words, fragment, self.targets.headings.get(path, frozenset()), way)

    def _fragment(self, words: str, fragment: str, known: frozenset[str], way: str) -> str:
        """Return a link with its fragment where there is such a heading, without it where there is none."""
        there = fragment and heading_id(fragment) in known
        if fragment and not there:
            self.tell(f'there is no heading "{fragment}"')
        end = f"#{heading_id(fragment)}" if there else ""
        return f"[{words}]({_bracketed(way + end)})" if way or end else words

    def _picture(self, target: str, words: str) -> str:
        bare = target.split("?", maxsplit=1)[0]
        path = target if self.targets.has_file(target) else self.targets.find(bare, self.path)
        way = self.targets.way(path, self.paper) if path else ""
        if not way:
            self.tell(f'a picture "{target[:60]}" that is not there')
            return words
        mark = "!" if path.lower().endswith(PICTURES) else ""
        return f"{mark}[{words}]({_bracketed(way)})"

    def _img(self, found: re.Match[str]) -> str:
        source = found.group(1)
        alt = _ALT.search(found.group(0))
        words = alt.group(1) if alt else ""
        return self._outside(source, words, shown=True) if ":" in source.split("/")[0] else self._picture(source, words)

    def _auto(self, found: re.Match[str]) -> str:
        self.tell(f"http became https: {found.group(1)[:80]}")
        return f"<https://{found.group(1)}>"

    def _definition(self, found: re.Match[str]) -> str:
        head, target, rest = found.groups()
        target = self._plain(target)
        if target.startswith("http:"):
            self.tell(f"http became https: {target[:80]}")
            target = "https:" + target.removeprefix("http:")
        if target.startswith(KEPT):
            return f"{head}{_bracketed(target)}{rest}"
        path = self.targets.find(target.partition("#")[0], self.path)
        way = self.targets.way(path, self.paper) if path else ""
        if not way:
            self.tell(f'a link to "{target[:60]}", which is not in the portal')
            return ""
        return f"{head}{_bracketed(way)}{rest}"


def _joined(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield (number, line, whether it is code), with links whose words go over two lines in one."""
    fence, open_lines = "", ""
    for number, line in enumerate(text.split("\n")):
        mark = _FENCE.match(line)
        if mark:
            fence = ("" if mark.group(1).startswith(fence) else fence) if fence else mark.group(1)
        code = bool(fence or mark)
        if open_lines and not code and line.strip():
            line, open_lines = f"{open_lines} {line.strip()}", ""  # noqa: PLW2901 -- one line out of two
        elif open_lines:
            yield number - 1, open_lines, False
            open_lines = ""
        if not code and line.rfind("[") > line.rfind("]"):
            open_lines = line
        else:
            yield number, line, code
    if open_lines:
        yield text.count("\n"), open_lines, False


def _bracketed(target: str) -> str:
    return f"<{target}>" if re.search(r"[\s()]", target) else target


def _parts(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a line, and whether each is code."""
    at = 0
    for found in _CODE.finditer(line):
        yield line[at : found.start()], False
        yield found.group(0), True
        at = found.end()
    yield line[at:], False
