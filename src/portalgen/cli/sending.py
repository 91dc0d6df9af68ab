"""The sending half of `portalgen announce`: ask, sign in, hand over, and say who was told and who was not."""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.manners import echo
from portalgen.cli.options import Common
from portalgen.cli.say import answer, progress
from portalgen.cli.vault import remembered
from portalgen.errors import ContentError, Exit, UsageError, WorldError

if TYPE_CHECKING:  # rooms that a quick verb must not load
    from portalgen.announce.announcement import Announcement
    from portalgen.model.network import Mail

VARIABLE = "PORTALGEN_MAIL_PASSWORD"
SERVICE = "portalgen-mail"


def value_of(made: "Announcement", *, published: bool) -> dict[str, Any]:
    """Return what programs are told of an announcement, whatever becomes of it."""
    lacking = [{"reader": reader.id, "name": reader.name, "file": problem.place.path if problem.place else None,
                "problem": problem.what} for reader, problem in made.lacking]  # fmt: skip
    return {"cohort": made.occasion.cohort.id, "session": made.occasion.session.id, "stage": made.occasion.stage,
            "published": published, "before": dict(made.before), "lacking": lacking}  # fmt: skip


def notes_of(made: "Announcement", *, published: bool) -> list[str]:
    """Return what a convener should know besides: who was told before, who has no address, what is not there yet."""
    lines = []
    if made.before:
        lines.append(f"Sent before, so left out: {', '.join(made.before)}. --again sends it again.")
    if made.lacking:
        lines.append("Not told, for want of an address:")
        lines += [f"  {problem.what}: {problem.place}; {problem.hint}" for _, problem in made.lacking]
    if made.letters and not published:
        lines.append("As far as this folder knows, the page is not on the host yet: publish first, then tell.")
    return lines


@dataclass(slots=True)
class Outcome:
    """What became of each reader's message so far: those that are gone, and why others were refused."""

    gone: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def send_messages(common: Common, made: "Announcement", *, published: bool, ask: bool, again: bool) -> int:
    """Send every message and remember each as it goes; return the exit code.

    Raises UsageError where nobody may be asked and --yes was not said, WorldError where the server cannot be used.
    """
    from portalgen.announce.log import one_at_a_time
    from portalgen.audit.words import counted

    occasion, mail = made.occasion, made.occasion.portal.network.record.mail
    if mail is None:
        hint = "write `mail: {from: …, host: …}` into it; docs/ANNOUNCE.md has an example"
        raise ContentError(occasion.portal.network.problem("nothing says which mail server sends", hint=hint))
    names = {one.reader: one.name for one in made.letters}
    way = f"from {mail.from_} through {mail.host}:{mail.gate} ({mail.security}), at most {mail.per_minute} a minute"
    for line in (*notes_of(made, published=published), f"{counted(len(names), 'message')} {way}"):
        echo(line, err=True)
    _ask(common, ask=ask)
    password, outcome = _password(common, mail), Outcome()
    with one_at_a_time(common.portal, occasion.cohort.id):
        try:
            _send(common, made, mail, password, outcome, again=again)
        except (WorldError, KeyboardInterrupt) as stopped:
            _say_refused(names, outcome)
            count = f"{len(outcome.gone)} of {len(names)}"
            echo(f"Stopped: {count} are sent. Run it again, and the others follow.", err=True)
            if isinstance(stopped, WorldError):
                raise
            raise click.exceptions.Exit(Exit.INTERRUPTED) from stopped
    _say_refused(names, outcome)
    refused = [{"reader": reader, "name": names[reader], "why": why} for reader, why in outcome.refused.items()]
    rest = f"; {len(refused)} not taken: run it again, and only those are tried" if refused else ""
    value = {**value_of(made, published=published), "sent": outcome.gone, "refused": refused}
    answer(common, value, f"Sent {counted(len(outcome.gone), 'message')}{rest}.")
    return Exit.WORLD if refused else Exit.DONE


def _send(common: Common, made: "Announcement", mail: "Mail", password: str, outcome: Outcome, *, again: bool) -> None:
    """Hand every message over that another run has not sent meanwhile; what becomes of each goes into `outcome`."""
    from portalgen.announce.log import read_log, told_of, write_told
    from portalgen.announce.message import ready
    from portalgen.announce.server import Post, send
    from portalgen.maps import minute_of
    from portalgen.model.mailbox import read_mailbox

    occasion, sender = made.occasion, read_mailbox(mail.from_, named=True)
    cohort, session, stage = occasion.cohort.id, occasion.session.id, occasion.stage
    told = {} if again else told_of(read_log(common.portal, cohort), session, stage)
    letters = [one for one in made.letters if one.reader not in told]

    def posts() -> Iterator[Post]:
        for one in letters:
            message = ready(one.letter, one.to, sender=sender, language=occasion.language, now=datetime.now(UTC))
            yield Post(one.reader, one.to.address, message)

    def sent(reader: str) -> None:
        minute = minute_of(datetime.now(UTC))
        write_told(common.portal, cohort, session, stage, reader, minute=minute, output=common.folder)
        outcome.gone.append(reader)
        show("messages", len(outcome.gone), len(letters))

    with progress(common) as show:
        send(mail, password, posts(), sent=sent, refused=outcome.refused.__setitem__, wait=time.sleep)


def _say_refused(names: dict[str, str], outcome: Outcome) -> None:
    for reader, why in outcome.refused.items():
        echo(f"{names[reader]} was not sent it: {why}", err=True)


def _ask(common: Common, *, ask: bool) -> None:
    if ask and common.no_input:
        raise UsageError("this sends messages; nothing was sent", hint="say --yes to send without being asked")
    if ask:
        click.confirm("Send them?", abort=True, err=True)


def _password(common: Common, mail: "Mail") -> str:
    """Return the account's password from the environment, the system's keyring or a prompt; empty without an account.

    It is then gone from the environment. Raises UsageError where there is none.
    """
    given = os.environ.pop(VARIABLE, "")
    if mail.account is None:
        return ""
    given = given or remembered(SERVICE, mail.account)
    if given:
        return given
    if common.no_input or not sys.stdin.isatty():
        raise UsageError(
            f"the password of the mail account {mail.account} is needed",
            hint=f"set {VARIABLE}, or run this in a terminal to be asked for it",
        )
    return str(click.prompt(f"Password of {mail.account}", hide_input=True, err=True))
