"""Names of files and ids out of what people type. Pure."""

import re
from collections.abc import Container

from portalgen.model.letters import unaccented

LONGEST = 60
_TITLES = {"dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame"}
_FILLERS = {"the", "our", "table", "cohort", "group", "circle", "forum", "peer"}


def slug(text: str, fallback: str = "untitled") -> str:
    """Return small letters, digits and hyphens, at most LONGEST of them, cut between words."""
    joined = re.sub(r"[^a-z0-9]+", "-", unaccented(text).casefold().replace("'", "")).strip("-")
    if len(joined) > LONGEST:
        joined = joined[: LONGEST + 1].rpartition("-")[0] or joined[:LONGEST]
    return joined or fallback


def person_id(name: str, taken: Container[str]) -> str:
    """Return an id for a person: the first name, or all of them where it is taken."""
    words = [word for word in slug(name, "person").split("-") if word not in _TITLES] or ["person"]
    return free(words[0] if words[0] not in taken else "-".join(words), taken)


def cohort_id(title: str) -> str:
    """Return an id for a cohort: its title without the words that every group has in its name."""
    words = slug(title).split("-")
    return "-".join(word for word in words if word not in _FILLERS) or "cohort"


def free(name: str, taken: Container[str]) -> str:
    """Return `name`, or it with the first number behind it that is not taken."""
    made, number = name, 2
    while made in taken:
        made, number = f"{name}-{number}", number + 1
    return made
