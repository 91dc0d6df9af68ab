"""What surrounds every page of an audience: the way around, and who can read it."""

from collections.abc import Iterable

from portalgen.plan.scope import Scope, active_members
from portalgen.plan.views import Frame, Link
from portalgen.words import counted

MEMBERS_NAV = ("home", "sessions", "members", "topics", "commitments", "charter", "news", "pages")
NAV = {
    "members": MEMBERS_NAV,
    "conveners": ("desk", "home", "sponsor", "logistics"),
    "sponsors": ("sponsor",),
    "logistics": ("logistics",),
}
PERSONAL_NAV = ("home",)


def frames(scope: Scope, audiences: Iterable[str], homes: dict[str, str]) -> dict[str, Frame]:
    """Return the frame of every audience that pages are sealed for."""
    return {audience: _frame(scope, audience, homes.get(audience, homes["members"])) for audience in sorted(audiences)}


def _frame(scope: Scope, audience: str, home: str) -> Frame:
    record, network = scope.cohort.record, scope.portal.network.record
    nav = [
        Link(scope.words[f"nav.{path}"], scope.href(path))
        for path in NAV.get(audience, PERSONAL_NAV)
        if path in scope.targets and scope.way(audience, path)
    ]
    if audience == "members":
        nav += [Link(page.title, scope.href(f"page/{page.path}")) for page in scope.cohort.pages
                if page.doc.record.nav and scope.way(audience, f"page/{page.path}")]  # fmt: skip
    return Frame(
        cohort=record.title if audience in ("members", "conveners") or ":" in audience else record.codename,
        network=network.name,
        codename=record.codename,
        language=scope.portal.language(scope.cohort),
        audience=audience,
        readable_by=_readable_by(scope, audience),
        nav=tuple(nav),
        home=home,
        remember_days=record.remember_days,
        idle_minutes=record.idle_minutes,
        fictional=network.fictional,
        reader=_reader(scope, audience),
    )


def _readable_by(scope: Scope, audience: str) -> str:
    reader = _reader(scope, audience)
    if reader:
        return scope.words["readable.person"].format(name=reader)
    if audience in {f"circle:{circle.id}" for circle in scope.cohort.record.circles}:
        return _readable_by_circle(scope, audience)
    if audience in scope.reach.circles:  # the members of an earlier day: by number, for the room may be closed
        return counted(scope.words, scope.words["readable.members"], len(scope.reach.circles[audience].readers))
    count = len(active_members(scope.cohort, scope.as_of))
    return counted(scope.words, scope.words[f"readable.{audience}"], count)


def _reader(scope: Scope, audience: str) -> str:
    """Return the name of the one person whom an audience is, empty where it is several."""
    kind, _, name = audience.partition(":")
    return scope.person(name).record.name if kind in ("member", "guest") else ""


def _readable_by_circle(scope: Scope, audience: str) -> str:
    """Return who is in a circle, by name: the readers of a page should know each other."""
    circle = scope.reach.circles[audience]
    names = sorted(scope.person(reader.partition(":")[2]).record.name for reader in circle.readers)
    if not names:
        return _readable_by(scope, "members")
    key = "readable.allandcircle" if circle.all_members else "readable.circle"
    return scope.words[key].format(names=scope.words["locale.comma"].join(names))
