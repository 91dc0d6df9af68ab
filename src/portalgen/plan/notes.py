"""What a session leaves behind: the notes for its members, and the chair's notes for the conveners."""

from collections.abc import Iterator
from dataclasses import replace

from portalgen.load.portal import Session
from portalgen.model.papers import NotesRecord, Quote
from portalgen.model.site import Markdown
from portalgen.plan.attribution import mode_of, role_text
from portalgen.plan.commitments import made_in
from portalgen.plan.scope import Scope, minutes
from portalgen.plan.session_cards import session_card
from portalgen.plan.views import ChairNotesView, NotesView, Page, ThemeView
from portalgen.source.document import Document

WITH_CONSENT = ("named", "consented")


def notes_pages(scope: Scope, session: Session) -> Iterator[Page]:
    """Yield the notes and the chair's notes of a session, where this build has them."""
    base, notes = f"sessions/{session.id}", session.notes
    if notes is None:
        return
    if f"{base}/notes" in scope.targets:
        audience = scope.audience(f"{base}/notes")
        view = _view(scope, audience, session, notes)
        back = scope.link(audience, base)
        yield scope.page(f"{base}/notes", "notes", view, notes.path, back=back, voice=mode_of(scope.cohort, session))
    if f"{base}/chair-notes" in scope.targets:
        card = session_card(scope, "conveners", session)
        back = scope.link("conveners", "desk")
        view_ = ChairNotesView(card, notes.text(notes.record.chair_notes or "", "chair_notes"))
        yield scope.page(f"{base}/chair-notes", "chairnotes", view_, notes.path, back=back)


def _view(scope: Scope, audience: str, session: Session, notes: Document[NotesRecord]) -> NotesView:
    record, mode = notes.record, mode_of(scope.cohort, session)
    texts = (theme.body or "" for theme in record.themes)
    said = "\n".join((notes.body.text, *texts, *record.insights, *record.questions_left))
    return NotesView(
        session=session_card(scope, audience, session),
        body=notes.body,
        reviewed_by=scope.person(record.reviewed_by).record.name if record.reviewed_by and mode in WITH_CONSENT else "",
        attribution=scope.words[f"attribution.{mode}"],
        themes=tuple(ThemeView(theme.title, notes.text(theme.body or "", "themes", number, "body"),
                               scope.mention(audience, f"topics/{theme.topic}") if theme.topic else None)
                     for number, theme in enumerate(record.themes)),
        insights=_lines(notes, "insights"),
        questions_left=_lines(notes, "questions_left"),
        resources=_lines(notes, "resources"),
        quotes=tuple((_who(scope, quote, mode), notes.text(quote.text, "quotes", number, "text"))
                     for number, quote in enumerate(record.quotes) if quote.consent),
        beliefs=tuple((belief.before, belief.now) for belief in record.beliefs),
        commitments=made_in(scope, audience, session),
        minutes=minutes(replace(notes.body, text=said)),
    )  # fmt: skip


def _lines(notes: Document[NotesRecord], key: str) -> tuple[Markdown, ...]:
    return tuple(notes.text(words, key, number) for number, words in enumerate(getattr(notes.record, key)))


def _who(scope: Scope, quote: Quote, mode: str) -> str:
    """Return who said a quote: a name by consent, a role in role mode, otherwise nobody."""
    if quote.by and mode in WITH_CONSENT:
        return scope.person(quote.by).record.name
    return role_text(scope.person(quote.by), scope.words) if quote.by and mode == "role" else ""
