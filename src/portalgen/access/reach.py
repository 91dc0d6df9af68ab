"""Who opens what: the audiences that a reader of each audience can read (docs/SPEC.md section 6). Knows no keys."""

BUILT_IN = ("conveners", "logistics", "members", "sponsors")
_SHARED = ("members", "sponsors", "logistics")


def reach(audience: str) -> tuple[str, ...]:
    """Return the audiences that somebody who belongs to `audience` can read, their own first.

    Conveners read all but what is one member's alone; members read what sponsors and assistants see.
    """
    if audience == "conveners":
        return ("conveners", *_SHARED)
    if audience == "members":
        return _SHARED
    if audience.startswith("member:"):
        return (audience, *_SHARED)
    return (audience,)
