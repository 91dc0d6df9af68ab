"""What every page family asks for while it is planned: addresses, links that these readers may follow, faces, dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any

from portalgen.access.reach import Reach
from portalgen.crypto.ids import object_file, object_id, page_id
from portalgen.load.portal import Cohort, Person, Portal, Session
from portalgen.model.cohort import Attribution, Membership
from portalgen.model.made import MadeFile
from portalgen.model.site import Markdown
from portalgen.plan import views
from portalgen.plan.fingerprint import FAMILIES, fingerprint, gist
from portalgen.plan.views import Face, Link, OwnNotes, Page, Picture, Span
from portalgen.source.document import Document

WORDS_PER_MINUTE = 200  # a careful reader on a phone
MINUTES_PER_PDF_PAGE = 2
READ = frozenset(("charter", "news", "notes", "page", "part", "preread", "session", "topic"))
"""Families that are read rather than looked up. Nobody keeps notes of their own on a member's page."""
STAGES = ("idea", "save-the-date", "agenda", "pre-reads", "live", "notes", "archived")


@dataclass(frozen=True, slots=True)
class Target:
    """A page that will exist: its logical path, its readers, and its title for links."""

    path: str
    audience: str
    title: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that this build leaves out, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scope:
    """One cohort on one day, while it is being planned.

    `parts` are the logical paths of a page's parts; `wanted` gathers the objects that pages refer to; `order` is the
    place of each session in time, and `returns` the sessions that touched each topic, once somebody has asked;
    `notes_until` is the last day of readers' own notes, by session.
    """

    portal: Portal
    cohort: Cohort
    as_of: date
    id_key: bytes
    words: Mapping[str, str]
    reach: Reach = field(default_factory=Reach)
    targets: dict[str, Target] = field(default_factory=dict)
    hrefs: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    held: dict[Held, None] = field(default_factory=dict)
    wanted: set[tuple[str, str]] = field(default_factory=set)
    made: dict[tuple[str, str], MadeFile] = field(default_factory=dict)
    backlinks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    returns: dict[str, dict[str, Session]] = field(default_factory=dict)
    notes_until: dict[str, date] = field(default_factory=dict)

    def hold(self, held: Held) -> None:
        """Write down once that something is left out."""
        self.held.setdefault(held)

    def documents(self) -> dict[str, Document[Any]]:
        """Return every file with a text by the logical path of its page, also those held back."""
        cohort = self.cohort
        docs: dict[str, Document[Any] | None] = {"home": cohort.index, "charter": cohort.charter}
        for member in cohort.record.members:
            docs[f"members/{member.person}"] = self.person(member.person).doc
        for session in cohort.sessions:
            base = f"sessions/{session.id}"
            docs |= {base: session.doc, f"{base}/notes": session.notes}
            docs |= {f"{base}/prereads/{paper.id}": paper.doc for paper in session.prereads}
        docs |= {f"topics/{topic.id}": topic.doc for topic in cohort.topics}
        docs |= {f"news/{item.id}": item.doc for item in cohort.news}
        docs |= {f"page/{page.path}": page.doc for page in cohort.pages}
        return {path: doc for path, doc in docs.items() if doc is not None}

    def href(self, path: str) -> str:
        """Return the file name of the page at `path`."""
        if path not in self.hrefs:
            self.hrefs[path] = f"{page_id(self.id_key, self.cohort.id, self.targets[path].audience, path)}.html"
        return self.hrefs[path]

    def link(self, audience: str, path: str, text: str = "") -> Link:
        """Return a link to `path` for readers of an `audience` page; without `href` where they cannot follow it.

        The title of what all members read is told to others too; of what is for few, or not there, nothing is.
        """
        target = self.targets.get(path)
        if target is None or not self.reach.opens(audience, target.audience):
            return Link(text or (target.title if target and target.audience == "members" else ""))
        return Link(text or target.title, self.href(path))

    def mention(self, audience: str, path: str) -> Link | None:
        """Return a link to what a page speaks of; None where these readers are to know nothing of it."""
        link = self.link(audience, path)
        return link if link.text else None

    def audience(self, path: str) -> str:
        """Return who reads the page at `path`."""
        return self.targets[path].audience

    def way(self, audience: str, path: str) -> str:
        """Return the address of `path` for these readers, empty where it does not exist for them."""
        return self.link(audience, path, "-").href

    def page(
        self, path: str, family: str, view: object, source: str = "", *, back: Link | None = None,
        voice: Attribution = "named",
    ) -> Page:  # fmt: skip
        """Return the page at `path`, filled with `view` and drawn by the template `family`; `voice`: who is named."""
        target = self.targets[path]
        parts = (self.link(target.audience, one) for one in self.parts.get(path, ()))
        mentions = (self.link(target.audience, one) for one in self.backlinks.get(path, ()))
        return Page(
            path,
            self.href(path),
            target.audience,
            family,
            target.title,
            view,
            source,
            back,
            voice,
            parts=tuple(link for link in parts if link.href),
            mentioned_in=tuple(link for link in mentions if link.href and link != back),
            own_notes=self._own_notes(path) if family in READ else None,
            fingerprint=fingerprint((target.title, view)) if family in FAMILIES else "",
        )

    def _own_notes(self, path: str) -> OwnNotes:
        first, _, rest = path.partition("/")
        return OwnNotes(self.notes_until.get(rest.partition("/")[0]) if first == "sessions" else None)

    def object(self, audience: str, path: str) -> str:
        """Return the address of the asset at `path`, sealed for `audience`, and remember that it is wanted."""
        self.wanted.add((audience, path))
        return object_file(object_id(self.id_key, self.cohort.id, audience, path))

    def picture(self, audience: str, path: str, alt: str) -> Picture:
        """Return the picture at `path` for `audience`."""
        asset = self.portal.assets[path]
        return Picture(self.object(audience, path), alt, asset.width, asset.height)

    def document(self, audience: str, path: str, pages: int = 0) -> views.Document:
        """Return the document at `path` for `audience`."""
        name = path.rsplit("/", 1)[-1]
        return views.Document(
            self.object(audience, path), name, name.rsplit(".", 1)[-1], self.portal.assets[path].size, pages
        )

    def person(self, person_id: str) -> Person:
        """Return a person whom `load` has checked to exist."""
        return self.portal.people[person_id]

    def face(self, audience: str, person_id: str) -> Face:
        """Return a person as a name and a photo, the photo only by their consent and for these readers."""
        person = self.person(person_id)
        record = person.record
        photo = None
        if person.photo and record.photo_consent:
            photo = self.picture(audience, person.photo, record.photo_alt or record.name)
        line = self.words["locale.comma"].join(part for part in (record.role, record.company) if part)
        href = self.way(audience, f"members/{person_id}")
        return Face(record.name, href, initials(record.name), line, photo, person_id)

    def faces(self, audience: str, person_ids: Iterable[str]) -> tuple[Face, ...]:
        """Return several faces in the order given."""
        return tuple(self.face(audience, person_id) for person_id in person_ids)

    def current(self, expires: date | None, publish_at: date | None, path: str) -> bool:
        """Tell whether something dated is part of this build; what is not, is written down with the reason."""
        if expires and expires <= self.as_of:
            self.hold(Held(path, f"expired on {expires}"))
        elif publish_at and publish_at > self.as_of:
            self.hold(Held(path, f"to be published on {publish_at}"))
        else:
            return True
        return False


