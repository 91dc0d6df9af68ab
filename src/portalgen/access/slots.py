"""From secrets to keyring slots: one for each passphrase, with the keys of all that it opens."""

from collections.abc import Mapping

from portalgen.access.reach import reach
from portalgen.access.secrets import CohortSecrets
from portalgen.crypto.keyring import Slot
from portalgen.errors import SealError


def slots(
    own: CohortSecrets, cohort: str, homes: Mapping[str, str], maps: Mapping[str, str]
) -> list[tuple[bytes, Slot]]:
    """Return (U, slot) for every passphrase of a cohort; U is the key that the passphrase derives.

    homes: page id of the home page by audience; who has none of their own goes to the first that they can open.
    maps: object id of the site map by audience. Raises SealError for an audience that can open no home page.
    """
    return [
        (
            secret.key,
            Slot(
                cohort=cohort,
                audiences={opened: own.audiences[opened].key for opened in reach(name) if opened in own.audiences},
                home=_home(name, cohort, homes),
                maps={opened: maps[opened] for opened in reach(name) if opened in maps},
                reader=name if ":" in name else "",
            ),
        )
        for name, secret in own.audiences.items()
    ]


def _home(audience: str, cohort: str, homes: Mapping[str, str]) -> str:
    for opened in reach(audience):
        if opened in homes:
            return homes[opened]
    raise SealError(f"{audience} of {cohort} can open no home page", hint=f"give {audience} a page to begin on")
