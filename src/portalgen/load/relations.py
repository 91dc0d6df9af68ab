"""Check that every name in a cohort's records leads somewhere: people, sessions, topics, papers, sponsors."""

import re
from collections import Counter
from collections.abc import Container, Iterable
from typing import Any

from portalgen.access.reach import BUILT_IN
from portalgen.errors import nearest
from portalgen.load.portal import Cohort, Person, Session
from portalgen.model.network import Network
from portalgen.source.document import Document, Places, Problems

_MENTION = re.compile(r"(?<!\w)@([a-z0-9]+(?:[-.][a-z0-9]+)*)")


def check_relations(
    cohort: Cohort,
    people: dict[str, Person],
    network: Document[Network],
    problems: Problems,
    *,
    protocols: Iterable[str],
    venues: Iterable[str],
) -> None:
    """Add one problem for every reference in `cohort` that leads nowhere and every id that stands twice."""
    check = _Check(cohort, people, problems, set(protocols), set(venues))
    check.cohort_file({sponsor.id for sponsor in network.record.sponsors})
    for session in cohort.sessions:
        check.session(session)
    docs: list[Document[Any]] = [item.doc for item in cohort.topics]
    docs += [item.doc for item in cohort.news]
    docs += [item.doc for item in cohort.pages]
    docs += [item.doc for item in cohort.sessions]
    for doc in docs:
        check.audience(doc)
    docs += [session.notes for session in cohort.sessions if session.notes]
    docs += [paper.doc for session in cohort.sessions for paper in session.prereads]
    docs += [doc for doc in (cohort.index, cohort.charter) if doc]
    for doc in docs:
        check.parts(doc)
    check.home()
    check.resources()
    check.commitments()
    check.topics()
    for person_id, doc in cohort.people_here.items():
        check.known(doc, person_id, people, "person")


