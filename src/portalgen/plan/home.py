"""The members' home page: next session, what to read, what was promised, what is new; then the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from portalgen.crypto.ids import page_id
from portalgen.load.portal import Session
from portalgen.model.site import Markdown
from portalgen.plan.attribution import is_closed
from portalgen.plan.commitments import still_open
from portalgen.plan.exports import session_calendar
from portalgen.plan.papers import packet, page_links, preread_card
from portalgen.plan.readers import members_of
from portalgen.plan.scope import Scope
from portalgen.plan.session_cards import coming, is_upcoming, next_session, open_sessions, session_card
from portalgen.plan.topics import topic_card
from portalgen.plan.views import HomeView, Page, PreReadCard
from portalgen.plan.whats_new import whats_new

LIVE_TOPICS = ("scheduled", "exploring", "coached")
RECENT = 12  # plain pages on the home page; the rest is one tap away


def home_page(scope: Scope, pages: Iterable[Page]) -> Page:
    """Return the home page of the members; `pages` are all others, so that it can tell what is new among them."""
    cohort, upcoming = scope.cohort, next_session(scope)
    base, pages = f"sessions/{upcoming.id}" if upcoming else "", tuple(pages)
    cards = tuple(_reads(scope, upcoming, pages)) if upcoming else ()
    past = [session for session in reversed(open_sessions(scope, "members")) if not is_upcoming(scope, session)]
    view = HomeView(
        welcome=cohort.index.body if cohort.index else Markdown("", cohort.doc.path),
        purpose=cohort.record.purpose or "",
        next=session_card(scope, "members", upcoming) if upcoming else None,
        agenda_href=scope.way("members", f"{base}/agenda") if upcoming else "",
        logistics_href=scope.way("members", "logistics") if upcoming and upcoming.record.logistics else "",
        calendar=session_calendar(scope, "members", upcoming) if upcoming else None,
        must_reads=tuple(card for card in cards if card.need == "must"),
        other_reads=tuple(card for card in cards if card.need != "must"),
        commitments=still_open(scope, "members"),
        commitments_href=scope.way("members", "commitments"),
        own=tuple(_own(scope)),
        news_href=scope.way("members", "news"),
        fresh=whats_new(scope, "members", pages, listed=(base, *_musts(upcoming))),
        coming=scope.faces("members", coming(upcoming)) if upcoming and not is_closed(cohort, upcoming) else (),
        past=tuple(session_card(scope, "members", session) for session in past),
        norms=cohort.record.norms,
        pages=page_links(scope, "members", at_most=RECENT),
        topics=tuple(topic_card(scope, "members", topic) for topic in cohort.topics
                     if topic.record.state in LIVE_TOPICS and topic.record.audience == "members"),
    )  # fmt: skip
    return scope.page("home", "home", view, cohort.index.path if cohort.index else "")


def _musts(session: Session | None) -> Iterator[str]:
    """Yield the logical paths of what must be read before a session."""
    for paper in session.prereads if session else ():
        if session and paper.doc.record.need == "must":
            yield f"sessions/{session.id}/prereads/{paper.id}"


def _reads(scope: Scope, session: Session, pages: Iterable[Page]) -> Iterator[PreReadCard]:
    """Yield the pre-reads that all members can open, each with its fingerprint: a mark ends where the text changes."""
    prints = {page.path: page.fingerprint for page in pages}
    for paper in packet(scope, session):
        path = f"sessions/{session.id}/prereads/{paper.id}"
        if scope.way("members", path):
            yield replace(preread_card(scope, "members", session, paper), fingerprint=prints[path])


def _own(scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield each member's id and the address that a page of their own has: of all members, so that it tells nothing."""
    for name in members_of(scope.cohort, scope.as_of):
        reader = f"member:{name}"
        yield name, f"{page_id(scope.id_key, scope.cohort.id, reader, f'personal/{reader}')}.html"
