"""Who opens what: the audiences that a reader of each audience can read (docs/SPEC.md section 6). Knows no keys.

An audience is a set of readers with one key. Four are in every cohort. `member:mara` or `guest:declan` belong to one
reader each. `circle:quiet` is a set that a cohort names, for what only some may read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

BUILT_IN = ("conveners", "logistics", "members", "sponsors")
SHARED = ("members", "sponsors", "logistics")
CIRCLE = "circle"
KINDS: Mapping[str, tuple[str, ...]] = {
    "member": SHARED,
    "convener": ("conveners", *SHARED),
    "sponsor": ("sponsors",),
    "assistant": ("logistics",),
    "guest": (),
    "alum": (),
}
"""The kinds of personal audience, such as `assistant:mara`, and the shared audiences that each opens."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A set of readers with a key of its own: by their personal audiences, and all members if `all_members`."""

    readers: frozenset[str]
    all_members: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """Who opens what in one cohort, given its circles by audience name."""

    circles: Mapping[str, Circle] = field(default_factory=dict)
    _known: dict[str, dict[str, None]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, audience: str) -> tuple[str, ...]:
        """Return the audiences that somebody who belongs to `audience` can read, their own first.

        Conveners read all but what is one reader's alone; members read what sponsors and assistants see.
        """
        return tuple(self._opened(audience))

    def opens(self, audience: str, other: str) -> bool:
        """Tell whether somebody who belongs to `audience` can read what is for `other`."""
        return other in self._opened(audience)

    def _opened(self, audience: str) -> dict[str, None]:
        if audience not in self._known:  # every link of a site asks, and a site may have a circle for each session
            self._known[audience] = dict.fromkeys(self._of(audience))
        return self._known[audience]

    def _of(self, audience: str) -> tuple[str, ...]:
        kind = audience.partition(":")[0]
        if kind == CIRCLE:
            return (audience, *(SHARED if self._only_members(audience) else ()))
        shared = KINDS["convener"][1:] if audience == "conveners" else KINDS.get(kind, ())
        if audience == "members":
            shared = SHARED[1:]
        own = (name for name in sorted(self.circles) if self._holds(name, audience, kind))
        return (audience, *shared, *own)

    def _holds(self, circle: str, audience: str, kind: str) -> bool:
        if audience == "conveners" or kind == "convener":
            return True
        if self.circles[circle].all_members and (audience == "members" or kind == "member"):
            return True
        return audience in self.circles[circle].readers

    def _only_members(self, circle: str) -> bool:
        """Tell whether everybody in a circle is a member, so that its pages may lead to members' pages."""
        known = self.circles.get(circle)
        return known is not None and all(reader.startswith("member:") for reader in known.readers)