class _Check:
    def __init__(
        self, cohort: Cohort, people: dict[str, Person], problems: Problems, protocols: set[str], venues: set[str]
    ) -> None:
        self.cohort, self.people, self.problems = cohort, people, problems
        self.protocols, self.venues = protocols, venues
        self.unread = problems.paths()  # a name may lead into a file that could not be read: say only what is sure
        self.sessions = {session.id: session for session in cohort.sessions}
        self.topic_ids = {topic.id for topic in cohort.topics}

    def known(self, doc: Document[Any], name: str | None, among: Iterable[str], noun: str, *keys: str | int) -> None:
        names = among if isinstance(among, (dict, set)) else set(among)
        if name is None or name in names or any(_FOLDER[noun] in path for path in self.unread):
            return
        self.problems.add(doc.problem(f'unknown {noun} "{name}"', *keys, hint=nearest(name, names, _WHERE[noun])))

    def person(self, doc: Document[Any], name: str | None, *keys: str | int) -> None:
        self.known(doc, name, self.people, "person", *keys)

    def audience(self, doc: Document[Any], audience: str = "", *keys: str | int) -> None:
        kind, _, name = (audience or str(doc.record.audience)).partition(":")
        keys = keys or ("audience",)
        if kind in ("member", "guest"):
            self.person(doc, name, *keys)
        elif kind == "circle":
            self.known(doc, name, {circle.id for circle in self.cohort.record.circles}, "circle", *keys)
        else:
            self.known(doc, kind, BUILT_IN, "audience", *keys)

    def parts(self, doc: Document[Any]) -> None:
        """Check the audience of every block that has one of its own; its place is the block's first line."""
        for part in doc.parts:
            self.audience(Document(doc.record, part.text, Places({("audience",): (part.text.line - 1, 1)},
                          doc.places.text), doc.path), part.audience)  # fmt: skip

    def home(self) -> None:
        """Refuse what would seem to close the home page: members always have one."""
        doc = self.cohort.index
        if doc is None:
            return
        hint = "put it into a block `::: audience conveners`, or into a page of its own"
        for key, given in (("audience", doc.record.audience != "members"), ("expires", doc.record.expires)):
            if given:
                self.problems.add(
                    doc.problem(f"members always read the home page: `{key}` does nothing", key, hint=hint)
                )

    def resources(self) -> None:
        doc = self.cohort.resources
        if doc is None:
            return
        for number, row in enumerate(doc.record.resources):
            keys = ("resources", number)
            self.audience(doc, row.audience, *keys, "audience")
            self.known(doc, row.session, self.sessions, "session", *keys, "session")
            self.known(doc, row.topic, self.topic_ids, "topic", *keys, "topic")
            if (row.file is None) is (row.link is None):
                self.problems.add(doc.problem("a resource is a `file` or a `link`", *keys, hint="give one of the two"))

    def once(self, doc: Document[Any], ids: list[str], noun: str, key: str) -> None:
        for number, name in enumerate(ids):
            if ids.index(name) < number:
                self.problems.add(doc.problem(f'{noun} "{name}" stands twice', key, number, hint="give it its own id"))

    def cohort_file(self, sponsors: Container[str]) -> None:
        doc, record = self.cohort.doc, self.cohort.record
        self.person(doc, record.chair, "chair")
        self.person(doc, record.moderator_elect, "moderator_elect")
        for number, member in enumerate(record.members):
            self.person(doc, member.person, "members", number, "person")
            self.person(doc, member.mentor, "members", number, "mentor")
        self.once(doc, [member.person for member in record.members], "member", "members")
        for number, role in enumerate(record.roles):
            self.person(doc, role.person, "roles", number, "person")
        for number, circle in enumerate(record.circles):
            session = circle.id.removeprefix("at-")
            if session != circle.id and session in self.sessions:
                what = f'"{circle.id}" is what portalgen calls those who were at {session}'
                self.problems.add(doc.problem(what, "circles", number, "id", hint="give this circle another id"))
            for key in ("people", "but"):
                for place, name in enumerate(getattr(circle, key)):
                    self.person(doc, name, "circles", number, key, place)
        self.once(doc, [circle.id for circle in record.circles], "circle", "circles")
        for number, pairing in enumerate(record.pairings):
            self.person(doc, pairing.a, "pairings", number, "a")
            self.person(doc, pairing.b, "pairings", number, "b")
        for number, sponsor in enumerate(record.sponsors):
            if sponsor not in sponsors:
                hint = "sponsors are listed in portal.yaml"
                self.problems.add(doc.problem(f'unknown sponsor "{sponsor}"', "sponsors", number, hint=hint))
        charter = self.cohort.charter
        if charter:
            for number, name in enumerate(charter.record.adopted_by):
                self.person(charter, name, "adopted_by", number)

    def session(self, session: Session) -> None:
        doc, record = session.doc, session.record
        if self.sessions[session.id] is not session:
            what = f'two sessions have the id "{session.id}"'
            self.problems.add(doc.problem(what, "id", hint=f"the other is {self.sessions[session.id].doc.path}"))
        for key in ("chair", "host", "scribe", "timekeeper", "process_observer"):
            self.person(doc, getattr(record, key), key)
        for paper in session.prereads:
            self.audience(paper.doc)
        for number, row in enumerate(record.attendance):
            self.person(doc, row.person, "attendance", number, "person")
        self.once(doc, [row.person for row in record.attendance], "person", "attendance")
        parts = {item.id for item in record.agenda if item.id}
        for number, guest in enumerate(record.guests):
            self.person(doc, guest.person, "guests", number, "person")
            self.person(doc, guest.invited_by, "guests", number, "invited_by")
            if not (guest.person or guest.name):
                self.problems.add(doc.problem("a guest has no name", "guests", number, hint="give `person` or `name`"))
            for place, part in enumerate(guest.parts):
                self.known(doc, part, parts, "agenda item", "guests", number, "parts", place)
        if record.logistics:
            self.known(doc, record.logistics.at, self.venues, "venue", "logistics", "at")
        papers = [paper.id for paper in session.prereads]
        for name, count in Counter(papers).items():
            if count > 1:
                self.problems.add(doc.problem(f'two pre-reads of this session have the id "{name}"'))
        for number, item in enumerate(record.agenda):
            keys = ("agenda", number)
            self.person(doc, item.owner, *keys, "owner")
            self.person(doc, item.coach, *keys, "coach")
            self.known(doc, item.topic, self.topic_ids, "topic", *keys, "topic")
            self.known(doc, item.protocol, self.protocols, "protocol", *keys, "protocol")
            for place, name in enumerate(item.recused):
                self.person(doc, name, *keys, "recused", place)
            for place, name in enumerate(item.prereads):
                self.known(doc, name, set(papers), "pre-read", *keys, "prereads", place)
        self.notes(session)

    def notes(self, session: Session) -> None:
        notes = session.notes
        if notes is None:
            return
        self.person(notes, notes.record.reviewed_by, "reviewed_by")
        for number, theme in enumerate(notes.record.themes):
            self.known(notes, theme.topic, self.topic_ids, "topic", "themes", number, "topic")
            if any(name in self.people for name in _MENTION.findall(theme.title)):
                hint = "say who in `body`, where @id becomes what the attribution allows"
                self.problems.add(notes.problem("a title names nobody", "themes", number, "title", hint=hint))
        for number, paper in enumerate(notes.record.presenter_notes):
            self.person(notes, paper.for_, "presenter_notes", number, "for")
        for number, quote in enumerate(notes.record.quotes):
            self.person(notes, quote.by, "quotes", number, "by")

    def commitments(self) -> None:
        doc = self.cohort.commitments
        if doc is None:
            return
        self.once(doc, [row.id for row in doc.record.commitments], "commitment", "commitments")
        for number, row in enumerate(doc.record.commitments):
            keys = ("commitments", number)
            self.person(doc, row.who, *keys, "who")
            self.person(doc, row.witness, *keys, "witness")
            self.known(doc, row.made_in, self.sessions, "session", *keys, "made_in")
            self.known(doc, row.topic, self.topic_ids, "topic", *keys, "topic")
            if isinstance(row.due, str):
                self.known(doc, row.due, self.sessions, "session", *keys, "due")
            for place, update in enumerate(row.updates):
                self.known(doc, update.session, self.sessions, "session", *keys, "updates", place, "session")

    def topics(self) -> None:
        for topic in self.cohort.topics:
            doc, record = topic.doc, topic.record
            self.person(doc, record.raised_by, "raised_by")
            self.known(doc, record.raised_in, self.sessions, "session", "raised_in")
            for number, thread in enumerate(record.threads):
                self.known(doc, thread.session, self.sessions, "session", "threads", number, "session")
            for number, name in enumerate(record.related_people):
                self.person(doc, name, "related_people", number)
            for number, belief in enumerate(record.beliefs):
                self.known(doc, belief.when, self.sessions, "session", "beliefs", number, "when")


_FOLDER = {"person": "content/people/", "session": "/sessions/", "topic": "/topics/", "pre-read": "/prereads/",
           "audience": "no file", "protocol": "content/protocols/", "venue": "content/venues/",
           "circle": "no file", "agenda item": "no file"}  # fmt: skip
_WHERE = {
    "audience": "audiences are members, conveners, sponsors, logistics, member:<id> and circle:<id>",
    "agenda item": "agenda items are named by their own `id` in this session",
    "circle": "circles are named in cohort.yaml: circles: [{id: …, people: […]}]",
    "protocol": "protocols are the shipped ones and the files content/protocols/<id>.yaml",
    "venue": "venues are the files content/venues/<id>.yaml",
    "person": "people are the files content/people/<id>.md",
    "session": "sessions are named by their `id`, or by their folder's name",
    "topic": "topics are the files topics/<id>.md of this cohort",
    "pre-read": "pre-reads are the files prereads/<id>.md of this session",
}
