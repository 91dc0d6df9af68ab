"""The members' home page: next session, what to read, what was promised, what is new; then the rest."""

from portalgen.model.site import Markdown
from portalgen.plan.attribution import is_closed
from portalgen.plan.commitments import still_open
from portalgen.plan.papers import current_news, packet, page_links, preread_card
from portalgen.plan.scope import Scope
from portalgen.plan.session_cards import coming, is_upcoming, next_session, open_sessions, session_card
from portalgen.plan.topics import topic_card
from portalgen.plan.views import HomeView, Page

LIVE_TOPICS = ("scheduled", "exploring", "coached")
RECENT = 12  # plain pages on the home page; the rest is one tap away


def home_page(scope: Scope) -> Page:
    """Return the home page of the members."""
    cohort, upcoming = scope.cohort, next_session(scope)
    papers = packet(scope, upcoming) if upcoming else []
    cards = [preread_card(scope, "members", upcoming, paper) for paper in papers] if upcoming else []
    base = f"sessions/{upcoming.id}" if upcoming else ""
    past = [session for session in reversed(open_sessions(scope, "members")) if not is_upcoming(scope, session)]
    view = HomeView(
        welcome=cohort.index.body if cohort.index else Markdown("", cohort.doc.path),
        purpose=cohort.record.purpose or "",
        next=session_card(scope, "members", upcoming) if upcoming else None,
        agenda_href=scope.way("members", f"{base}/agenda") if upcoming else "",
        logistics_href=scope.way("members", "logistics") if upcoming and upcoming.record.logistics else "",
        must_reads=tuple(card for card in cards if card.need == "must"),
        other_reads=tuple(card for card in cards if card.need != "must"),
        commitments=still_open(scope, "members"),
        commitments_href=scope.way("members", "commitments"),
        news_href=scope.way("members", "news"),
        news=current_news(scope, "members"),
        coming=scope.faces("members", coming(upcoming)) if upcoming and not is_closed(cohort, upcoming) else (),
        past=tuple(session_card(scope, "members", session) for session in past),
        norms=cohort.record.norms,
        pages=page_links(scope, "members", at_most=RECENT),
        topics=tuple(topic_card(scope, "members", topic) for topic in cohort.topics
                     if topic.record.state in LIVE_TOPICS and topic.record.audience == "members"),
    )  # fmt: skip
    return scope.page("home", "home", view, cohort.index.path if cohort.index else "")
