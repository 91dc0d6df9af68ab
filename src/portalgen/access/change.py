"""Changes to who opens what: readers added, invited, shown the door; passphrases renewed. Secrets in, secrets out."""

import secrets as random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from portalgen.access.reach import CIRCLE, KINDS, Reach
from portalgen.access.secrets import CohortSecrets, Invite, Secrets, new_secret, with_own
from portalgen.crypto.passphrase import generate, normalise
from portalgen.crypto.staticrypt import hash_passphrase
from portalgen.errors import UsageError

CODE_WORDS = 4
LINK_BYTES, CODED_LINK_BYTES = 32, 16


@dataclass(frozen=True, slots=True)
class Link:
    """What an invited reader is sent: the end of an address, and a code for another channel (empty without one)."""

    fragment: str = field(repr=False)
    code: str = field(repr=False)


def invite(
    secrets: Secrets, cohort: str, reader: str, *, since: str, expires: str = "", coded: bool = False
) -> tuple[Secrets, Link]:
    """Return `secrets` with an invite for `reader`, and the link. The link itself is kept nowhere.

    Without a code the link carries the 32 bytes that the credential derives; with one it carries 16 bytes that derive
    them only together with the code (docs/SPEC.md section 6).
    """
    own = secrets.cohorts[cohort]
    if coded:
        carried, code = random.token_bytes(CODED_LINK_BYTES), generate(CODE_WORDS)
        u = hash_passphrase(f"{carried.hex()}-{normalise(code)}", own.salt)
    else:
        carried, code = random.token_bytes(LINK_BYTES), ""
        u = carried
    made = Invite(reader, u, since, expires, coded)
    changed = replace(own, invites=(*own.invites, made))
    return with_own(secrets, cohort, changed), Link(f"#invite={carried.hex()}", code)


def revoke(secrets: Secrets, cohort: str, reader: str, reach: Reach, *, since: str) -> tuple[Secrets, tuple[str, ...]]:
    """Return `secrets` without `reader` and with new keys for all that they could open, and those audiences.

    Everybody else keeps their own passphrase; those who share one get a new one. Raises UsageError where there is no
    such reader, or where nobody could open the convener's pages afterwards.
    """
    own = secrets.cohorts[cohort]
    if reader not in own.audiences:
        personal = ", ".join(sorted(name for name in own.audiences if name.partition(":")[0] in KINDS))
        raise UsageError(f"{reader} has no passphrase in {cohort}", hint=f"there are: {personal or 'none'}")
    if ":" not in reader:
        hint = f"renew the shared passphrase instead: portalgen access rotate {reader}"
        raise UsageError(f"{reader} is not one reader but all who share that passphrase", hint=hint)
    opened = tuple(name for name in reach.of(reader) if name in own.audiences)
    kept = replace(
        own,
        audiences={name: secret for name, secret in own.audiences.items() if name != reader},
        invites=tuple(invite for invite in own.invites if invite.reader != reader),
    )
    renewed = _renewed(kept, opened[1:], since=since)
    return with_own(secrets, cohort, renewed), opened


def rotate(secrets: Secrets, cohort: str, audiences: Iterable[str], *, since: str, passphrase: str = "") -> Secrets:
    """Return `secrets` with new passphrases and keys for `audiences`; invites of those readers are gone.

    passphrase: the convener's own, for a single audience, already judged. Raises UsageError for an unknown audience.
    """
    own = secrets.cohorts[cohort]
    names = tuple(audiences)
    unknown = [name for name in names if name not in own.audiences]
    if unknown:
        known = ", ".join(sorted(own.audiences))
        raise UsageError(f"{cohort} has no audience {unknown[0]}", hint=f"there are: {known}")
    kept = replace(own, invites=tuple(invite for invite in own.invites if invite.reader not in names))
    return with_own(secrets, cohort, _renewed(kept, names, since=since, passphrase=normalise(passphrase)))


def _renewed(own: CohortSecrets, names: Iterable[str], *, since: str, passphrase: str = "") -> CohortSecrets:
    made = {name: new_secret(own.salt, passphrase=passphrase, since=since) for name in names}
    return replace(own, audiences={**own.audiences, **made})


def personal(own: CohortSecrets) -> list[str]:
    """Return the personal audiences of a cohort, such as `member:mara`, sorted."""
    return sorted(name for name in own.audiences if ":" in name and not name.startswith(f"{CIRCLE}:"))
