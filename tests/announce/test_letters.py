"""What messages say and what they keep to themselves, in every stage and language, as bytes that leave the house."""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import SMTP
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import pytest

from portalgen.announce.announcement import Wish, announcement
from portalgen.announce.letter import first_name, when
from portalgen.announce.message import as_mailto, as_text, draft, ready
from portalgen.announce.occasion import STAGES
from portalgen.announce.readers import CONCERNS, _everybody
from portalgen.audit.canaries import canaries
from portalgen.audit.hidden import Search
from portalgen.errors import LeakError, UsageError
from portalgen.load.reader import read_portal
from portalgen.model.mailbox import Mailbox, read_mailbox
from portalgen.model.person import Assistant, ContactField
from portalgen.words import languages, words

from .conftest import KEY, bio, occasion

ROOT = Path(__file__).resolve().parents[2]
SENDER = Mailbox("odalys@house.example", "Odalys Fennick")
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
SESSIONS = {
    "causeway": {"save-the-date": "s2", "agenda": "s2", "pre-reads": "s5", "notes": "s2"},
    "lantern": {"save-the-date": "l1", "agenda": "l1", "pre-reads": "l1"},
}
ALSO = {"New_York", "New York", "Portland", "Saltmarsh", "causeway", "lantern", "Table"}


def demo():
    """Return the demo with an assistant for everybody, and an address for those who have none."""
    portal = read_portal(ROOT)
    people = dict(portal.people)
    spare = ContactField(value="spare@post.example")
    for name, person in people.items():
        contact = person.record.contact
        fields = {"assistant": Assistant(name="Nils Hartwell", email="nils@a.example"), "email": contact.email or spare}
        record = person.record.model_copy(update={"contact": contact.model_copy(update=fields)})
        people[name] = replace(person, doc=replace(person.doc, record=record))
    return replace(portal, people=people)


DEMO = demo()


def told_in(language):
    """Yield (occasion, announcement) of every stage of the demo, to everybody, as talkative as can be."""
    for cohort, sessions in SESSIONS.items():
        at = occasion(DEMO, "agenda", next(iter(sessions.values())), cohort=cohort, language=language,
                      address="https://site.example/", mail_shows_day="always")  # fmt: skip
        for stage, name in sessions.items():
            session = next(one for one in at.cohort.sessions if one.id == name)
            at = replace(at, stage=stage, session=session, as_of=session.start.date())
            wish = Wish((*CONCERNS[stage], "conveners"), calendar=True, to_page=True)
            able = tuple(kind for kind in wish.to if any(one.kind == kind and one.page for one in _everybody(at)))
            yield at, announcement(at, replace(wish, to=able), id_key=KEY, told={})


def bytes_of(one, language):
    """Return all that leaves the house in a letter, raw and each part decoded, without the receiver's header."""
    message = ready(one.letter, one.to, sender=read_mailbox("house@post.example"), language=language, now=NOW)
    raw = re.sub(r"(?m)^To: .*\r\n", "", as_text(message))
    parsed = email.message_from_string(raw, policy=SMTP)
    parts = [part.get_content() for part in parsed.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for name, value in parsed.items()]
    return "\n".join([raw, *headers, *parts]).encode()


@pytest.mark.parametrize("language", languages())
def test_nothing_of_the_content_stands_in_any_message_of_any_stage(language):
    kinds = set()
    for at, made in told_in(language):
        people = {word for person in at.portal.people.values() for word in person.record.name.split() if len(word) > 3}
        secret = (
            canaries(at.portal, at.cohort, at.plan) | people | ALSO | {one.record.title for one in at.cohort.sessions}
        )
        secret |= {one.term for one in at.cohort.record.watchlist}
        ours = "\n".join(words(language).values()).casefold()
        secret = {word for word in secret if word.casefold() not in ours}
        search = Search(secret)
        short = re.compile(r"\b(" + "|".join(map(re.escape, (word for word in secret if len(word) < 6))) + r")\b")
        for one in {one.reader.partition(":")[0]: one for one in made.letters}.values():  # they differ in the greeting
            sent = bytes_of(one, language)
            found = {word for word, _ in search.found_in(sent)} | {*short.findall(sent.decode())}
            assert not [word for word in found if word.casefold() not in one.name.casefold()], (one.reader, at.stage)
            assert b"invite=" not in sent and b"staticrypt_pwd" not in sent
            kinds.add((at.stage, one.reader.partition(":")[0]))
    assert {stage for stage, _ in kinds} == {*STAGES}
    assert {kind for _, kind in kinds} == {"member", "guest", "sponsor", "assistant", "convener"}


