"""Rules about what is read: must-reads that fit an evening and come in time, pictures that say what they show."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from portalgen.check.sessions import coming
from portalgen.errors import Place, Problem
from portalgen.load.portal import Cohort, Portal, PreRead
from portalgen.plan.scope import minutes
from portalgen.source.document import Document

MUST_MINUTES = 30
DAYS_AHEAD = 5
SUMMARY_MINUTES = 10  # a shorter paper is its own summary
_PICTURE = re.compile(r"!\[\s*\]\(([^)\s]+)")


def reading_time(paper: PreRead) -> int:
    """Return the minutes that a pre-read takes."""
    record = paper.doc.record
    return record.minutes if record.minutes is not None else minutes(paper.doc.body, record.pages)


def too_much(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield sessions whose must-reads take more than half an hour."""
    for session in coming(cohort, as_of):
        total = sum(reading_time(paper) for paper in session.prereads if paper.doc.record.need == "must")
        if total > MUST_MINUTES:
            hint = "make some of them `need: should`, or write a page in place of ten"
            yield session.doc.problem(f"the must-reads take {total} minutes; {MUST_MINUTES} get read", hint=hint)


def too_late(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield must-reads that come fewer than five days before their session, and sessions that show none in time."""
    for session in coming(cohort, as_of):
        day = session.start.date()
        latest = day - timedelta(days=DAYS_AHEAD)
        musts = [paper for paper in session.prereads if paper.doc.record.need == "must"]
        for paper in musts:
            published = paper.doc.record.published
            if published and published > latest:
                what = (
                    f'"{paper.title}" comes {(day - published).days} days before the session; {DAYS_AHEAD} are needed'
                )
                yield paper.doc.problem(what, "published", hint=f"publish it by {latest}")
        if musts and as_of > latest and session.record.status in ("save-the-date", "agenda"):
            hint = "set `status: pre-reads`"
            yield session.doc.problem(f"the pre-reads should have been out on {latest}", "status", hint=hint)


def no_why(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield must-reads that do not say why one reads them, and long ones without a summary."""
    for session in coming(cohort, as_of):
        for paper in session.prereads:
            record = paper.doc.record
            if record.need == "must" and not record.why_you and paper.doc.path.endswith(".md"):
                yield paper.doc.problem(f'"{paper.title}" does not say why to read it', hint="write `why_you: …`")
            if record.need == "must" and reading_time(paper) > SUMMARY_MINUTES and not record.summary:
                hint = "write `summary: …`, at most 100 words"
                yield paper.doc.problem(
                    f'"{paper.title}" takes {reading_time(paper)} minutes, without a summary', hint=hint
                )


def no_alt(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield pictures without words for those who do not see them."""
    for doc in _texts(cohort):
        if "![" not in doc.body.text:
            continue
        for number, line in enumerate(doc.body.text.split("\n")):
            for found in _PICTURE.finditer(line):
                place = Place(doc.path, doc.body.line + number, found.start() + 1)
                what = f'the picture "{found.group(1)}" has no words for those who do not see it'
                yield Problem(what, place, "write what it shows: ![two people at a table](…)", line)


def _texts(cohort: Cohort) -> Iterator[Document[Any]]:
    yield from (doc for doc in (cohort.index, cohort.charter) if doc)
    for session in cohort.sessions:
        yield session.doc
        yield from (doc for doc in (session.notes, *(paper.doc for paper in session.prereads)) if doc)
    yield from (topic.doc for topic in cohort.topics)
    yield from (item.doc for item in cohort.news)
    yield from (page.doc for page in cohort.pages)
