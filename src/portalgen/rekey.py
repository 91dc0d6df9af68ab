"""New keys for a site: vault and site change together, or not at all.

The new vault is written beside the old one, the site is built with it and swapped in at one moment, and then the new
vault takes the old one's place. A stop in between is settled by `settle` when the vault is next opened: it looks which
of the two vaults opens the site that is there.
"""

import json
from collections.abc import Callable
from pathlib import Path

from portalgen.access.file import read_vault, write_vault
from portalgen.access.secrets import CohortSecrets, Secrets
from portalgen.crypto.keyring import Keyring, extract_keyring, open_slot
from portalgen.errors import SealError
from portalgen.hosts.rules import ENTRANCE

PENDING = ".next"
JOURNAL = ".journal"
WITNESS = "conveners"  # they open every shared key and every circle


def rekey(vault: Path, new: Secrets, passphrase: str, *, output: Path, cohort: str, build: Callable[[], None]) -> None:
    """Build the site of `cohort` with `new` secrets and make them the vault's; `build` swaps the site in at once."""
    pending, journal = _beside(vault)
    write_vault(pending, new, passphrase)
    journal.write_text(json.dumps({"output": str(output.resolve()), "cohort": cohort}), encoding="utf-8")
    try:
        build()
    except BaseException:
        settle(vault, passphrase)
        raise
    pending.replace(vault)
    journal.unlink(missing_ok=True)


def settle(vault: Path, passphrase: str) -> None:
    """Finish or take back a change of keys that was stopped: keep the vault that opens the site which is there."""
    pending, journal = _beside(vault)
    if not pending.is_file():
        journal.unlink(missing_ok=True)
        return
    old, new = read_vault(vault, passphrase), read_vault(pending, passphrase)
    if journal.is_file() and _is_built_with(json.loads(journal.read_text(encoding="utf-8")), old, new):
        pending.replace(vault)
    else:
        pending.unlink()
    journal.unlink(missing_ok=True)


def _is_built_with(told: dict[str, str], old: Secrets, new: Secrets) -> bool:
    """Tell whether the site that is there was built with `new`: every changed key opens, every dropped one does not."""
    entrance = Path(told["output"]) / told["cohort"] / ENTRANCE
    before, after = old.cohorts.get(told["cohort"]), new.cohorts.get(told["cohort"])
    if before is None or after is None or not entrance.is_file():
        return False
    try:
        keyring = extract_keyring(entrance.read_text(encoding="utf-8", errors="replace"))
        return keyring is not None and _fits(keyring, before, after)
    except SealError:  # a damaged site belongs to neither; the old vault stays, and the next build mends the site
        return False


def _fits(keyring: Keyring, before: CohortSecrets, after: CohortSecrets) -> bool:
    witness = open_slot(keyring, after.audiences[WITNESS].key)
    shown = witness.audiences if witness else {}
    dropped = (before.audiences[name].key for name in before.audiences.keys() - after.audiences.keys())
    return (
        witness is not None
        and all(after.audiences[name].key == key for name, key in shown.items() if name in after.audiences)
        and all(open_slot(keyring, after.audiences[name].key) for name in _changed(before, after))
        and not any(open_slot(keyring, key) for key in dropped)
    )


def _changed(before: CohortSecrets, after: CohortSecrets) -> set[str]:
    """Return the audiences whose key changed, but circles: those have no slot, only conveners show them."""
    return {name for name, secret in after.audiences.items()
            if name in before.audiences and before.audiences[name].key != secret.key
            and not name.startswith("circle:")}  # fmt: skip


def _beside(vault: Path) -> tuple[Path, Path]:
    return vault.with_name(vault.name + PENDING), vault.with_name(vault.name + JOURNAL)
