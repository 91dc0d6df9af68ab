"""Check that a cohort's story can have happened: sessions counted once, promises made before they are reported."""

from datetime import date

from portalgen.load.portal import Cohort
from portalgen.model.cohort import Membership
from portalgen.model.memory import CLOSED, CommitmentRecord, CommitmentsRecord
from portalgen.source.document import Document, Problems


def check_history(cohort: Cohort, problems: Problems) -> None:
    """Add a problem for every number given twice and every promise that is reported out of its time."""
    first: dict[int, str] = {}
    for session in cohort.sessions:
        number = session.record.number
        if number is None:
            continue
        if first.setdefault(number, session.doc.path) != session.doc.path:
            what = f"two sessions have the number {number}"
            problems.add(session.doc.problem(what, "number", hint=f"the other is {first[number]}"))
    for number, member in enumerate(cohort.record.members):
        _membership(cohort, number, member, problems)
    order = {session.id: place for place, session in enumerate(cohort.sessions)}
    for number, row in enumerate(cohort.commitments.record.commitments if cohort.commitments else ()):
        _commitment(cohort, order, number, row, problems)


def _commitment(cohort: Cohort, order: dict[str, int], number: int, row: CommitmentRecord, problems: Problems) -> None:
    doc = cohort.commitments
    if doc is None or row.made_in not in order:
        return
    _due(cohort, doc, order, number, row, problems)
    closed = [order[update.session] for update in row.updates if update.status in CLOSED and update.session in order]
    for place, update in enumerate(row.updates):
        keys = ("commitments", number, "updates", place, "session")
        when = order.get(update.session)
        if when is not None and when < order[row.made_in]:
            what = f"{row.id} is reported before it was made"
            problems.add(doc.problem(what, *keys, hint=f"it was made in {row.made_in}"))
        elif when is not None and closed and when > min(closed):
            what = f"{row.id} is reported again after it was closed"
            problems.add(doc.problem(what, *keys, hint="give a new promise an id of its own"))


def _due(
    cohort: Cohort, doc: Document[CommitmentsRecord], order: dict[str, int], number: int, row: CommitmentRecord,
    problems: Problems,
) -> None:  # fmt: skip
    """Add a problem where a promise is due before the session at which it was made."""
    made = cohort.sessions[order[row.made_in]]
    day = cohort.sessions[order[row.due]].start.date() if isinstance(row.due, str) and row.due in order else row.due
    if isinstance(day, date) and day < made.start.date():
        what = f"{row.id} is due before it was made"
        problems.add(doc.problem(what, "commitments", number, "due", hint=f"{made.id} was on {made.start.date()}"))


def _membership(cohort: Cohort, number: int, member: Membership, problems: Problems) -> None:
    if member.joined and member.left and member.left < member.joined:
        what = f"{member.person} left before joining"
        problems.add(cohort.doc.problem(what, "members", number, "left", hint="check `joined` and `left`"))
