"""Where the links of a page's Markdown lead: relative paths and mentions in, addresses for these readers out.

Implements the `Links` protocol of `markup` from the plan's targets. Records which objects a page asked for.
"""

import posixpath
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import wraps
from typing import TypeVar
from unicodedata import normalize

from portalgen.crypto.ids import object_file
from portalgen.markup.links import Broken, FileTo, LinkTo, PictureTo, TextOnly
from portalgen.model.letters import fold
from portalgen.plan.attribution import NAMED, STRICTNESS
from portalgen.plan.views import Page
from portalgen.render.job import RenderJob

Question = tuple[str, tuple[str, ...], object]
"""What a page asked of its links, with which words, and the answer."""
A = TypeVar("A")


def _noted(ask: Callable[..., A]) -> Callable[..., A]:
    """Note a question and its answer, so that a later build can ask whether it is still the same."""

    @wraps(ask)
    def noted(links: "PageLinks", *words: str) -> A:
        answer = ask(links, *words)
        links.asked[ask.__name__, words] = answer
        return answer

    return noted


class PageLinks:
    """The links of one page. `wanted` gathers (audience, path) of the objects it shows, `asked` all that was asked."""

    def __init__(self, job: RenderJob, page: Page) -> None:
        self.job, self.current = job, page
        self.folder = posixpath.dirname(page.source)
        self.opens = job.reach.of(page.audience)
        self.wanted: set[tuple[str, str]] = set()
        self.asked: dict[tuple[str, tuple[str, ...]], object] = {}

    def still(self, asked: Iterable[Question]) -> bool:
        """Tell whether all these questions have the same answers for this page as they had when they were noted."""
        return all(getattr(self, name)(*words) == answer for name, words, answer in asked)

    @_noted
    def page(self, target: str) -> LinkTo | TextOnly | Broken:
        """Resolve a relative link to a Markdown file."""
        source = self._resolve(target)
        path = self.job.sources.get(source)
        if path is None:
            if source in self.job.known:
                return TextOnly()
            return Broken(f'no page at "{target}"', self._near(source, self.job.known))
        found = self.job.targets[path]
        if found.audience not in self.opens:
            return Broken(
                f'"{target}" is for {found.audience}; readers of this page cannot open it',
                "leave the link out, or give this page the narrower `audience`",
            )
        return LinkTo(f"{self.job.ids.page(found.audience, path)}.html", found.title, source)

    @_noted
    def file(self, target: str) -> FileTo | Broken:
        """Resolve a relative link to a document."""
        source = self._resolve(target)
        if source not in self.job.assets:
            return Broken(f'no file at "{target}"', self._near(source, self.job.assets))
        return FileTo(self._object(source), posixpath.basename(source))

    @_noted
    def picture(self, target: str) -> PictureTo | Broken:
        """Resolve a relative picture."""
        source = self._resolve(target)
        asset = self.job.assets.get(source)
        if asset is None:
            return Broken(f'no picture at "{target}"', self._near(source, self.job.assets))
        if not asset.is_picture:
            return Broken(f'"{target}" is not a picture', "link to it instead: [name](file)")
        return PictureTo(self._object(source), asset.width, asset.height)

    @_noted
    def mention(self, person_id: str, voice: str) -> LinkTo | TextOnly | Broken:
        """Resolve `@person-id` to the person's bio; where nobody is named, to "a member" or a role."""
        name = self.job.people.get(person_id)
        if name is None:
            near = get_close_matches(person_id, self.job.people, n=1)
            hint = (
                f"did you mean @{near[0]}?"
                if near
                else "people are the files content/people/<id>.md; write \\@ for a plain @"
            )
            return Broken(f'unknown person "@{person_id}"', hint)
        voice = voice or self.current.voice
        if voice == "role":
            return TextOnly(self.job.roles[person_id])
        if voice != NAMED:
            return TextOnly(self.job.words["mention.unnamed"])
        path = f"members/{person_id}"
        found = self.job.targets.get(path)
        if found is None or found.audience not in self.opens:
            return TextOnly(name)
        return LinkTo(f"{self.job.ids.page(found.audience, path)}.html", name, "")

    @_noted
    def names(self) -> tuple[str, ...]:
        """Return the words that would tell who was in a closed room: a page of one depends on them."""
        return self.job.names

    def callout(self, name: str) -> str:
        """Return the title of a block that has none of its own, in the language of the pages."""
        return self.job.words[f"callout.{name}"]

    def stricter(self, voice: str) -> bool:
        """Tell whether an attribution names no more than that of the page."""
        known: list[str] = [*STRICTNESS]
        return voice in known and known.index(voice) >= known.index(self.current.voice)

    @_noted
    def wiki(self, name: str, voice: str) -> LinkTo | TextOnly | Broken:
        """Resolve `[[name]]` to the page or person of that name, accents or not."""
        path = self.job.wiki.get(fold(name))
        if path is None:
            near = [self.job.wiki[key] for key in get_close_matches(fold(name), self.job.wiki, n=1)]
            title = self.job.targets[near[0]].title if near and near[0] else ""
            hint = (
                f'did you mean "{title}"?' if title else "write the full title of a page or the full name of a member"
            )
            return Broken(f'nothing here is called "{name}"', hint)
        if not path:
            return Broken(f'two pages are called "{name}"', "link to the file instead: [words](path.md)")
        if path.startswith("members/"):
            return self.mention(path.removeprefix("members/"), voice)
        found = self.job.targets[path]
        if found.audience not in self.opens:
            return TextOnly(name)
        return LinkTo(f"{self.job.ids.page(found.audience, path)}.html", name, "")

    def _resolve(self, target: str) -> str:
        joined = posixpath.normpath(posixpath.join(self.folder, target))
        path = f"{joined}/index.md" if target.endswith("/") else joined
        if path.isascii() or path in self.job.known or path in self.job.assets:
            return path
        composed = normalize("NFC", path)  # some disks keep an accent apart from its letter
        return next((name for name in (*self.job.known, *self.job.assets) if normalize("NFC", name) == composed), path)

    def _object(self, source: str) -> str:
        audience = self.current.audience
        self.wanted.add((audience, source))
        return object_file(self.job.ids.object(audience, source))

    def _near(self, source: str, among: object) -> str:
        names = {posixpath.basename(name): name for name in among}  # type: ignore[attr-defined]  # a set or a dict of paths
        near = get_close_matches(posixpath.basename(source), names, n=1)
        if not near:
            return "paths are relative to the file they stand in"
        return f'did you mean "{posixpath.relpath(names[near[0]], self.folder)}"?'
