"""New people: a bio for each member of a list who has none yet, and their line in `cohort.yaml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portalgen.desk.append import append_entry
from portalgen.desk.members import Member
from portalgen.desk.names import person_id
from portalgen.desk.papers import Paper, fill, read_text, schema_line
from portalgen.load.portal import Cohort, Person
from portalgen.model.letters import fold

PEOPLE = "content/people"


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Who is new and who was here: ids by full name, and the papers to write."""

    papers: tuple[Paper, ...]
    added: dict[str, str]
    known: dict[str, str]


def bios(root: Path, members: Iterable[Member], people: dict[str, Person], today: date) -> Newcomers:
    """Return a bio for every member without one. People are the same where the name or the address is."""
    names = {fold(person.record.name): person.id for person in people.values()}
    mails = {person.record.contact.email.value.casefold(): person.id for person in people.values()
             if person.record.contact.email}  # fmt: skip
    papers: list[Paper] = []
    added: dict[str, str] = {}
    known: dict[str, str] = {}
    taken = set(people)
    for member in members:
        mail = member.contact.get("email", "").casefold()
        before = names.get(fold(member.name)) or mails.get(mail)
        if before:
            known[member.name] = before
            continue
        name = person_id(member.name, taken)
        taken.add(name)
        names[fold(member.name)] = added[member.name] = name
        if mail:
            mails[mail] = name
        papers += _bio(root, name, member, today)
    return Newcomers(tuple(papers), added, known)


def _bio(root: Path, name: str, member: Member, today: date) -> tuple[Paper, ...]:
    path = f"{PEOPLE}/{name}.md"
    text = fill("person.md", schema=schema_line(root, path, "person"), person=member, id=name, today=today,
                photo=bool(member.photo))  # fmt: skip
    bio = Paper(path, text)
    return (bio, Paper(f"{PEOPLE}/{name}{member.photo[0]}", member.photo[1])) if member.photo else (bio,)


def joined(root: Path, cohort: Cohort, ids: Iterable[str], day: date) -> tuple[Paper, ...]:
    """Return `cohort.yaml` with a line for each of `ids` that is no member yet; nothing where all are."""
    here = {member.person for member in cohort.record.members}
    fresh = [name for name in dict.fromkeys(ids) if name not in here]
    if not fresh:
        return ()
    before = text = read_text(root / cohort.doc.path)
    for name in fresh:
        text = append_entry(text, "members", f"person: {name}\njoined: {day}", cohort.doc.path)
    return (Paper(cohort.doc.path, text, was=before),)
