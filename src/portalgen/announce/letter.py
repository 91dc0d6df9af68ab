"""What a message says: the codename, that something is on the site, the site's address. Words in, a `Letter` out.

No name but the reader's own first name, no title, no place, no passphrase and no invitation ever stands in one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from zoneinfo import ZoneInfo

from portalgen.announce.occasion import Occasion
from portalgen.files.calendar import make_calendar
from portalgen.files.lines import one_line
from portalgen.load.portal import Session
from portalgen.plan.exports import bare_event, calendar_name, stamp_of
from portalgen.plan.scope import span
from portalgen.render.dates import Dates

UTC = ZoneInfo("UTC")
PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
{paragraphs}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A calendar file: its neutral name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One message before it has a sender and a receiver: text and HTML say the same."""

    subject: str
    text: str
    html: str
    attachment: Attachment | None = None


def write_letter(
    occasion: Occasion, name: str, words: Mapping[str, str], *, link: str, attachment: Attachment | None = None
) -> Letter:
    """Return the message to the reader called `name`; `link` is the address that it sends them to."""
    codename = one_line(occasion.cohort.record.codename)
    subject = words[f"mail.subject.{occasion.stage}"].format(codename=codename)
    said = [words["mail.greeting"].format(name=first_name(name)), words[f"mail.say.{occasion.stage}"]]
    if occasion.shows_day:
        said.append(words["mail.when"].format(when=when(occasion.session, words)))
    if attachment:
        said.append(words["mail.calendar"])
    ends = words["mail.opens"]
    return Letter(
        subject,
        "\n\n".join((*said, f"{words['mail.link']}\n{link}", ends)) + "\n",
        PAGE.format(
            language=escape(occasion.language),
            direction=words["locale.dir"],
            title=escape(subject),
            paragraphs="\n".join(_paragraphs(said, words["mail.link"], link, ends)),
        ),
        attachment,
    )


def _paragraphs(said: Iterable[str], before: str, link: str, ends: str) -> Iterable[str]:
    yield from (f"<p>{escape(text)}</p>" for text in said)
    yield f'<p>{escape(before)}<br><a href="{escape(link)}" dir="ltr">{escape(link)}</a></p>'
    yield f"<p>{escape(ends)}</p>"


def first_name(name: str) -> str:
    """Return what a greeting calls somebody: the first word of their name that is no title or initial."""
    words = one_line(name).split()
    return next((word for word in words if not word.endswith(".")), " ".join(words))


def when(session: Session, words: Mapping[str, str]) -> str:
    """Return when a session is, with its distance from UTC: a zone's name could tell the place."""
    return f"{Dates(words).span(span(session))} (UTC{session.start.isoformat()[-6:]})"


def calendar(occasion: Occasion, id_key: bytes) -> Attachment:
    """Return the session as a calendar file: codename and time, no place, no people, no zone's name.

    id_key: 32 secret bytes that names come from, so that the entry replaces that of the site's own calendars.
    """
    codename, session = one_line(occasion.cohort.record.codename), occasion.session
    abroad = replace(session, start=session.start.astimezone(UTC), end=session.end and session.end.astimezone(UTC))
    event = bare_event(occasion.cohort, abroad, id_key)
    content = make_calendar([event], name=codename, stamp=stamp_of(event, occasion.as_of))
    return Attachment(calendar_name(codename), content)
