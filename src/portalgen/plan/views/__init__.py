"""What each page shows, as frozen data: the contract between `plan`, which decides, and a theme, which draws.

A view holds only what its audience may read; templates choose nothing. All text is plain except `Markdown`, which the
`markdown` filter renders. Every `href` is final. Moments are aware datetimes in the cohort's or session's zone.
"""

from portalgen.plan.views.cards import (
    CommitmentRow,
    Document,
    Face,
    Fact,
    Frame,
    Link,
    NewsCard,
    Page,
    Picture,
    PreReadCard,
    Report,
    SessionCard,
    Span,
    TopicCard,
)
from portalgen.plan.views.desk import ConvenerView, HomeView, LogisticsView, SponsorSession, SponsorView, Venue
from portalgen.plan.views.memory import CommitmentsView, TopicsView, TopicView
from portalgen.plan.views.paper import ArchiveView, CharterView, NewsListView, NewsView, PageView, PreReadView
from portalgen.plan.views.people import DirectoryCard, DirectoryView, MemberView, PersonalView
from portalgen.plan.views.session import (
    AgendaDay,
    AgendaRow,
    AgendaView,
    ChairNotesView,
    NotesView,
    SessionsView,
    SessionView,
    ThemeView,
)

__all__ = [
    "AgendaDay",
    "AgendaRow",
    "AgendaView",
    "ArchiveView",
    "ChairNotesView",
    "CharterView",
    "CommitmentRow",
    "CommitmentsView",
    "ConvenerView",
    "DirectoryCard",
    "DirectoryView",
    "Document",
    "Face",
    "Fact",
    "Frame",
    "HomeView",
    "Link",
    "LogisticsView",
    "MemberView",
    "NewsCard",
    "NewsListView",
    "NewsView",
    "NotesView",
    "Page",
    "PageView",
    "PersonalView",
    "Picture",
    "PreReadCard",
    "PreReadView",
    "Report",
    "SessionCard",
    "SessionView",
    "SessionsView",
    "Span",
    "SponsorSession",
    "SponsorView",
    "ThemeView",
    "TopicCard",
    "TopicView",
    "TopicsView",
    "Venue",
]
