"""What is announced: a stage of one session, once its page is part of the site. Decides what may be said of its day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portalgen.errors import ContentError, UsageError
from portalgen.load.portal import Cohort, Portal, Session
from portalgen.plan.scope import Target
from portalgen.plan.site import Plan

Stage = Literal["save-the-date", "agenda", "pre-reads", "notes"]
STAGES: tuple[Stage, ...] = ("save-the-date", "agenda", "pre-reads", "notes")
MADE_BY = {
    "save-the-date": "a session with `status: save-the-date`",
    "agenda": "an `agenda`, and `status: agenda`",
    "pre-reads": "a file in its folder `prereads`, and `status: pre-reads`",
    "notes": "a file notes.md with `state: published`, and `status: notes`",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A stage of a session, on the day `as_of`; `plan` is that of the cohort's site on that day."""

    portal: Portal
    cohort: Cohort
    session: Session
    stage: Stage
    plan: Plan
    as_of: date

    @property
    def address(self) -> str:
        """Return where the site is. Raises ContentError where the cohort does not say so."""
        if self.cohort.record.address is None:
            hint = "write `address: https://…/`, where its site is"
            raise ContentError(self.cohort.doc.problem("this cohort has no address to send readers to", hint=hint))
        return self.cohort.record.address

    @property
    def language(self) -> str:
        """Return the language that the cohort's site and its messages are in."""
        return self.portal.language(self.cohort)

    @property
    def shows_day(self) -> bool:
        """Tell whether messages of this stage say when the session is."""
        return self.cohort.record.mail_shows_day in ("always", self.stage)

    def pages(self) -> tuple[Target, ...]:
        """Return the pages that the stage is about: one, or every pre-read."""
        base = f"sessions/{self.session.id}"
        if self.stage == "pre-reads":
            return tuple(target for path, target in self.plan.targets.items()
                         if path.startswith(f"{base}/prereads/") and "/for/" not in path)  # fmt: skip
        target = self.plan.targets.get(base if self.stage == "save-the-date" else f"{base}/{self.stage}")
        return (target,) if target else ()

    def page_for(self, audience: str) -> str:
        """Return the logical path of the page on which somebody begins, empty where they can open none of them.

        That is the page of the stage; for pre-reads the session's page, which lists them, where they can open it.
        """
        opened = self.plan.reach.of(audience)
        begin = self.plan.targets.get(f"sessions/{self.session.id}") if self.stage == "pre-reads" else None
        own = [target.path for target in self.pages() if target.audience in opened]
        return begin.path if own and begin and begin.audience in opened else next(iter(own), "")


def check_occasion(occasion: Occasion) -> None:
    """Raise UsageError where there is nothing to announce: cancelled, over, or not on the site on this day."""
    session, stage = occasion.session, occasion.stage
    if session.record.status == "cancelled":
        hint = "tell readers in person, or in a message of your own"
        raise UsageError(f"{session.id} is cancelled; there is nothing to announce", hint=hint)
    if stage != "notes" and session.last_day < occasion.as_of:
        raise UsageError(f"{session.id} is over; what remains to announce are its notes", hint="say notes")
    if not occasion.pages():
        held = (one.reason for one in occasion.plan.held if one.path.startswith(f"{session.folder}/"))
        why = "; ".join(dict.fromkeys(held))
        hint = f"the site has it with {MADE_BY[stage]}; then build and publish"
        raise UsageError(f"{stage} of {session.id} is not on the site" + (f": {why}" if why else ""), hint=hint)
