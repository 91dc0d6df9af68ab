"""Secrets as data: what the vault holds, never shown by `repr`."""

import json
import secrets as random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from portalgen.access.reach import BUILT_IN
from portalgen.crypto.passphrase import generate
from portalgen.crypto.staticrypt import hash_passphrase, new_salt
from portalgen.errors import SealError

FORMAT = 1
KEY_BYTES = 32

__all__ = ["BUILT_IN", "AudienceSecret", "CohortSecrets", "Secrets", "new_secrets", "with_cohort"]


@dataclass(frozen=True, slots=True)
class AudienceSecret:
    """The passphrase of an audience and the 32-byte key derived from it."""

    passphrase: str = field(repr=False)
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CohortSecrets:
    """One cohort's salt (public, 32 hex characters) and the secret of each audience."""

    salt: str
    audiences: Mapping[str, AudienceSecret] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Everything in the vault: the key that page names come from, the keyring's seed, the cohorts."""

    id_key: bytes = field(repr=False)
    keyring_seed: bytes = field(repr=False)
    cohorts: Mapping[str, CohortSecrets] = field(repr=False)


def new_secrets() -> Secrets:
    """Return secrets for a new portal without cohorts."""
    return Secrets(random.token_bytes(KEY_BYTES), random.token_bytes(KEY_BYTES), {})


def with_cohort(secrets: Secrets, cohort: str, audiences: Iterable[str]) -> Secrets:
    """Return `secrets` with a passphrase and key for each of `audiences`; the same object if all were there.

    Costs one derivation for each audience that is new.
    """
    own = secrets.cohorts.get(cohort) or CohortSecrets(new_salt(), {})
    missing = [name for name in audiences if name not in own.audiences]
    if not missing and cohort in secrets.cohorts:
        return secrets
    made = {}
    for name in missing:
        passphrase = generate()
        made[name] = AudienceSecret(passphrase, hash_passphrase(passphrase, own.salt))
    own = replace(own, audiences={**own.audiences, **made})
    return replace(secrets, cohorts={**secrets.cohorts, cohort: own})


def to_json(secrets: Secrets) -> bytes:
    """Return secrets as the vault holds them."""
    cohorts = {
        name: {
            "salt": own.salt,
            "audiences": {
                audience: {"passphrase": secret.passphrase, "key": secret.key.hex()}
                for audience, secret in own.audiences.items()
            },
        }
        for name, own in secrets.cohorts.items()
    }
    value = {
        "format": FORMAT,
        "id_key": secrets.id_key.hex(),
        "keyring_seed": secrets.keyring_seed.hex(),
        "cohorts": cohorts,
    }
    return json.dumps(value, sort_keys=True).encode("utf-8")


def from_json(content: bytes) -> Secrets:
    """Return the secrets that a vault holds. Raises SealError where they have another shape."""
    try:
        value: dict[str, Any] = json.loads(content)
        if value["format"] != FORMAT:
            raise SealError("the vault was written by a newer portalgen", hint="upgrade portalgen")
        cohorts = {
            name: CohortSecrets(
                own["salt"],
                {
                    audience: AudienceSecret(secret["passphrase"], bytes.fromhex(secret["key"]))
                    for audience, secret in own["audiences"].items()
                },
            )
            for name, own in value["cohorts"].items()
        }
        return Secrets(bytes.fromhex(value["id_key"]), bytes.fromhex(value["keyring_seed"]), cohorts)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise SealError("the vault opens, but what it holds has another shape") from fault
