"""Secrets as data: what the vault holds, never shown by `repr`."""

import re
import secrets as random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from portalgen.access.reach import BUILT_IN
from portalgen.crypto.passphrase import generate
from portalgen.crypto.spelling import from_hex, is_count
from portalgen.crypto.spelling import from_json as json_object
from portalgen.crypto.spelling import to_json as json_text
from portalgen.crypto.staticrypt import hash_passphrase, new_salt
from portalgen.crypto.vault import VaultError, newer_vault

FORMAT = 2
OLDEST = 1  # a vault of format 1 has no dates and no invites; it is read, and written as the newest
KEY_BYTES = 32
_SALT = re.compile(r"[0-9a-f]{32}")
_AUDIENCE = re.compile(r"[a-z0-9.:-]{1,100}")
_DAY = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?")
_COHORT = re.compile(r"[a-z0-9.-]{1,100}")

__all__ = ["BUILT_IN", "AudienceSecret", "CohortSecrets", "Invite", "Secrets", "new_secrets", "with_cohort"]


@dataclass(frozen=True, slots=True)
class AudienceSecret:
    """The passphrase of an audience and the 32-byte key derived from it."""

    passphrase: str = field(repr=False)
    key: bytes = field(repr=False)
    since: str = ""
    """The day it was given, ISO 8601; empty where an old vault does not say."""


@dataclass(frozen=True, slots=True)
class Invite:
    """A link that opens what a personal audience opens; `u` are the 32 bytes that it derives.

    `coded`: the link alone derives nothing, a second code is needed. `expires`: the first day on which it is gone.
    """

    reader: str
    u: bytes = field(repr=False)
    since: str
    expires: str = ""
    coded: bool = False


@dataclass(frozen=True, slots=True)
class CohortSecrets:
    """One cohort's salt (public, 32 hex characters), the secret of each audience, and the invites that are out."""

    salt: str
    audiences: Mapping[str, AudienceSecret] = field(repr=False)
    invites: tuple[Invite, ...] = ()


@dataclass(frozen=True, slots=True)
class Secrets:
    """Everything in the vault: the key that page names come from, the keyring's seed, the cohorts."""

    id_key: bytes = field(repr=False)
    keyring_seed: bytes = field(repr=False)
    cohorts: Mapping[str, CohortSecrets] = field(repr=False)


def new_secrets() -> Secrets:
    """Return secrets for a new portal without cohorts."""
    return Secrets(random.token_bytes(KEY_BYTES), random.token_bytes(KEY_BYTES), {})


def with_cohort(secrets: Secrets, cohort: str, audiences: Iterable[str], *, since: str = "") -> Secrets:
    """Return `secrets` with a passphrase and key for each of `audiences` and the four that every cohort has.

    The same object if all were there; costs one derivation for each that is new. `since` is the day, ISO 8601. Raises
    VaultError for a name that no page could carry.
    """
    own = secrets.cohorts.get(cohort) or CohortSecrets(new_salt(), {})
    missing = [name for name in dict.fromkeys((*BUILT_IN, *audiences)) if name not in own.audiences]
    if not missing:
        return secrets
    odd = [cohort] * (not _COHORT.fullmatch(cohort)) + [name for name in missing if not _AUDIENCE.fullmatch(name)]
    if odd:
        what = f'"{odd[0]}" cannot name a cohort, which is a folder of content/, or an audience'
        raise VaultError(what, hint="use a-z, 0-9, dots and hyphens")
    made = {name: new_secret(own.salt, since=since) for name in missing}
    return with_own(secrets, cohort, replace(own, audiences={**own.audiences, **made}))


def with_own(secrets: Secrets, cohort: str, own: CohortSecrets) -> Secrets:
    """Return `secrets` with one cohort's secrets replaced."""
    return replace(secrets, cohorts={**secrets.cohorts, cohort: own})


