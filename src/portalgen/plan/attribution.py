"""Who may be named: the attribution of a session, and what stands where a name is not said.

The rule removes, it does not hide: a page of a closed session is planned without names, and the build fails where a
text, a file name or an alternative text would bring one back.
"""

from collections.abc import Iterable, Iterator, Mapping

from portalgen.load.portal import Cohort, Person, Session
from portalgen.model.cohort import Attribution
from portalgen.model.letters import unaccented

NAMED: Attribution = "named"
SHORT = 2  # letters; half of a double name with no more is no name (Jo-An)
ARTICLE = 3  # letters; a guest may be written as "The Mayor"
STRICTNESS: tuple[Attribution, ...] = ("named", "consented", "role", "themes", "chatham", "none")


def mode_of(cohort: Cohort, session: Session) -> Attribution:
    """Return how people appear in a session's notes: as its notes say, else the session, else the cohort."""
    own = session.notes.record.mode if session.notes else None
    return own or session.record.attribution or cohort.record.attribution


def is_closed(cohort: Cohort, session: Session) -> bool:
    """Tell whether a session is under the Chatham House Rule: no name on any of its pages, nor who was there.

    That no notes are kept ("none") does not lift the rule that would hold otherwise.
    """
    mode = mode_of(cohort, session)
    ruled = (session.record.attribution, cohort.record.attribution)
    return mode == "chatham" or (mode == "none" and "chatham" in ruled)


def voice(cohort: Cohort, session: Session) -> Attribution:
    """Return how people appear on the pages of a session other than its notes."""
    return "chatham" if is_closed(cohort, session) else NAMED


def unnamed(cohort: Cohort, session: Session) -> Attribution:
    """Return how people appear where a session is told to those who were not there: never by name."""
    return "chatham" if is_closed(cohort, session) else "themes"


def names(cohort: Cohort, people: dict[str, Person], others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return every word that would tell who was in the room: names and their parts, companies, roles.

    others: names of people without a bio, such as a sponsor's. `ordinary_words` of the cohort are left out, for people
    whose name is a word of the language.
    """
    told: set[str] = set()
    guests = (guest.name for session in cohort.sessions for guest in session.record.guests if guest.name)
    for name in (*guests, *others):
        told.update((name, *(part for part in _parts("", name) if len(part) > ARTICLE)))
    for person_id in _in_the_room(cohort):
        record = people[person_id].record
        told.update((record.name, record.company or "", record.role or "", *_parts(person_id, record.name)))
    told |= {unaccented(word) for word in told}
    ordinary = {word.casefold() for word in (*cohort.record.ordinary_words, "")}
    return tuple(sorted(word for word in told if word.casefold() not in ordinary))


_AROUND = ',.;:()[]"\u201c\u201d'  # what stands around a word of a name: "Jane Doe, PhD"


def _parts(person_id: str, name: str) -> Iterator[str]:
    """Yield each word of a name, both halves of a double name, and the short name that mentions use."""
    for word in (part.strip(_AROUND) for part in name.split()):
        if len(word) > 1 and not word.islower():
            yield word
            yield from (half for half in word.split("-") if len(half) > SHORT)
    if person_id.isalpha():
        yield person_id.capitalize()


def _in_the_room(cohort: Cohort) -> set[str]:
    people = {member.person for member in cohort.record.members}
    for session in cohort.sessions:
        record = session.record
        people.update(row.person for row in record.attendance)
        held = (record.chair, record.host, record.scribe, record.timekeeper, record.process_observer)
        guests = (person for guest in record.guests for person in (guest.person, guest.invited_by))
        spoke = (person for item in record.agenda for person in (item.owner, item.coach, *item.recused))
        people.update(person for person in (*held, *guests, *spoke) if person)
    return people


def alike(cohort: Cohort, people: dict[str, Person], person_id: str) -> int:
    """Return how many members share a person's role and industry, the person included."""
    own = people[person_id].record
    here: Iterable[str] = {member.person for member in cohort.record.members if member.status != "alum"}
    records = (people[name].record for name in here)
    return sum((record.role, record.industry) == (own.role, own.industry) for record in records)


def role_text(person: Person, words: Mapping[str, str]) -> str:
    """Return how a person appears by their role alone."""
    said = words["locale.comma"].join(part for part in (person.record.role, person.record.industry) if part)
    return words["mention.role"].format(role=said) if said else words["mention.unnamed"]
