"""Make a book, read aloud: plan, choose, draw, check, bind, seal, cover."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from portalgen.access.secrets import CohortSecrets, Secrets
from portalgen.access.slots import slots
from portalgen.book.chapters import Chapter, chapters, numbered
from portalgen.book.cover import Sealed, cover
from portalgen.book.enclosures import Enclosures, enclosures
from portalgen.book.excerpt import Ways, excerpt
from portalgen.book.heads import page_rules
from portalgen.build.checks import check_made, check_public
from portalgen.build.draw import Made
from portalgen.crypto.ids import page_id
from portalgen.crypto.keyring import make_keyring
from portalgen.crypto.staticrypt import seal_page
from portalgen.errors import UsageError
from portalgen.load.portal import Cohort, Portal
from portalgen.markup.render import slug
from portalgen.plan.site import Plan, plan_site
from portalgen.render.dates import Dates
from portalgen.render.job import make_job
from portalgen.render.renderer import Drawn, Renderer
from portalgen.shell import lock_page
from portalgen.theme.environment import Templates, environment, template_faults
from portalgen.theme.find import Theme
from portalgen.theme.shipped import book_script
from portalgen.words import words as words_of

TEMPLATE = "book.html"
OWN = Path(str(files("portalgen.book")))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a convener asks for: of which session (of all, where that is empty), for whom, with run sheets or not."""

    audience: str
    session: str = ""
    run_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A sealed book: the text of its file, its neutral name, and what is in it."""

    text: str
    name: str
    chapters: int
    pages: int
    pictures: int
    documents: int


@dataclass(frozen=True, slots=True)
class Item:
    """A page in a book: its number, the anchor of its place, its title for the contents, what it is, and itself."""

    number: str
    anchor: str
    title: str
    family: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Bound:
    """A chapter in a book."""

    number: str
    anchor: str
    title: str
    pages: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """One book to be made: what is wanted, and all that it is made from."""

    portal: Portal
    cohort: Cohort
    plan: Plan
    wanted: Wanted
    theme: Theme
    words: Mapping[str, str]
    as_of: date


def make_book(
    portal: Portal, cohort: Cohort, secrets: Secrets, theme: Theme, wanted: Wanted, *, root: Path, as_of: date
) -> Book:
    """Return the book of `cohort` as its readers of one audience see it on the day `as_of`.

    Raises ContentError and LeakError as a build does, and UsageError where there is no key or nothing to bind.
    """
    words = words_of(portal.language(cohort))
    own = secrets.cohorts[cohort.id]
    _check_wanted(cohort, own, wanted)
    check_public(cohort)
    plan = plan_site(portal, cohort, as_of=as_of, id_key=secrets.id_key, words=words)
    order = Order(portal, cohort, plan, wanted, theme, words, as_of)
    opens = plan.reach.of(wanted.audience)
    found = chapters(plan, opens, words, session=wanted.session, run_sheet=wanted.run_sheet)
    if not found:
        what = f"nothing of it is for {wanted.audience}"
        raise UsageError(what, hint="look at its status and dates, or choose another --audience")
    job = make_job(portal, cohort, plan, id_key=secrets.id_key, words=words, templates=theme.templates, styles="")
    renderer = Renderer(job)
    drawn = {page.href: renderer.draw(page) for chapter in found for page in chapter.pages}
    asked = plan.wanted.union(*(one.wanted for one in drawn.values()))
    inside = enclosures(renderer, root, plan.made, asked)
    bound = _bind(found, drawn, inside)
    check_made(root, [_to_check(drawn.values(), inside)])
    styles = (theme.sheet().css + b"\n" + (OWN / "book.css").read_bytes()).decode("utf-8")
    html = _document(order, bound, inside, styles)
    text = cover(
        _seal(order, own, html, secrets),
        codename=cohort.record.codename,
        language=portal.language(cohort),
        words=words,
        lock=lock_page(theme.templates, codename=cohort.record.codename, words=words, remember_days=0),
        styles=styles,
        script=book_script().decode("utf-8"),
    )
    name = f"{slug(cohort.record.codename)}-{as_of.isoformat()}.html"
    return Book(text, name, len(found), len(drawn), inside.pictures, len(inside.documents))


def _check_wanted(cohort: Cohort, own: CohortSecrets, wanted: Wanted) -> None:
    if wanted.audience not in own.audiences:
        hint = f"there are keys for {', '.join(sorted(own.audiences))}"
        raise UsageError(f"{cohort.id} has no key for {wanted.audience}", hint=hint)
    known = [session.id for session in cohort.sessions]
    if wanted.session and wanted.session not in known:
        hint = f"there are {', '.join(known)}" if known else ""
        raise UsageError(f'{cohort.id} has no session "{wanted.session}"', hint=hint)


def _bind(found: tuple[Chapter, ...], drawn: Mapping[str, Drawn], inside: Enclosures) -> list[Bound]:
    """Return every chapter with its pages as they stand in the book."""
    number = {page.href: text for text, page in numbered(found)}
    anchors = {href.removesuffix(".html"): _anchor(text) for href, text in number.items()}
    ways = Ways(anchors, inside.picture, inside.document)
    invitation = inside.renderer.job.words["book.invitation"]
    bound = []
    for place, chapter in enumerate(found, start=1):
        items = []
        for page in chapter.pages:
            text = number[page.href]
            anchor = _anchor(text)
            title = invitation if chapter.invitation and page is chapter.pages[0] and len(chapter.pages) > 1 else ""
            html = Markup(excerpt(drawn[page.href].page.html, anchor, text, ways, title=title))  # noqa: S704 -- drawn by us
            items.append(Item(text, anchor, title or page.title, page.family, html))
        bound.append(Bound(str(place), f"n{place}", chapter.title, tuple(items)))
    return bound


def _anchor(number: str) -> str:
    return f"n{number.replace('.', '-')}"


def _to_check(drawn: Iterable[Drawn], inside: Enclosures) -> Made:
    drawn = tuple(drawn)
    return Made(
        anchors=tuple((one.source, one.anchors) for one in drawn),
        fragments=tuple(fragment for one in drawn for fragment in one.fragments),
        problems=tuple(problem for one in drawn for problem in one.problems),
        leaks=(*(leak for one in drawn for leak in one.leaks), *inside.leaks),
    )


def _document(order: Order, bound: list[Bound], inside: Enclosures, styles: str) -> str:
    """Return the whole book in the clear, as one HTML document that also reads well without any script."""
    plan, words, audience = order.plan, order.words, order.wanted.audience
    session = next((one for one in order.cohort.sessions if one.id == order.wanted.session), None)
    frame = plan.frames.get(audience)
    heads = [(chapter.anchor, f"{chapter.number} {chapter.title}") for chapter in bound]
    rules = page_rules(heads, confidential=words["frame.confidential"])
    said = Dates(words)
    chain = order.theme.templates
    templates = Templates((*chain.chain, OWN), chain.named)
    template = environment(templates, {"filesize": said.filesize, "day": said.day})
    with template_faults(TEMPLATE):
        return template.get_template(TEMPLATE).render(
            frame=frame or plan.frames["members"],
            readable_by=frame.readable_by if frame else _readable(order),
            session=session.record.title if session else "",
            start=session.start.date() if session else None,
            as_of=order.as_of,
            chapters=bound,
            documents=[one for one in inside.documents.values() if not one.made],
            made=[one for one in inside.documents.values() if one.made],
            names=json.dumps(_names(plan, audience), ensure_ascii=False),
            rules=rules,
            styles=Markup(styles + rules),  # noqa: S704 -- our own style sheet, and titles made safe by `heads`
            words=words,
        )


def _readable(order: Order) -> str:
    """Return who reads the book of somebody who has no page of their own yet."""
    person = order.portal.people.get(order.wanted.audience.partition(":")[2])
    return order.words["readable.person"].format(name=person.record.name) if person else ""


def _names(plan: Plan, audience: str) -> dict[str, str]:
    """Return the names that may stand on a print, by reader: those that everybody who opens the book reads anyway.

    Never the list of who holds a passphrase: it comes from the directory, and is empty where these readers see none.
    """
    opens = plan.reach.of(audience)
    found = {path.removeprefix("members/"): target.title for path, target in plan.targets.items()
             if path.startswith("members/") and path.count("/") == 1 and target.audience in opens}  # fmt: skip
    return {f"{kind}:{person}": name for person, name in sorted(found.items()) for kind in ("member", "guest", "alum")}


def _seal(order: Order, own: CohortSecrets, html: str, secrets: Secrets) -> Sealed:
    """Return the sealed book, with a keyring that opens it and nothing else, for every credential of its audience."""
    plan, audience = order.plan, order.wanted.audience
    key = own.audiences[audience].key
    book_id = page_id(secrets.id_key, plan.cohort, audience, f"book/{order.wanted.session}")
    homes = {name: href.removesuffix(".html") for name, href in plan.homes.items()}
    pairs = [(u, replace(slot, audiences={audience: key}, home=book_id, maps={}))
             for u, slot in slots(own, plan.cohort, homes, {}, plan.reach, as_of=order.as_of)
             if audience in slot.audiences]  # fmt: skip
    keyring = make_keyring(pairs, salt=own.salt, seed=secrets.keyring_seed).text()
    message = seal_page(key, html, cohort=plan.cohort, page_id=book_id, audience=audience, fresh=False)
    return Sealed(own.salt, keyring, message)
