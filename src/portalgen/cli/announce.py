"""`portalgen announce`: tell readers that something is on their site, by files, links or a mail server."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.clock import now
from portalgen.cli.manners import echo
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.cli.sending import notes_of, send_messages, value_of
from portalgen.cli.vault import open_vault
from portalgen.errors import ContentError, Exit, UsageError

if TYPE_CHECKING:  # rooms that a quick verb must not load
    from portalgen.announce.announcement import Announcement

STAGES = ("save-the-date", "agenda", "pre-reads", "notes")


@dataclass(frozen=True, slots=True)
class How:
    """What the options say."""

    wanted: tuple[str, ...]
    mailto: bool
    send: bool
    calendar: bool
    to_page: bool
    again: bool
    dry_run: bool
    yes: bool


@click.command()
@click.argument("stage", type=click.Choice(STAGES))
@click.argument("session_id", metavar="[SESSION]", default="")
@click.option("--to", "wanted", multiple=True, metavar="WHO",
              help="members, guests, sponsors, assistants, conveners or a person's id (can be repeated).")  # fmt: skip
@click.option("--mailto", is_flag=True, help="Print a mailto: link for each reader instead of writing files.")
@click.option("--send", is_flag=True, help="Send through the mail server of portal.yaml.")
@click.option("--calendar", is_flag=True, help="Attach a calendar file: codename and time.")
@click.option("--page", "to_page", is_flag=True, help="Link to the very page, not to the entrance.")
@click.option("--again", is_flag=True, help="Also tell those who were sent this before.")
@click.option("--dry-run", is_flag=True, help="Say who would be told, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before sending.")
@common
def announce(stage: str, session_id: str, common: Common, **told: Any) -> int:  # noqa: ANN401 -- click's own values
    """Tell readers that STAGE of SESSION is on their site: the codename, the address, and nothing that is confidential.

    A message for each reader who can open it, as files for your mail program; by default of the next session, for
    notes of the latest. No message holds a passphrase or an invitation. docs/ANNOUNCE.md says what each stage reveals.

    \b
    Examples:
      portalgen announce agenda --cohort causeway
      portalgen announce save-the-date s6 --calendar
      portalgen announce notes s4 --to members --mailto
      portalgen announce pre-reads --send --dry-run
    """
    how = How(**told)
    if how.mailto and (how.send or how.calendar):
        what = "be sent by portalgen" if how.send else "carry a file"
        raise UsageError(f"a mailto: link cannot {what}", hint="leave --mailto away")
    made, published = _made(stage, session_id, how, common)
    value, notes = value_of(made, published=published), notes_of(made, published=published)
    if not made.letters and not made.before:
        raise ContentError([problem for _, problem in made.lacking])
    if how.dry_run or not made.letters:
        goes = [{"reader": one.reader, "name": one.name, "address": one.to.address} for one in made.letters]
        listed = ["Would be told:", *_lines(made)] if goes else ["There is nobody left to tell."]
        answer(common, {**value, "would_tell": goes}, "\n".join([*listed, *notes]))
    elif how.send:
        return send_messages(common, made, published=published, ask=not how.yes, again=how.again)
    elif how.mailto:
        _print_links(common, made, value, notes)
    else:
        _write_files(common, made, value, notes)
    return Exit.DONE


def _made(stage: Any, session_id: str, how: How, common: Common) -> "tuple[Announcement, bool]":  # noqa: ANN401 -- one of STAGES
    """Return the announcement, and whether every page of it is on the host, as far as this folder knows."""
    from portalgen.announce.announcement import Wish, announcement
    from portalgen.announce.log import read_log, told_of
    from portalgen.announce.occasion import Occasion
    from portalgen.audit.record import read_record
    from portalgen.build.portal import day_of_build
    from portalgen.desk.choose import choose_cohort, choose_session
    from portalgen.desk.group import held, upcoming
    from portalgen.plan.site import plan_site
    from portalgen.words import words

    portal, cohort = choose_cohort(common.portal, common.cohort)
    as_of = day_of_build(portal, common.as_of, now())
    usual = held(cohort, as_of) if stage == "notes" else upcoming(cohort, as_of)
    session = choose_session(cohort, session_id, usual, "that has begun" if stage == "notes" else "to come")
    secrets, _ = open_vault(common)
    own = secrets.cohorts.get(cohort.id)
    if own is None:
        raise UsageError(f"{cohort.id} has no keys yet", hint="run `portalgen build` first")
    table = words(portal.language(cohort))
    plan = plan_site(portal, cohort, as_of=as_of, id_key=secrets.id_key, words=table, keys=own.audiences)
    occasion = Occasion(portal, cohort, session, stage, plan, as_of)
    told = {} if how.again else told_of(read_log(common.portal, cohort.id), session.id, stage)
    wish = Wish(how.wanted, how.calendar, how.to_page)
    made = announcement(occasion, wish, id_key=secrets.id_key, told=told)
    record = read_record(common.portal, cohort.id)
    there = {name for files in record.files.values() for name in files} if record else set()
    return made, all(one.page in there for one in made.letters)


def _write_files(common: Common, made: "Announcement", value: dict[str, Any], notes: list[str]) -> None:
    from portalgen.announce.drafts import drafts_folder, write_drafts
    from portalgen.announce.message import draft
    from portalgen.audit.words import counted
    from portalgen.model.mailbox import read_mailbox

    occasion, mail = made.occasion, made.occasion.portal.network.record.mail
    sender = read_mailbox(mail.from_, named=True) if mail else None
    drafts = {one.reader: draft(one.letter, one.to, sender=sender, language=occasion.language) for one in made.letters}
    folder = drafts_folder(common.portal, occasion.cohort.id, occasion.session.id, occasion.stage)
    written = write_drafts(folder, drafts, output=common.folder)
    lines = [*_lines(made), f"{counted(len(written), 'message')} in {folder}, readable by you alone.",
             "Open each in your mail program and send it; then delete the folder.", *notes]  # fmt: skip
    answer(common, {**value, "written": [str(path) for path in written]}, "\n".join(lines))


def _print_links(common: Common, made: "Announcement", value: dict[str, Any], notes: list[str]) -> None:
    from portalgen.announce.message import as_mailto

    links = [as_mailto(one.letter, one.to) for one in made.letters]
    for line in notes if not common.json else ():
        echo(line, err=True)
    answer(common, {**value, "mailto": links}, "\n".join(links))


def _lines(made: "Announcement") -> list[str]:
    return [f"  {one.name} <{one.to.address}>" for one in made.letters]
