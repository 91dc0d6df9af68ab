"""Words of the content that must not stand in clear: what would betray a cohort."""

from collections.abc import Iterator

from portalgen.load.portal import Cohort, Portal
from portalgen.plan.site import Plan

LEAST = 6  # characters: shorter words stand in any text by chance
LINE = 40  # characters of a paragraph that are enough to know it by


def canaries(portal: Portal, cohort: Cohort, plan: Plan) -> frozenset[str]:
    """Return what would betray a cohort: names, firms, addresses, titles, file names, the beginnings of paragraphs.

    Left out is what the convener has said is public: the codename, and `ordinary_words`.
    """
    found = {cohort.record.title, portal.network.record.name, portal.network.record.convener.org}
    found.update(page.title for page in plan.pages)
    found -= {text for text in found if _fold(text) in _fold(cohort.record.codename)}
    for member in cohort.record.members:
        record = portal.people[member.person].record
        ways = (record.contact.email, record.contact.mobile)
        found.update({record.name, record.company or "", *(way.value for way in ways if way)})
    found.update(sponsor.name for sponsor in portal.network.record.sponsors)
    found.update(path.rsplit("/", 1)[-1].rsplit(".", 1)[0] for _, path in plan.wanted)
    for session in cohort.sessions:
        found.update(item.title for item in session.record.agenda)
        found.update(_lines(session.doc.body.text))
    for page in cohort.pages:
        found.update(_lines(page.doc.body.text))
    found -= set(cohort.record.ordinary_words)
    return frozenset(text.strip() for text in found if len(text.strip()) >= LEAST)


def _lines(text: str) -> Iterator[str]:
    for block in text.split("\n\n"):
        line = " ".join(block[: 2 * LINE].split())[:LINE]  # enough of nearly every block, and soon done
        if len(line) < LINE and len(block) > 2 * LINE:
            line = " ".join(block[: 10 * LINE].split())[:LINE]
        if len(line) == LINE:
            yield line


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
