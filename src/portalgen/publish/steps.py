"""In which order an upload goes, so that a reader in the middle of it always finds the old site or the new one.

Coming maps first: from then on a new page and an old one both open. Then what nobody links to yet, then what changed,
the homes last; the maps when all that they list is there; the entrance; and only then what is no longer needed goes.
"""

from collections.abc import Iterable

from portalgen.publish.host import Difference, Mark, Step
from portalgen.publish.package import Kind, Package, is_ours


def steps_of(package: Package, difference: Difference, mark: Mark) -> tuple[Step, ...]:
    """Return the steps that make the host's site that of `package`; none where they are the same."""
    changed_maps = [name for name in difference.changed if package.kind(name) is Kind.MAP]

    def step(what: str, names: Iterable[str], *kinds: Kind) -> Step:
        return Step(what, {name: package.files[name] for name in sorted(names) if package.kind(name) in kinds})

    new, changed = difference.new, difference.changed
    steps = (
        Step("coming lists", {coming(name): package.files[name] for name in sorted(changed_maps)}),
        step("new parts of the pages", new, Kind.ASSET),
        step("new pictures and documents", new, Kind.OBJECT),
        step("new pages", new, Kind.PAGE, Kind.HOME),
        step("changed pictures and documents", changed, Kind.ASSET, Kind.OBJECT),
        step("changed pages", changed, Kind.PAGE),
        step("changed home pages", changed, Kind.HOME),
        step("files for the host", new | changed, Kind.OTHER),
        step("lists", new | changed, Kind.MAP),
        step("entrance", new | changed, Kind.ENTRANCE),
        Step("files of earlier sites", drops=tuple(sorted({*dropped(difference, mark), *map(coming, changed_maps)}))),
    )
    return tuple(one for one in steps if one.size)


def coming(name: str) -> str:
    """Return the name that a map has while its site is being uploaded."""
    return name.removesuffix(".bin") + ".next"


def dropped(difference: Difference, mark: Mark) -> frozenset[str]:
    """Return the host's files that go with this publish: those that the last one retired, and coming maps left over."""
    left_over = {name for name in difference.others if is_ours(name) and name.endswith(".next")}
    return frozenset((difference.others & mark.retired) | left_over)


def retired(difference: Difference, mark: Mark) -> frozenset[str]:
    """Return the host's files that this publish no longer needs and the next one drops: a reader may have one open."""
    ours = frozenset(name for name in difference.others if is_ours(name))
    return ours - dropped(difference, mark)
