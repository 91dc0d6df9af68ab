"""Pages about people: the directory and each member's bio. Only what a person shares with members."""

from collections.abc import Iterable, Iterator

from portalgen.model.cohort import Membership
from portalgen.model.letters import fold
from portalgen.model.person import ContactDetails
from portalgen.model.site import Markdown
from portalgen.plan.attribution import is_closed
from portalgen.plan.commitments import promises_of
from portalgen.plan.exports import contact_card
from portalgen.plan.scope import Scope, standing
from portalgen.plan.topics import raiser
from portalgen.plan.views import DirectoryCard, DirectoryView, Fact, Link, MemberView, Page


def people_pages(scope: Scope) -> Iterator[Page]:
    """Yield the directory and one page for each member, guest and alum."""
    if "members" not in scope.targets:
        return
    members = sorted(scope.cohort.record.members, key=lambda member: sort_name(scope, member))
    cards = [_card(scope, member) for member in members]
    view = DirectoryView(
        members=tuple(card for card in cards if card.status not in ("alum", "guest")),
        guests=tuple(card for card in cards if card.status == "guest"),
        alumni=tuple(card for card in cards if card.status == "alum"),
        industries=_choices(card.industry for card in cards),
        cities=_choices(card.city for card in cards),
        asks=_choices(ask for card in cards for ask in card.ask_me_about),
    )
    yield scope.page("members", "directory", view)
    for member in members:
        yield _member_page(scope, member)


def _choices(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what to choose from, each once, in the order of the alphabet."""
    found = {fold(text): text for text in texts if text}
    return tuple(found[key] for key in sorted(found))


def sort_name(scope: Scope, member: Membership) -> str:
    """Return what a member is sorted by: their own choice, else their last word."""
    record = scope.person(member.person).record
    return (record.sort_name or record.name.split()[-1]).casefold()


def _card(scope: Scope, member: Membership) -> DirectoryCard:
    record = scope.person(member.person).record
    return DirectoryCard(
        face=scope.face("members", member.person),
        role=record.role or "",
        company=record.company or "",
        city=record.city or "",
        industry=record.industry or "",
        say_name=record.say_name or "",
        ask_me_about=record.ask_me_about,
        status=standing(member, scope.as_of),
        timezone=record.timezone or "",
    )


def _member_page(scope: Scope, member: Membership) -> Page:
    person = scope.person(member.person)
    record, words = person.record, scope.words
    here = scope.cohort.people_here.get(person.id)
    facts = (
        ("city", record.city),
        ("industry", record.industry),
        ("languages", words["locale.comma"].join(record.languages)),
        ("first_job", record.first_job),
        ("off_duty", record.off_duty),
        ("boards", words["locale.comma"].join(record.boards)),
        ("mentor", scope.person(member.mentor).record.name if member.mentor else None),
    )
    view = MemberView(
        face=scope.face("members", person.id),
        status=standing(member, scope.as_of),
        say_name=record.say_name or "",
        pronouns=record.pronouns or "",
        role=record.role or "",
        company=record.company or "",
        company_line=record.company_line or "",
        city=record.city or "",
        bio=person.doc.body,
        here=here.body if here else Markdown("", person.doc.path),
        ask_me_about=record.ask_me_about,
        wrestling_with=record.wrestling_with,
        belief_i_changed=record.belief_i_changed or "",
        how_to_challenge_me=record.how_to_challenge_me or "",
        facts=tuple(Fact(words[f"person.{key}"], value) for key, value in facts if value),
        joined=member.joined,
        contact=(*contact_facts(scope, record.contact, ("members",)), *_profile(scope, record.linkedin)),
        timezone=record.timezone or "",
        card=contact_card(scope, "members", person.id),
        topics=tuple(_topics(scope, person.id)),
        presents=tuple(_presents(scope, person.id)),
        commitments=promises_of(scope, "members", person.id),
        in_network=record.joined_network,
        updated=record.updated,
    )
    return scope.page(f"members/{person.id}", "member", view, person.doc.path, back=scope.link("members", "members"))


def way_to(email: str | None, phone: str | None) -> str:
    """Return the link that writes to somebody, or that calls them where only a number is known; else nothing."""
    if email:
        return f"mailto:{email}"
    return f"tel:{phone.replace(' ', '')}" if phone else ""


def contact_facts(scope: Scope, contact: ContactDetails, shares: tuple[str, ...]) -> Iterator[Fact]:
    """Yield the ways to reach a person that they share with these readers."""
    words = scope.words
    for key, entry, scheme in (("email", contact.email, "mailto:"), ("mobile", contact.mobile, "tel:")):
        if entry and entry.share in shares:
            yield Fact(words[f"person.{key}"], entry.value, scheme + entry.value.replace(" ", ""))
    assistant = contact.assistant
    if assistant and assistant.share in shares:
        ways = " · ".join(way for way in (assistant.name, assistant.email, assistant.phone) if way)
        yield Fact(words["person.assistant"], ways, way_to(assistant.email, assistant.phone))
    liked = contact.preferred
    way = getattr(contact, liked) if liked else None
    if way and way.share in shares:
        yield Fact(words["person.preferred"], words[f"person.preferred.{liked}"])


def _profile(scope: Scope, address: str | None) -> Iterator[Fact]:
    if address:
        href = address if address.startswith("https://") else f"https://{address}"
        yield Fact(scope.words["person.linkedin"], address.removeprefix("https://"), href)


def _topics(scope: Scope, person_id: str) -> Iterator[Link]:
    for topic in scope.cohort.topics:
        raised = raiser(scope, topic) == person_id
        if (raised or person_id in topic.record.related_people) and scope.way("members", f"topics/{topic.id}"):
            yield scope.link("members", f"topics/{topic.id}")


def _presents(scope: Scope, person_id: str) -> Iterator[Link]:
    for session in scope.cohort.sessions:
        owned = any(item.kind == "presentation" and item.owner == person_id for item in session.record.agenda)
        if owned and not is_closed(scope.cohort, session) and scope.way("members", f"sessions/{session.id}/agenda"):
            yield scope.link("members", f"sessions/{session.id}")
