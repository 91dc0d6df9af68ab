"""What a build checks before anything becomes the site: faults of pages, broken headings, words that would leak."""

from collections.abc import Iterable
from pathlib import Path

from portalgen.access.secrets import CohortSecrets
from portalgen.audit.canaries import canaries
from portalgen.audit.clear import OwnWords, visible
from portalgen.audit.report import find_leaks
from portalgen.build.draw import Made
from portalgen.errors import ContentError, LeakError, Place, Problem
from portalgen.load.portal import Cohort, Portal
from portalgen.plan.site import Plan
from portalgen.render.gate import Leak, normal
from portalgen.write.stage import Stage


def check_made(root: Path, made: Iterable[Made]) -> None:
    """Raise one error with every problem of the chunks and every link to a heading that does not exist.

    ContentError for faults of the content; LeakError where a word would reach readers it is not for.
    """
    made = tuple(made)
    problems = [problem for chunk in made for problem in chunk.problems]
    anchors: dict[str, set[str]] = {}
    for chunk in made:
        for source, ids in chunk.anchors:
            anchors.setdefault(source, set()).update(ids)
    for chunk in made:
        for source, fragment, place in chunk.fragments:
            if source in anchors and f"h-{fragment}" not in anchors[source] and fragment not in anchors[source]:
                near = ", ".join(sorted(name.removeprefix("h-") for name in anchors[source])[:6])
                hint = f"headings there: {near}" if near else "that page has no headings"
                problems.append(Problem(f'no heading "#{fragment}" in {source}', place, hint))
    leaks = {leak for chunk in made for leak in chunk.leaks}
    if leaks:
        raise LeakError(sorted((placed(root, leak) for leak in leaks), key=lambda problem: str(problem.place)))
    if problems:
        raise ContentError(sorted(set(problems), key=lambda problem: (str(problem.place), problem.what)))


def check_public(cohort: Cohort) -> None:
    """Raise LeakError where a watched word stands in what a stranger sees: the codename and the site's folder."""
    record = cohort.record
    for number, watched in enumerate(record.watchlist):
        for key, text in (("codename", record.codename), ("title", cohort.id.replace("-", " "))):
            if normal(watched.term).casefold() in normal(text).casefold():
                what = f'"{watched.term}" is watched, but it stands in clear: {text}'
                hint = f"choose another {key} or folder name"
                raise LeakError(cohort.doc.problem(what, "watchlist", number, hint=hint))


def placed(root: Path, leak: Leak) -> Problem:
    """Return a leak as a problem, at the first line of its file that holds the word."""
    file = root / leak.source
    lines = file.read_text(encoding="utf-8").splitlines() if leak.source and file.is_file() else []
    word = normal(leak.word).casefold()
    for number, line in enumerate(lines, start=1):
        column = normal(line).casefold().find(word)
        if column >= 0:
            return Problem(leak.what, Place(leak.source, number, column + 1), leak.hint, line)
    return Problem(leak.what, Place(leak.source) if leak.source else None, leak.hint)


def check_keys(plan: Plan, own: CohortSecrets) -> None:
    """Raise ContentError where a page is for somebody who has no key: one person, or people of a circle."""
    problems = []
    for name in sorted({page.audience for page in plan.pages}):
        circle = plan.reach.circles.get(name)
        readers = sorted(circle.readers) if circle else [name]
        without = [reader for reader in readers if reader not in own.audiences]
        if not without:
            continue
        page = next(page for page in plan.pages if page.audience == name)
        person = " ".join(reader.partition(":")[2] for reader in without)
        who = f"{name} alone, who has no key yet" if not circle else f"a circle in which {person} have no key yet"
        kind = "" if without[0].startswith("member:") else f" --as {without[0].partition(':')[0]}"
        hint = f"give one with: portalgen access add {person}{kind} --cohort {plan.cohort}"
        place = Place(page.source) if page.source else None
        problems.append(Problem(f'"{page.title}" is for {who}', place, hint))
    if problems:
        raise ContentError(problems)


def check_stage(portal: Portal, cohort: Cohort, plan: Plan, stage: Stage, *, allowed: OwnWords) -> None:
    """Raise LeakError where a word of the content stands in clear in the site that is about to be swapped in.

    Pages that were taken over have the lock page around them that the entrance has: that one is read.
    """
    leaks = list(find_leaks(visible(stage.folder, unread=stage.kept), canaries(portal, cohort, plan), allowed=allowed))
    if leaks:
        hint = (
            "look for it in the codename and in your theme's lock page; "
            "if it is a plain word that tells nothing, add it to `ordinary_words` of cohort.yaml"
        )
        raise LeakError(
            Problem(f'"{leak.word}" stands in clear in {leak.file} ({leak.form})', hint=hint) for leak in leaks
        )
