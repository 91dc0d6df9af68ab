"""A whole announcement: from the readers whom a stage concerns to a letter for each who has an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from portalgen.announce.letter import Letter, calendar, write_letter
from portalgen.announce.occasion import Occasion, check_occasion
from portalgen.announce.quiet import check_quiet
from portalgen.announce.readers import Reader, choose_readers
from portalgen.errors import Problem, UsageError
from portalgen.model.mailbox import Mailbox
from portalgen.words import words as words_of


@dataclass(frozen=True, slots=True)
class Wish:
    """How a convener wants it: to whom (empty: all whom it concerns), with a calendar file, a link to the page."""

    to: tuple[str, ...] = ()
    calendar: bool = False
    to_page: bool = False


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter with its reader and their address; `page` is the file name of the page that it is about."""

    reader: str
    name: str
    to: Mailbox
    page: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class Announcement:
    """Who is told what: `before` were sent theirs earlier, by id and minute; `lacking` have no good address."""

    occasion: Occasion
    letters: tuple[Addressed, ...]
    before: Mapping[str, str]
    lacking: tuple[tuple[Reader, Problem], ...]


def announcement(occasion: Occasion, wish: Wish, *, id_key: bytes, told: Mapping[str, str]) -> Announcement:
    """Return the announcement of an occasion to all who were not told yet.

    id_key: 32 secret bytes that names come from; told: the ids of readers who were sent this before, with the minute.
    Raises UsageError where there is nothing to announce, ContentError for a cohort without an address, and LeakError
    where a word of the content would stand in a message.
    """
    check_occasion(occasion)
    if wish.calendar and not occasion.shows_day:
        hint = "`mail_shows_day: always` in cohort.yaml lets them, or announce save-the-date"
        raise UsageError(f"messages of {occasion.stage} do not tell the day, and a calendar file would", hint=hint)
    readers, words = choose_readers(occasion, wish.to), words_of(occasion.language)
    attached = calendar(occasion, id_key) if wish.calendar else None
    hrefs = {page.path: page.href for page in occasion.plan.pages}
    letters = []
    for reader in readers:
        if reader.way.to and reader.id not in told:
            link = occasion.address + (hrefs[reader.page] if wish.to_page else "")
            letter = write_letter(occasion, reader.name, words, link=link, attachment=attached)
            letters.append(Addressed(reader.id, reader.name, reader.way.to, hrefs[reader.page], letter))
    check_quiet(occasion, [(one.name, one.letter) for one in letters], words)
    return Announcement(
        occasion,
        tuple(letters),
        {reader.id: told[reader.id] for reader in readers if reader.id in told},
        tuple((reader, reader.way.lacks) for reader in readers if reader.way.lacks),
    )
