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
    """The papers to write, (full name, id) of who is new, and ids by full name of who was here."""

    papers: tuple[Paper, ...]
    added: tuple[tuple[str, str], ...]
    known: dict[str, str]

    def namesakes(self) -> tuple[str, ...]:
        """Return the ids of new people who share their full name with another new one."""
        names = [fold(name) for name, _ in self.added]
        return tuple(one for name, one in self.added if names.count(fold(name)) > 1)


def bios(root: Path, members: Iterable[Member], people: dict[str, Person], today: date) -> Newcomers:
    """Return a bio for every member without one. People are the same as those here where the name or the address is.

    Within the list two of one name are two people, but for what stands there twice or has one address.
    """
    names = {fold(person.record.name): person.id for person in people.values()}
    mails = {person.record.contact.email.value.casefold(): person.id for person in people.values()
             if person.record.contact.email}  # fmt: skip
    papers: list[Paper] = []
    added: list[tuple[str, str]] = []
    listed: list[Member] = []
    known: dict[str, str] = {}
    taken = set(people)
    for member in members:
        mail = member.contact.get("email", "").casefold()
        before = names.get(fold(member.name)) or mails.get(mail)
        if before:
            known[member.name] = before
            continue
        if member in listed:
            continue
        listed.append(member)
        name = person_id(member.name, taken)
        taken.add(name)
        added.append((member.name, name))
        if mail:
            mails[mail] = name
        papers += _bio(root, name, member, today)
    return Newcomers(tuple(papers), tuple(added), known)


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