def new_secret(salt: str, *, passphrase: str = "", since: str = "") -> AudienceSecret:
    """Return a new secret of an audience: with the given passphrase (normalised), else a generated one."""
    passphrase = passphrase or generate()
    return AudienceSecret(passphrase, hash_passphrase(passphrase, salt), since)


def to_json(secrets: Secrets) -> bytes:
    """Return secrets as the vault holds them."""
    cohorts = {
        name: {
            "salt": own.salt,
            "audiences": {
                audience: {"passphrase": secret.passphrase, "key": secret.key.hex(), "since": secret.since}
                for audience, secret in own.audiences.items()
            },
            "invites": [
                {
                    "reader": invite.reader,
                    "u": invite.u.hex(),
                    "since": invite.since,
                    "expires": invite.expires,
                    "coded": invite.coded,
                }
                for invite in own.invites
            ],
        }
        for name, own in secrets.cohorts.items()
    }
    value = {
        "format": FORMAT,
        "id_key": secrets.id_key.hex(),
        "keyring_seed": secrets.keyring_seed.hex(),
        "cohorts": cohorts,
    }
    return json_text(value).encode("utf-8")


def from_json(content: bytes) -> Secrets:
    """Return the secrets that a vault holds. Raises VaultError where they have another shape."""
    try:
        value = json_object(content)
        if is_count(value.get("format"), FORMAT + 1, 1_000_000):
            raise newer_vault()
        if not is_count(value.get("format"), OLDEST, FORMAT):
            raise ValueError("no format")
        _only(value, "format", "id_key", "keyring_seed", "cohorts")
        read = _cohort if value["format"] == FORMAT else _cohort_1
        cohorts = {_named(name, _COHORT): read(own) for name, own in _entries(value["cohorts"])}
        return Secrets(from_hex(value["id_key"], KEY_BYTES), from_hex(value["keyring_seed"], KEY_BYTES), cohorts)
    except ValueError:
        # `from None`: the error underneath would show the secrets
        hint = "take portal.vault back from a backup"
        raise VaultError("the vault opens, but what it holds has another shape", hint=hint) from None


def _cohort(value: object) -> CohortSecrets:
    fields = _only(value, "salt", "audiences", "invites")
    audiences = {_named(name, _AUDIENCE): _secret(one) for name, one in _entries(fields["audiences"])}
    if not isinstance(fields["invites"], list):
        raise ValueError("no invites")
    return CohortSecrets(_named(fields["salt"], _SALT), audiences, tuple(map(_invite, fields["invites"])))


def _cohort_1(value: object) -> CohortSecrets:
    fields = _only(value, "salt", "audiences")
    audiences = {_named(name, _AUDIENCE): _secret(dict(_entries(one)) | {"since": ""})
                 for name, one in _entries(fields["audiences"])}  # fmt: skip
    return CohortSecrets(_named(fields["salt"], _SALT), audiences)


def _secret(value: object) -> AudienceSecret:
    fields = _only(value, "passphrase", "key", "since")
    if not isinstance(fields["passphrase"], str):
        raise ValueError("no passphrase")
    return AudienceSecret(fields["passphrase"], from_hex(fields["key"], KEY_BYTES), _named(fields["since"], _DAY))


def _invite(value: object) -> Invite:
    fields = _only(value, "reader", "u", "since", "expires", "coded")
    if not isinstance(fields["coded"], bool):
        raise ValueError("not a yes or no")
    reader, since, expires = _named(fields["reader"], _AUDIENCE), fields["since"], fields["expires"]
    return Invite(reader, from_hex(fields["u"], KEY_BYTES), _named(since, _DAY), _named(expires, _DAY), fields["coded"])


def _entries(value: object) -> Iterable[tuple[str, object]]:
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value.items()


def _only(value: object, *names: str) -> dict[str, Any]:
    fields = dict(_entries(value))
    if fields.keys() != set(names):
        raise ValueError("fields of another shape")
    return fields


def _named(value: object, shape: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ValueError("a name of another shape")
    return value
