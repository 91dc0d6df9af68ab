"""From secrets to keyring slots: one for each passphrase, with the keys of all that it opens."""

from collections.abc import Mapping

from portalgen.access.reach import reach
from portalgen.access.secrets import CohortSecrets
from portalgen.crypto.keyring import Slot


def slots(
    own: CohortSecrets, cohort: str, homes: Mapping[str, str], maps: Mapping[str, str]
) -> list[tuple[bytes, Slot]]:
    """Return (U, slot) for every passphrase of a cohort; U is the key that the passphrase derives.

    homes: file name of the home page by audience. maps: object id of the site map by audience.
    """
    return [
        (
            secret.key,
            Slot(
                cohort=cohort,
                audiences={opened: own.audiences[opened].key for opened in reach(name) if opened in own.audiences},
                home=homes.get(name, homes["members"]),
                maps={opened: maps[opened] for opened in reach(name) if opened in maps},
                reader=name if ":" in name else "",
            ),
        )
        for name, secret in own.audiences.items()
    ]
