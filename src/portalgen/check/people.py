"""Rules about who belongs: members who have left and still count, firms that compete at one table."""

from collections.abc import Iterator
from datetime import date

from portalgen.errors import Problem
from portalgen.load.portal import Cohort, Portal

HERE = ("active", "new", "on-leave")


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
