"""Who judges what is odd about a live file: the words of the content, and the keys of the vault."""

from dataclasses import replace
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from portalgen.cli.clock import now
from portalgen.cli.options import Common
from portalgen.cli.vault import vault_passphrase, vault_path
from portalgen.errors import PortalError

if TYPE_CHECKING:  # rooms that other verbs must not load
    from portalgen.access.secrets import CohortSecrets
    from portalgen.audit.clear import OwnWords
    from portalgen.audit.hidden import Search
    from portalgen.audit.record import Record


class Judge:
    """Reads content and vault only once something is odd; asked by several threads, so one at a time."""

    def __init__(self, cohort: str, record: "Record | None", common: Common) -> None:
        self._cohort, self._record, self._common = cohort, record, common
        self._lock = RLock()

    def search(self, content: bytes) -> list[str]:
        """Return the words of the content that stand in the clear in some bytes."""
        with self._lock:
            words, allowed = self._words
            return sorted({word for word, _ in words.found_in(content) if word not in allowed})

    def genuine(self, name: str, content: bytes) -> bool | None:
        """Tell whether a sealed file is one of ours of whatever day; None where the vault stays shut."""
        from portalgen.verify.genuine import opens, published

        if published(self._record, name, content):
            return True
        with self._lock:
            return opens(self._own, self._cohort, name, content) if self._own else None

    @cached_property
    def _words(self) -> "tuple[Search, OwnWords]":
        from portalgen.audit.canaries import canaries
        from portalgen.audit.clear import OwnWords
        from portalgen.audit.hidden import Search
        from portalgen.build.portal import day_of_build
        from portalgen.load.reader import read_portal
        from portalgen.plan.site import plan_site
        from portalgen.words import words

        portal = read_portal(self._common.portal, only=(self._cohort,))
        cohort = portal.cohorts[0]
        table = words(portal.language(cohort))
        today = day_of_build(portal, self._common.as_of, now())
        any_key = bytes(32)  # only names of files depend on it
        plan = plan_site(portal, cohort, as_of=today, id_key=any_key, words=table)
        return Search(canaries(portal, cohort, plan)), OwnWords(table)

    @cached_property
    def _own(self) -> "CohortSecrets | None":
        from portalgen.access.file import read_vault

        try:
            passphrase = vault_passphrase(replace(self._common, no_input=True))
            return read_vault(vault_path(self._common), passphrase).cohorts.get(self._cohort)
        except PortalError:  # none at hand, or another one: then it is told that nobody can tell
            return None
