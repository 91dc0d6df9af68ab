"""Whom a stage concerns: who can open what it is about, and where their address is written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from portalgen.announce.occasion import Occasion
from portalgen.errors import Problem, UsageError
from portalgen.load.portal import Person
from portalgen.model.mailbox import Mailbox, read_mailbox
from portalgen.model.network import Contact
from portalgen.model.person import Assistant
from portalgen.plan.scope import active_members
from portalgen.plan.views import SponsorView
from portalgen.source.document import Document

_WORD = re.compile(r"\w+")
KINDS = ("members", "guests", "sponsors", "assistants", "conveners")
CONCERNS = {
    "save-the-date": ("members", "guests", "sponsors", "assistants"),
    "agenda": ("members", "guests", "sponsors"),
    "pre-reads": ("members", "guests"),
    "notes": ("members", "guests", "sponsors"),
}
"""Who is told of a stage where nobody is named, so far as they can open what it is about."""


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody can be written to: their address, or what lacks and in which file to mend it."""

    to: Mailbox | None = None
    lacks: Problem | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can be told.

    `id` is theirs in the log, such as member:mara, and has no address in it; `known_as` are the names that --to takes.
    `page` is the logical path of the page that the stage is about for them, empty where they can open none.
    """

    id: str
    kind: str
    name: str
    known_as: tuple[str, ...]
    page: str
    way: Way


def choose_readers(occasion: Occasion, wanted: Iterable[str] = ()) -> tuple[Reader, ...]:
    """Return those whom the stage concerns, or those of `wanted`: kinds such as members, and ids of people.

    Raises UsageError for a name that is nobody's, and for one who can open nothing of what they would be told of.
    """
    everybody, names = tuple(_everybody(occasion)), tuple(dict.fromkeys(wanted))
    for name in names:
        meant = [reader for reader in everybody if name in (reader.kind, *reader.known_as)]
        if not meant and name not in KINDS:
            known = ", ".join(dict.fromkeys(reader.known_as[0] for reader in everybody))
            raise UsageError(f'there is no reader "{name}" here', hint=f"{', '.join(KINDS)}, or one of: {known}")
        if not any(reader.page for reader in meant):
            what = f"{name} can open nothing that {occasion.stage} of {occasion.session.id} is about"
            raise UsageError(what, hint="leave them out; nobody was told")
    chosen = {*(names or CONCERNS[occasion.stage])}
    found = tuple(reader for reader in everybody if reader.page and {reader.kind, *reader.known_as} & chosen)
    if not found:
        what = f"{occasion.stage} of {occasion.session.id} concerns nobody here but conveners"
        raise UsageError(what, hint="--to conveners tells them; members stand in cohort.yaml")
    return found


def _everybody(occasion: Occasion) -> Iterator[Reader]:
    people, network = occasion.portal.people, occasion.portal.network.record
    members = active_members(occasion.cohort, occasion.as_of)
    for name in members:
        yield _person(occasion, people[name], "members", f"member:{name}")
    for name in sorted(_guests(occasion) - {*members}):
        yield _person(occasion, people[name], "guests", f"guest:{name}")
    for number, sponsor in enumerate(network.sponsors):
        if sponsor.id in occasion.cohort.record.sponsors:
            for place, contact in enumerate(sponsor.people):
                keys = ("sponsors", number, "people", place, "email")
                yield _contact(occasion, contact, "sponsors", f"sponsor:{sponsor.id}", keys)
    for name in members:
        assistant = people[name].record.contact.assistant
        if assistant:
            yield _assistant(occasion, people[name], assistant)
    for place, contact in enumerate(network.convener.contacts):
        yield _contact(occasion, contact, "conveners", "convener", ("convener", "contacts", place, "email"))


def _guests(occasion: Occasion) -> set[str]:
    """Return the ids of those who are no members and read something here under their own name."""
    circles = (reader for circle in occasion.plan.reach.circles.values() for reader in circle.readers)
    alone = (target.audience for target in occasion.plan.targets.values())
    return {name.partition(":")[2] for name in (*circles, *alone) if name.startswith("guest:")}


def _person(occasion: Occasion, person: Person, kind: str, audience: str) -> Reader:
    own, name = person.record.contact.email, person.record.name
    keys, field = ("contact", "email", "value"), "contact: {email: {value: …}}"
    way = _way(person.doc, keys, own.value if own else None, name, field, shared=not own or own.share != "none")
    return Reader(audience, kind, name, (person.id, audience), occasion.page_for(audience), way)


def _assistant(occasion: Occasion, person: Person, assistant: Assistant) -> Reader:
    """Return a member's assistant: they keep the diary, so they are told of a date that the member is told of."""
    who, field = f"{assistant.name}, assistant of {person.record.name}", "contact: {assistant: {email: …}}"
    keys = ("contact", "assistant", "email")
    way = _way(person.doc, keys, assistant.email, who, field, shared=assistant.share != "none")
    told = occasion.stage == "save-the-date" and occasion.page_for(f"member:{person.id}")
    name = f"assistant:{person.id}"
    return Reader(name, "assistants", assistant.name, (name,), "logistics" if told else "", way)


def _contact(occasion: Occasion, contact: Contact, kind: str, whose: str, keys: tuple[str | int, ...]) -> Reader:
    own = f"{whose}:{'-'.join(_WORD.findall(contact.name.casefold()))}"
    page = _sponsor_page(occasion) if kind == "sponsors" else occasion.page_for(kind)
    way = _way(occasion.portal.network, keys, contact.email, contact.name, "email: …")
    return Reader(own, kind, contact.name, (whose.partition(":")[2] or own, own), page, way)


def _sponsor_page(occasion: Occasion) -> str:
    """Return the sponsor's page if it shows something of the stage: a date, their parts, a cleared summary."""
    view = next((page.view for page in occasion.plan.pages if page.path == "sponsor"), None)
    shown = view.sessions if isinstance(view, SponsorView) else ()
    here = next((one for one in shown if one.when.start == occasion.session.start), None)
    told = here and {"save-the-date": True, "agenda": here.attended, "notes": here.summary}.get(occasion.stage)
    return "sponsor" if told else ""


def _way(
    doc: Document[Any], keys: tuple[str | int, ...], text: str | None, who: str, field: str, *, shared: bool = True
) -> Way:
    """Return the address `text` that stands at `keys` of a file, or the problem with it."""
    if not text:
        return Way(lacks=doc.problem(f"{who} has no e-mail address", *keys, hint=f"write it: `{field}`"))
    if not shared:
        hint = "ask them; with `share: convener` you may write to it"
        return Way(lacks=doc.problem(f"{who} shares the e-mail address with nobody", *keys, hint=hint))
    try:
        return Way(read_mailbox(text))
    except ValueError as fault:
        return Way(lacks=doc.problem(f"{who}: {fault}", *keys, hint="one address, such as mara@larkfield.example"))
