"""From secrets to keyring slots: one for each passphrase and invite, with the keys of all that it opens."""

from collections.abc import Mapping
from datetime import date

from portalgen.access.reach import CIRCLE, Reach
from portalgen.access.secrets import CohortSecrets
from portalgen.crypto.keyring import Slot
from portalgen.errors import SealError


def slots(
    own: CohortSecrets, cohort: str, homes: Mapping[str, str], maps: Mapping[str, str], reach: Reach, *, as_of: date
) -> list[tuple[bytes, Slot]]:
    """Return (U, slot) for every passphrase and every invite that is good on `as_of`; U is what the credential derives.

    homes: page id of the home page by audience; who has none of their own goes to the first that they can open.
    maps: object id of the site map by audience. A circle's own passphrase has no slot: it opens pages one by one, for
    whoever leaves with stock tools. A guest or alum with nothing to open yet has none either. Raises SealError for any
    other audience that can open no home page.
    """
    made = {name: _slot(name, own, cohort, homes, maps, reach)
            for name in own.audiences if not name.startswith(f"{CIRCLE}:")}  # fmt: skip
    pairs = [(own.audiences[name].key, slot) for name, slot in made.items() if slot]
    for invite in own.invites:
        slot = made.get(invite.reader)
        if slot and not (invite.expires and invite.expires <= as_of.isoformat()):
            pairs.append((invite.u, slot))
    return pairs


def _slot(
    name: str, own: CohortSecrets, cohort: str, homes: Mapping[str, str], maps: Mapping[str, str], reach: Reach
) -> Slot | None:
    opened = [audience for audience in reach.of(name) if audience in own.audiences]
    home = next((homes[audience] for audience in opened if audience in homes), None)
    if home is None:
        if name.partition(":")[0] in ("guest", "alum"):
            return None
        raise SealError(f"{name} of {cohort} can open no home page", hint=f"give {name} a page to begin on")
    return Slot(
        cohort=cohort,
        audiences={audience: own.audiences[audience].key for audience in opened},
        home=home,
        maps={audience: maps[audience] for audience in opened if audience in maps},
        reader=name if ":" in name else "",
    )
