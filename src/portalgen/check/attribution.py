"""Rules about who could be recognised: roles that only one or two people have, names in notes that should have none."""

import re
from collections.abc import Iterator
from datetime import date

from portalgen.errors import Place, Problem
from portalgen.load.portal import Cohort, Portal
from portalgen.model.site import Markdown
from portalgen.plan.attribution import alike, mode_of, names

FEW = 2  # members: a role that fits no more of them is a name
_MENTION = re.compile(r"(?<!\w)@([a-z0-9]+(?:[-.][a-z0-9]+)*)")


def telling_roles(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield mentions by role where role and industry pick out two members or fewer."""
    for session in cohort.sessions:
        notes = session.notes
        if notes is None or mode_of(cohort, session) != "role":
            continue
        for person, place, line in _mentions(notes.body):
            if person in portal.people and alike(cohort, portal.people, person) <= FEW:
                what = f"here @{person} appears by role, and that role fits {FEW} members or fewer"
                yield Problem(what, place, "use `mode: themes` or `chatham`, or leave the mention out", line)


def names_in_themes(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield names written out in notes that tell themes and not who said what."""
    words = [word for word in names(cohort, portal.people) if " " in word or "-" in word]
    if not words:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
    for session in cohort.sessions:
        notes = session.notes
        if notes is None or mode_of(cohort, session) != "themes":
            continue
        for place, line in _lines(notes.body):
            for found in pattern.finditer(line):
                what = f'these notes name nobody, but here stands "{found.group(0)}"'
                hint = "write @id, which becomes “a member”"
                yield Problem(what, Place(place.path, place.line, found.start() + 1), hint, line)


def _mentions(text: Markdown) -> Iterator[tuple[str, Place, str]]:
    for place, line in _lines(text):
        for found in _MENTION.finditer(line):
            yield found.group(1), Place(place.path, place.line, found.start() + 1), line


def _lines(text: Markdown) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(text.text.split("\n")):
        yield Place(text.path, text.line + number), line