def initials(name: str) -> str:
    """Return up to two initials of a name."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


def span(session: Session) -> Span:
    """Return when a session is."""
    zone = str(session.zone)
    return Span(session.start, session.end, zone, zone.rsplit("/", 1)[-1].replace("_", " "))


def stage(session: Session) -> int:
    """Return how far a session has been published: a place in STAGES; a cancelled one stays a saved date."""
    return STAGES.index(session.record.status) if session.record.status != "cancelled" else 1


def is_told(scope: Scope, session: Session) -> bool:
    """Tell whether anybody is to know of a session yet: no idea, and its day of publication has come."""
    record = session.record
    return record.status != "idea" and not (record.publish_at and record.publish_at > scope.as_of)


def minutes(body: Markdown, pages: int | None = None) -> int:
    """Return the minutes that reading takes, at least 1."""
    return max(1, ceil(gist(body.text).words / WORDS_PER_MINUTE) or (pages or 0) * MINUTES_PER_PDF_PAGE)


def standing(member: Membership, as_of: date) -> str:
    """Return how a member belongs on a day: an alum from the day after they left, whatever their status says."""
    return "alum" if member.left and member.left < as_of else member.status


def active_members(cohort: Cohort, as_of: date) -> list[str]:
    """Return the ids of members who belong to the cohort on a day: not guests, not alumni."""
    return [member.person for member in cohort.record.members if standing(member, as_of) not in ("alum", "guest")]
