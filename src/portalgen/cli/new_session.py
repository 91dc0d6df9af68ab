"""`portalgen new session`, `notes`, `preread` and `commitment`: what belongs to one meeting."""

from datetime import date, datetime

import click

from portalgen.cli.moments import MOMENT
from portalgen.cli.new import desk_of, new, tell
from portalgen.cli.options import WORDS, Common, common
from portalgen.errors import UsageError

KINDS = ("regular", "retreat", "dinner", "call", "visit", "orientation")


@new.command()
@click.option("--kind", type=click.Choice(KINDS), default="regular", show_default=True, help="What kind of session.")
@click.option("--start", type=MOMENT, required=True, help='Local time, such as "2027-02-11 14:00".')
@click.option("--end", type=MOMENT, help="Local time; or give --minutes.")
@click.option("--minutes", type=click.IntRange(5, 20_160), help="How long it is.")
@click.option("--title", default="", help="What it is called; by its number where left out.")
@common
def session(kind: str, start: datetime, end: datetime | None, minutes: int | None, title: str, common: Common) -> None:
    """Prepare a session with its whole agenda: boxes that fit the time, the group and its open questions and promises.

    \b
    Examples:
      portalgen new session --kind regular --start "2027-02-11 14:00"
      portalgen new session --kind retreat --start "2027-09-16 12:00" --end "2027-09-17 13:00"
      portalgen new session --kind dinner --start "2027-03-04 19:00" --title "One table"
    """
    from portalgen.desk.sessions import Wish, session_paper

    if end and minutes:
        raise UsageError("--end and --minutes say the same", hint="give one of the two")
    desk = desk_of(common)
    wish = Wish(kind, start, end, minutes, " ".join(title.split()))
    paper = session_paper(common.portal, desk.portal, desk.cohort, wish, desk.today)
    tell(common, [paper], [
        f"open {paper.path}: purpose, place, who presents",
        f'portalgen new preread "What to read" --session {paper.path.split("/")[-2]}{_cohort(common)}',
        "`status: agenda` shows the agenda to members; then portalgen build",
    ])  # fmt: skip


def _cohort(common: Common) -> str:
    return f" --cohort {common.cohort[0]}" if common.cohort else ""


@new.command()
@click.argument("session_id", metavar="[SESSION]", default="")
@common
def notes(session_id: str, common: Common) -> None:
    """Prepare notes of SESSION, by default the latest without any: a theme for each question, a place for presenters.

    \b
    Examples:
      portalgen new notes
      portalgen new notes s5
    """
    from portalgen.desk.choose import choose_session
    from portalgen.desk.group import held
    from portalgen.desk.notes import notes_paper

    desk = desk_of(common)
    usual = [one for one in held(desk.cohort, desk.today) if one.notes is None]
    one = choose_session(desk.cohort, session_id, usual, "that has begun and has no notes yet")
    paper = notes_paper(common.portal, desk.portal, desk.cohort, one)
    tell(common, [paper], [
        f"write what was explored into {paper.path}",
        f'portalgen new commitment "The promise" --who ID --made-in {one.id}{_cohort(common)}',
        "`state: published`, and `status: notes` in session.md, show them; then portalgen build",
    ])  # fmt: skip


@new.command()
@click.argument("title", type=WORDS)
@click.option("--session", "session_id", default="", metavar="ID", help="Which session; by default the next one.")
@click.option("--need", type=click.Choice(["must", "should", "reference"]), default="should", show_default=True,
              help="Whether it must be read.")  # fmt: skip
@common
def preread(title: str, session_id: str, need: str, common: Common) -> None:
    """Start a paper to read before a session.

    \b
    Examples:
      portalgen new preread "The cost of stopping" --need must
      portalgen new preread "Eight answers" --session s5
    """
    from portalgen.desk.choose import choose_session
    from portalgen.desk.group import upcoming
    from portalgen.desk.scaffold import preread_paper

    desk = desk_of(common)
    one = choose_session(desk.cohort, session_id, upcoming(desk.cohort, desk.today), "to come")
    paper = preread_paper(common.portal, one, title, need, desk.today)
    name = paper.path.rpartition("/")[2].removesuffix(".md")
    tell(common, [paper], [
        "write it, or put a document beside it and name it as `attachment`",
        f"`prereads: [{name}]` in a box of {one.doc.path} says what it is for",
        "`status: pre-reads` in session.md shows it; then portalgen build",
    ])  # fmt: skip


@new.command()
@click.argument("text", type=WORDS)
@click.option("--who", required=True, metavar="ID", help="Whose promise it is.")
@click.option("--made-in", default="", metavar="SESSION", help="Where it was made; by default the latest session.")
@click.option("--due", default="", metavar="DATE|SESSION", help="Until when.")
@click.option("--witness", default="", metavar="ID", help="Who asks about it.")
@click.option("--private", is_flag=True, help="Only the owner and the witness read it.")
@common
def commitment(text: str, who: str, made_in: str, due: str, witness: str, private: bool, common: Common) -> None:
    """Write down a promise in the owner's words. It comes back at every session until it is closed.

    \b
    Examples:
      portalgen new commitment "Talk to my deputy by May" --who mara
      portalgen new commitment "Walk one night shift a month" --who soren --due s6
    """
    from portalgen.desk.choose import choose_person, choose_session
    from portalgen.desk.group import held, upcoming
    from portalgen.desk.scaffold import commitment_paper

    desk = desk_of(common)
    usual = (*held(desk.cohort, desk.today), *upcoming(desk.cohort, desk.today))
    session = choose_session(desk.cohort, made_in, usual, "at which it could have been made")
    owner = choose_person(desk.portal, who)
    asks = choose_person(desk.portal, witness) if witness else ""
    until = due if not due or _is_day(due) else choose_session(desk.cohort, due, (), "").id
    paper, name = commitment_paper(common.portal, desk.cohort, text, owner, made_in=session.id, due=until,
                                   witness=asks, private=private)  # fmt: skip
    readers = " ".join(dict.fromkeys(filter(None, (owner, asks))))
    steps = [f"portalgen access add {readers}{_cohort(common)}"] if private else []
    tell(common, [paper], [*steps, "portalgen build"], [f"{name}: {owner}, made in {session.id}"])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
