"""Cards: one person in, one vCard 3.0 (RFC 2426) out. Knows no portal; what a card may hold is decided before it.

Version 3.0, because iOS, Android and Outlook all read it and not all read 4.0.
"""

import icalendar
from icalendar.prop import vAdr, vN, vOrg

from portalgen.files.lines import one_line
from portalgen.model.made import Card

_KINDS = {"EMAIL": {"TYPE": "INTERNET"}, "TEL": {"TYPE": "CELL"}}


class _VCard(icalendar.Component):
    name = "VCARD"


def make_vcard(card: Card) -> bytes:
    """Return a card file: UTF-8, the same bytes for the same card, no line for what is empty."""
    family, given = _names(one_line(card.name), one_line(card.sort_name))
    file = _VCard()
    file.add("VERSION", "3.0")
    file.add("PRODID", icalendar.vText("-//portalgen//EN"))
    file.add("N", vN((family, given, "", "", "")))
    file.add("FN", icalendar.vText(one_line(card.name)))
    if card.company:
        file.add("ORG", vOrg((one_line(card.company),)))
    if card.city:
        file.add("ADR", vAdr(("", "", "", one_line(card.city), "", "", "")))
    texts = {"TITLE": card.role, "EMAIL": card.email, "TEL": card.mobile, **_spoken(card, given)}
    for spelling, text in texts.items():
        if text:
            file.add(spelling, icalendar.vText(one_line(text), params=_KINDS.get(spelling)))
    content: bytes = file.to_ical(sorted=False)
    return content


def _names(name: str, sort_name: str) -> tuple[str, str]:
    """Return the family name and the rest: iOS shows these two, and they must make up the name."""
    words = name.split()
    family = sort_name.split() or words[-1:]
    if words[-len(family) :] == family:
        return " ".join(family), " ".join(words[: -len(family)])
    if words[: len(family)] == family:
        return " ".join(family), " ".join(words[len(family) :])
    return " ".join(words[-1:]), " ".join(words[:-1])


def _spoken(card: Card, given: str) -> dict[str, str]:
    """Return the two lines that iOS and Android show under a name: as many words as are given, then the family's."""
    words, before = one_line(card.say_name).split(), given.split()
    count = len(before) if one_line(card.name).split()[: len(before)] == before else len(words)
    return {"X-PHONETIC-FIRST-NAME": " ".join(words[:count]), "X-PHONETIC-LAST-NAME": " ".join(words[count:])}
