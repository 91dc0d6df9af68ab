"""Rules about who belongs: members who have left and still count, firms that compete at one table."""

from collections.abc import Iterator
from datetime import date

from portalgen.errors import Problem
from portalgen.load.portal import Cohort, Person, Portal

HERE = ("active", "new", "on-leave")
STALE_DAYS = 365


def gone(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield members whose last day has passed and whose status still says that they belong."""
    for number, member in enumerate(cohort.record.members):
        if member.left and member.left < as_of and member.status in HERE:
            what = f"{portal.people[member.person].record.name} left on {member.left} and is still {member.status}"
            hint = f"write `status: alum`, and take their key: portalgen access revoke {member.person}"
            yield cohort.doc.problem(what, "members", number, "left", hint=hint)


def competing(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield members who name the firm of another member as a competitor."""
    here = [portal.people[member.person] for member in cohort.record.members if member.status in HERE]
    firms = {person.record.company.casefold(): person for person in here if person.record.company}
    for person in here:
        for number, firm in enumerate(person.record.competitors):
            other = firms.get(firm.casefold())
            if other:
                what = f"{person.record.name} competes with {firm}, where {other.record.name} works"
                yield person.doc.problem(what, "competitors", number, hint="no two members of a cohort should compete")


def stale_bios(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield bios that nobody has looked at for a year."""
    for person in _members(portal, cohort):
        updated = person.record.updated
        if updated and (as_of - updated).days > STALE_DAYS:
            months = (as_of - updated).days * 12 // 365
            what = f"the bio of {person.record.name} is {months} months old"
            yield person.doc.problem(what, "updated", hint="ask them to read it, then set `updated:`")


def silent_bios(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield bios that give nobody a reason to begin a conversation."""
    for person in _members(portal, cohort):
        if not person.record.ask_me_about:
            hint = "write `ask_me_about: [one thing, another]`"
            yield person.doc.problem(f"nothing says what to ask {person.record.name} about", hint=hint)


def photos(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield photos that are there without consent: no page shows them."""
    for person in _members(portal, cohort):
        if person.photo and not person.record.photo_consent:
            what = f"there is a photo of {person.record.name}, but no consent, so no page shows it"
            yield person.doc.problem(what, hint="ask, then write `photo_consent: true`; or delete the photo")


def _members(portal: Portal, cohort: Cohort) -> Iterator[Person]:
    return (portal.people[member.person] for member in cohort.record.members if member.status in HERE)
