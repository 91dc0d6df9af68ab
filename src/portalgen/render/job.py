"""Everything that drawing the pages of one site needs, in a form that can be sent to another process."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portalgen.access.reach import Reach
from portalgen.load.portal import Asset, Cohort, Portal
from portalgen.model.cohort import Watched
from portalgen.plan.attribution import names, role_text
from portalgen.plan.scope import Target
from portalgen.plan.site import Plan
from portalgen.plan.views import Frame
from portalgen.render.ids import Ids, KeyedIds
from portalgen.theme.environment import Templates, TemplateTexts


@dataclass(frozen=True, slots=True)
class RenderJob:
    """The shared half of every page of a site.

    `sources` maps a Markdown file to its page's logical path; `known` are all Markdown files, also those held back.
    `people` and `roles` say how a person appears by name and by role; `names` are the words that would tell who was in
    a closed room; `watched` the words that one audience alone may read; `languages` those of files that are written
    in another language than the cohort's.
    """

    cohort: str
    ids: Ids
    frames: Mapping[str, Frame]
    targets: Mapping[str, Target]
    sources: Mapping[str, str]
    known: frozenset[str]
    assets: Mapping[str, Asset]
    people: Mapping[str, str]
    roles: Mapping[str, str]
    wiki: Mapping[str, str]
    names: tuple[str, ...]
    watched: tuple[Watched, ...]
    reach: Reach
    languages: Mapping[str, str]
    words: Mapping[str, str]
    templates: Templates | TemplateTexts
    styles: str

    def abroad(self) -> "RenderJob":
        """Return the same job for another machine: with no key in it, and no folder of this one."""
        ids = self.ids
        if isinstance(ids, KeyedIds):
            pages = ((target.audience, path) for path, target in self.targets.items())
            ids = ids.listed(pages, self.frames, self.assets)
        return replace(self, ids=ids, templates=self.templates.texts())


def make_job(portal: Portal, cohort: Cohort, plan: Plan, *, id_key: bytes, words: Mapping[str, str],
             templates: Templates, styles: str) -> RenderJob:  # fmt: skip
    """Return the job of one planned site; `styles` is the address of the style sheet."""
    docs = tuple(cohort.documents())
    sources = {target.source: path for path, target in plan.targets.items() if target.source}
    return RenderJob(
        cohort=plan.cohort,
        ids=KeyedIds(plan.cohort, id_key),
        frames=plan.frames,
        targets=plan.targets,
        sources=sources,
        known=frozenset(doc.path for doc in docs),
        assets=portal.assets,
        people={person_id: person.record.name for person_id, person in portal.people.items()},
        roles={person_id: role_text(person, words) for person_id, person in portal.people.items()},
        wiki=plan.wiki,
        names=names(cohort, portal.people, _of_sponsors(portal, cohort)),
        watched=cohort.record.watchlist,
        reach=plan.reach,
        languages={doc.path: doc.record.lang for doc in docs if getattr(doc.record, "lang", None)},
        words=words,
        templates=templates,
        styles=styles,
    )


def _of_sponsors(portal: Portal, cohort: Cohort) -> Iterator[str]:
    """Yield the names of the people who come to a cohort's sessions for its sponsors."""
    for sponsor in portal.network.record.sponsors:
        if sponsor.id in cohort.record.sponsors:
            yield from (contact.name for contact in sponsor.people)