def test_a_word_of_the_content_stops_everything_before_the_first_message(table):
    portal = table({"content/people/soren.md": bio("Quarterdeck Vindahl", "soren@nordlys.example")})
    announcement(
        occasion(portal, "agenda"), Wish(), id_key=KEY, told={}
    )  # Soren's own first name is no leak to himself
    leaky = occasion(portal, "agenda", codename="Lunch of Quarterdeck Vindahl and others", address="https://x.example/")
    with pytest.raises(LeakError, match='"Quarterdeck Vindahl" would stand in the message to Mara Okonjo-Vance'):
        announcement(leaky, Wish(), id_key=KEY, told={})


@pytest.mark.parametrize("language", languages())
def test_each_stage_tells_the_day_only_where_the_convener_lets_it(table, language):
    portal = table()
    for allowed, stages in (("save-the-date", {"save-the-date"}), ("always", {*STAGES}), ("never", set())):
        for stage in STAGES:
            at = occasion(portal, stage, "s4" if stage == "notes" else "s5", language=language, mail_shows_day=allowed)
            (one,) = announcement(at, Wish(("mara",)), id_key=KEY, told={}).letters
            day = when(at.session, words(language))
            assert "2026" in day and re.search(r"\(UTC-0[45]:00\)$", day)
            assert (day in one.letter.text) == (stage in stages) == ("2026" in one.letter.text)
            assert "2026" not in one.letter.subject
            if stage not in stages:
                with pytest.raises(UsageError, match="do not tell the day"):
                    announcement(at, Wish(("mara",), calendar=True), id_key=KEY, told={})


@pytest.mark.parametrize("language", languages())
def test_text_and_html_say_the_same_in_the_language_of_the_cohort(table, language):
    at = occasion(table(), "save-the-date", language=language)
    (one,) = announcement(at, Wish(("mara",), calendar=True), id_key=KEY, told={}).letters
    html = one.letter.html
    plain = unescape(re.sub(r"<[^>]+>", "", re.sub(r"<head>.*?</head>|<br>", "\n", html, flags=re.S)))
    assert plain.split() == one.letter.text.split()
    table_of = words(language)
    assert f'<html lang="{language}" dir="{table_of["locale.dir"]}">' in html
    assert one.letter.text.startswith(table_of["mail.greeting"].format(name="Mara"))
    assert one.letter.subject == table_of["mail.subject.save-the-date"].format(codename="Harbor lunch")
    message = email.message_from_string(
        as_text(draft(one.letter, one.to, sender=None, language=at.language)), policy=SMTP
    )
    assert message["Content-Language"] == language and message["X-Unsent"] == "1" and message["From"] is None
    assert message.get_body(("plain",)).get_content().split() == one.letter.text.split()
    assert message.get_body(("html",)).get_content().split() == html.split()


def test_a_link_leads_to_the_entrance_or_to_the_page_by_its_opaque_name(table):
    at = occasion(table(), "pre-reads")
    links = {}
    for to_page in (False, True):
        (one,) = announcement(at, Wish(("mara",), to_page=to_page), id_key=KEY, told={}).letters
        links[to_page] = re.search(r"https://\S+", one.letter.text).group()
    page = next(page for page in at.plan.pages if page.path == "sessions/s5")
    assert links == {False: "https://lunch.example/", True: f"https://lunch.example/{page.href}"}
    assert re.fullmatch(r"[a-z2-7]{16}\.html", page.href)


def test_a_calendar_file_tells_time_and_codename_and_no_more(table):
    at = occasion(table(), "save-the-date")
    (one,) = announcement(at, Wish(("mara",), calendar=True), id_key=KEY, told={}).letters
    message = email.message_from_string(as_text(draft(one.letter, one.to, sender=None, language="en")), policy=SMTP)
    (attached,) = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "harbor-lunch.ics")
    (entry,) = icalendar.Calendar.from_ical(attached.get_content()).events
    assert entry["SUMMARY"] == "Harbor lunch"
    assert entry.start == datetime(2026, 12, 10, 17, 30, tzinfo=UTC) and entry.end == datetime(
        2026, 12, 10, 22, tzinfo=UTC
    )
    assert not {"LOCATION", "DESCRIPTION", "ATTENDEE", "ORGANIZER", "URL"} & set(entry)
    assert "TZID" not in attached.get_content()
    (own,) = {event.uid for made in at.plan.made if made.path == "calendar/s5" for event in made.content.events}
    assert entry["UID"] == own, "the entry replaces that of the site's own calendar"


HOSTILE = 'name: "Mara\\r\\nBcc: all@x.example\\u2028X-Evil: 1 Okonjo"'


def test_no_name_or_codename_can_add_a_header(table):
    person = bio("Mara", "mara@larkfield.example").replace("name: Mara", HOSTILE)
    at = occasion(
        table({"content/people/mara.md": person}), "save-the-date", codename="Lunch\r\nBcc: all@x.example\x00"
    )
    (one,) = announcement(at, Wish(("mara",), calendar=True), id_key=KEY, told={}).letters
    sent = as_text(ready(one.letter, one.to, sender=SENDER, language="en", now=NOW))
    assert "\nBcc" not in sent and "X-Evil" not in email.message_from_string(sent)
    message = email.message_from_string(sent, policy=SMTP)
    assert sorted(message.keys()) == sorted(["Subject", "From", "To", "MIME-Version", "Content-Type", "Content-Language", "Date", "Message-ID"])  # fmt: skip
    assert message["To"] == "mara@larkfield.example"
    assert message["Subject"] == "Lunch Bcc: all@x.example: a date to keep free"
    assert not [line for line in unquote(as_mailto(one.letter, one.to)).splitlines() if line.startswith("Bcc")]
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "lunch-bcc:-all@x.example.ics"
    assert len(icalendar.Calendar.from_ical(attached.get_content()).events) == 1


def test_international_addresses_and_names_go_out_as_servers_want_them(table):
    portal = table({
        "content/people/mara.md": bio("田辺 Yuki", "mara@bücher.example"),
        "content/people/soren.md": bio("Søren Vindahl", "sørén@nordlys.example"),
    })  # fmt: skip
    mara, soren = announcement(occasion(portal, "agenda"), Wish(("mara", "soren")), id_key=KEY, told={}).letters
    sent = as_text(ready(mara.letter, mara.to, sender=SENDER, language="en", now=NOW))
    assert "To: mara@xn--bcher-kva.example\r\n" in sent and sent.isascii()
    assert email.message_from_string(sent, policy=SMTP).get_body(("plain",)).get_content().startswith("Hello 田辺,")
    sent = as_text(ready(soren.letter, soren.to, sender=SENDER, language="en", now=NOW))
    assert "To: sørén@nordlys.example\r\n" in sent, "RFC 6532: an address that is no ASCII stands in UTF-8"
    assert as_mailto(soren.letter, soren.to).startswith("mailto:s%C3%B8r%C3%A9n@nordlys.example?subject=")


def test_a_message_on_its_way_does_not_name_this_computer(table, monkeypatch):
    monkeypatch.setattr("socket.getfqdn", lambda *_: "laptop.fennick.example")
    (one,) = announcement(occasion(table(), "agenda"), Wish(("mara",)), id_key=KEY, told={}).letters
    message = ready(one.letter, one.to, sender=SENDER, language="en", now=NOW)
    assert message["Message-ID"].endswith("@house.example>") and "laptop" not in as_text(message)
    assert message["Date"].datetime == NOW and message["From"] == "Odalys Fennick <odalys@house.example>"


def test_a_mailto_link_holds_the_whole_text(table):
    (one,) = announcement(occasion(table(), "agenda"), Wish(("mara",)), id_key=KEY, told={}).letters
    link = as_mailto(one.letter, one.to)
    asked = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert urlsplit(link).path == "mara@larkfield.example" and " " not in link and "+" not in link
    assert asked == {"subject": [one.letter.subject], "body": [one.letter.text.replace("\n", "\r\n")]}


@pytest.mark.parametrize(
    ("name", "called"),
    [("Mara Okonjo-Vance", "Mara"), ("Dr. Søren Vindahl", "Søren"), ("J. R. Ines", "Ines"), ("Cher", "Cher"), ("M.", "M.")],
)  # fmt: skip
def test_a_greeting_uses_the_first_name(name, called):
    assert first_name(name) == called


def test_signs_of_html_in_a_codename_or_name_stay_text(table):
    person = bio("'<i>Mara</i> Okonjo'", "mara@larkfield.example")
    at = occasion(table({"content/people/mara.md": person}), "agenda", codename="Lunch <b>&amp;</b>")
    (one,) = announcement(at, Wish(("mara",)), id_key=KEY, told={}).letters
    assert "<b>" not in one.letter.html and "&lt;i&gt;Mara" in one.letter.html
    assert one.letter.subject.startswith("Lunch <b>&amp;</b>") and "<i>Mara</i>" in one.letter.text
